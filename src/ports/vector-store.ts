/** Restricts a search to part of a store. Absent fields do not restrict. */
export interface VectorFilter {
  /** Only items of these CWE types. */
  cwes?: readonly string[]
  /** Only items in these languages. */
  languages?: readonly string[]
}

/** One item found. */
export interface VectorHit {
  /** Identifier of the item. */
  id: string
  /** Cosine similarity with the query, -1 to 1. */
  similarity: number
  /** What was kept beside the vector. */
  content?: string
}

/** What a store keeps beside a vector so that it can filter. */
export interface VectorItem {
  /** An item that is added again under its identifier replaces the earlier one. */
  id: string
  /** Of any length but zero, the same for all items of a store. */
  vector: ArrayLike<number>
  /** CWE type, to filter by. */
  cwe: string
  /** Absent for items that hold for every language. */
  language?: string
  /** Any text to keep beside the vector, such as a whole example as JSON. */
  content?: string
}

/**
 * Finds the nearest vectors. Scores are always cosine similarity, since thresholds are compared with them: an adapter for a
 * store with another scale converts. Implementations may be approximate; they must return hits in descending order of similarity.
 */
export interface VectorStore {
  /** Adds items. Rejects where the store fails. */
  add(items: readonly VectorItem[]): Promise<void>
  /** At most `limit` hits, best first. */
  search(query: ArrayLike<number>, limit: number, filter?: VectorFilter): Promise<VectorHit[]>
  /** Number of items held. */
  size(): Promise<number>
}
