import type { SecurityPatch } from '../patches/patch.js'
import { compareText } from '../text/compare-text.js'
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
  /** At most one entry. */
  resets: Counted<boolean>[]
  removedOptions: Counted<string>[]
  addedOptions: Counted<string>[]
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
 * Counts patterns over fixes. Something counts once per fix, and stands only where fixes of at least `minSupport` different
 * origins do it: ten functions of one commit that call the project's own helper are one opinion, not ten.
 */
export function countPatterns(fixes: readonly ReadFix[], minSupport: number): PatternCounts {
  const names = new CallNames(fixes)
  const originOf = originsOf(fixes)
  const count = <T>(
    valuesOf: (pattern: FixPattern) => readonly T[],
    keyOf: (value: T) => string = String,
    least = minSupport,
  ) => countValues(fixes, valuesOf, keyOf, { least, originOf })
  const calls = (valuesOf: (pattern: FixPattern) => readonly string[], least?: number) =>
    count((pattern) => valuesOf(pattern).map((name) => names.common(name)), String, least)
  const before = countsOf(calls(({ callsBefore }) => callsBefore, 1))
  const after = countsOf(calls(({ callsAfter }) => callsAfter, 1))
  const removed = calls(({ removedCalls }) => removedCalls)
  const added = calls(({ addedCalls }) => addedCalls)
  // What such code calls anyway (`len`, `append`), or what as many fixes do the other way round, is no part of the fix.
  const rare = (
    counted: Counted<string>[],
    anyway: ReadonlyMap<string, number>,
    opposite: readonly Counted<string>[] = [],
  ) => {
    const against = countsOf(opposite)
    return counted.filter(
      ({ value, fixes: own }) => own > (anyway.get(value) ?? 0) && own >= 2 * (against.get(value) ?? 0),
    )
  }
  return {
    total: fixes.length,
    removedCalls: rare(removed, after, added),
    addedCalls: rare(added, before, removed),
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
    guardCalls: rare(
      calls(({ guards }) => guards.flatMap((guard) => guard.calls)),
      before,
    ),
    resets: count(({ resets }) => (resets ? [true] : [])),
    removedOptions: count(({ removedOptions }) => removedOptions),
    addedOptions: count(({ addedOptions }) => addedOptions),
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
      for (const call of new Set(calls.map(plain))) {
        const counts = forms.get(lastPart(call)) ?? new Map<string, number>()
        forms.set(lastPart(call), counts.set(call, (counts.get(call) ?? 0) + 1))
      }
    }
    for (const [name, counts] of forms) {
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
      const [form, most] = [...counts].sort(([a, x], [b, y]) => y - x || compareText(a, b))[0]!
      this.#commonest.set(name, 2 * most > total && form.split('.').length <= 3 ? form : name)
    }
  }

  common(call: string): string {
    return this.#commonest.get(lastPart(call)) ?? call
  }
}

/** A receiver that every language has is no part of the name. */
function plain(call: string): string {
  return call.replace(/^(?:self|this|cls)\./, '').replace(/^::/, '')
}

function lastPart(call: string): string {
  return call.split(/\.|::|->/).at(-1)!
}

function countValues<T>(
  fixes: readonly ReadFix[],
  valuesOf: (pattern: FixPattern) => readonly T[],
  keyOf: (value: T) => string,
  { least, originOf }: { least: number; originOf: (patch: SecurityPatch) => string },
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
    .filter(([, { patches }]) => new Set(patches.map(originOf)).size >= least)
    .sort(([a, x], [b, y]) => y.patches.length - x.patches.length || compareText(a, b))
    .map(([, { value, patches }]) => ({
      value,
      fixes: patches.length,
      ids: patches.map(({ id }) => id),
      languages: [...new Set(patches.map(({ language }) => language))].sort(),
    }))
}

/** Fixes of more projects than this are counted by project. */
const fewProjects = 3

/**
 * Says of whom a fix is the opinion: of its project where a cluster draws on several, else of its commit, since a
 * team's own base has one project.
 */
function originsOf(fixes: readonly ReadFix[]): (patch: SecurityPatch) => string {
  const commitOf = ({ id, origin }: SecurityPatch) => origin?.commit ?? id
  const projectOf = (patch: SecurityPatch) => commitOf(patch).split(/\/commits?\//, 1)[0]!
  return new Set(fixes.map(({ patch }) => projectOf(patch))).size > fewProjects ? projectOf : commitOf
}

function countsOf(counted: readonly Counted<string>[]): Map<string, number> {
  return new Map(counted.map(({ value, fixes }) => [value, fixes]))
}
