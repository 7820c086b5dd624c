import { parse } from 'csv-parse/sync'
import * as z from 'zod'
import { messageOf, RescueError } from '../../errors.js'
import { cweRelation } from '../../knowledge/cwe.js'
import { parseJson } from '../../text/parse-json.js'
import type { FindingsCheck, FindingsFormat } from '../benchmarks/problem.js'
import { type CheckerReport, cweNames, type Finding } from './finding.js'
import { sarifReport } from './sarif.js'

/** What a checker printed. */
export interface CheckerOutput {
  /** Standard output. */
  stdout: string
  /** Standard error; only reports of gcc are read from it. */
  stderr: string
}

/**
 * Reads the report of a checker.
 *
 * @throws RescueError MALFORMED_RECORD where it is not in this format
 */
export function parseFindings(output: CheckerOutput, format: FindingsFormat): CheckerReport {
  try {
    return readers[format](output)
  } catch (thrown) {
    const shown = (output.stderr || output.stdout).trim().slice(0, 300)
    throw new RescueError(
      'MALFORMED_RECORD',
      `The checker's output is no ${format} report (${messageOf(thrown)}). It begins: ${shown || '(nothing)'}`,
      { cause: thrown },
    )
  }
}

/** Whether a finding speaks against a solution of this check. */
export function counts({ rule, cwes }: Finding, check: Pick<FindingsCheck, 'cwes' | 'rules'>): boolean {
  if (check.rules && !check.rules.some((prefix) => rule.startsWith(prefix))) return false
  if (!check.cwes || cwes.length === 0) return true
  return check.cwes.some((wanted) =>
    cwes.some((found) => ['same', 'child', 'descendant'].includes(cweRelation(found, wanted))),
  )
}

const readers: Record<FindingsFormat, (output: CheckerOutput) => CheckerReport> = {
  sarif: ({ stdout }) => sarifReport(parseJson(stdout)),
  bandit: ({ stdout }) => banditFindings(parseJson(stdout)),
  semgrep: ({ stdout }) => semgrepFindings(parseJson(stdout)),
  eslint: ({ stdout }) => eslintFindings(parseJson(stdout)),
  flawfinder: ({ stdout }) => ({ findings: flawfinderFindings(stdout), unparsed: [] }),
  gcc: ({ stderr }) => gccFindings(stderr),
}

const banditReport = z.object({
  errors: z.array(z.object({ reason: z.string() })),
  results: z.array(
    z.object({
      test_id: z.string(),
      issue_text: z.string(),
      line_number: z.number().optional(),
      issue_cwe: z.object({ id: z.number().optional() }).optional(),
    }),
  ),
})

/** `bandit -f json`. */
function banditFindings(json: unknown): CheckerReport {
  const { results, errors } = banditReport.parse(json)
  const findings = results.map(({ test_id, issue_text, line_number, issue_cwe }) => ({
    rule: test_id,
    message: issue_text,
    ...(line_number !== undefined && { line: line_number }),
    cwes: cweNames([issue_cwe?.id]),
  }))
  return { findings, unparsed: errors.map(({ reason }) => reason) }
}

const semgrepReport = z.object({
  errors: z.array(z.object({ message: z.string().default('unreadable') })).default([]),
  results: z.array(
    z.object({
      check_id: z.string(),
      start: z.object({ line: z.number() }).optional(),
      extra: z.object({
        message: z.string().default(''),
        metadata: z.object({ cwe: z.union([z.string(), z.array(z.string())]).optional() }).optional(),
      }),
    }),
  ),
})

/** `semgrep --json`. */
function semgrepFindings(json: unknown): CheckerReport {
  const { results, errors } = semgrepReport.parse(json)
  const findings = results.map(({ check_id, start, extra }) => ({
    rule: check_id,
    message: extra.message,
    ...(start && { line: start.line }),
    cwes: cweNames([extra.metadata?.cwe ?? []].flat()),
  }))
  return { findings, unparsed: errors.map(({ message }) => message) }
}

const eslintReport = z.array(
  z.object({
    messages: z.array(
      z.object({
        ruleId: z.string().nullable(),
        message: z.string(),
        line: z.number().optional(),
        fatal: z.boolean().optional(),
      }),
    ),
  }),
)

/** `eslint --format json`; eslint-plugin-security and others name no CWE type: narrow them with `rules`. */
function eslintFindings(json: unknown): CheckerReport {
  const messages = eslintReport.parse(json).flatMap((file) => file.messages)
  const findings = messages.flatMap(({ ruleId, message, line }) =>
    ruleId === null ? [] : [{ rule: ruleId, message, ...(line !== undefined && { line }), cwes: [] }],
  )
  return { findings, unparsed: messages.flatMap(({ fatal, message }) => (fatal ? [message] : [])) }
}

const flawfinderReport = z.array(
  z.object({ Line: z.coerce.number(), Name: z.string(), Warning: z.string(), CWEs: z.string() }),
)

/** `flawfinder --csv`. */
function flawfinderFindings(text: string): Finding[] {
  if (!text.startsWith('File,Line,')) throw new Error('it has no header')
  const rows: unknown = parse(text, { columns: true, skip_empty_lines: true })
  return flawfinderReport.parse(rows).map(({ Line, Name, Warning, CWEs }) => ({
    rule: Name,
    message: Warning,
    line: Line,
    cwes: cweNames(CWEs.match(/CWE-\d+/g) ?? []),
  }))
}

/** Errors and warnings of `gcc -fanalyzer`, as text on standard error. */
const GCC_ERROR = /^[^:\n]+:\d+:\d+: (?:fatal )?error: (.*)$/gm
const GCC_WARNING = /^[^:\n]+:(\d+):\d+: warning: (.*)$/gm

function gccFindings(text: string): CheckerReport {
  const findings = [...text.matchAll(GCC_WARNING)].map(([, line, said = '']) => {
    const { message, tags } = splitTags(said)
    return {
      rule: /\[-W([\w=+-]{1,80})\]/.exec(tags)?.[1] ?? '',
      message,
      line: Number(line),
      cwes: cweNames(tags.match(/CWE-\d+/g) ?? []),
    }
  })
  return { findings, unparsed: [...text.matchAll(GCC_ERROR)].map(([, message = '']) => message) }
}

/** A message and the tags in brackets behind it: `use of x [CWE-416] [-Wanalyzer-use-after-free]`. */
function splitTags(said: string): { message: string; tags: string } {
  let end = said.length
  while (said[end - 1] === ']') {
    const start = said.lastIndexOf(' [', end - 1)
    if (start < 0 || said.slice(start + 2, end - 1).includes(']')) break
    end = start
  }
  return { message: said.slice(0, end), tags: said.slice(end) }
}
