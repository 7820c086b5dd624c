import { createReadStream } from 'node:fs'
import { RescueError } from '../errors.js'

/** One line of a text file. */
export interface TextLine {
  /** Without the line feed; a carriage return before it is kept, since it is content in a diff. */
  text: string
  /** Number of the line, counted from 1. */
  line: number
  /** Whether the line was longer than the limit and `text` is only its beginning. */
  cut: boolean
}

/** Characters of one line that are kept: far above any real record, far below what a string can hold. */
export const maxLineLength = 32 * 1024 * 1024

/**
 * Streams the lines of a UTF-8 file, without its byte order mark. Holds one line at a time, and no more than `limit` of it.
 *
 * @throws RescueError FILE_UNREADABLE
 */
export async function* readLines(file: string, limit = maxLineLength): AsyncGenerator<TextLine> {
  yield* splitLines(readChunks(file), limit)
}

/** Splits a stream of text into lines; see {@link readLines}. */
export async function* splitLines(
  chunks: AsyncIterable<string>,
  limit = maxLineLength,
): AsyncGenerator<TextLine> {
  let parts: string[] = []
  let length = 0
  let line = 1
  const take = (part: string) => {
    if (length < limit) parts.push(part.slice(0, limit - length))
    length += part.length
  }
  const finish = (): TextLine => {
    const finished = { text: parts.join(''), line, cut: length > limit }
    parts = []
    length = 0
    line += 1
    return finished
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', start)) {
      take(chunk.slice(start, end))
      yield finish()
      start = end + 1
    }
    take(chunk.slice(start))
  }
  if (length > 0) yield finish()
}

async function* readChunks(file: string): AsyncGenerator<string> {
  let first = true
  try {
    for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
      const text = chunk as string
      yield first && text.startsWith('\uFEFF') ? text.slice(1) : text
      first = false
    }
  } catch (thrown) {
    throw unreadable(file, thrown)
  }
}

/** The error for a file or directory that cannot be read. */
export function unreadable(file: string, thrown: unknown): RescueError {
  const code = (thrown as NodeJS.ErrnoException | undefined)?.code
  const reason =
    code === 'ENOENT'
      ? 'does not exist'
      : code === 'EACCES'
        ? 'may not be read'
        : code === 'EISDIR'
          ? 'is a directory'
          : 'cannot be read'
  return RescueError.from(
    thrown,
    'FILE_UNREADABLE',
    `"${file}" ${reason}. Check the path and its permissions`,
    {
      file,
    },
  )
}
