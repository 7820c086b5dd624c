import { RescueError } from '../errors.js'
import { type LanguageId, languageIds, languageOfFile, requireLanguage } from '../languages/index.js'
import { readTextFile } from '../text/read-text.js'
import type { Terminal } from './terminal.js'

/** Source text with its language. */
export interface SourceFile {
  code: string
  language: LanguageId
}

/**
 * Reads a source file, or standard input where the path is `-`.
 *
 * @throws RescueError FILE_UNREADABLE, UNSUPPORTED_LANGUAGE, or INVALID_INPUT for a binary file
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
      `The language of ${path === '-' ? 'standard input' : `"${path}"`} cannot be told from its name. Name it with --language (${languageIds.join(', ')}).`,
      { file: path },
    )
  }
  return { code: await readText(path, terminal), language: id }
}

/**
 * Reads a text file, or standard input where the path is `-`.
 *
 * @throws RescueError FILE_UNREADABLE, or INVALID_INPUT for a binary file
 */
export async function readText(path: string, terminal: Terminal): Promise<string> {
  const text = await contentOf(path, terminal)
  // As git tells them apart: no text holds a NUL.
  if (!text.includes('\0')) return text
  const what = path === '-' ? 'Standard input' : `The file "${path}"`
  throw new RescueError('INVALID_INPUT', `${what} is binary. Give a text in UTF-8.`, { file: path })
}

async function contentOf(path: string, terminal: Terminal): Promise<string> {
  return path === '-' ? terminal.stdin() : readTextFile(path)
}
