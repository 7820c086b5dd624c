import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'
import { RescueError } from '../errors.js'
import { inputLimitDefaults } from './input-limits.js'

/** How gzip files begin (RFC 1952). */
const gzipMagic = [0x1f, 0x8b]

/** The byte order mark of UTF-16, little-endian. */
const utf16Mark = [0xff, 0xfe]

/**
 * Reads a text file as a whole, a pipe or device as well; see {@link decoded}.
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
 * Reads a stream of text as a whole; see {@link decoded}.
 *
 * @param name what it is called in messages, such as "Standard input"
 * @throws RescueError INVALID_INPUT where it is longer than `maxBytes`, or compressed
 */
export async function readTextStream(
  stream: AsyncIterable<string | Buffer>,
  name: string,
  maxBytes: number = inputLimitDefaults.textBytes,
): Promise<string> {
  const parts: string[] = []
  for await (const part of decoded(withinSize(stream, name, maxBytes), name)) parts.push(part)
  return parts.join('')
}

/**
 * Decodes a stream of bytes: UTF-8, or UTF-16 where its byte order mark says so, in which Windows PowerShell writes what is redirected
 * to a file. The mark is left out.
 *
 * @param name what it is called in messages
 * @throws RescueError INVALID_INPUT where it is compressed
 */
export async function* decoded(stream: AsyncIterable<Buffer>, name: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  for await (const bytes of stream) {
    if (!decoder) {
      refuseCompressed(bytes, name)
      decoder = new TextDecoder(beginsWith(bytes, utf16Mark) ? 'utf-16le' : 'utf-8')
    }
    yield decoder.decode(bytes, { stream: true })
  }
  if (decoder) yield decoder.decode()
}

async function* withinSize(
  stream: AsyncIterable<string | Buffer>,
  name: string,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    size += bytes.length
    if (size > maxBytes) {
      throw new RescueError('INVALID_INPUT', `${name} is longer than ${maxBytes} bytes. Give less at a time.`)
    }
    yield bytes
  }
}

/**
 * Compressed input is refused rather than unpacked: a small file could hold any amount of text.
 *
 * @throws RescueError INVALID_INPUT
 */
export function refuseCompressed(start: Buffer, name: string): void {
  if (!beginsWith(start, gzipMagic)) return
  throw new RescueError('INVALID_INPUT', `${name} is compressed. Unpack it first.`)
}

function beginsWith(bytes: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
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
