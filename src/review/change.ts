import { type StructuredPatchHunk, structuredPatch } from 'diff'
import type { LanguageId } from '../languages/index.js'

/** New text in which lines were changed: a whole file, or what a diff shows of it. */
export interface ChangedText {
  /** Path of the new version, from the root of the repository or as the diff names it. */
  file: string
  language: LanguageId
  text: string
  /** Line of the new file at which `text` begins, from 1. */
  firstLine: number
  /** Lines of the new file that were changed or stand beside deleted ones, ascending. */
  changedLines: number[]
}

/** A changed file that is not reviewed, and why. */
export interface SkippedChange {
  file: string
  reason: keyof typeof skipReasons
}

/** Why a changed file is not reviewed. */
export const skipReasons = {
  'unsupported-language': 'its language is not supported',
  binary: 'it is binary',
  'too-large': 'it is larger than 2,000,000 characters',
  combined: 'the diff is that of a merge, against several versions at once',
  malformed: 'its part of the diff cannot be parsed',
} as const

/** What a range or a diff changes. */
export interface ChangeSet {
  texts: ChangedText[]
  skipped: SkippedChange[]
}

/** Most edits that are looked for between two versions of a file; beyond, every line counts as changed. */
const maxEditLength = 4_000

/**
 * The lines that a hunk adds, and the line at each place where it only deletes: a check that is gone matters as much as a new call.
 */
export function changedLinesOf({ newStart, newLines, lines }: StructuredPatchHunk): number[] {
  const shown = lines.filter((line) => !line.startsWith('\\'))
  const isChange = (at: number) => /^[+-]/.test(shown[at] ?? '')
  const changed: number[] = []
  const last = Math.max(newStart, newStart + newLines - 1)
  let line = newStart
  for (let at = 0; at < shown.length; ) {
    let end = at
    while (isChange(end)) end++
    if (end === at) {
      at++
      line++
      continue
    }
    const run = shown.slice(at, end)
    const added = run.filter((text) => text.startsWith('+')).length
    for (let index = 0; index < added; index++) changed.push(line + index)
    if (added === 0) {
      const above = endsBlock(run, { previous: shown[at - 1], next: shown[end] })
      changed.push(above ? line - 1 : Math.min(line, last))
    }
    line += added
    at = end
  }
  return [...new Set(changed)]
}

/**
 * Whether deleted lines were the end of what stands above them, as in Python the last statement of a function is: what follows them is
 * less indented, blank or nothing. Otherwise their place is the line that moved up.
 */
function endsBlock(deleted: readonly string[], around: { previous?: string; next?: string }): boolean {
  const indent = (line = '') => {
    const width = line.slice(1).search(/\S/)
    return width < 0 ? Number.POSITIVE_INFINITY : width
  }
  const own = Math.min(...deleted.map(indent))
  const [above, below] = [indent(around.previous), indent(around.next)]
  if (own === Number.POSITIVE_INFINITY || above === Number.POSITIVE_INFINITY) return false
  return own > 0 && (below === Number.POSITIVE_INFINITY || below < own)
}

/** The changed lines of a file of which both versions are known. Differences in line endings do not count. */
export function changedLinesBetween(before: string, after: string): number[] {
  // A line of context tells to what deleted lines belonged.
  const options = { context: 1, stripTrailingCr: true, maxEditLength }
  const patch = structuredPatch('', '', before, after, '', '', options)
  if (!patch) return everyLine(after)
  return [...new Set(patch.hunks.flatMap(changedLinesOf))].sort((a, b) => a - b)
}

/** All lines of a text. */
export function everyLine(text: string): number[] {
  const count = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return Array.from({ length: count }, (_, index) => index + 1)
}
