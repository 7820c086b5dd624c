import { compareCwe } from '../knowledge/cwe.js'
import type { Example, Weakness } from '../knowledge/types.js'
import { embedTexts } from '../ports/embed-texts.js'
import type { Embeddings } from '../ports/embeddings.js'
import { compareText } from '../text/compare-text.js'
import { textsToEmbed } from './documents.js'
import { ExampleIndex } from './example-index.js'
import type { RetrievalOptions } from './options.js'
import { WeaknessIndex } from './weakness-index.js'

/** Vectors that need not be computed. */
export interface KnownVectors {
  /** The vector of a text; undefined where it is not known. */
  vectorOf(text: string): ArrayLike<number> | undefined
}

/** Thresholds that a base brings. */
export interface KnownCalibration {
  /** By identity of the embedder; see `Calibration`. */
  readonly calibration?: Readonly<Record<string, unknown>>
}

/** What retrieval needs of a knowledge base; a `KnowledgeBase` fits, and so does a plain object with the two lists. */
export interface RetrievalKnowledge {
  /** The upper level. */
  readonly weaknesses: readonly Weakness[]
  /** The lower level. */
  readonly examples: readonly Example[]
  /** Vectors of the base's texts that are known already for an embedder; what it does not hold is embedded. */
  vectors?(embeddings: Embeddings): Promise<KnownVectors>
  /** Thresholds of the base by embedder identity, as `calibrate` gives them. */
  readonly parts?: KnownCalibration
}

/** Everything about a base that does not depend on the task, computed once. */
export interface KnowledgeIndex {
  /** By CWE number. */
  readonly weaknesses: readonly Weakness[]
  /** By CWE number, then identifier. */
  readonly examples: readonly Example[]
  readonly upper: WeaknessIndex
  readonly lower: ExampleIndex
}

/** Texts that go to the embedder in one call. */
const batchSize = 256

/**
 * The vectors of all texts that the indexes of a base need; embeds what the base brings no vector for.
 *
 * @throws RescueError MODEL_FAILED where embedding fails
 */
export async function embedKnowledge(
  base: RetrievalKnowledge,
  embeddings: Embeddings,
  options: Required<RetrievalOptions>,
): Promise<KnownVectors> {
  const known = await base.vectors?.(embeddings)
  const vectors = new Map<string, ArrayLike<number>>()
  const missing: string[] = []
  for (const text of new Set(textsToEmbed(base, options))) {
    const vector = known?.vectorOf(text)
    if (vector) vectors.set(text, vector)
    else missing.push(text)
  }
  // In batches, and as 32-bit floats at once: plain arrays of a large base would fill the memory.
  for (let start = 0; start < missing.length; start += batchSize) {
    const batch = missing.slice(start, start + batchSize)
    const embedded = await embedTexts(embeddings, batch, 'the knowledge base')
    batch.forEach((text, i) => {
      vectors.set(text, Float32Array.from(embedded[i]!))
    })
  }
  return { vectorOf: (text) => vectors.get(text) }
}

/**
 * Embeds what the base brings no vector for, and indexes both levels.
 *
 * @throws RescueError KNOWLEDGE_INVALID where the weakness of an example is missing
 */
export async function indexKnowledge(
  base: RetrievalKnowledge,
  embeddings: Embeddings,
  options: Required<RetrievalOptions>,
): Promise<KnowledgeIndex> {
  const weaknesses = [...base.weaknesses].sort((a, b) => compareCwe(a.cwe, b.cwe))
  const examples = [...base.examples].sort((a, b) => compareCwe(a.cwe, b.cwe) || compareText(a.id, b.id))
  const vectors = await embedKnowledge(base, embeddings, options)
  const vectorOf = (text: string) => vectors.vectorOf(text)!

  const byCwe = new Map<string, Example[]>()
  for (const example of examples) {
    const list = byCwe.get(example.cwe)
    if (list) list.push(example)
    else byCwe.set(example.cwe, [example])
  }
  const lower = new ExampleIndex(weaknesses, examples, vectorOf, options)
  const upper = new WeaknessIndex(weaknesses, (cwe) => byCwe.get(cwe) ?? [], vectorOf, options)
  return { weaknesses, examples, upper, lower }
}
