import { withDefaults } from '../defaults.js'
import { type Bm25Options, bm25Defaults, idfOf, inverseFrequencies } from './bm25.js'

/** What BM25 has to know of a collection of documents to score one of them: plain data for JSON. */
export interface Bm25Statistics {
  /** Number of documents. */
  documents: number
  /** Tokens of all documents together. */
  tokens: number
  /** Every distinct token with the number of documents that it is in. */
  frequencies: [token: string, documents: number][]
}

/** Counts a collection of documents. */
export function bm25Statistics(documents: Iterable<readonly string[]>): Bm25Statistics {
  const frequencies = new Map<string, number>()
  let size = 0
  let all = 0
  for (const tokens of documents) {
    size++
    all += tokens.length
    for (const token of new Set(tokens)) frequencies.set(token, (frequencies.get(token) ?? 0) + 1)
  }
  return { documents: size, tokens: all, frequencies: [...frequencies] }
}

/**
 * Okapi BM25 of documents that are not held here: with the statistics of the whole collection, a document gets the score that a
 * `Bm25Index` of the collection gives it.
 */
export class Bm25Scorer {
  readonly #options: Required<Bm25Options>
  readonly #size: number
  readonly #meanLength: number
  readonly #idf: ReadonlyMap<string, number>

  constructor({ documents, tokens, frequencies }: Bm25Statistics, options: Bm25Options = {}) {
    this.#options = withDefaults(bm25Defaults, options)
    this.#size = documents
    this.#meanLength = tokens / (documents || 1)
    const idf = inverseFrequencies(
      frequencies.map(([, frequency]) => frequency),
      documents,
      this.#options.epsilon,
    )
    this.#idf = new Map(frequencies.map(([token], i) => [token, idf[i]!]))
  }

  /** Score of a document of the collection. */
  score(query: readonly string[], document: readonly string[]): number {
    const { k1, b } = this.#options
    const damping = k1 * (1 - b + (b * document.length) / (this.#meanLength || 1))
    const counts = new Map<string, number>()
    for (const token of document) counts.set(token, (counts.get(token) ?? 0) + 1)
    let sum = 0
    for (const token of query) {
      const count = counts.get(token)
      if (count !== undefined) sum += ((this.#idf.get(token) ?? 0) * count * (k1 + 1)) / (count + damping)
    }
    return sum
  }

  /** The score that no document reaches, as `Bm25Index.upperBound` gives it. */
  upperBound(query: readonly string[]): number {
    const unknown = idfOf(1, this.#size)
    const sum = query.reduce((total, token) => total + Math.max(this.#idf.get(token) ?? unknown, 0), 0)
    return sum * (this.#options.k1 + 1)
  }
}
