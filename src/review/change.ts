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
export function changedLinesOf(hunk: StructuredPatchHunk): number[] {
  const changed = new Set<number>()
  const last = Math.max(hunk.newStart, hunk.newStart + hunk.newLines - 1)
  let line = hunk.newStart
  for (const text of hunk.lines) {
    if (text.startsWith('\\')) continue
    if (text.startsWith('+')) changed.add(line)
    // With a replacement behind it this is the first added line; without one, the line that moved up.
    if (text.startsWith('-')) changed.add(Math.min(line, last))
    else line++
  }
  return [...changed].sort((a, b) => a - b)
}

/** The changed lines of a file of which both versions are known. Differences in line endings do not count. */
export function changedLinesBetween(before: string, after: string): number[] {
  const options = { context: 0, stripTrailingCr: true, maxEditLength }
  const patch = structuredPatch('', '', before, after, '', '', options)
  if (!patch) return everyLine(after)
  return [...new Set(patch.hunks.flatMap(changedLinesOf))].sort((a, b) => a - b)
}

/** All lines of a text. */
export function everyLine(text: string): number[] {
  const count = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return Array.from({ length: count }, (_, index) => index + 1)
}
