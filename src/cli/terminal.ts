import { once } from 'node:events'
import { RescueError } from '../errors.js'
import { readTextStream } from '../text/read-text.js'
import { printable, redact } from './redact.js'

/** What a command reads from and writes to: results to stdout, everything else to stderr. */
export interface Terminal {
  /** Writes a result, waiting while a pipe is full. */
  out(line: string): Promise<void>
  /** Writes an error. Secrets of the environment are taken out, and what would command the terminal is shown as text. */
  err(line: string): void
  /** Writes a warning or a remark; not with `--quiet`. */
  note(line: string): void
  /** Set by `--quiet`: neither remarks nor progress. */
  quiet: boolean
  /** The whole of standard input. @throws RescueError INVALID_INPUT where it is too long or compressed */
  stdin(): Promise<string>
  env: NodeJS.ProcessEnv
  cwd: string
  /** Whether a person watches standard error, so that progress may be drawn. */
  interactive: boolean
  /** Whether results go to the same person, line by line, so that they show the progress themselves. */
  resultsShown: boolean
  /**
   * Aborted on Ctrl-C. From its first use on, Ctrl-C no longer ends the process at once: who takes it has to heed it.
   */
  readonly signal: AbortSignal
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  let controller: AbortController | undefined
  const interruption = (): AbortController => {
    const aborted = new AbortController()
    process.once('SIGINT', () => {
      // A second Ctrl-C ends the process in Node's own way.
      aborted.abort(new RescueError('ABORTED', 'Stopped by Ctrl-C.'))
    })
    return aborted
  }
  // The reader of our pipe has seen enough (`rescue ... | head`): that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    terminal.err(
      `rescue: Standard output cannot be written: ${error.message}. Check where it goes to. [FILE_UNWRITABLE]`,
    )
    process.exit(1)
  })
  // Nobody is left to be told.
  process.stderr.on('error', () => {})
  const terminal: Terminal = {
    async out(line) {
      // Into a pipe or file go the very bytes; a terminal would do what they command.
      const shown = terminal.resultsShown ? printable(line) : line
      if (!process.stdout.write(`${shown}\n`)) await once(process.stdout, 'drain')
    },
    err(line) {
      process.stderr.write(`${printable(redact(line, terminal.env))}\n`)
    },
    note(line) {
      if (!terminal.quiet) terminal.err(line)
    },
    quiet: false,
    stdin: () => readTextStream(process.stdin, 'Standard input'),
    env: process.env,
    cwd: process.cwd(),
    interactive: process.stderr.isTTY === true && process.env.TERM !== 'dumb' && process.env.CI === undefined,
    resultsShown: process.stdout.isTTY === true,
    get signal() {
      controller ??= interruption()
      return controller.signal
    },
  }
  return terminal
}
