/** How an example's language relates to the task's. */
export type LanguageMatch =
  /** The task's own language. */
  | 'same'
  /** A language whose code reads nearly the same: C and C++, JavaScript and TypeScript. */
  | 'related'
  /** Any other one: the example shows the idea, not the code. */
  | 'other'

/**
 * Which languages examples may come from. `same`: the task's own; `fallback`: of each CWE type those in the nearest language that it
 * has, the task's own before related ones before any other; `any`: all alike.
 */
export type LanguagePolicy = 'same' | 'fallback' | 'any'

const families: readonly (readonly string[])[] = [
  ['c', 'cpp'],
  ['javascript', 'typescript'],
]

/** How the language of an example relates to that of a task; both as {@link canonicalLanguage} names them. */
export function languageMatch(example: string, task: string): LanguageMatch {
  if (example === task) return 'same'
  return families.some((family) => family.includes(example) && family.includes(task)) ? 'related' : 'other'
}

/** The groups of languages to look into, the nearest first; of a CWE type the first group that has an example is taken. */
export function languageTiers(policy: LanguagePolicy): readonly (readonly LanguageMatch[])[] {
  switch (policy) {
    case 'same':
      return [['same']]
    case 'fallback':
      return [['same'], ['related'], ['other']]
    case 'any':
      return [['same', 'related', 'other']]
  }
}
