import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { messageOf, RescueError } from '../errors.js'

/**
 * A file of JSON lines that only grows, so that a process that is killed loses at most the line it was writing. Lines are
 * appended one after another, each whole.
 */
export class JsonLinesFile {
  readonly path: string
  #last: Promise<void> = Promise.resolve()

  constructor(path: string) {
    this.path = path
  }

  /**
   * The values of all lines; none where the file does not exist yet. A last line that was cut off is removed from the file.
   *
   * @throws RescueError FILE_UNREADABLE; MALFORMED_RECORD for another line that is no JSON
   */
  async read(): Promise<{ value: unknown; line: number }[]> {
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw RescueError.from(thrown, 'FILE_UNREADABLE', `The file "${this.path}" cannot be read`, {
        file: this.path,
      })
    }
    const end = text.lastIndexOf('\n') + 1
    if (end < text.length) await truncate(this.path, Buffer.byteLength(text.slice(0, end)))
    return text
      .slice(0, end)
      .split('\n')
      .flatMap((content, index) => {
        if (content.trim() === '') return []
        const line = index + 1
        try {
          return [{ value: JSON.parse(content) as unknown, line }]
        } catch (cause) {
          throw new RescueError(
            'MALFORMED_RECORD',
            `${this.path}:${line} is not JSON (${messageOf(cause)}). Remove the line, or begin with a new file.`,
            { file: this.path, line, cause },
          )
        }
      })
  }

  /** @throws RescueError FILE_UNWRITABLE */
  append(value: unknown): Promise<void> {
    const write = this.#last.then(async () => {
      try {
        await mkdir(dirname(this.path), { recursive: true })
        await appendFile(this.path, `${JSON.stringify(value)}\n`)
      } catch (thrown) {
        throw RescueError.from(thrown, 'FILE_UNWRITABLE', `The file "${this.path}" cannot be written`, {
          file: this.path,
        })
      }
    })
    // One failed write is reported to whoever asked for it, not to those after it.
    this.#last = write.catch(() => {})
    return write
  }
}
