import * as z from 'zod'
import { RescueError } from '../errors.js'
import { parseJson } from '../text/parse-json.js'

/** What a run did with the lines of one file; lines that are in neither set are not known. */
export interface LineCoverage {
  /** Lines that ran, from 1. */
  readonly executed: ReadonlySet<number>
  /** Lines that could have run and did not, from 1. */
  readonly missed: ReadonlySet<number>
}

const location = z.object({ line: z.number().nullable() })
const istanbul = z.record(
  z.string(),
  z.object({
    statementMap: z.record(z.string(), z.object({ start: location, end: location })),
    s: z.record(z.string(), z.number()),
  }),
)
const coveragePy = z.object({
  files: z.record(
    z.string(),
    z.object({ executed_lines: z.array(z.number()), missing_lines: z.array(z.number()) }),
  ),
})

/** Longest coverage report that is read, in characters. */
export const maxCoverageLength = 64 * 1024 * 1024

/**
 * Reads a coverage report: LCOV, the JSON of Istanbul (`coverage-final.json`), or the JSON of coverage.py (`coverage json`).
 *
 * @returns coverage by file, as the report names the file
 * @throws RescueError INVALID_INPUT where the text is none of these, or longer than `maxLength` characters
 */
export function readCoverage(
  report: string,
  { maxLength = maxCoverageLength }: { maxLength?: number } = {},
): Map<string, LineCoverage> {
  if (report.length > maxLength) {
    throw new RescueError(
      'INVALID_INPUT',
      `The coverage report is longer than ${maxLength} characters. Pass the report of fewer files.`,
    )
  }
  const text = report.replace(/^\ufeff/, '')
  if (/^(TN|SF|DA):/m.test(text)) return readLcov(text)
  let json: unknown
  try {
    json = parseJson(text)
  } catch (cause) {
    throw unknownReport(cause)
  }
  const python = coveragePy.safeParse(json)
  if (python.success) {
    return new Map(
      Object.entries(python.data.files).map(([file, lines]) => [
        file,
        { executed: new Set(lines.executed_lines), missed: new Set(lines.missing_lines) },
      ]),
    )
  }
  const script = istanbul.safeParse(json)
  if (!script.success) throw unknownReport(script.error)
  const found = new Map<string, LineCoverage>()
  for (const [file, { statementMap, s }] of Object.entries(script.data)) {
    const hits = new Map<number, number>()
    for (const [id, { start }] of Object.entries(statementMap)) {
      if (start.line !== null) hits.set(start.line, Math.max(hits.get(start.line) ?? 0, s[id] ?? 0))
    }
    found.set(file, fromHits(hits))
  }
  return found
}

function readLcov(text: string): Map<string, LineCoverage> {
  const found = new Map<string, LineCoverage>()
  let file = ''
  let hits = new Map<number, number>()
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('SF:')) {
      file = line.slice(3).trim()
      hits = new Map()
    } else if (line.startsWith('DA:')) {
      const [number, count] = line.slice(3).split(',').map(Number)
      if (number !== undefined && number > 0) hits.set(number, Math.max(hits.get(number) ?? 0, count ?? 0))
    } else if (line.startsWith('end_of_record')) found.set(file, fromHits(hits))
  }
  return found
}

function fromHits(hits: ReadonlyMap<number, number>): LineCoverage {
  const lines = [...hits]
  return {
    executed: new Set(lines.filter(([, count]) => count > 0).map(([line]) => line)),
    missed: new Set(lines.filter(([, count]) => count === 0).map(([line]) => line)),
  }
}

function unknownReport(cause: unknown): RescueError {
  return new RescueError(
    'INVALID_INPUT',
    'The coverage report is not readable. Pass LCOV, the JSON of Istanbul or the JSON of coverage.py.',
    { cause },
  )
}
