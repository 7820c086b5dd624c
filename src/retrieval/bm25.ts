import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'

/** Parameters of Okapi BM25. */
export interface Bm25Options {
  /** How soon further occurrences of a term stop counting. */
  k1?: number
  /** How much long documents are damped, 0 to 1. */
  b?: number
  /** Terms in more than half of the documents would count negatively; they get this share of the mean idf instead. */
  epsilon?: number
}

/** Defaults of {@link Bm25Options}: those of the rank_bm25 package, whose score scale the paper's threshold is on. */
export const bm25Defaults = { k1: 1.5, b: 0.75, epsilon: 0.25 } as const satisfies Required<Bm25Options>

/** An index as plain data for JSON; postings of term `i` are `documents[offsets[i]..offsets[i + 1]]` with their `counts`. */
export interface Bm25Snapshot {
  /** Parameters of the index. */
  options: Required<Bm25Options>
  /** Each distinct token once; its place is its number. */
  terms: string[]
  /** Tokens of each document. */
  lengths: number[]
  /** Where the postings of each term begin, and one more: where the last end. */
  offsets: number[]
  /** Document of each posting. */
  documents: number[]
  /** Occurrences of each posting. */
  counts: number[]
}

/**
 * Okapi BM25 over documents that are lists of tokens (Robertson & Zaragoza, The Probabilistic Relevance Framework, 2009, eq. 3.15;
 * idf and its floor as in rank_bm25's BM25Okapi):
 *
 *     score(q, d) = sum over tokens t of q of  idf(t) * f(t, d) * (k1 + 1) / (f(t, d) + k1 * (1 - b + b * |d| / avgdl))
 *     idf(t)      = ln(N - n(t) + 0.5) - ln(n(t) + 0.5),  if negative: epsilon * mean idf over all terms
 *
 * A token that occurs twice in the query counts twice. Every posting keeps its finished weight, so a query only adds.
 */
export class Bm25Index {
  /** Number of documents. */
  readonly size: number
  /** Parameters that it was built with. */
  readonly options: Required<Bm25Options>
  readonly #termIds: Map<string, number>
  readonly #lengths: Uint32Array
  readonly #offsets: Uint32Array
  readonly #documents: Uint32Array
  readonly #counts: Uint32Array
  readonly #idf: Float64Array
  readonly #weights: Float32Array

