import { diffArrays } from 'diff'

/** One version of a patch, as far as pairing needs it. */
export interface Version {
  readonly lines: readonly string[]
  readonly statementsAt: (lines: Iterable<number>) => Set<number>
  readonly linesOf: (statement: number) => readonly number[]
  readonly slice: (points: ReadonlySet<number>) => Set<number>
  /** Whether changing the order of two statements may matter: they work on the same data, or the second one jumps. */
  readonly orderMatters: (moved: number, crossed: number) => boolean
}

/** Which lines of two texts are the same line. */
export interface LineMapping {
  /** Lines only in the old text, from 1. */
  readonly deleted: readonly number[]
  /** Lines only in the new text, from 1. */
  readonly added: readonly number[]
  /** New line of each old line that stayed. */
  readonly toAfter: ReadonlyMap<number, number>
  /** Old line of each new line that stayed. */
  readonly toBefore: ReadonlyMap<number, number>
}

/** Edits beyond which the difference of two texts is not searched for; then all of it counts as changed. */
const MAX_EDITS = 20_000

/** Moved lines of which it is asked what they were moved across. */
const MAX_MOVES = 40

/** Compares two texts line by line; blank at the end of a line does not count. */
export function mapLines(before: readonly string[], after: readonly string[]): LineMapping {
  const deleted: number[] = []
  const added: number[] = []
  const toAfter = new Map<number, number>()
  const toBefore = new Map<number, number>()
  let oldLine = 1
  let newLine = 1
  const changes = diffArrays(
    before.map((line) => line.trimEnd()),
    after.map((line) => line.trimEnd()),
    { maxEditLength: MAX_EDITS },
  ) ?? [
    { value: [...before], added: false, removed: true, count: before.length },
    { value: [...after], added: true, removed: false, count: after.length },
  ]
  for (const change of changes) {
    for (let i = 0; i < change.value.length; i++) {
      if (change.removed) deleted.push(oldLine++)
      else if (change.added) added.push(newLine++)
      else {
        toAfter.set(oldLine, newLine)
        toBefore.set(newLine++, oldLine++)
      }
    }
  }
  return { deleted, added, toAfter, toBefore }
}

/**
 * The statements of both slices of a patch. Where the patch only adds, the slice of the old version is what the new one's
 * statements outside of the patch are there, and the other way round.
 */
export function completePair(before: Version, after: Version): { before: Set<number>; after: Set<number> } {
  const mapping = mapLines(before.lines, after.lines)
  const pointsBefore = before.statementsAt(mapping.deleted)
  const pointsAfter = after.statementsAt(mapping.added)
  const sliceBefore = before.slice(pointsBefore)
  const sliceAfter = after.slice(pointsAfter)
  const fromAfter = before.statementsAt(mapped(after, sliceAfter, pointsAfter, mapping.toBefore))
  const fromBefore = after.statementsAt(mapped(before, sliceBefore, pointsBefore, mapping.toAfter))
  for (const id of fromAfter) sliceBefore.add(id)
  for (const id of fromBefore) sliceAfter.add(id)
  return { before: sliceBefore, after: sliceAfter }
}

/**
 * For a patch that only moves statements, whose two slices would read the same: statements between the old place and the new one that
 * the order matters to, in both versions. Where none is known, the first one, so that the move is seen.
 */
export function crossedStatements(
  before: Version,
  after: Version,
): { before: Set<number>; after: Set<number> } {
  const mapping = mapLines(before.lines, after.lines)
  const places = new Map(mapping.added.map((line) => [after.lines[line - 1]!.trim(), line]))
  const crossed: number[] = []
  let moves = 0
  for (const line of mapping.deleted) {
    const text = before.lines[line - 1]!.trim()
    const place = text === '' ? undefined : places.get(text)
    if (place === undefined || ++moves > MAX_MOVES) continue
    const between = [...mapping.toAfter].filter(
      ([old, now]) => old < line !== now < place && before.lines[old - 1]!.trim() !== '',
    )
    const [moved] = before.statementsAt([line])
    const matters = between.filter(([old]) =>
      [...before.statementsAt([old])].some((id) => moved !== undefined && before.orderMatters(moved, id)),
    )
    for (const [old] of matters.length > 0 ? matters : between.slice(0, 1)) crossed.push(old)
  }
  return {
    before: before.statementsAt(crossed),
    after: after.statementsAt(crossed.map((line) => mapping.toAfter.get(line)!)),
  }
}

/** First lines of a slice's statements outside of the patch, as lines of the other version. */
function mapped(
  version: Version,
  slice: ReadonlySet<number>,
  points: ReadonlySet<number>,
  lines: ReadonlyMap<number, number>,
): number[] {
  const found: number[] = []
  for (const id of slice) {
    if (points.has(id)) continue
    const first = version.linesOf(id)[0]
    const other = first === undefined ? undefined : lines.get(first)
    if (other !== undefined) found.push(other)
  }
  return found
}
