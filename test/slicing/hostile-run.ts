import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LanguageId } from '../../src/languages/index.js'

/** What became of the hostile sources of a language. */
export interface HostileReport {
  sources: number
  /** Name and fault of each source that was neither sliced nor refused with a RescueError. */
  faults: string[]
  /** The source at which the process stood when it ended or was ended; undefined where it went through all of them. */
  unfinished: string | undefined
  /** Seconds that each source took. */
  seconds: { name: string; seconds: number }[]
}

interface WorkerMessage {
  started?: string
  finished?: string
  fault?: string
  seconds?: number
  done?: true
}

/** Slices the hostile sources of a language in a process of its own. */
export function sliceHostileSources(
  language: LanguageId,
  effort: 'test' | 'full',
  timeLimit: number,
): Promise<HostileReport> {
  return new Promise((resolve, reject) => {
    const worker = fileURLToPath(new URL('hostile-worker.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', worker, language, effort], {
      timeout: timeLimit,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (data) => {
      output += data
    })
    child.on('error', reject)
    child.on('close', () => {
      const complete = output.slice(0, output.lastIndexOf('\n') + 1)
      const messages = complete
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as WorkerMessage)
      const last = messages.at(-1)
      const finished = messages.flatMap(({ finished: name, seconds = 0 }) =>
        name === undefined ? [] : [{ name, seconds }],
      )
      resolve({
        sources: finished.length,
        faults: messages.flatMap(({ finished: name, fault }) => (fault ? [`${name}: ${fault}`] : [])),
        unfinished: last?.done ? undefined : (last?.started ?? 'before the first source'),
        seconds: finished,
      })
    })
  })
}
