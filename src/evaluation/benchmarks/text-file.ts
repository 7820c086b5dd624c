import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { RescueError } from '../../errors.js'
import { inputLimitDefaults } from '../../text/input-limits.js'
import { readTextFile } from '../../text/read-text.js'

/**
 * Reads a text file, also one that is compressed (`.gz`).
 * @throws RescueError FILE_UNREADABLE
 */
export async function readText(path: string): Promise<string> {
  try {
    const { textBytes } = inputLimitDefaults
    if (!path.endsWith('.gz')) return (await readTextFile(path, textBytes)).replace(/^\uFEFF/, '')
    // Benchmarks are published this way; the output is bounded, since a small file could hold any amount of text.
    const text = gunzipSync(await readFile(path), { maxOutputLength: textBytes })
    return text.toString('utf8').replace(/^\uFEFF/, '')
  } catch (thrown) {
    throw RescueError.from(thrown, 'FILE_UNREADABLE', `The file "${path}" cannot be read`, { file: path })
  }
}

/**
 * Every file below a directory, by its path relative to it with `/`, in order; links are not followed.
 * @throws RescueError FILE_UNREADABLE
 */
export async function filesBelow(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort()
  } catch (thrown) {
    throw RescueError.from(thrown, 'FILE_UNREADABLE', `The directory "${directory}" cannot be read`, {
      file: directory,
    })
  }
}

/** Contents of all files below a directory. @throws RescueError FILE_UNREADABLE */
export async function readDirectory(directory: string): Promise<Record<string, Uint8Array>> {
  const names = await filesBelow(directory)
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(directory, name))] as const)),
  )
}

/** Puts values into `{name}` places of a command, quoted for the shell; unknown names stay as they are. */
export function fillIn(command: string, values: Readonly<Record<string, string>>): string {
  return command.replace(/\{(\w{1,64})\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? `'${values[name]!.replaceAll("'", `'\\''`)}'` : place,
  )
}
