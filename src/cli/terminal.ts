import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { RescueError } from '../errors.js'

/** What a command reads from and writes to: results to stdout, everything else to stderr. */
export interface Terminal {
  /** Writes a result, waiting while a pipe is full. */
  out(line: string): Promise<void>
  /** Writes a warning or a remark. */
  err(line: string): void
  /** The whole of standard input. */
  stdin(): Promise<string>
  env: NodeJS.ProcessEnv
  /** Whether a person watches standard error, so that progress may be drawn. */
  interactive: boolean
  /** Aborted on Ctrl-C. */
  signal: AbortSignal
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const controller = new AbortController()
  process.once('SIGINT', () => {
    // A second Ctrl-C ends the process in Node's own way.
    process.exitCode = 130
    controller.abort(new RescueError('ABORTED', 'Stopped by Ctrl-C.'))
  })
  // The reader of our pipe has seen enough (`rescue ... | head`): that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  return {
    async out(line) {
      if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
    },
    err(line) {
      process.stderr.write(`${line}\n`)
    },
    stdin: () => text(process.stdin),
    env: process.env,
    interactive: process.stderr.isTTY === true && process.env.TERM !== 'dumb' && process.env.CI === undefined,
    signal: controller.signal,
  }
}
