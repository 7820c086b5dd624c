import { wordsOf } from '../ports/words.js'
import { Bm25Index } from './bm25.js'
import { VectorMatrix } from './vector-matrix.js'

/** What one document of the cause facet says: texts that are searched as one. */
export interface CauseDocument {
  texts: readonly string[]
  /** The vector of the document. */
  vector: ArrayLike<number>
}

/** A task's cause, made ready to be compared. */
export interface CauseQuery {
  words: readonly string[]
  vector: ArrayLike<number>
}

/**
 * The cause facet over a list of documents. Its score is a mean of two views, weighted by `wordShare`:
 *
 *     score = wordShare * BM25(query, document) / upperBound(query) + (1 - wordShare) * cosine(query, document)
 *
 * BM25 knows which words are rare in this base, the vectors bridge different wording; both lie in 0 to 1 for related texts, so the
 * score does too and one threshold serves. `wordShare` 0 is the dense facet of the paper.
 */
export class CauseIndex {
  readonly #words: Bm25Index | undefined
  readonly #matrix: VectorMatrix
  readonly #wordShare: number

  constructor(documents: readonly CauseDocument[], wordShare: number) {
    this.#wordShare = wordShare
    this.#matrix = VectorMatrix.from(documents.map(({ vector }) => vector))
    if (wordShare > 0) this.#words = Bm25Index.build(documents.map(({ texts }) => texts.flatMap(wordsOf)))
  }

  /** Number of documents. */
  get size(): number {
    return this.#matrix.rows
  }

  /** Scores of all documents, or of those in `subset` in its order. */
  scores(query: CauseQuery, subset?: ArrayLike<number>): Float64Array {
    const cosines = this.#matrix.cosines(query.vector, subset)
    const bound = this.#words?.upperBound(query.words) ?? 0
    if (!this.#words) return cosines
    const words = this.#words.scores(query.words, subset)
    return cosines.map(
      (cosine, i) => (1 - this.#wordShare) * cosine + (bound > 0 ? (this.#wordShare * words[i]!) / bound : 0),
    )
  }
}
