import type { JsonValue } from './schemas.js'
import type { Weakness } from './types.js'

/** A base as far as its thresholds are concerned. */
interface Calibrated {
  weaknesses: readonly Weakness[]
  /** Thresholds by embedder identity. */
  calibration: Readonly<Record<string, JsonValue>>
}

/**
 * Thresholds for a base that is put together of two, by embedder: those of the one with more CWE types, which the whole resembles more,
 * and where it has none for an embedder, those of the other.
 */
export function jointCalibration(first: Calibrated, second: Calibrated): Calibrated['calibration'] {
  return first.weaknesses.length >= second.weaknesses.length
    ? { ...second.calibration, ...first.calibration }
    : { ...first.calibration, ...second.calibration }
}
