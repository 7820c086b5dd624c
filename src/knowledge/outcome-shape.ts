import * as z from 'zod'
import { normalizeCwe } from '../patches/patch.js'
import { type PatchOutcome, type SkipReason, skipReasons } from '../patches/patch-outcome.js'
import { defined, issueOf, patchOrigin } from './schemas.js'

const text = z.string()
const texts = z.array(text.min(1))

/** Fields that nobody asked for are left out: a base that held them could not be loaded. */
const outcomeShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('patch'),
    patch: z.object({
      id: text.min(1),
      language: text,
      cwe: text.optional(),
      before: text,
      after: text,
      fragment: z.boolean().optional(),
      cause: text.optional(),
      origin: z.object(patchOrigin.shape).optional(),
    }),
    place: z.object({ file: text, line: z.number() }).optional(),
  }),
  z.object({
    kind: z.literal('weakness'),
    weakness: z.object({
      cwe: text.refine((cwe) => normalizeCwe(cwe) !== undefined, 'it is no CWE type'),
      causes: texts,
      guidelines: z.array(z.object({ text: text.min(1), languages: z.array(text).optional() })),
      tasks: z
        .array(
          z.object({
            text: text.min(1),
            apis: z.array(text),
            languages: z.array(text).optional(),
            cause: text.min(1).optional(),
          }),
        )
        .optional(),
    }),
  }),
  z.object({
    kind: z.literal('skipped'),
    skipped: z.object({
      reason: z.enum(Object.keys(skipReasons) as SkipReason[]),
      detail: text,
      file: text,
      line: z.number().optional(),
      record: text.optional(),
    }),
  }),
])

/** What a stream gave, if it has the form of an outcome; else a record that is left out: streams of others may hold anything. */
export function outcomeOf(given: unknown): PatchOutcome {
  const parsed = outcomeShape.safeParse(given)
  if (parsed.success) return defined(parsed.data) as PatchOutcome
  const detail = `It is no outcome of a reader (${issueOf(parsed.error)}). Give { kind: 'patch', patch }, or a list of patches.`
  return { kind: 'skipped', skipped: { reason: 'malformed', detail, file: '' } }
}
