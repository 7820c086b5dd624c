import type { CuratedWeakness } from '../../src/patches/curated-weakness.js'
import type { SecurityPatch } from '../../src/patches/patch.js'
import type { PatchStream, SkippedRecord } from '../../src/patches/patch-outcome.js'

/** Everything that a reader yields, by kind. */
export async function collect(stream: PatchStream) {
  const patches: SecurityPatch[] = []
  const skipped: SkippedRecord[] = []
  const weaknesses: CuratedWeakness[] = []
  for await (const outcome of stream) {
    if (outcome.kind === 'patch') patches.push(outcome.patch)
    else if (outcome.kind === 'skipped') skipped.push(outcome.skipped)
    else weaknesses.push(outcome.weakness)
  }
  return { patches, skipped, weaknesses }
}

export const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url).pathname
