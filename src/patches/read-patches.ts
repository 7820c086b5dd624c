import { statSync } from 'node:fs'
import { extname } from 'node:path'
import { RescueError } from '../errors.js'
import type { PatchStream } from './patch-outcome.js'
import { readUnifiedDiff } from './read-diff.js'
import { readPairDirectory } from './read-directory.js'
import { type RecordReaderOptions, readJsonLines } from './read-jsonl.js'
import { unreadable } from './read-lines.js'

/** Options of {@link readPatches}; each is for the kinds of input that it names. */
export interface ReadPatchesOptions extends RecordReaderOptions {
  /** Diffs: the CWE type of changes that name none. */
  cwe?: string
}

/**
 * Reads vulnerability fixes from a path and chooses the reader by what stands there: `.jsonl`/`.ndjson`, `.diff`/`.patch`, or a
 * directory of pairs.
 *
 * @throws RescueError FILE_UNREADABLE at once where the path does not exist; INVALID_INPUT where nothing reads such a file
 */
export function readPatches(path: string, options: ReadPatchesOptions = {}): PatchStream {
  const kind = kindOf(path)
  if (kind === 'directory') return readPairDirectory(path)
  switch (extname(path).toLowerCase()) {
    case '.jsonl':
    case '.ndjson':
      return readJsonLines(path, options)
    case '.diff':
    case '.patch':
      return readUnifiedDiff(path, options)
    default:
      throw new RescueError(
        'INVALID_INPUT',
        `"${path}" is no input that patches are read from. Give a .jsonl, .diff or .patch file, or a directory of pairs.`,
        { file: path },
      )
  }
}

/** Several inputs, one after the other, as one stream. */
export async function* readAllPatches(paths: readonly string[], options: ReadPatchesOptions = {}) {
  for (const stream of paths.map((path) => readPatches(path, options))) yield* stream
}

function kindOf(path: string): 'file' | 'directory' {
  try {
    return statSync(path).isDirectory() ? 'directory' : 'file'
  } catch (thrown) {
    throw unreadable(path, thrown)
  }
}
