import { resolveLanguage } from '../../languages/index.js'

/** Usual file endings by language; names beside ours are those that benchmarks use. */
const endings: Readonly<Record<string, string>> = {
  python: 'py',
  javascript: 'js',
  typescript: 'ts',
  c: 'c',
  cpp: 'cpp',
  go: 'go',
}

/** The file that a solution is written to unless the problem names one, such as `solution.py`. */
export function solutionFileOf(language: string): string {
  const name = resolveLanguage(language) ?? language.toLowerCase()
  return `solution.${Object.hasOwn(endings, name) ? endings[name] : name}`
}

/** The language that a file ending stands for; undefined for an unknown one. */
export function languageOfEnding(ending: string): string | undefined {
  const known = ending === 'cc' || ending === 'cxx' ? 'cpp' : ending
  return Object.entries(endings).find(([, one]) => one === known)?.[0]
}
