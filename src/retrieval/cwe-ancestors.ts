import { cweEntry } from '../knowledge/cwe.js'
import type { Weakness } from '../knowledge/types.js'

/** One CWE type of a base that is a kind of another one of it. */
export interface Ancestry {
  /** Index of the more special type. */
  child: number
  /** Index of the more general type. */
  ancestor: number
  /** Steps between them in view 1000, 1 for a parent. */
  steps: number
}

/** All pairs of a base in which one CWE type is an ancestor of the other (ChildOf in view 1000, also through types not in the base). */
export function ancestries(weaknesses: readonly Weakness[]): Ancestry[] {
  const indexOf = new Map(weaknesses.map(({ cwe }, index) => [cwe, index]))
  return weaknesses.flatMap((weakness, child) => {
    const pairs: Ancestry[] = []
    const seen = new Set([weakness.cwe])
    let level: readonly string[] = weakness.parents
    for (let steps = 1; level.length > 0; steps++) {
      const unseen = [...new Set(level)].filter((cwe) => !seen.has(cwe))
      for (const cwe of unseen) {
        seen.add(cwe)
        const ancestor = indexOf.get(cwe)
        if (ancestor !== undefined) pairs.push({ child, ancestor, steps })
      }
      level = unseen.flatMap((cwe) => cweEntry(cwe)?.parents ?? [])
    }
    return pairs
  })
}

/**
 * Lets what speaks for a CWE type speak for the more general types too: a task that invites a stack overflow invites an
 * out-of-bounds write. An ancestor's score is at least `share` to the power of the steps times the score of its descendant.
 */
export function raiseAncestors(
  scores: Float64Array,
  pairs: readonly Ancestry[],
  share: number,
): Float64Array {
  const raised = scores.slice()
  if (share === 0) return raised
  for (const { child, ancestor, steps } of pairs) {
    raised[ancestor] = Math.max(raised[ancestor]!, scores[child]! * share ** steps)
  }
  return raised
}
