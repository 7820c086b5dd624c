import * as z from 'zod'
import { stepNames } from './ledger.js'

const step = z.object({
  calls: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  milliseconds: z.number(),
})
const ledger = z.partialRecord(z.enum(stepNames), step)
const verdict = z.object({ passed: z.boolean(), reason: z.string(), detail: z.string().optional() })
const place = { problem: z.string(), digest: z.string(), sample: z.number() }

/** The first line: what the run was made with. */
const run = z.object({
  kind: z.literal('run'),
  version: z.number(),
  settings: z.record(z.string(), z.string()),
})

/** `SharedAnalysis`, with errors as their code and message. */
const analysis = z.object({
  kind: z.literal('analysis'),
  ...place,
  ledger,
  analysis: z.object({
    task: z.object({ language: z.string() }),
    cause: z.string().optional(),
    draft: z.string().optional(),
    apiCalls: z.array(z.object({ name: z.string(), qualified: z.string(), line: z.number() })),
    origins: z.object({ cause: z.string(), draft: z.string(), api: z.string() }),
    failures: z.array(z.object({ facet: z.string(), code: z.string(), message: z.string() })),
  }),
})

/** `Answer`. */
const answer = z.object({
  kind: z.literal('answer'),
  ...place,
  variant: z.string(),
  solution: z.string(),
  context: z.object({ cwe: z.string(), examples: z.array(z.string()), tokens: z.number() }).optional(),
  promptTokens: z.number(),
  ledger,
})

/** `Judgement`, and by what it was judged. */
const judgement = z.object({
  kind: z.literal('judgement'),
  ...place,
  variant: z.string(),
  judgedBy: z.string(),
  functional: verdict,
  security: z.array(verdict),
  containment: z.object({
    level: z.string(),
    network: z.string(),
    files: z.string(),
    processes: z.string(),
  }),
})

/** A line of a samples file. */
export const samplesLine = z.discriminatedUnion('kind', [run, analysis, answer, judgement])
