import { createReadStream } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { RescueError } from '../errors.js'
import { inputLimitDefaults } from './input-limits.js'

/** How gzip files begin (RFC 1952). */
const gzipMagic = [0x1f, 0x8b]

/**
 * Reads a text file in UTF-8 as a whole, a pipe or device as well.
 *
 * @throws RescueError FILE_UNREADABLE; INVALID_INPUT where it is longer than `maxBytes`, or compressed
 */
export async function readTextFile(
  path: string,
  maxBytes: number = inputLimitDefaults.textBytes,
): Promise<string> {
  try {
    return await readTextStream(createReadStream(path), `The file "${path}"`, maxBytes)
  } catch (thrown) {
    throw unreadable(path, thrown)
  }
}

/**
 * Reads a stream of UTF-8 as a whole.
 *
 * @param name what it is called in messages, such as "Standard input"
 * @throws RescueError INVALID_INPUT where it is longer than `maxBytes`, or compressed
 */
export async function readTextStream(
  stream: AsyncIterable<string | Buffer>,
  name: string,
  maxBytes: number = inputLimitDefaults.textBytes,
): Promise<string> {
  const decoder = new StringDecoder('utf8')
  const parts: string[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    if (size === 0) refuseCompressed(bytes, name)
    size += bytes.length
    if (size > maxBytes) {
      throw new RescueError('INVALID_INPUT', `${name} is longer than ${maxBytes} bytes. Give less at a time.`)
    }
    parts.push(decoder.write(bytes))
  }
  parts.push(decoder.end())
  return parts.join('')
}

/**
 * Compressed input is refused rather than unpacked: a small file could hold any amount of text.
 *
 * @throws RescueError INVALID_INPUT
 */
export function refuseCompressed(start: Buffer, name: string): void {
  if (!gzipMagic.every((byte, index) => start[index] === byte)) return
  throw new RescueError('INVALID_INPUT', `${name} is compressed. Unpack it first.`)
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
