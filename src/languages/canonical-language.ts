import { resolveLanguage } from './language-id.js'
import { resolveScannedLanguage } from './lexical/scan-calls.js'

/** Languages whose code is neither parsed nor scanned; the knowledge of others still helps their programmers. */
const namedOnly = new Set(['rust', 'kotlin', 'swift', 'scala'])

/** The language that a name means, whatever is known of its code; undefined for what names none that is known. */
export function resolveNamedLanguage(name: string): string | undefined {
  const own = name.trim().toLowerCase()
  return resolveLanguage(name) ?? resolveScannedLanguage(name) ?? (namedOnly.has(own) ? own : undefined)
}

/** The name that languages are compared by: the one that the package knows it by (`csharp` for `C#`), else its own in lower case. */
export function canonicalLanguage(name: string): string {
  return resolveNamedLanguage(name) ?? name.trim().toLowerCase()
}
