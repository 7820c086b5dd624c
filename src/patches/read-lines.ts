import { createReadStream } from 'node:fs'
import { inputLimitDefaults } from '../text/input-limits.js'
import { decoded, unreadable } from '../text/read-text.js'

/** One line of a text file. */
export interface TextLine {
  /** Without the line feed; a carriage return before it is kept, since it is content in a diff. */
  text: string
  /** Number of the line, counted from 1. */
  line: number
  /** Whether the line was longer than the limit and `text` is only its beginning. */
  cut: boolean
}

/**
 * Streams the lines of a text file. Holds one line at a time, and no more than `limit` of it.
 *
 * @throws RescueError FILE_UNREADABLE; INVALID_INPUT for a compressed file
 */
export async function* readLines(
  file: string,
  limit: number = inputLimitDefaults.lineLength,
): AsyncGenerator<TextLine> {
  yield* splitLines(readChunks(file), limit)
}

/** Splits a stream of text into lines; see {@link readLines}. */
export async function* splitLines(
  chunks: AsyncIterable<string>,
  limit: number = inputLimitDefaults.lineLength,
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

/**
 * Streams the text of a file; see `decoded`.
 *
 * @throws RescueError FILE_UNREADABLE; INVALID_INPUT for a compressed file
 */
export async function* readChunks(file: string): AsyncGenerator<string> {
  try {
    yield* decoded(createReadStream(file) as AsyncIterable<Buffer>, `"${file}"`)
  } catch (thrown) {
    throw unreadable(file, thrown)
  }
}
