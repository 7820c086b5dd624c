import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { withDefaults } from '../../defaults.js'
import { messageOf, RescueError } from '../../errors.js'
import { limitsLaunch, namespacesLaunch } from './launch.js'
import {
  type Containment,
  containments,
  resolveLimits,
  type SandboxLimits,
  sandboxLimitDefaults,
} from './limits.js'
import { type SupervisedRun, supervise } from './supervise.js'
import { findToolPaths, type ToolPaths } from './tool-paths.js'

/** Options of {@link Sandbox.create}. */
export interface SandboxOptions {
  /**
   * How to contain. Generated code can do anything, so where the machine has no `namespaces` to give, nothing is run.
   * `limits` is for a container or a machine that may be thrown away.
   */
  contain?: Containment['level']
  /** Limits of every run that does not set its own. */
  limits?: SandboxLimits
  /** Directories outside the system's own with programs that commands need, such as `/opt/codeql`; shown read-only. */
  toolPaths?: readonly string[]
}

/** Defaults of {@link SandboxOptions}. */
export const sandboxDefaults = {
  contain: 'namespaces',
  limits: sandboxLimitDefaults,
  toolPaths: [],
} as const satisfies Required<SandboxOptions>

/** What to run. */
export interface SandboxRequest {
  /** A shell command; it starts in a fresh directory that holds `files`. */
  command: string
  /** Contents by relative path. */
  files: Readonly<Record<string, string | Uint8Array>>
  /** Variables beside PATH, HOME, TMPDIR and LANG; nothing of the caller's environment is passed on. */
  env?: Readonly<Record<string, string>>
  /** Where they differ from the sandbox's own. */
  limits?: SandboxLimits
  /** Kills the command and everything that it started; the outcome is then `aborted`. */
  signal?: AbortSignal
}

/** How a run went, and what contained it. */
export interface SandboxRun extends Omit<SupervisedRun, 'started'> {
  /** What was in force. */
  containment: Containment
}

/** Runs commands that nobody trusts, each in a fresh directory, contained as far as the machine allows. */
export class Sandbox {
  /** What is in force. */
  readonly containment: Containment
  readonly #limits: Required<SandboxLimits>
  readonly #tools: ToolPaths

  private constructor(containment: Containment, limits: Required<SandboxLimits>, tools: ToolPaths) {
    this.containment = containment
    this.#limits = limits
    this.#tools = tools
  }

  /**
   * Finds out whether the machine allows the containment, by trying it.
   *
   * @throws RescueError SANDBOX_UNAVAILABLE where it does not; INVALID_OPTION
   */
  static async create(options: SandboxOptions = {}): Promise<Sandbox> {
    const { contain, toolPaths } = withDefaults(sandboxDefaults, options)
    if (!Object.hasOwn(containments, contain)) {
      const known = Object.keys(containments).join(', ')
      throw new RescueError('INVALID_OPTION', `contain is ${contain}; give one of ${known}.`)
    }
    const limits = resolveLimits(sandboxLimitDefaults, options.limits)
    const sandbox = new Sandbox(containments[contain], limits, await findToolPaths(toolPaths))
    const reason = await sandbox.#whyNot()
    if (reason === undefined) return sandbox
    throw new RescueError(
      'SANDBOX_UNAVAILABLE',
      `Generated code cannot be contained here: ${reason} Run on Linux with util-linux and user namespaces that ordinary users may make, or, on a machine that may be thrown away, choose limits alone (contain: 'limits', on the command line --contain limits).`,
    )
  }

  /**
   * Runs a command and waits until everything it started is gone. A command that fails, hangs or is killed is no error: the result
   * says so.
   *
   * @throws RescueError SANDBOX_UNAVAILABLE where the sandbox cannot be set up; INVALID_INPUT for a path outside it; INVALID_OPTION;
   * ABORTED
   */
  async run(request: SandboxRequest): Promise<SandboxRun> {
    const { command, files, signal } = request
    const limits = resolveLimits(this.#limits, request.limits)
    const folder = await mkdtemp(join(tmpdir(), 'rescue-sandbox-'))
    const [stage, root] = [join(folder, 'stage'), join(folder, 'root')]
    try {
      await Promise.all([mkdir(stage), mkdir(root)])
      await stageFiles(stage, files)
      const strong = this.containment.level === 'namespaces'
      const home = strong ? { HOME: '/work', TMPDIR: '/tmp' } : { HOME: stage, TMPDIR: stage }
      const env = { PATH: this.#tools.path, ...home, LANG: 'C.UTF-8', ...request.env }
      const launch = (strong ? namespacesLaunch : limitsLaunch)({
        ...{ command, stage, root, env, limits },
        readOnly: this.#tools.readOnly,
      })
      const { started, ...run } = await supervise(launch, limits, signal)
      if (run.outcome === 'aborted') throw new RescueError('ABORTED', 'Running generated code was aborted.')
      if (!started) {
        const why = run.stderr.trim().split('\n').at(-1) || `it was killed (${run.outcome})`
        throw new RescueError('SANDBOX_UNAVAILABLE', `The sandbox could not be set up: ${why}.`)
      }
      return { ...run, containment: this.containment }
    } catch (thrown) {
      throw RescueError.from(thrown, 'SANDBOX_UNAVAILABLE', 'The sandbox could not be set up')
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  }

  /** Why a command cannot be run with this containment; undefined where it can. */
  async #whyNot(): Promise<string | undefined> {
    try {
      const probe = { command: 'test -f probe', files: { probe: '' }, limits: sandboxLimitDefaults }
      const { exitCode } = await this.run(probe)
      return exitCode === 0 ? undefined : 'A probe failed.'
    } catch (thrown) {
      return messageOf(thrown)
    }
  }
}

async function stageFiles(stage: string, files: SandboxRequest['files']): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    requireInside(name)
    await mkdir(dirname(join(stage, name)), { recursive: true })
    await writeFile(join(stage, name), content)
  }
}

/**
 * Refuses paths that would lie outside the sandbox.
 * @throws RescueError INVALID_INPUT
 */
export function requireInside(name: string): void {
  const path = normalize(name)
  if (!isAbsolute(path) && path.split('/')[0] !== '..' && path !== '.' && !path.endsWith('/')) return
  throw new RescueError('INVALID_INPUT', `The file "${name}" does not lie inside the sandbox.`)
}
