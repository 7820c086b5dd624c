import { type ExecFileException, execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The built command, as users run it; `npm test` builds it first. */
export const cliPath = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** What a run of the command left behind. */
export interface CliRun {
  code: number
  stdout: string
  stderr: string
}

/** Runs the command in a process of its own, without any model configured unless `env` does. */
export function rescue(
  args: string[],
  options: { stdin?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<CliRun> {
  const { OPENAI_API_KEY: _, OPENAI_BASE_URL: __, ...env } = process.env
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [cliPath, ...args],
      { env: { ...env, ...options.env }, cwd: options.cwd, maxBuffer: 1 << 28 },
      (error: ExecFileException | null, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    )
    child.stdin?.end(options.stdin ?? '')
  })
}

/** The objects of JSON lines. */
export function jsonLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
