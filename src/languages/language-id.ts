import { RescueError } from '../errors.js'

/** A language that can be parsed and sliced. */
export type LanguageId = 'python' | 'javascript' | 'typescript' | 'c' | 'cpp'

/** Every supported language. */
export const languageIds: readonly LanguageId[] = ['python', 'javascript', 'typescript', 'c', 'cpp']

/** Other names of a language, among them its file extensions. */
const aliases: Readonly<Record<LanguageId, readonly string[]>> = {
  python: ['py', 'pyw', 'pyi', 'python2', 'python3'],
  javascript: ['js', 'jsx', 'mjs', 'cjs', 'node', 'ecmascript', 'es6', 'javascriptreact'],
  typescript: ['ts', 'tsx', 'mts', 'cts', 'typescriptreact'],
  c: ['h'],
  cpp: ['c++', 'cc', 'cxx', 'hpp', 'hh', 'hxx', 'h++', 'cplusplus', 'ino'],
}

const byName = new Map<string, LanguageId>(
  languageIds.flatMap((id) => [id, ...aliases[id]].map((name): [string, LanguageId] => [name, id])),
)

/** The language that a person or a data set means by a name (`py`, `JavaScript`, `C++`, `.tsx`); undefined if none. */
export function resolveLanguage(name: string): LanguageId | undefined {
  return byName.get(String(name).trim().toLowerCase().replace(/^\./, ''))
}

/**
 * As {@link resolveLanguage}, for callers that cannot go on without one.
 *
 * @throws RescueError UNSUPPORTED_LANGUAGE
 */
export function requireLanguage(name: string): LanguageId {
  const language = resolveLanguage(name)
  if (language) return language
  throw new RescueError(
    'UNSUPPORTED_LANGUAGE',
    `The language "${name}" is not supported. Use one of: ${languageIds.join(', ')}.`,
  )
}

/** The language of a file by its extension; undefined where the extension is unknown or missing. */
export function languageOfFile(path: string): LanguageId | undefined {
  const extension = /\.([^./\\]{1,40})$/.exec(path)?.[1]
  return extension === undefined ? undefined : resolveLanguage(extension)
}
