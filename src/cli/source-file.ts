import { readFile } from 'node:fs/promises'
import { RescueError } from '../errors.js'
import { type LanguageId, languageIds, languageOfFile, requireLanguage } from '../languages/index.js'
import type { Terminal } from './terminal.js'

/** Source text with its language. */
export interface SourceFile {
  code: string
  language: LanguageId
}

/**
 * Reads a source file, or standard input where the path is `-`.
 *
 * @throws RescueError FILE_UNREADABLE or UNSUPPORTED_LANGUAGE
 */
export async function readSource(
  path: string,
  language: string | undefined,
  terminal: Terminal,
): Promise<SourceFile> {
  const id = language === undefined ? languageOfFile(path) : requireLanguage(language)
  if (id === undefined) {
    throw new RescueError(
      'UNSUPPORTED_LANGUAGE',
      `The language of "${path}" cannot be told from its name. Name it with --language (${languageIds.join(', ')}).`,
      { file: path },
    )
  }
  return { code: await readText(path, terminal), language: id }
}

/** Reads a text file, or standard input where the path is `-`. */
export async function readText(path: string, terminal: Terminal): Promise<string> {
  if (path === '-') return terminal.stdin()
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw RescueError.from(cause, 'FILE_UNREADABLE', `The file "${path}" cannot be read`, { file: path })
  }
}
