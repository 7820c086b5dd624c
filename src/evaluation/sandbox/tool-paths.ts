import { execFile } from 'node:child_process'
import { realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { RescueError } from '../../errors.js'

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
 * @throws RescueError INVALID_OPTION where one of these is no directory
 */
export async function findToolPaths(further: readonly string[] = []): Promise<ToolPaths> {
  if (!Array.isArray(further)) throw new RescueError('INVALID_OPTION', 'toolPaths is no array of paths.')
  const [named, ...own] = await Promise.all([
    Promise.all(further.map(directoryOf)),
    pythonPrefix(),
    nodePrefix(),
  ])
  const readOnly = [...new Set([...own.flatMap((prefix) => prefix ?? []), ...named])]
  const path = [...readOnly.flatMap((directory) => [join(directory, 'bin'), directory]), ...systemPath]
  return { readOnly, path: path.join(':') }
}

/** The absolute path of a directory: in the sandbox, relative ones would lead elsewhere. */
async function directoryOf(path: string): Promise<string> {
  const directory = resolve(path)
  const found = await stat(directory).catch(() => undefined)
  if (found?.isDirectory()) return directory
  throw new RescueError('INVALID_OPTION', `The tool path "${path}" is no directory. Check it.`, {
    file: path,
  })
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
