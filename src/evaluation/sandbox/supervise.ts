import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { Launch } from './launch.js'
import type { SandboxLimits } from './limits.js'
import { memoryOfTree } from './process-tree.js'

/** How a contained process ended. */
export type Outcome =
  /** By itself. */
  | 'exited'
  /** Killed: it took too long. */
  | 'timeout'
  /** Killed: it and its children together used too much memory. */
  | 'memory'
  /** Killed: it printed too much. */
  | 'output'
  /** Killed: the caller aborted. */
  | 'aborted'

/** What a contained process left behind. */
export interface SupervisedRun {
  /** How it ended. */
  outcome: Outcome
  /** Status of the command, 128 + N where signal N ended it; absent where it was killed, or never started. */
  exitCode?: number
  /** Whether the sandbox was set up and the command started. */
  started: boolean
  /** Standard output, at most `outputBytes` of it. */
  stdout: string
  /** Standard error, at most `outputBytes` of it. */
  stderr: string
  /** Wall-clock time. */
  milliseconds: number
}

/** Milliseconds that setting up may take; it is not the command's time, and a loaded machine is slow. */
const setUpMs = 30_000

/** Milliseconds between two looks at the memory of a process tree. */
const watchMs = 50

/** Starts a process in a group of its own, watches over it, and returns when it and everything it started are gone. */
export function supervise(
  launch: Launch,
  limits: Required<SandboxLimits>,
  signal?: AbortSignal,
): Promise<SupervisedRun> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(launch.program, launch.args, {
      env: launch.env,
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    })
    let outcome: Outcome = 'exited'
    const kill = (why: Outcome) => {
      if (outcome === 'exited') outcome = why
      killGroup(child)
    }
    const output = (stream: Readable) => collect(stream, limits.outputBytes, () => kill('output'))
    const [stdout, stderr, status] = [
      output(child.stdout as Readable),
      output(child.stderr as Readable),
      collect(child.stdio[3] as Readable, 1024, () => {}),
    ]
    const killAfter = (milliseconds: number) => setTimeout(() => kill('timeout'), milliseconds)
    let timer = killAfter(setUpMs)
    // What comes first is `ready`.
    child.stdio[3]?.once('data', () => {
      clearTimeout(timer)
      timer = killAfter(limits.timeoutMs)
    })
    const watch = setInterval(() => {
      if (child.pid !== undefined && memoryOfTree(child.pid) > limits.memoryBytes) kill('memory')
    }, watchMs)
    const abort = () => kill('aborted')
    signal?.addEventListener('abort', abort, { once: true })
    const stop = () => {
      clearTimeout(timer)
      clearInterval(watch)
      signal?.removeEventListener('abort', abort)
    }
    child.on('error', (error) => {
      stop()
      reject(error)
    })
    child.on('exit', () => {
      // Whoever is left of the group would hold the pipes open.
      killGroup(child)
      // One that left the group (only possible without namespaces) must not keep us waiting.
      setTimeout(() => {
        for (const stream of child.stdio) stream?.destroy()
      }, 1000).unref()
    })
    child.on('close', () => {
      stop()
      const exitCode = /^exit (\d+)$/m.exec(status())?.[1]
      resolve({
        outcome,
        ...(outcome === 'exited' && exitCode !== undefined && { exitCode: Number(exitCode) }),
        started: status().startsWith('ready\n'),
        stdout: stdout(),
        stderr: stderr(),
        milliseconds: performance.now() - started,
      })
    })
    if (signal?.aborted) abort()
  })
}

/** Keeps the first bytes of a stream and reports when there are more. */
function collect(stream: Readable, limit: number, overflow: () => void): () => string {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('error', () => {})
  stream.on('data', (chunk: Buffer) => {
    if (size < limit) chunks.push(chunk.subarray(0, limit - size))
    size += chunk.length
    if (size > limit) overflow()
  })
  return () => Buffer.concat(chunks).toString('utf8')
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
