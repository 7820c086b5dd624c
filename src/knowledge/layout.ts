import { RescueError } from '../errors.js'

/** Version of the directory layout that this version writes, and the newest that it reads. */
export const formatVersion = 1

/** Files of a knowledge directory. */
export const fileNames = {
  manifest: 'manifest.json',
  weaknesses: 'weaknesses.jsonl',
  causes: 'causes.jsonl',
  guidelines: 'guidelines.jsonl',
  tasks: 'tasks.jsonl',
  examples: 'examples.jsonl',
  /** The fixes themselves, so that the base can be updated; optional. */
  patches: 'patches.jsonl',
  /** Decisions of reviewers. It is theirs to edit, so the manifest holds no digest of it. */
  reviews: 'reviews.jsonl',
  /** Folder of vector files: a cache. */
  vectors: 'vectors',
} as const

/** Files that every base has; the manifest holds their digests. */
export const requiredFiles = [
  fileNames.weaknesses,
  fileNames.causes,
  fileNames.guidelines,
  fileNames.examples,
] as const

/**
 * Refuses what names no directory: an empty text would be the working directory, which nobody meant.
 *
 * @throws RescueError INVALID_INPUT
 */
export function requireDirectoryName(dir: string): void {
  if (typeof dir === 'string' && dir !== '') return
  throw new RescueError(
    'INVALID_INPUT',
    'No directory of a knowledge base was named. Give its path as a text.',
  )
}
