import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inputs, maxProbes, type Outcome } from './outcome.js'

/** Runs Python texts in one process, which forks for each text. */
export function runPython(texts: readonly string[]): Outcome[] {
  const { status, stdout, stderr, error } = spawnSync(
    'python3',
    ['-W', 'ignore', fileURLToPath(new URL('run_texts.py', import.meta.url))],
    { input: JSON.stringify({ texts, inputs, maxProbes }), encoding: 'utf8', maxBuffer: 2 ** 30 },
  )
  if (status !== 0) throw new Error(`The Python runner failed: ${error ?? stderr}`)
  const outcomes = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Outcome)
  if (outcomes.length !== texts.length) throw new Error(`The Python runner lost outcomes: ${stderr}`)
  return outcomes
}
