import * as z from 'zod'
import { RescueError } from '../errors.js'
import { parseJson } from '../text/parse-json.js'
import type { Finding } from './finding.js'
import type { Review } from './review.js'

const schema = z.object({
  format: z.literal('rescue-rag-baseline'),
  version: z.literal(1),
  findings: z.array(
    z.object({ fingerprint: z.string(), cwe: z.string(), file: z.string(), function: z.string() }),
  ),
})

/** Findings that were seen before and stay quiet. Kept as a file in the repository, so that accepting one is itself reviewed. */
export type Baseline = z.infer<typeof schema>

/** A baseline without findings. */
export const emptyBaseline: Baseline = { format: 'rescue-rag-baseline', version: 1, findings: [] }

/**
 * Reads a baseline from its file form.
 *
 * @param file its path, for the error message
 * @throws RescueError MALFORMED_RECORD
 */
export function parseBaseline(text: string, file: string): Baseline {
  try {
    return schema.parse(parseJson(text))
  } catch (cause) {
    throw new RescueError(
      'MALFORMED_RECORD',
      `"${file}" is no baseline of rescue review. Make one with --update-baseline.`,
      { file, cause },
    )
  }
}

/** The review without the findings of a baseline. */
export function withoutKnown(review: Review, { findings: known }: Baseline): Review {
  const quiet = new Set(known.map(({ fingerprint }) => fingerprint))
  const findings = review.findings.filter(({ fingerprint }) => !quiet.has(fingerprint))
  return { ...review, findings, known: review.known + review.findings.length - findings.length }
}

/** A baseline with more findings. Those that it had stay, since a review sees only what one change touches. */
export function extendBaseline(baseline: Baseline, findings: readonly Finding[]): Baseline {
  const all = new Map(baseline.findings.map((entry) => [entry.fingerprint, entry]))
  for (const { fingerprint, cwe, file, function: name } of findings) {
    all.set(fingerprint, { fingerprint, cwe, file, function: name })
  }
  const order = (entry: Baseline['findings'][number]) =>
    [entry.file, entry.function, entry.cwe, entry.fingerprint].join('\0')
  const sorted = [...all.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1))
  return { ...baseline, findings: sorted }
}

/** The file form: one finding a line, so that version control shows which came. */
export function baselineText({ findings, ...head }: Baseline): string {
  const lines = findings.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')
  const list = findings.length === 0 ? '[]' : `[\n${lines}\n  ]`
  return `{\n  "format": "${head.format}",\n  "version": ${head.version},\n  "findings": ${list}\n}\n`
}
