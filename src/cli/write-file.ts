import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { RescueError } from '../errors.js'
import type { Terminal } from './terminal.js'

/**
 * Writes a file in one step: whoever looks sees the old content or the new one, never a part, also where the process is stopped.
 *
 * @throws RescueError FILE_UNWRITABLE
 */
export function writeWholeFile(path: string, text: string): void {
  // Nobody can lay a link in its way.
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    if (isSpecial(path)) {
      // A pipe or a device must stay what it is.
      writeFileSync(path, text)
      return
    }
    writeFileSync(temporary, text, { flag: 'wx' })
    renameSync(temporary, path)
  } catch (thrown) {
    discard(temporary)
    throw unwritable(path, thrown)
  }
}

/**
 * Says at once that a file cannot be added to, before answers are paid for that could not be kept. Makes the file where there is none.
 *
 * @throws RescueError FILE_UNWRITABLE
 */
export function requireAppendable(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    closeSync(openSync(path, 'a'))
  } catch (thrown) {
    throw unwritable(path, thrown)
  }
}

function unwritable(path: string, thrown: unknown): RescueError {
  return RescueError.from(
    thrown,
    'FILE_UNWRITABLE',
    `The file "${path}" cannot be written. Check the path, its permissions and the space on the disk`,
    { file: path },
  )
}

/** Clears up after a failure, which must not hide the failure itself. */
function discard(temporary: string): void {
  try {
    rmSync(temporary, { force: true })
  } catch {
    // Its directory is none.
  }
}

function isSpecial(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats !== undefined && !stats.isFile()
}

/**
 * Writes an output file and says so; `-` is standard output.
 *
 * @throws RescueError FILE_UNWRITABLE
 */
export async function writeOutput(path: string, text: string, terminal: Terminal): Promise<void> {
  if (path === '-') return terminal.out(text.trimEnd())
  writeWholeFile(path, text)
  terminal.note(`Wrote ${path}`)
}
