import { wordsOf } from '../ports/words.js'
import { Bm25Index } from './bm25.js'
import type { TextDocument } from './documents.js'
import { VectorMatrix } from './vector-matrix.js'

/** A text made ready to be compared. */
export interface TextQuery {
  /** Its words: split out of identifiers, stemmed, freed of function words. */
  words: readonly string[]
  /** Of the base's embedder. */
  vector: ArrayLike<number>
}

/** A text that is part of a longer one. */
export interface TextPart extends TextQuery {
  /** What it counts beside the others, above 0. */
  weight: number
}

/** A text that may be compared part by part, so that a short part is not drowned in a long one. */
export interface PartedQuery extends TextQuery {
  /** Absent where the text is one. */
  parts?: readonly TextPart[]
}

/** A text with its vector as a query. */
export function textQuery(text: string, vector: ArrayLike<number>): TextQuery {
  return { words: wordsOf(text), vector }
}

/**
 * Finds documents by words and by vectors at once. The score is a mean of the two views, weighted by `wordShare`:
 *
 *     score = wordShare * BM25(query, document) / upperBound(query) + (1 - wordShare) * cosine(query, document)
 *
 * BM25 knows which words are rare in this base, the vectors bridge different wording; both lie in 0 to 1 for related texts, so the
 * score does too and one threshold serves. `wordShare` 0 is the dense facet of the paper.
 */
export class TextIndex {
  readonly #words: Bm25Index | undefined
  readonly #matrix: VectorMatrix
  readonly #wordShare: number

  constructor(documents: readonly TextDocument[], wordShare: number) {
    this.#wordShare = wordShare
    this.#matrix = VectorMatrix.from(documents.map(({ vector }) => vector))
    if (wordShare > 0) this.#words = Bm25Index.build(documents.map(({ words }) => words))
  }

  /** Whether any document has any of the words; true where words are not looked at. */
  knowsWordsOf({ words }: TextQuery): boolean {
    const index = this.#words
    return !index || words.some((word) => index.has(word))
  }

  /** Scores of all documents, or of those in `subset` in its order. */
  scores(query: TextQuery, subset?: ArrayLike<number>): Float64Array {
    const cosines = this.#matrix.cosines(query.vector, subset)
    if (!this.#words) return cosines
    const bound = this.#words.upperBound(query.words)
    const scale = bound > 0 ? this.#wordShare / bound : 0
    const words = this.#words.scores(query.words, subset)
    return cosines.map((cosine, i) => (1 - this.#wordShare) * cosine + scale * words[i]!)
  }
}
