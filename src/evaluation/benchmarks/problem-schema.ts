import * as z from 'zod'
import { normalizeCwe } from '../../patches/patch.js'
import { findingsFormats } from './problem.js'

const count = z.number().int().positive()

const limits = z.strictObject({
  timeoutMs: count.optional(),
  memoryBytes: count.optional(),
  processMemoryBytes: z
    .union([count, z.literal('unlimited')])
    .transform((bytes) => (bytes === 'unlimited' ? Number.POSITIVE_INFINITY : bytes))
    .optional(),
  diskBytes: count.optional(),
  processes: count.optional(),
  outputBytes: count.optional(),
})

/** A text, or the file that holds it, relative to the file with the problems. */
const text = z.union([z.string(), z.strictObject({ path: z.string().min(1) })])

const cwe = z
  .union([z.string(), z.number()])
  .transform((name) => normalizeCwe(name) ?? '')
  .refine((name) => name !== '', 'no CWE type')

const executable = {
  command: z.string().min(1),
  marker: z.string().min(1).optional(),
  limits: limits.optional(),
}

/** One line of a problem file; unknown fields are errors, since a misspelt one would leave out a check. */
export const problemLine = z.strictObject({
  id: z.string().min(1),
  language: z.string().min(1),
  cwe: cwe.optional(),
  description: text.optional(),
  code: text.optional(),
  solutionFile: z.string().min(1).optional(),
  files: z.record(z.string(), text).default({}),
  functional: z.strictObject(executable),
  security: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('exploit'), ...executable }),
        z.strictObject({
          kind: z.literal('findings'),
          command: z.string().min(1),
          format: z.enum(findingsFormats),
          cwes: z.array(cwe).optional(),
          rules: z.array(z.string()).optional(),
          limits: limits.optional(),
        }),
      ]),
    )
    .default([]),
  references: z.strictObject({ secure: text.optional(), insecure: text.optional() }).optional(),
})

/** A line as it is written. */
export type ProblemLine = z.infer<typeof problemLine>

/** A text or the file that holds it. */
export type TextOrPath = z.infer<typeof text>
