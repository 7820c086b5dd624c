import { Presets, SingleBar } from 'cli-progress'
import type { BuildProgress } from '../knowledge/index.js'
import type { Terminal } from './terminal.js'

const stageNames: Record<BuildProgress['stage'], string> = {
  read: 'reading fixes',
  cluster: 'clustering',
  slice: 'slicing',
  distil: 'distilling',
}

/** A progress bar on standard error; does nothing where nobody watches. */
export function buildProgressBar(terminal: Terminal, { quiet = false }: { quiet?: boolean }) {
  if (!terminal.interactive || quiet) return { update: () => {}, stop: () => {} }
  const format = '{stage} [{bar}] {value}/{total}'
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, stopOnComplete: false },
    Presets.legacy,
  )
  let stage: BuildProgress['stage'] | undefined
  return {
    update({ stage: current, done, total = done }: BuildProgress): void {
      const payload = { stage: stageNames[current].padEnd(14) }
      if (stage !== current) {
        if (stage !== undefined) bar.stop()
        bar.start(total, done, payload)
        stage = current
        return
      }
      bar.setTotal(total)
      bar.update(done, payload)
    },
    stop(): void {
      if (stage !== undefined) bar.stop()
      stage = undefined
    },
  }
}
