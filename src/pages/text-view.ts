import { codeSpans } from '../text/code-spans.js'
import { type Html, html } from './html.js'

/** A sentence in which back-quoted names are shown as code; nothing else of Markdown has a meaning. */
export function sentence(text: string): Html[] {
  return codeSpans(text).map(({ raw, code }) =>
    code === undefined ? html`${raw}` : html`<code>${code}</code>`,
  )
}

/** A number with the noun it counts. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`
}

/** Names of languages, for people. */
const languageNames: Readonly<Record<string, string>> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  c: 'C',
  cpp: 'C++',
}

/** A language as people write it. */
export function languageName(id: string): string {
  return Object.hasOwn(languageNames, id) ? languageNames[id]! : id
}

/** MITRE puts the name that people use in parentheses and quotes, behind the one that it defines. */
export function shortName(name: string): string {
  const end = name.trimEnd()
  const start = end.lastIndexOf("('")
  return start >= 0 && end.endsWith("')") && start + 2 < end.length - 2 ? end.slice(start + 2, -2) : name
}