  private constructor(snapshot: Postings, termIds: Map<string, number>) {
    this.options = snapshot.options
    this.size = snapshot.lengths.length
    this.#termIds = termIds
    this.#lengths = new Uint32Array(snapshot.lengths)
    this.#offsets = new Uint32Array(snapshot.offsets)
    this.#documents = new Uint32Array(snapshot.documents)
    this.#counts = new Uint32Array(snapshot.counts)
    const frequencies = Uint32Array.from(this.#offsets.subarray(1), (end, id) => end - this.#offsets[id]!)
    this.#idf = inverseFrequencies(frequencies, this.size, this.options.epsilon)
    this.#weights = this.#postingWeights()
  }

  /** Indexes documents; a document's number is its place in the list. */
  static build(documents: Iterable<readonly string[]>, options: Bm25Options = {}): Bm25Index {
    const termIds = new Map<string, number>()
    const lengths: number[] = []
    // Postings in the order of the documents, and for each term where its latest one stands: flat lists, which stay fast when they are long.
    const terms: number[] = []
    const documentOf: number[] = []
    const countOf: number[] = []
    const latest: number[] = []
    for (const tokens of documents) {
      const document = lengths.push(tokens.length) - 1
      for (const token of tokens) {
        let id = termIds.get(token)
        if (id === undefined) {
          id = termIds.size
          termIds.set(token, id)
          latest.push(-1)
        }
        const posting = latest[id]!
        if (posting >= 0 && documentOf[posting] === document) countOf[posting]!++
        else {
          latest[id] = terms.push(id) - 1
          documentOf.push(document)
          countOf.push(1)
        }
      }
    }
    return new Bm25Index(
      {
        options: withDefaults(bm25Defaults, options),
        lengths,
        ...byTerm(terms, documentOf, countOf, latest.length),
      },
      termIds,
    )
  }

  /**
   * Restores an index from {@link Bm25Index.toJSON}.
   * @throws RescueError KNOWLEDGE_INVALID where the data contradicts itself
   */
  static fromJSON(snapshot: Bm25Snapshot): Bm25Index {
    const { terms, offsets, documents, counts, lengths } = snapshot
    const consistent =
      offsets.length === terms.length + 1 &&
      offsets[0] === 0 &&
      offsets.every((offset, i) => i === 0 || offset > offsets[i - 1]!) &&
      offsets.at(-1) === documents.length &&
      counts.length === documents.length &&
      documents.every((document) => Number.isInteger(document) && document >= 0 && document < lengths.length)
    if (!consistent) {
      throw new RescueError(
        'KNOWLEDGE_INVALID',
        'The stored word index contradicts itself. Build the base again.',
      )
    }
    return new Bm25Index(snapshot, new Map(terms.map((term, id) => [term, id])))
  }

  /** The index as plain data; `fromJSON` gives an index with the same scores. */
  toJSON(): Bm25Snapshot {
    return {
      options: this.options,
      terms: [...this.#termIds.keys()],
      lengths: [...this.#lengths],
      offsets: [...this.#offsets],
      documents: [...this.#documents],
      counts: [...this.#counts],
    }
  }

  /**
   * Scores of all documents, or of those in `subset` in its order. Statistics (N, n, avgdl, idf) are those of the whole
   * index in both cases, so a document's score does not depend on what it is compared with.
   */
  scores(query: readonly string[], subset?: ArrayLike<number>): Float64Array {
    const all = new Float64Array(this.size)
    for (const [id, times] of this.#termCounts(query)) {
      for (let i = this.#offsets[id]!, end = this.#offsets[id + 1]!; i < end; i++) {
        all[this.#documents[i]!]! += times * this.#weights[i]!
      }
    }
    return subset ? Float64Array.from(subset, (document) => all[document]!) : all
  }

  /**
   * The score that no document reaches: every token of the query known and saturated. A token that is in no document counts
   * as one that is in a single document. Scores divided by it lie in 0 to 1 and mean the share of the query that a document covers.
   */
  upperBound(query: readonly string[]): number {
    const unknown = idfOf(1, this.size)
    let sum = 0
    for (const token of query) {
      const id = this.#termIds.get(token)
      sum += id === undefined ? Math.max(unknown, 0) : Math.max(this.#idf[id]!, 0)
    }
    return sum * (this.options.k1 + 1)
  }

  /** Whether any document has the token. */
  has(token: string): boolean {
    return this.#termIds.has(token)
  }

  /** Known terms of a query with how often they occur in it. */
  #termCounts(query: readonly string[]): Map<number, number> {
    const counts = new Map<number, number>()
    for (const token of query) {
      const id = this.#termIds.get(token)
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    return counts
  }

  #postingWeights(): Float32Array {
    const { k1, b } = this.options
    const meanLength = this.#lengths.reduce((sum, length) => sum + length, 0) / (this.size || 1)
    const weights = new Float32Array(this.#documents.length)
    for (let id = 0; id < this.#idf.length; id++) {
      for (let i = this.#offsets[id]!, end = this.#offsets[id + 1]!; i < end; i++) {
        const count = this.#counts[i]!
        const damping = k1 * (1 - b + (b * this.#lengths[this.#documents[i]!]!) / meanLength)
        weights[i] = (this.#idf[id]! * count * (k1 + 1)) / (count + damping)
      }
    }
    return weights
  }
}

/** The inverse document frequency of a term that is in `frequency` of `size` documents, before flooring. */
export function idfOf(frequency: number, size: number): number {
  return Math.log(size - frequency + 0.5) - Math.log(frequency + 0.5)
}

/**
 * The idf of every term by the number of documents that it is in; the mean that the floor refers to is taken before flooring, as in
 * rank_bm25.
 */
export function inverseFrequencies(
  frequencies: ArrayLike<number>,
  size: number,
  epsilon: number,
): Float64Array {
  const idf = Float64Array.from(frequencies, (frequency) => idfOf(frequency, size))
  const mean = idf.reduce((sum, value) => sum + value, 0) / (idf.length || 1)
  return idf.map((value) => (value < 0 ? epsilon * mean : value))
}

/** What an index is made of, beside its terms; see {@link Bm25Snapshot}. */
interface Postings {
  options: Required<Bm25Options>
  lengths: ArrayLike<number>
  offsets: ArrayLike<number>
  documents: ArrayLike<number>
  counts: ArrayLike<number>
}

/** Sorts postings by term, keeping the order of the documents (a counting sort). */
function byTerm(
  terms: readonly number[],
  documentOf: readonly number[],
  countOf: readonly number[],
  size: number,
): Pick<Postings, 'offsets' | 'documents' | 'counts'> {
  const offsets = new Uint32Array(size + 1)
  for (const term of terms) offsets[term + 1]!++
  for (let term = 0; term < size; term++) offsets[term + 1]! += offsets[term]!
  const free = offsets.slice(0, size)
  const documents = new Uint32Array(terms.length)
  const counts = new Uint32Array(terms.length)
  for (let posting = 0; posting < terms.length; posting++) {
    const place = free[terms[posting]!]!++
    documents[place] = documentOf[posting]!
    counts[place] = countOf[posting]!
  }
  return { offsets, documents, counts }
}
