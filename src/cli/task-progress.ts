import { Presets, SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.js'

/** Counts finished tasks on standard error, where a person watches it and sees no results meanwhile. */
export function taskProgress(terminal: Terminal, total: number): { step(): void; stop(): void } {
  if (!terminal.interactive || terminal.resultsShown || terminal.quiet || total < 2) {
    return { step: () => {}, stop: () => {} }
  }
  const bar = new SingleBar(
    {
      format: 'tasks [{bar}] {value}/{total}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.legacy,
  )
  bar.start(total, 0)
  return { step: () => bar.increment(), stop: () => bar.stop() }
}
