import { realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'

/**
 * The path of a file in a directory that may come from anywhere, or why it is not read: a link may lead to a file of the user that is
 * none of its business, and a pipe never ends. A file that does not exist is left to whoever opens it.
 */
export function containedFile(dir: string, name: string): { path: string; refusal?: string } {
  const path = join(dir, name)
  try {
    const inside = `${realpathSync(dir)}${sep}`
    if (!realpathSync(path).startsWith(inside))
      return { path, refusal: 'is a link that leads out of the directory' }
    if (!statSync(path).isFile()) return { path, refusal: 'is no file' }
  } catch {
    // Opening it says what is wrong.
  }
  return { path }
}
