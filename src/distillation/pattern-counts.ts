import type { SecurityPatch } from '../patches/patch.js'
import type { FixPattern, GuardKind, Replacement } from './fix-pattern.js'

/** A thing that fixes do, and how many of them do it. */
export interface Counted<T> {
  value: T
  /** Fixes that do it. */
  fixes: number
  /** Identifiers of these fixes. */
  ids: string[]
  /** Their languages. */
  languages: string[]
}

/** What the fixes of a cluster have in common, each list with the commonest first. */
export interface PatternCounts {
  /** Fixes that were looked at. */
  total: number
  removedCalls: Counted<string>[]
  addedCalls: Counted<string>[]
  replacedCalls: Counted<Replacement>[]
  changedCalls: Counted<string>[]
  unformattedCalls: Counted<string>[]
  guards: Counted<GuardKind>[]
  guardCalls: Counted<string>[]
  replacedWords: Counted<Replacement>[]
  names: Counted<string>[]
}

/** A fix and its pattern. */
export interface ReadFix {
  patch: SecurityPatch
  pattern: FixPattern
}

/**
 * Counts patterns over fixes. Something counts once per fix, and stands only where commits of at least `minSupport`
 * different origins do it: ten functions of one commit that call the project's own helper are one opinion, not ten.
 */
export function countPatterns(fixes: readonly ReadFix[], minSupport: number): PatternCounts {
  const names = new CallNames(fixes)
  const count = <T>(valuesOf: (pattern: FixPattern) => readonly T[], keyOf: (value: T) => string = String) =>
    countValues(fixes, valuesOf, keyOf, minSupport)
  const calls = (valuesOf: (pattern: FixPattern) => readonly string[]) =>
    count((pattern) => valuesOf(pattern).map((name) => names.common(name)))
  const removed = calls(({ removedCalls }) => removedCalls)
  const added = calls(({ addedCalls }) => addedCalls)
  return {
    total: fixes.length,
    // What as many fixes add as remove (`len`, `print`) is no part of the fix.
    removedCalls: outweighing(removed, added),
    addedCalls: outweighing(added, removed),
    replacedCalls: count(
      ({ replacedCalls }) =>
        replacedCalls
          .map(([from, to]): Replacement => [names.common(from), names.common(to)])
          .filter(([from, to]) => from !== to),
      (pair) => pair.join(' '),
    ),
    changedCalls: calls(({ changedCalls }) => changedCalls),
    unformattedCalls: calls(({ unformattedCalls }) => unformattedCalls),
    guards: count(({ guards }) => guards.map(({ kind }) => kind)),
    guardCalls: calls(({ guards }) => guards.flatMap((guard) => guard.calls)),
    replacedWords: count(
      ({ replacedWords }) => replacedWords,
      (pair) => pair.join(' '),
    ),
    names: count((pattern) => pattern.names),
  }
}

/**
 * Brings calls of one method through differently named receivers together: `cur.execute` and `self.db.execute` count as
 * the commonest of their forms, if one is common, else as `execute`.
 */
class CallNames {
  readonly #commonest = new Map<string, string>()

  constructor(fixes: readonly ReadFix[]) {
    const forms = new Map<string, Map<string, number>>()
    for (const { pattern } of fixes) {
      const calls = [
        ...pattern.removedCalls,
        ...pattern.addedCalls,
        ...pattern.changedCalls,
        ...pattern.guards.flatMap((guard) => guard.calls),
      ]
      for (const call of new Set(calls)) {
        const counts = forms.get(lastPart(call)) ?? new Map<string, number>()
        forms.set(lastPart(call), counts.set(call, (counts.get(call) ?? 0) + 1))
      }
    }
    for (const [name, counts] of forms) {
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
      const [form, most] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]!
      this.#commonest.set(name, 2 * most > total && form.split('.').length <= 3 ? form : name)
    }
  }

  common(call: string): string {
    return this.#commonest.get(lastPart(call)) ?? call
  }
}

function lastPart(call: string): string {
  return call.split(/\.|::|->/).at(-1)!
}

function countValues<T>(
  fixes: readonly ReadFix[],
  valuesOf: (pattern: FixPattern) => readonly T[],
  keyOf: (value: T) => string,
  minSupport: number,
): Counted<T>[] {
  const counted = new Map<string, { value: T; patches: SecurityPatch[] }>()
  for (const { patch, pattern } of fixes) {
    const own = new Map(valuesOf(pattern).map((value) => [keyOf(value), value]))
    for (const [key, value] of own) {
      const entry = counted.get(key)
      if (entry) entry.patches.push(patch)
      else counted.set(key, { value, patches: [patch] })
    }
  }
  return [...counted]
    .filter(([, { patches }]) => new Set(patches.map(originOf)).size >= minSupport)
    .sort(([a, x], [b, y]) => y.patches.length - x.patches.length || (a < b ? -1 : 1))
    .map(([, { value, patches }]) => ({
      value,
      fixes: patches.length,
      ids: patches.map(({ id }) => id),
      languages: [...new Set(patches.map(({ language }) => language))].sort(),
    }))
}

function originOf({ id, origin }: SecurityPatch): string {
  return origin?.commit ?? id
}

function outweighing(counted: Counted<string>[], others: Counted<string>[]): Counted<string>[] {
  const against = new Map(others.map(({ value, fixes }) => [value, fixes]))
  return counted.filter(({ value, fixes }) => fixes >= 2 * (against.get(value) ?? 0))
}
