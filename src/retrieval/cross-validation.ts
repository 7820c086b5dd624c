import type { Example, Weakness } from '../knowledge/types.js'

/** The part of each example when a base is cut into `folds`: examples with the same cause come into the same part, so that none is found by its own words. */
export function partsByCause(examples: readonly Example[], folds: number): number[] {
  const groups = new Map<string, number>()
  return examples.map(({ id, cause }) => {
    const key = cause ?? id
    let group = groups.get(key)
    if (group === undefined) {
      group = groups.size
      groups.set(key, group)
    }
    return group % folds
  })
}

/** CWE types whose causes are written. Where they were counted from the fixes, no task speaks like them. */
export function typesWithWrittenCauses(weaknesses: readonly Weakness[]): ReadonlySet<string> {
  return new Set(
    weaknesses.flatMap(({ cwe, causes }) =>
      causes.length > 0 && causes.every(({ origin }) => origin !== 'extractive') ? [cwe] : [],
    ),
  )
}
