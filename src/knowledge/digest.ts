import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { RescueError } from '../errors.js'
import { containedFile } from '../text/contained-file.js'
import { fileNames, requireDirectoryName } from './layout.js'

/**
 * The SHA-256 digest, in hexadecimal, of everything that is read of a knowledge directory: its manifest, which holds the digests of
 * the other files, the decisions of reviewers, and the vectors. Who hands a base on can name it, and who takes it can check it with
 * the option `digest` of `loadKnowledgeBase`.
 *
 * @throws RescueError FILE_UNREADABLE where there is no manifest, or something of it cannot be read; INVALID_INPUT where `dir` is empty or
 * no text
 */
export function knowledgeDigest(dir: string): string {
  requireDirectoryName(dir)
  const names = [
    fileNames.manifest,
    fileNames.reviews,
    ...vectorFiles(dir).map((name) => join(fileNames.vectors, name)),
  ]
  const hash = createHash('sha256')
  for (const name of names) {
    if (name === fileNames.reviews && !existsSync(join(dir, name))) continue
    const { path, refusal } = containedFile(dir, name)
    try {
      if (refusal !== undefined) throw new Error(`it ${refusal}`)
      const content = createHash('sha256').update(readFileSync(path)).digest('hex')
      hash.update(`${name.replaceAll('\\', '/')}\0${content}\n`)
    } catch (thrown) {
      throw RescueError.from(thrown, 'FILE_UNREADABLE', `"${path}" cannot be read`, { file: path })
    }
  }
  return hash.digest('hex')
}

function vectorFiles(dir: string): string[] {
  const folder = join(dir, fileNames.vectors)
  // What is no folder is not read when the base is loaded, either.
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder).sort() : []
}
