import * as z from 'zod'
import type { AbstentionMargins, ExampleThresholds, RetrievalOptions, WeaknessThresholds } from './options.js'

const evidence = z.object({
  rightPairs: z.number(),
  wrongPairs: z.number(),
  equalErrorRate: z.number().optional(),
})

const calibration: z.ZodType<Calibration> = z.object({
  embedder: z.string(),
  weaknesses: z.number(),
  examples: z.number(),
  errorRate: z.number(),
  weaknessThresholds: z.object({ cause: z.number(), taskText: z.number(), api: z.number() }),
  exampleThresholds: z.object({ cause: z.number(), api: z.number(), code: z.number() }),
  abstention: z.object({ cause: z.number(), taskText: z.number(), taskBesideCause: z.number() }).optional(),
  evidence: z.record(z.string(), evidence),
})

/** What a threshold was measured on. */
export interface CalibrationEvidence {
  /** Pairs of a text and the CWE type or example that belongs to it. */
  rightPairs: number
  /** Pairs that do not belong together. */
  wrongPairs: number
  /** Share of right pairs that the threshold loses, which is that of wrong pairs that pass, 0 to 1; absent without pairs. */
  equalErrorRate?: number | undefined
}

/**
 * Thresholds for one embedder and one base, and what they were measured on: plain data, kept in the manifest of the base under
 * the embedder's identity.
 */
export interface Calibration {
  /** Identity of the embedder. */
  embedder: string
  /** CWE types of the base when it was calibrated. */
  weaknesses: number
  /** Examples of the base when it was calibrated. */
  examples: number
  /** Share of the base's own cases that may get no context, 0 to 1. */
  errorRate: number
  /** Thresholds of the first step. */
  weaknessThresholds: WeaknessThresholds
  /** Thresholds of the second step. */
  exampleThresholds: ExampleThresholds
  /** Margins over harmless work; absent where the base was calibrated without. */
  abstention?: AbstentionMargins | undefined
  /** What each threshold was measured on, by its name. */
  evidence: Record<string, CalibrationEvidence>
}

/** The calibration of a base for an embedder; undefined where it has none or one that cannot be read. */
export function calibrationOf(
  base: { readonly parts?: { readonly calibration?: Readonly<Record<string, unknown>> } },
  embedder: string,
): Calibration | undefined {
  const stored = base.parts?.calibration
  if (!stored || !Object.hasOwn(stored, embedder)) return undefined
  const parsed = calibration.safeParse(stored[embedder])
  return parsed.success ? parsed.data : undefined
}

/** The calibration's part of the retrieval options. */
export function calibratedOptions({
  weaknessThresholds,
  exampleThresholds,
  abstention,
}: Calibration): RetrievalOptions {
  return { weaknessThresholds, exampleThresholds, ...(abstention && { abstention }) }
}
