import { Presets, SingleBar } from 'cli-progress'
import type { EvaluationProgress } from '../evaluation/index.js'
import type { Terminal } from './terminal.js'

/** A progress bar on standard error; does nothing where nobody watches. */
export function evaluationProgressBar(terminal: Terminal) {
  if (!terminal.interactive || terminal.quiet) return { update: () => {}, stop: () => {} }
  const format = 'evaluating [{bar}] {value}/{total} samples, {failed} missing, {eta_formatted} left'
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.legacy)
  let started = false
  return {
    update({ done, total, failed }: EvaluationProgress): void {
      if (!started) bar.start(total, done, { failed })
      started = true
      bar.update(done, { failed })
    },
    stop(): void {
      if (started) bar.stop()
      started = false
    },
  }
}
