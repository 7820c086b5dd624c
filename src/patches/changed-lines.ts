import { diffLines } from 'diff'
import type { SecurityPatch } from './patch.js'

/** A line of one version that the other does not have. */
export interface ChangedLine {
  /** Number in its version, counted from 1. */
  line: number
  text: string
}

/** The line diff of a patch. */
export interface ChangedLines {
  /** Lines of the version before. */
  removed: ChangedLine[]
  /** Lines of the version after. */
  added: ChangedLine[]
}

/** Most edits that the diff looks for; beyond, every line counts as changed, since such a pair has little in common. */
export const maxEditLength = 4_000

/** The lines that a patch removes and adds. Differences in line endings do not count. */
export function changedLines({ before, after }: Pick<SecurityPatch, 'before' | 'after'>): ChangedLines {
  const [left, right] = [normalize(before), normalize(after)]
  const changes = diffLines(left, right, { maxEditLength })
  if (!changes) return { removed: numbered(left, 1), added: numbered(right, 1) }
  const removed: ChangedLine[] = []
  const added: ChangedLine[] = []
  let [oldLine, newLine] = [1, 1]
  for (const change of changes) {
    if (change.removed) removed.push(...numbered(change.value, oldLine))
    if (change.added) added.push(...numbered(change.value, newLine))
    if (!change.added) oldLine += change.count
    if (!change.removed) newLine += change.count
  }
  return { removed, added }
}

/** Without a final line feed the diff would take the last line for changed when only that differs. */
function normalize(text: string): string {
  const unix = text.replace(/\r\n?/g, '\n')
  return unix === '' || unix.endsWith('\n') ? unix : `${unix}\n`
}

function numbered(text: string, first: number): ChangedLine[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line, index) => ({ line: first + index, text: line }))
}
