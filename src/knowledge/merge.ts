import type { Cause, Guideline, KnowledgeOrigin } from '../distillation/index.js'
import { KnowledgeBase } from './knowledge-base.js'
import type { Example, Weakness } from './types.js'

/**
 * Merges two knowledge bases: a team's own with the one that comes with the package, for instance. Where both know a CWE type, their
 * causes and guidelines are put together, those that a person wrote first, repetitions left out. Reviews of both stay in
 * force. Vectors and thresholds are not taken over, since they belong to the parts.
 */
export function mergeKnowledgeBases(first: KnowledgeBase, second: KnowledgeBase): KnowledgeBase {
  const [a, b] = [first.parts, second.parts]
  const weaknesses = new Map(a.weaknesses.map((weakness) => [weakness.cwe, weakness]))
  for (const weakness of b.weaknesses) {
    const known = weaknesses.get(weakness.cwe)
    weaknesses.set(weakness.cwe, known ? mergeWeaknesses(known, weakness) : weakness)
  }
  return new KnowledgeBase({
    weaknesses: [...weaknesses.values()],
    examples: mergeExamples(a.examples, b.examples),
    reviews: distinct([...a.reviews, ...b.reviews], (review) => JSON.stringify(review)),
    options: a.options,
    embedder: a.embedder,
  })
}

function mergeWeaknesses(a: Weakness, b: Weakness): Weakness {
  // Without a fingerprint: what was put together is not what a distillation of either gave.
  const { fingerprint, ...rest } = a
  const merged: Weakness = {
    ...rest,
    causes: distinctTexts<Cause>([...a.causes, ...b.causes]),
    guidelines: distinctTexts<Guideline>([...a.guidelines, ...b.guidelines]),
  }
  const tasks = distinct([...(a.tasks ?? []), ...(b.tasks ?? [])], ({ text }) => text)
  if (tasks.length > 0) merged.tasks = tasks
  const isUnchanged = fingerprint !== undefined && fingerprint === b.fingerprint
  return isUnchanged ? a : merged
}

const originRank: Record<KnowledgeOrigin, number> = { curated: 0, model: 1, extractive: 2 }

function distinctTexts<T extends { text: string; origin: KnowledgeOrigin }>(items: readonly T[]): T[] {
  const sorted = [...items].sort((x, y) => originRank[x.origin] - originRank[y.origin])
  return distinct(sorted, ({ text }) => text.toLowerCase().replace(/\s+/g, ' ').trim())
}

/** Examples of both; one of the second that only shares its identifier with one of the first gets another. */
function mergeExamples(a: readonly Example[], b: readonly Example[]): Example[] {
  const byId = new Map(a.map((example) => [example.id, example]))
  for (const example of b) {
    const known = byId.get(example.id)
    if (known && known.secure.code === example.secure.code && known.cwe === example.cwe) continue
    let id = example.id
    for (let n = 2; byId.has(id); n++) id = `${example.id}~${n}`
    byId.set(id, { ...example, id })
  }
  return [...byId.values()]
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map([...items].reverse().map((item) => [keyOf(item), item])).values()].reverse()
}
