import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { RescueError } from '../errors.js'

const lineFeed = 0x0a

/** Remembers finished answers, so that a build that was killed does not pay for them twice. */
export interface CallLog {
  /** The answer that an earlier run got, by the key of its question. */
  get(key: string): string | undefined
  /** Keeps an answer for good before it is used. */
  put(key: string, answer: string): void
}

/**
 * A call log in a file of JSON lines. Each answer is on disk before `put` returns. A last line that a crash cut off is
 * dropped; a line that is damaged in another way is passed over, and its question asked again.
 */
export class FileCallLog implements CallLog {
  readonly #answers = new Map<string, string>()
  readonly #file: string
  #descriptor: number | undefined

  /** @throws RescueError FILE_UNREADABLE */
  constructor(file: string) {
    this.#file = file
    if (!existsSync(file)) return
    let text: string
    try {
      const bytes = readFileSync(file)
      // In bytes: damaged ones become longer when they are decoded.
      const complete = bytes.lastIndexOf(lineFeed) + 1
      if (complete < bytes.length) truncateSync(file, complete)
      text = bytes.toString('utf8', 0, complete)
    } catch (thrown) {
      throw RescueError.from(thrown, 'FILE_UNREADABLE', `The checkpoint "${file}" cannot be read`, { file })
    }
    for (const line of text.split('\n')) {
      const entry = parseEntry(line)
      if (entry) this.#answers.set(entry.key, entry.answer)
    }
  }

  /** Answers held. */
  get size(): number {
    return this.#answers.size
  }

  get(key: string): string | undefined {
    return this.#answers.get(key)
  }

  /** @throws RescueError FILE_UNWRITABLE */
  put(key: string, answer: string): void {
    this.#answers.set(key, answer)
    try {
      if (this.#descriptor === undefined) {
        mkdirSync(dirname(this.#file), { recursive: true })
        this.#descriptor = openSync(this.#file, 'a')
      }
      // Not writeSync, which may write only a part where the disk is nearly full.
      writeFileSync(this.#descriptor, `${JSON.stringify({ key, answer })}\n`)
      fsyncSync(this.#descriptor)
    } catch (thrown) {
      throw RescueError.from(thrown, 'FILE_UNWRITABLE', `The checkpoint "${this.#file}" cannot be written`, {
        file: this.#file,
      })
    }
  }

  /** Lets go of the file; `put` opens it again. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  /** Deletes the file: what it held is in the knowledge base now. */
  remove(): void {
    this.close()
    rmSync(this.#file, { force: true })
  }
}

function parseEntry(line: string): { key: string; answer: string } | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    const { key, answer } = entry as { key?: unknown; answer?: unknown }
    return typeof key === 'string' && typeof answer === 'string' ? { key, answer } : undefined
  } catch {
    return undefined
  }
}
