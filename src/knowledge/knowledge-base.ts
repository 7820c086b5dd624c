import { RescueError } from '../errors.js'
import { type Embeddings, embedderIdentity } from '../ports/embeddings.js'
import { compareText } from '../text/compare-text.js'
import { visibleDeep } from '../text/hidden-characters.js'
import { type BackgroundTypes, missingExamples, withWritten } from './background.js'
import { compareCwe } from './cwe.js'
import { jointCalibration } from './joint-calibration.js'
import { applyReviews, type Review } from './review.js'
import { issueOf, type JsonValue, reviewLine } from './schemas.js'
import type { Example, Weakness } from './types.js'
import { KnowledgeVectors, knowledgeTexts } from './vectors.js'
import { type WithheldText, withholdModelTalk } from './withhold.js'

/** What a knowledge base is made of. */
export interface KnowledgeParts {
  /** As they were distilled; any order. */
  weaknesses: readonly Weakness[]
  /** As they were sliced; any order. */
  examples: readonly Example[]
  /** Decisions of reviewers; none by default. */
  reviews?: readonly Review[]
  /** How it was built, for people. */
  options?: Readonly<Record<string, string | number | boolean>>
  /** Identity of the embedder that its clusters were made with. */
  embedder?: string
  /** Thresholds by embedder identity. */
  calibration?: Readonly<Record<string, JsonValue>>
}

/**
 * A knowledge base in memory: the weaknesses and their examples (paper, section 3.1), with the decisions of reviewers applied,
 * with nothing hidden in its texts and without those that speak to a language model.
 * Immutable, but for vectors that it remembers once they were asked for.
 */
export class KnowledgeBase {
  /** By CWE number, without what reviewers rejected. */
  readonly weaknesses: readonly Weakness[]
  /** By CWE number, then identifier, without what reviewers rejected. */
  readonly examples: readonly Example[]
  /** What it was made of, before review: this is what is saved. */
  readonly parts: Required<KnowledgeParts>
  /** Decisions that were about something that is not there. */
  readonly unmatchedReviews: readonly Review[]
  /** What speaks to a language model instead of about code: it is saved, but not used. */
  readonly withheld: readonly WithheldText[]
  readonly #byCwe: ReadonlyMap<string, Weakness>
  readonly #examplesByCwe = new Map<string, Example[]>()
  readonly #vectors = new Map<string | Embeddings, Promise<KnowledgeVectors>>()
  readonly #loaded = new Map<string, KnowledgeVectors>()

  /** @throws RescueError INVALID_INPUT where weaknesses, examples or reviews are no lists, or a review has another form */
  constructor(parts: KnowledgeParts) {
    requireParts(parts)
    const given = visibleDeep(parts)
    const weaknesses = [...given.weaknesses].sort((a, b) => compareCwe(a.cwe, b.cwe))
    const examples = [...given.examples].sort((a, b) => compareCwe(a.cwe, b.cwe) || compareText(a.id, b.id))
    this.parts = {
      reviews: [],
      options: {},
      embedder: '',
      calibration: {},
      ...given,
      weaknesses,
      examples,
    }
    const reviewed = applyReviews(weaknesses, examples, this.parts.reviews)
    const admitted = withholdModelTalk(reviewed.weaknesses, reviewed.examples)
    this.weaknesses = admitted.weaknesses
    this.examples = admitted.examples
    this.withheld = admitted.withheld
    this.unmatchedReviews = reviewed.unmatched
    this.#byCwe = new Map(this.weaknesses.map((weakness) => [weakness.cwe, weakness]))
    for (const example of this.examples) {
      const own = this.#examplesByCwe.get(example.cwe)
      if (own) own.push(example)
      else this.#examplesByCwe.set(example.cwe, [example])
    }
  }

  /** The weakness of a CWE type in the form `CWE-89`. */
  weakness(cwe: string): Weakness | undefined {
    return this.#byCwe.get(cwe)
  }

  /** The examples of a CWE type, in the order of their identifiers. */
  examplesOf(cwe: string): readonly Example[] {
    return this.#examplesByCwe.get(cwe) ?? []
  }

