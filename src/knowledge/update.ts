import { RescueError } from '../errors.js'
import type { CuratedWeakness } from '../patches/curated-weakness.js'
import type { SecurityPatch } from '../patches/patch.js'
import { type PatchOutcome, type PatchStream, patchStreamOf } from '../patches/patch-outcome.js'
import { type BuildOptions, type BuildResult, buildKnowledgeBase } from './build.js'
import { loadKnowledgeBase, loadKnowledgePatches } from './load.js'
import type { Weakness } from './types.js'

/**
 * Brings a saved knowledge base up to date with new fixes: the result is what building all of them anew would give, but only
 * the CWE types whose fixes changed are distilled. A new fix with the identifier of an old one takes its place. What people wrote
 * and what reviewers decided stays. The caller saves the result.
 *
 * @param dir a base that was saved with its fixes
 * @param options as for building; other settings than those of the base distil everything anew
 * @throws RescueError INVALID_INPUT where the base was saved without its fixes, and all that loading and building throw
 */
export async function updateKnowledgeBase(
  dir: string,
  source: PatchStream | Iterable<SecurityPatch>,
  options: Omit<BuildOptions, 'previous'> = {},
): Promise<BuildResult> {
  const previous = await loadKnowledgeBase(dir)
  const old = await loadKnowledgePatches(dir)
  if (!old) {
    throw new RescueError(
      'INVALID_INPUT',
      `The knowledge base "${dir}" was saved without the fixes that it was built from, so it cannot be updated. Build it again from all of them.`,
      { file: dir },
    )
  }
  const fresh = patchStreamOf(source)
  return buildKnowledgeBase(joined(fresh, old, previous.parts.weaknesses), { ...options, previous })
}

/** New fixes, and of the old ones those that no new one takes the place of. */
async function* joined(
  fresh: PatchStream,
  old: readonly SecurityPatch[],
  weaknesses: readonly Weakness[],
): AsyncGenerator<PatchOutcome> {
  const replaced = new Set<string>()
  const rewritten = new Set<string>()
  for await (const outcome of fresh) {
    if (outcome.kind === 'patch') replaced.add(outcome.patch.id)
    if (outcome.kind === 'weakness') rewritten.add(outcome.weakness.cwe)
    yield outcome
  }
  for (const weakness of weaknesses) {
    const curated = curatedOf(weakness)
    if (curated && !rewritten.has(weakness.cwe)) yield { kind: 'weakness', weakness: curated }
  }
  for (const patch of old) if (!replaced.has(patch.id)) yield { kind: 'patch', patch }
}

/** What a person wrote of a weakness, as it was read; undefined where nobody did. */
function curatedOf({ cwe, causes, guidelines, tasks }: Weakness): CuratedWeakness | undefined {
  const curated: CuratedWeakness = {
    cwe,
    causes: causes.filter(({ origin }) => origin === 'curated').map(({ text }) => text),
    guidelines: guidelines
      .filter(({ origin }) => origin === 'curated')
      .map(({ text, languages }) => ({ text, ...(languages && { languages }) })),
    ...(tasks && { tasks }),
  }
  return curated.causes.length + curated.guidelines.length > 0 || tasks ? curated : undefined
}
