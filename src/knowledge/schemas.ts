import * as z from 'zod'
import type { Review } from './review.js'

/** Shapes of the lines of a knowledge directory. Loading checks every line against them. */

const cwe = z.string().regex(/^CWE-[1-9]\d*$/)
const origin = z.enum(['curated', 'model', 'extractive'])
const slicedCode = z.strictObject({ code: z.string(), sourceLines: z.int().nonnegative() })
export const patchOrigin = z.strictObject({
  source: z.string().optional(),
  file: z.string().optional(),
  function: z.string().optional(),
  commit: z.string().optional(),
})

export const weaknessLine = z.strictObject({
  cwe,
  name: z.string(),
  parents: z.array(cwe),
  fingerprint: z.string().optional(),
})

export const taskLine = z.strictObject({
  cwe,
  text: z.string().min(1),
  apis: z.array(z.string()),
  languages: z.array(z.string()).optional(),
  cause: z.string().min(1).optional(),
})

export const causeLine = z.strictObject({ cwe, text: z.string().min(1), origin })

export const guidelineLine = z.strictObject({
  cwe,
  text: z.string().min(1),
  languages: z.array(z.string()).optional(),
  origin,
  evidence: z.array(z.string()).optional(),
})

export const exampleLine = z.strictObject({
  id: z.string().min(1),
  cwe,
  language: z.string(),
  vulnerable: slicedCode,
  secure: slicedCode,
  secureApis: z.array(z.string()),
  vulnerableApis: z.array(z.string()),
  cause: z.string().optional(),
  origin: patchOrigin.optional(),
})

export const patchLine = z.strictObject({
  id: z.string().min(1),
  language: z.string(),
  cwe: cwe.optional(),
  before: z.string(),
  after: z.string(),
  fragment: z.boolean().optional(),
  cause: z.string().optional(),
  origin: patchOrigin.optional(),
})

const decision = z.enum(['reject', 'edit'])
const note = z.string().optional()

/** A decision of a reviewer. */
export const reviewLine: z.ZodType<Review> = z.discriminatedUnion('about', [
  z.strictObject({
    about: z.enum(['guideline', 'cause']),
    cwe,
    text: z.string().min(1),
    decision,
    replacement: z.string().min(1).optional(),
    note,
  }),
  z.strictObject({
    about: z.literal('example'),
    id: z.string().min(1),
    decision,
    replacement: z
      .strictObject({
        vulnerable: z.string().min(1).optional(),
        secure: z.string().min(1).optional(),
        cause: z.string().min(1).optional(),
      })
      .optional(),
    note,
  }),
])

const count = z.int().nonnegative()
const digest = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), lines: count })

export const manifestSchema = z.strictObject({
  format: z.literal('rescue-rag-knowledge'),
  formatVersion: z.int().positive(),
  counts: z.record(z.string(), count),
  /** Settings that the base was built with, for people. */
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** The embedder whose thresholds the base was calibrated for, and that its clusters were made with. */
  embedder: z.string(),
  /** Thresholds by embedder; the retrieval stage says what is in them. */
  calibration: z.record(z.string(), z.json()).optional(),
  files: z.record(z.string(), digest),
})

/** What `manifest.json` holds. */
export type Manifest = z.infer<typeof manifestSchema>

/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** What is wrong with a record, as far as it is said first. */
export function issueOf({ issues }: z.ZodError): string {
  const [first] = issues
  return first ? `${first.path.join('.') || 'the record'}: ${first.message}` : 'unknown trouble'
}

/** The record as it is: zod types optional fields that are absent as possibly undefined. */
export function defined<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return record as { [K in keyof T]: Exclude<T[K], undefined> }
}