  /**
   * The vectors of this base for an embedder: those that were loaded with it; the others are computed at the first call.
   *
   * @throws RescueError MODEL_FAILED
   */
  vectors(embeddings: Embeddings): Promise<KnowledgeVectors> {
    const identity = embedderIdentity(embeddings)
    // A plain object without a name says nothing of its vector space: another one may be another model.
    const isNamed = identity !== 'Object'
    const key = isNamed ? identity : embeddings
    const known = this.#vectors.get(key)
    if (known) return known
    const texts = knowledgeTexts(this.weaknesses, this.examples)
    const computed = KnowledgeVectors.of(texts, embeddings, isNamed ? this.#loaded.get(identity) : undefined)
    this.#vectors.set(key, computed)
    // A failure is not remembered: the next call may succeed.
    computed.catch(() => this.#vectors.delete(key))
    return computed
  }

  /** Adds vectors that were computed before to those of the same embedder. */
  addVectors(vectors: KnowledgeVectors): void {
    const known = this.#loaded.get(vectors.identity)
    this.#loaded.set(vectors.identity, known ? known.joined(vectors) : vectors)
  }

  /** The same base with other decisions of reviewers. */
  withReviews(reviews: readonly Review[]): KnowledgeBase {
    return this.#with({ reviews })
  }

  /** The same base with thresholds for an embedder: plain data, as `calibrate` gives it. */
  withCalibration(identity: string, calibration: object): KnowledgeBase {
    return this.#with({
      calibration: { ...this.parts.calibration, [identity]: calibration as JsonValue },
    })
  }

  /**
   * The same base, with what another says about the CWE types that this one has fixes of: its causes and guidelines where nobody wrote
   * any here, and its typical tasks. Fixes alone show what was changed; this adds why. Examples and thresholds stay this base's own,
   * and its reviewers' decisions hold for what is added, too.
   *
   * With `types` `all` it gets the other CWE types, too, and of the background's examples those of a type and language that this base has
   * none of; thresholds are then those of the base with more CWE types.
   */
  withBackground(
    background: KnowledgeBase,
    { types = 'own' }: { types?: BackgroundTypes } = {},
  ): KnowledgeBase {
    if (background === this) return this
    const { weaknesses, examples } = this.parts
    const enriched = weaknesses.map((own) => {
      const known = background.weakness(own.cwe)
      return known ? withWritten(own, known) : own
    })
    if (types === 'own') return this.#with({ weaknesses: enriched }, background)
    return this.#with(
      {
        weaknesses: [...enriched, ...background.weaknesses.filter(({ cwe }) => !this.weakness(cwe))],
        examples: [...examples, ...missingExamples(this.examples, background.examples)],
        calibration: jointCalibration(this.parts, background.parts),
      },
      background,
    )
  }

  /** The base with other parts, and all vectors that this one and the others were loaded with. */
  #with(parts: Partial<KnowledgeParts>, ...others: KnowledgeBase[]): KnowledgeBase {
    const changed = new KnowledgeBase({ ...this.parts, ...parts })
    for (const base of [...others, this]) {
      for (const vectors of base.#loaded.values()) changed.addVectors(vectors)
    }
    return changed
  }
}

/**
 * Callers in JavaScript have no types that would tell them.
 *
 * @throws RescueError INVALID_INPUT
 */
export function requireKnowledgeBase(base: KnowledgeBase): void {
  // Not by its class, of which each of the two builds of the package has its own.
  if (Array.isArray(base?.parts?.weaknesses)) return
  throw new RescueError('INVALID_INPUT', `What was given is no knowledge base. ${whereFrom}`)
}

const whereFrom = 'Load one with loadKnowledgeBase, or build one with buildKnowledgeBase.'

function requireParts(parts: KnowledgeParts): void {
  const { weaknesses, examples, reviews = [] } = parts ?? {}
  if (![weaknesses, examples, reviews].every(Array.isArray)) {
    throw new RescueError(
      'INVALID_INPUT',
      `A knowledge base is made of lists: weaknesses, examples and, where there are any, reviews. ${whereFrom}`,
    )
  }
  for (const [index, review] of reviews.entries()) {
    const { error } = reviewLine.safeParse(review)
    if (!error) continue
    throw new RescueError(
      'INVALID_INPUT',
      `Review ${index} (from 0) has not the form of one (${issueOf(error)}). docs/knowledge.md shows it.`,
    )
  }
}
