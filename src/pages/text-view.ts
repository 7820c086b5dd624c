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
