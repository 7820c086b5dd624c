import { resolveLanguage } from './language-id.js'
import { resolveScannedLanguage } from './lexical/scan-calls.js'

/** The name that languages are compared by: the one that the package knows it by (`csharp` for `C#`), else its own in lower case. */
export function canonicalLanguage(name: string): string {
  return resolveLanguage(name) ?? resolveScannedLanguage(name) ?? name.trim().toLowerCase()
}
