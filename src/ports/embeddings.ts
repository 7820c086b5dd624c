/**
 * Turns texts into vectors whose cosine says how alike they are. A structural subset of LangChain's `Embeddings`, so every
 * LangChain embedding model fits as it is. Vectors need not be normalised; all of one model have the same length.
 */
export interface Embeddings {
  /** One vector per text, in the order of the texts. */
  embedDocuments(texts: string[]): Promise<number[][]>
  /** The vector of a query. */
  embedQuery(text: string): Promise<number[]>
}

/** Names the vector space of an embedder, so that vectors and thresholds of another one are not mixed with it. */
export interface EmbedderIdentity {
  /** Stable name of model and settings, such as `hashed-words-v1/1024`. */
  readonly identity: string
}

/** The identity of an embedder: its own `identity`, else the model name that LangChain classes carry, else the class name. */
export function embedderIdentity(embeddings: Embeddings): string {
  const known = embeddings as Partial<EmbedderIdentity> & { model?: unknown; modelName?: unknown }
  for (const name of [known.identity, known.model, known.modelName]) {
    if (typeof name === 'string' && name !== '') return name
  }
  // A module that exports both functions has no class.
  return embeddings.constructor?.name || 'Object'
}
