import type { Terminal } from '../../src/cli/terminal.js'

/** A terminal in memory, with what was written to it. */
export interface SilentTerminal extends Terminal {
  stdout: string
  stderr: string
}

/** A terminal that nobody watches, with some text as standard input. */
export function silentTerminal(
  stdin = '',
  { cwd = process.cwd(), env = {} as NodeJS.ProcessEnv } = {},
): SilentTerminal {
  const terminal: SilentTerminal = {
    stdout: '',
    stderr: '',
    async out(line) {
      terminal.stdout += `${line}\n`
    },
    err(line) {
      terminal.stderr += `${line}\n`
    },
    note(line) {
      if (!terminal.quiet) terminal.err(line)
    },
    quiet: false,
    stdin: async () => stdin,
    env,
    cwd,
    interactive: false,
    resultsShown: false,
    signal: new AbortController().signal,
  }
  return terminal
}
