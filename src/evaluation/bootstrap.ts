import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import { mean } from './metrics.js'
import { seededRandom } from './random.js'

/** Options of {@link bootstrapMean}. */
export interface BootstrapOptions {
  /** Times that the problems are drawn again. */
  resamples?: number
  /** Share of the resampled means that the interval holds, between 0 and 1. */
  confidence?: number
  /** Seed of the draws: the same seed gives the same interval. */
  seed?: number
}

/** Defaults of {@link BootstrapOptions}. */
export const bootstrapDefaults = {
  resamples: 2000,
  confidence: 0.95,
  seed: 1,
} as const satisfies BootstrapOptions

/** A mean with its interval. */
export interface Estimate {
  /** The mean. */
  value: number
  /** Lower end of the interval. */
  low: number
  /** Upper end of the interval. */
  high: number
  /** Problems that it is the mean of. */
  problems: number
}

/**
 * The mean over problems with a percentile bootstrap interval (Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
 * chapter 13): problems are drawn with replacement, so the interval says how far the figure would move with other problems of this
 * kind. For a paired comparison pass each problem's difference: problems that are hard for both then do not widen it.
 *
 * @returns undefined where there are no values
 * @throws RescueError INVALID_OPTION
 */
export function bootstrapMean(
  values: readonly number[],
  options: BootstrapOptions = {},
): Estimate | undefined {
  const { resamples, confidence, seed } = withDefaults(bootstrapDefaults, options)
  if (!Number.isInteger(resamples) || resamples < 1) {
    throw new RescueError('INVALID_OPTION', `resamples is ${resamples}; give a whole number of at least 1.`)
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RescueError('INVALID_OPTION', `confidence is ${confidence}; give a number between 0 and 1.`)
  }
  const value = mean(values)
  if (value === undefined) return undefined
  const random = seededRandom(seed)
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)]!
    return sum / values.length
  }).sort()
  const tail = (1 - confidence) / 2
  return { value, low: quantile(means, tail), high: quantile(means, 1 - tail), problems: values.length }
}

/** Quantile of sorted values, linear between neighbours (type 7 of Hyndman & Fan, Sample quantiles, 1996). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)]!
  const above = sorted[Math.ceil(place)]!
  return below + (above - below) * (place - Math.floor(place))
}
