import { c } from './c-family/c.js'
import { cpp } from './c-family/cpp.js'
import { javascript } from './ecmascript/javascript.js'
import { typescript } from './ecmascript/typescript.js'
import type { Language } from './language.js'
import { type LanguageId, requireLanguage } from './language-id.js'
import { python } from './python/python.js'

const languages: Readonly<Record<LanguageId, Language>> = { python, javascript, typescript, c, cpp }

/**
 * The definition of a language; callers without types may give any of its names.
 *
 * @throws RescueError UNSUPPORTED_LANGUAGE
 */
export function languageOf(id: LanguageId): Language {
  return Object.hasOwn(languages, id) ? languages[id] : languages[requireLanguage(id)]
}
