import { diffLines } from 'diff'
import type { SecurityPatch } from './patch.js'

/** A line of one version that the other does not have. */
export interface ChangedLine {
  /** Number in its version, counted from 1. */
  line: number
  text: string
}

/** One place of a change: lines that go, lines that come instead. Either may be empty. */
export interface ChangedHunk {
  removed: ChangedLine[]
  added: ChangedLine[]
}

/** Most edits that the diff looks for; beyond, every line counts as changed, since such a pair has little in common. */
export const maxEditLength = 2_000

/** The places that a patch changes, in order. Differences in line endings do not count. */
export function changedHunks({ before, after }: Pick<SecurityPatch, 'before' | 'after'>): ChangedHunk[] {
  const [left, right] = [normalize(before), normalize(after)]
  const changes = diffLines(left, right, { maxEditLength })
  if (!changes) return [{ removed: numbered(left, 1), added: numbered(right, 1) }]
  const hunks: ChangedHunk[] = []
  let open: ChangedHunk | undefined
  let [oldLine, newLine] = [1, 1]
  for (const change of changes) {
    if (!change.removed && !change.added) open = undefined
    else {
      if (!open) {
        open = { removed: [], added: [] }
        hunks.push(open)
      }
      if (change.removed) open.removed = open.removed.concat(numbered(change.value, oldLine))
      else open.added = open.added.concat(numbered(change.value, newLine))
    }
    if (!change.added) oldLine += change.count
    if (!change.removed) newLine += change.count
  }
  return hunks
}

/** All lines that a patch removes, and all that it adds. */
export function changedLines(patch: Pick<SecurityPatch, 'before' | 'after'>): ChangedHunk {
  const hunks = changedHunks(patch)
  return {
    removed: hunks.flatMap(({ removed }) => removed),
    added: hunks.flatMap(({ added }) => added),
  }
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
