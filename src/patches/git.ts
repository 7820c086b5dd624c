import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { messageOf, RescueError } from '../errors.js'
import { inputLimitDefaults } from '../text/input-limits.js'

const run = promisify(execFile)

/**
 * Settings that keep a repository from running programs of its own choice, from fetching what it lacks, and from writing: it may come
 * from anywhere.
 */
export const safeGitSettings = [
  '--no-pager',
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'log.showSignature=false'].flatMap((one) => [
    '-c',
    one,
  ]),
]
/** What goes with {@link safeGitSettings} into the environment. No protocol is allowed, so a missing object stays missing. */
export const safeGitEnvironment = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: '',
  LC_ALL: 'C',
}

/** Most output of a command that is not streamed, in bytes. */
const maxOutput = 64 * 1024 * 1024

/**
 * Runs git in a work tree, without a shell, and returns what it prints.
 *
 * @throws RescueError MISSING_DEPENDENCY without git, FILE_UNREADABLE where git fails
 */
export async function git(
  repository: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  try {
    const { stdout } = await run('git', ['-C', repository, ...safeGitSettings, ...args], {
      encoding: 'utf8',
      maxBuffer: maxOutput,
      env: { ...process.env, ...safeGitEnvironment },
      ...(signal && { signal }),
    })
    return stdout
  } catch (thrown) {
    throw gitError(repository, args, thrown, signal)
  }
}

/** Runs git and streams the parts of its output that are separated by NUL, and no more than `maxPart` characters of each. */
export async function* gitParts(
  repository: string,
  args: readonly string[],
  {
    signal,
    maxPart = inputLimitDefaults.messageLength,
  }: { signal?: AbortSignal | undefined; maxPart?: number },
): AsyncGenerator<string> {
  const child = start(repository, args, signal)
  const finished = outcomeOf(child)
  child.stdout.setEncoding('utf8')
  let rest = ''
  try {
    for await (const chunk of child.stdout) {
      const parts = (rest + (chunk as string)).split('\0')
      rest = parts.pop()!.slice(0, maxPart)
      for (const part of parts) yield part.slice(0, maxPart)
    }
    if (rest !== '') yield rest
    const failure = await finished
    if (failure) throw gitError(repository, args, failure, signal)
  } finally {
    child.kill()
  }
}

/** Reads objects of a repository through one git process. Call `close` when done. */
export class GitObjects {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #chunks: AsyncIterator<Buffer>
  readonly #repository: string
  #rest: Buffer = Buffer.alloc(0)

  constructor(repository: string) {
    this.#repository = repository
    this.#child = start(repository, ['cat-file', '--batch'])
    // A process that ends early shows when its answer is missing.
    this.#child.on('error', () => {})
    this.#child.stdin.on('error', () => {})
    this.#chunks = this.#child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  /**
   * The content of an object.
   *
   * @returns undefined where there is no such object; `too-large` where it has more than `maxBytes`, of which none are then kept
   * @throws RescueError FILE_UNREADABLE
   */
  async read(id: string, maxBytes: number): Promise<Buffer | 'too-large' | undefined> {
    if (/[\s\0]/.test(id)) return undefined
    this.#child.stdin.write(`${id}\n`)
    const head = await this.#take((rest) => rest.indexOf(10) + 1)
    const [, , size] = head.toString('utf8').trimEnd().split(' ')
    if (size === undefined || !/^\d+$/.test(size)) return undefined
    const length = Number(size) + 1
    if (length > maxBytes + 1) {
      await this.#skip(length)
      return 'too-large'
    }
    return (await this.#take((rest) => (rest.length >= length ? length : 0))).subarray(0, -1)
  }

  close(): void {
    this.#child.kill()
  }

  /** Lets so many bytes go by. */
  async #skip(length: number): Promise<void> {
    for (let left = length; left > 0; ) {
      const part = await this.#take((rest) => Math.min(rest.length, left))
      left -= part.length
    }
  }

  /** Waits until so many bytes have come as `wanted` says (0: not yet), and takes them. */
  async #take(wanted: (rest: Buffer) => number): Promise<Buffer> {
    const parts = [this.#rest]
    for (;;) {
      const rest = parts.length === 1 ? parts[0]! : Buffer.concat(parts.splice(0))
      parts[0] = rest
      const length = wanted(rest)
      if (length > 0) {
        this.#rest = rest.subarray(length)
        return rest.subarray(0, length)
      }
      const { done, value } = await this.#chunks.next()
      if (done) {
        throw new RescueError('FILE_UNREADABLE', `git stopped reading objects of "${this.#repository}".`, {
          file: this.#repository,
        })
      }
      parts.push(value)
    }
  }
}

function start(repository: string, args: readonly string[], signal?: AbortSignal) {
  return spawn('git', ['-C', repository, ...safeGitSettings, ...args], {
    env: { ...process.env, ...safeGitEnvironment },
    ...(signal && { signal }),
  })
}

/** How a process ended: undefined where well, else what it said. */
function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Error | undefined> {
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
  })
  return new Promise((resolve) => {
    child.on('error', resolve)
    child.on('close', (code) =>
      resolve(code === 0 ? undefined : new Error(said.trim() || `exit code ${code}`)),
    )
  })
}

function gitError(
  repository: string,
  args: readonly string[],
  thrown: unknown,
  signal: AbortSignal | undefined,
): RescueError {
  if (signal?.aborted) {
    return new RescueError('ABORTED', 'Reading the git history was aborted.', { cause: signal.reason })
  }
  const { code, stderr } = thrown as NodeJS.ErrnoException & { stderr?: string }
  if (code === 'ENOENT') {
    return new RescueError(
      'MISSING_DEPENDENCY',
      'The program "git" is needed for reading a git history and was not found. Install git.',
      {
        cause: thrown,
      },
    )
  }
  const said = (stderr ?? messageOf(thrown)).trim()
  return new RescueError(
    'FILE_UNREADABLE',
    `git ${args[0]} failed in "${repository}": ${said}. Check that it is a git work tree and that the range or commits exist.`,
    { file: repository, cause: thrown },
  )
}
