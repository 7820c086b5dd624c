import { existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { RescueError } from '../errors.js'
import { unreadable } from '../text/read-text.js'
import type { RecordOptions } from './column-mapping.js'
import type { PatchOutcome, PatchStream } from './patch-outcome.js'
import { readCsv } from './read-csv.js'
import { readUnifiedDiff } from './read-diff.js'
import { holdsPairs, readPairDirectory } from './read-directory.js'
import { type GitReaderOptions, readGitHistory } from './read-git.js'
import { readJsonLines } from './read-jsonl.js'

/** Options of {@link readPatches}; each is for the kinds of input that it names. */
export interface ReadPatchesOptions extends RecordOptions {
  /** Diffs: the CWE type of changes that name none. */
  cwe?: string
  /** Git work trees: which commits are fixes, and which files count. */
  git?: GitReaderOptions
}

const whatIsRead =
  'Give a .jsonl, .csv, .diff or .patch file, a directory of such files, a git work tree, or a directory of pairs.'

/** The reader of a file by its extension. */
const readers: Readonly<Record<string, (path: string, options: ReadPatchesOptions) => PatchStream>> = {
  '.jsonl': readJsonLines,
  '.ndjson': readJsonLines,
  '.csv': readCsv,
  '.diff': readUnifiedDiff,
  '.patch': readUnifiedDiff,
}

/**
 * Reads vulnerability fixes from a path and chooses the reader by what stands there: `.jsonl`/`.ndjson`, `.csv`, `.diff`/`.patch`,
 * a git work tree, a directory of pairs, or a directory of such files.
 *
 * @throws RescueError FILE_UNREADABLE at once where the path does not exist; INVALID_INPUT where nothing reads such a file
 */
export function readPatches(path: string, options: ReadPatchesOptions = {}): PatchStream {
  const kind = kindOf(path)
  if (kind === 'directory') {
    if (existsSync(join(path, '.git'))) {
      return readGitHistory(path, { ...(options.limits && { limits: options.limits }), ...options.git })
    }
    if (holdsPairs(path)) return readPairDirectory(path, options)
    // Links are passed over: a directory from elsewhere could lead to files of the user.
    const files = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && readers[extname(entry.name).toLowerCase()])
      .map(({ name }) => name)
    if (files.length > 0)
      return readAllPatches(
        files.sort().map((name) => join(path, name)),
        options,
      )
    throw new RescueError('INVALID_INPUT', `The directory "${path}" holds no fixes. ${whatIsRead}`, {
      file: path,
    })
  }
  const reader = readers[extname(path).toLowerCase()]
  if (reader) return reader(path, options)
  throw new RescueError('INVALID_INPUT', `"${path}" is no input that fixes are read from. ${whatIsRead}`, {
    file: path,
  })
}

/** Several inputs, one after the other, as one stream. */
export async function* readAllPatches(
  paths: readonly string[],
  options: ReadPatchesOptions = {},
): AsyncGenerator<PatchOutcome> {
  for (const stream of paths.map((path) => readPatches(path, options))) yield* stream
}

function kindOf(path: string): 'file' | 'directory' {
  try {
    return statSync(path).isDirectory() ? 'directory' : 'file'
  } catch (thrown) {
    throw unreadable(path, thrown)
  }
}
