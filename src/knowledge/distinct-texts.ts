import type { KnowledgeOrigin } from '../distillation/index.js'
import { textKey } from './review.js'

const originRank: Record<KnowledgeOrigin, number> = { curated: 0, model: 1, extractive: 2 }

/** Causes or guidelines of several sources, each once: what people wrote first, then what a model said, then what was counted. */
export function distinctTexts<T extends { text: string; origin: KnowledgeOrigin }>(items: readonly T[]): T[] {
  const sorted = [...items].sort((x, y) => originRank[x.origin] - originRank[y.origin])
  return distinct(sorted, ({ text }) => textKey(text))
}

/** The first of each kind, in order. */
export function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>()
  return items.filter((item) => seen.size < seen.add(keyOf(item)).size)
}
