import { RescueError } from '../errors.js'
import type { VectorFilter, VectorHit, VectorItem, VectorStore } from '../ports/vector-store.js'

/** A document as LangChain's stores keep it. */
export interface LangChainDocument {
  /** The text beside the vector. */
  pageContent: string
  /** Identifier, CWE type and language of the item. */
  metadata: Record<string, unknown>
}

/** What we ask of a LangChain `VectorStore`: a structural subset of its methods. */
export interface LangChainStore<Filter = unknown> {
  /** Adds vectors with their documents. */
  addVectors(vectors: number[][], documents: LangChainDocument[]): Promise<unknown>
  /** The `k` nearest, each with the store's own score. */
  similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: Filter,
  ): Promise<[LangChainDocument, number][]>
}

/** What differs between LangChain's stores: the scale of their scores, their filters, and what they can do beside searching. */
export interface LangChainMapping<Filter> {
  /** The cosine similarity that a score of this store stands for. */
  similarity(score: number): number
  /** The store's filter for items whose metadata has one of these values in each field that is given. */
  filter(fields: { cwe?: readonly string[]; language?: readonly string[] }): Filter
  /** Removes items by their identifiers, so that an item that is added again replaces the earlier one. */
  remove?(ids: readonly string[]): Promise<unknown>
  /** Number of items in the store; without it, those added through this adapter are counted. */
  size?(): Promise<number>
}

/** Stands for "every language" in metadata: filters of most stores cannot ask for a missing field. */
const everyLanguage = ''

/** Any LangChain `VectorStore` as ours: identifiers, CWE type and language go into the metadata, the content into the page. */
export class LangChainVectorStore<Filter> implements VectorStore {
  readonly #store: LangChainStore<Filter>
  readonly #mapping: LangChainMapping<Filter>
  #added = 0

  constructor(store: LangChainStore<Filter>, mapping: LangChainMapping<Filter>) {
    this.#store = store
    this.#mapping = mapping
  }

  /** @throws RescueError MODEL_FAILED where the store fails */
  async add(items: readonly VectorItem[]): Promise<void> {
    if (items.length === 0) return
    await this.#try(async () => {
      await this.#mapping.remove?.(items.map(({ id }) => id))
      await this.#store.addVectors(
        items.map(({ vector }) => Array.from(vector)),
        items.map(({ id, cwe, language = everyLanguage, content = '' }) => ({
          pageContent: content,
          metadata: { id, cwe, language },
        })),
      )
    })
    this.#added += items.length
  }

  /** @throws RescueError MODEL_FAILED where the store fails */
  async search(query: ArrayLike<number>, limit: number, filter: VectorFilter = {}): Promise<VectorHit[]> {
    const { cwes, languages } = filter
    // An empty list admits nothing; as SQL it would be an error.
    if (limit < 1 || cwes?.length === 0) return []
    const fields = {
      ...(cwes && { cwe: cwes }),
      ...(languages && { language: [...languages, everyLanguage] }),
    }
    const narrowed = cwes || languages ? this.#mapping.filter(fields) : undefined
    const found = await this.#try(() =>
      this.#store.similaritySearchVectorWithScore(Array.from(query), limit, narrowed),
    )
    return found
      .map(([{ pageContent, metadata }, score]) => ({
        id: String(metadata.id),
        similarity: this.#mapping.similarity(score),
        ...(pageContent !== '' && { content: pageContent }),
      }))
      .sort((a, b) => b.similarity - a.similarity)
  }

  async size(): Promise<number> {
    return this.#mapping.size ? await this.#try(this.#mapping.size) : this.#added
  }

  async #try<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action()
    } catch (thrown) {
      throw RescueError.from(thrown, 'MODEL_FAILED', 'The vector store failed')
    }
  }
}

/** A filter on metadata as a function, for LangChain's `MemoryVectorStore`; its scores are cosine similarities. */
export const memoryMapping: LangChainMapping<(document: { metadata: Record<string, unknown> }) => boolean> = {
  similarity: (score) => score,
  filter: (fields) => (document) =>
    Object.entries(fields).every(([field, values]) => values.includes(String(document.metadata[field]))),
}

/**
 * Filters of LangChain's `PGVectorStore`; with `distanceStrategy: 'cosine'` its scores are cosine distances. Give the store its
 * `dimensions` and each HNSW index a `namespace`: without them the index is not used, or not made for a second table.
 */
export const pgvectorMapping: LangChainMapping<Record<string, PgvectorCondition>> = {
  similarity: (distance) => 1 - distance,
  filter: (fields) =>
    Object.fromEntries(Object.entries(fields).map(([field, values]) => [field, { in: values }])),
}

/** A condition of a filter of pgvector. */
export interface PgvectorCondition {
  /** The field has one of these values. */
  in: readonly string[]
}

/** A filter of Qdrant: every condition holds. */
export interface QdrantFilter {
  /** The conditions. */
  must: QdrantCondition[]
}

/** A condition of a {@link QdrantFilter}. */
export interface QdrantCondition {
  /** Path of the field in the payload. */
  key: string
  /** What its value is. */
  match: QdrantMatch
}

/** One of some values. */
export interface QdrantMatch {
  /** The values. */
  any: readonly string[]
}

/** Filters of LangChain's `QdrantVectorStore`; in a collection with `distance: 'Cosine'` its scores are cosine similarities. */
export const qdrantMapping: LangChainMapping<QdrantFilter> = {
  similarity: (score) => score,
  filter: (fields) => ({
    must: Object.entries(fields).map(([field, values]) => ({
      key: `metadata.${field}`,
      match: { any: values },
    })),
  }),
}
