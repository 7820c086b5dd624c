import { existsSync } from 'node:fs'
import { appendFile, type FileHandle, mkdir, open, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { messageOf, RescueError } from '../errors.js'
import { readLines } from '../patches/read-lines.js'
import { parseJson } from '../text/parse-json.js'

/**
 * A file of JSON lines that only grows, so that a process that is killed loses at most the line it was writing. Lines are
 * appended one after another, each whole.
 */
export class JsonLinesFile {
  readonly path: string
  #last: Promise<void> = Promise.resolve()
  /** Whether a write failed, so that the file may end in a part of a line. */
  #damaged = false

  constructor(path: string) {
    this.path = path
  }

  /**
   * The values of all lines; none where the file does not exist yet. A last line that was cut off is removed from the file.
   *
   * @throws RescueError FILE_UNREADABLE; MALFORMED_RECORD for another line that is no JSON
   */
  async *read(): AsyncGenerator<{ value: unknown; line: number }> {
    if (!existsSync(this.path)) return
    await this.#removeCutLine()
    // Line by line: a long run's file may be longer than a string can be.
    for await (const { text, line } of readLines(this.path)) {
      if (text.trim() === '') continue
      try {
        yield { value: parseJson(text), line }
      } catch (cause) {
        throw new RescueError(
          'MALFORMED_RECORD',
          `${this.path}:${line} is not JSON (${messageOf(cause)}). Remove the line, or begin with a new file.`,
          { file: this.path, line, cause },
        )
      }
    }
  }

  /** @throws RescueError FILE_UNWRITABLE */
  append(value: unknown): Promise<void> {
    const write = this.#last.then(async () => {
      try {
        await mkdir(dirname(this.path), { recursive: true })
        if (this.#damaged && existsSync(this.path)) await this.#removeCutLine()
        this.#damaged = false
        await appendFile(this.path, `${JSON.stringify(value)}\n`)
      } catch (thrown) {
        this.#damaged = true
        throw RescueError.from(thrown, 'FILE_UNWRITABLE', `The file "${this.path}" cannot be written`, {
          file: this.path,
        })
      }
    })
    // One failed write is reported to whoever asked for it, not to those after it.
    this.#last = write.catch(() => {})
    return write
  }

  async #removeCutLine(): Promise<void> {
    try {
      // To read only: a cassette may be replayed where nothing can be written.
      const file = await open(this.path, 'r')
      let size: number
      let end: number
      try {
        size = (await file.stat()).size
        end = await endOfLastLine(file, size)
      } finally {
        await file.close()
      }
      if (end < size) await truncate(this.path, end)
    } catch (thrown) {
      throw RescueError.from(
        thrown,
        'FILE_UNREADABLE',
        `The file "${this.path}" cannot be read, or its cut last line not be removed`,
        { file: this.path },
      )
    }
  }
}

/** Where the last whole line of a file ends, looked for from its end. */
async function endOfLastLine(file: FileHandle, size: number): Promise<number> {
  const step = 65_536
  for (let end = size; end > 0; end -= step) {
    const start = Math.max(0, end - step)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start)
    const found = buffer.subarray(0, bytesRead).lastIndexOf(0x0a)
    if (found >= 0) return start + found + 1
  }
  return 0
}
