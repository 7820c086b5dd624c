import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const systemPath = ['/usr/local/bin', '/usr/bin', '/bin']

/** Where programs are found inside the sandbox. */
export interface ToolPaths {
  /** Directories outside the system's own that are shown, read-only. */
  readOnly: string[]
  /** The search path of commands. */
  path: string
}

/**
 * Python and Node.js may live outside the system's directories (pyenv, nvm, a CI tool cache): their installations are shown too, and
 * those that the caller names.
 *
 * @param further installations, such as `/opt/codeql`; their `bin` directory, or they themselves, join the search path
 */
export async function findToolPaths(further: readonly string[] = []): Promise<ToolPaths> {
  const own = await Promise.all([pythonPrefix(), nodePrefix()])
  const readOnly = [...new Set([...own.flatMap((prefix) => prefix ?? []), ...further])]
  const path = [...readOnly.flatMap((directory) => [join(directory, 'bin'), directory]), ...systemPath]
  return { readOnly, path: path.join(':') }
}

async function pythonPrefix(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('python3', ['-c', 'import sys; print(sys.base_prefix)'])
    return shown(stdout.trim())
  } catch {
    return undefined
  }
}

async function nodePrefix(): Promise<string | undefined> {
  const directory = dirname(await realpath(process.execPath))
  return shown(basename(directory) === 'bin' ? dirname(directory) : directory)
}

/** System directories are shown anyway; a home, or what holds it, is never shown. */
function shown(directory: string): string | undefined {
  if (directory === '' || directory === '/' || /^\/(?:usr|bin|lib)(?:\/|$)/.test(directory)) return undefined
  return homedir() === directory || homedir().startsWith(`${directory}/`) ? undefined : directory
}
