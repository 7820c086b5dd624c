import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
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

/** Not through a link, which could lead to a file that is none of ours (Windows has no such flag, and asks for rights to make links). */
const toAppend = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0)

/** Remembers finished answers, so that a build that was killed does not pay for them twice. */
export interface CallLog {
  /** The answer that an earlier run got, by the key of its question. */
  get(key: string): string | undefined
  /** Keeps an answer for good before it is used. */
  put(key: string, answer: string): void
  /** Called before each question: throws where its answer could not be kept, so that it is not paid for. */
  requireWritable?(): void
}

/**
 * A call log in a file of JSON lines. Each answer is on disk before `put` returns. A last line that a crash cut off is
 * dropped; a line that is damaged in another way is passed over, and its question asked again.
 */
export class FileCallLog implements CallLog {
  readonly #answers = new Map<string, string>()
  readonly #file: string
  #descriptor: number | undefined
  /** Lines that could not be written yet. */
  #unwritten = ''

  /** @throws RescueError FILE_UNREADABLE, also where it is no file but a link or a device */
  constructor(file: string) {
    this.#file = file
    try {
      const found = lstatSync(file, { throwIfNoEntry: false })
      if (!found) return
      if (!found.isFile()) throw new Error('it is no regular file')
      const bytes = readFileSync(file)
      // In bytes: damaged ones become longer when they are decoded.
      const complete = bytes.lastIndexOf(lineFeed) + 1
      if (complete < bytes.length) truncateSync(file, complete)
      for (const line of bytes.toString('utf8', 0, complete).split('\n')) {
        const entry = parseEntry(line)
        if (entry) this.#answers.set(entry.key, entry.answer)
      }
    } catch (thrown) {
      const message = `The checkpoint "${file}" cannot be read. Make it readable, or delete it to begin anew`
      throw RescueError.from(thrown, 'FILE_UNREADABLE', message, { file })
    }
  }

  /** Answers held. */
  get size(): number {
    return this.#answers.size
  }

  get(key: string): string | undefined {
    return this.#answers.get(key)
  }

  /** @throws RescueError FILE_UNWRITABLE; the answer is written with the next one that can be */
  put(key: string, answer: string): void {
    this.#answers.set(key, answer)
    this.#unwritten += `${JSON.stringify({ key, answer })}\n`
    this.requireWritable()
  }

  /**
   * Opens the file and writes what could not be written before.
   *
   * @throws RescueError FILE_UNWRITABLE
   */
  requireWritable(): void {
    try {
      if (this.#descriptor === undefined) {
        mkdirSync(dirname(this.#file), { recursive: true })
        this.#descriptor = openSync(this.#file, toAppend)
      }
      if (this.#unwritten === '') return
      // Not writeSync, which may write only a part where the disk is nearly full.
      writeFileSync(this.#descriptor, this.#unwritten)
      fsyncSync(this.#descriptor)
      this.#unwritten = ''
    } catch (thrown) {
      // Part of a line may be there now: it must not spoil the next one.
      if (/^[^\n]/.test(this.#unwritten)) this.#unwritten = `\n${this.#unwritten}`
      this.close()
      const message = `The checkpoint "${this.#file}" cannot be written. Check the disk and the permissions`
      throw RescueError.from(thrown, 'FILE_UNWRITABLE', message, { file: this.#file })
    }
  }

  /** Lets go of the file, and deletes it where it holds nothing; `put` opens it again. */
  close(): void {
    if (this.#descriptor === undefined) return
    const isEmpty = fstatSync(this.#descriptor).size === 0
    closeSync(this.#descriptor)
    this.#descriptor = undefined
    if (isEmpty) rmSync(this.#file, { force: true })
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
