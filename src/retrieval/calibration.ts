import { z } from 'zod'
import type { RetrievalOptions } from './options.js'

const evidence = z.object({
  rightPairs: z.number(),
  wrongPairs: z.number(),
  equalErrorRate: z.number().optional(),
})

const calibration = z.object({
  embedder: z.string(),
  weaknesses: z.number(),
  examples: z.number(),
  errorRate: z.number(),
  weaknessThresholds: z.object({ cause: z.number(), standIn: z.number(), api: z.number() }),
  exampleThresholds: z.object({ cause: z.number(), api: z.number(), code: z.number() }),
  contrast: z.object({ cause: z.number(), standIn: z.number(), subject: z.number() }).optional(),
  evidence: z.record(z.string(), evidence),
})

/** What a threshold was measured on. */
export type CalibrationEvidence = z.infer<typeof evidence>

/**
 * Thresholds for one embedder and one base, and what they were measured on: plain data, kept in the manifest of the base under
 * the embedder's identity.
 */
export type Calibration = z.infer<typeof calibration>

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
  contrast,
}: Calibration): RetrievalOptions {
  return { weaknessThresholds, exampleThresholds, ...(contrast && { contrast }) }
}
