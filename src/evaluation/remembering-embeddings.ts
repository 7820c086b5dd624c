import { type EmbedderIdentity, type Embeddings, embedderIdentity } from '../ports/embeddings.js'

/**
 * An embedder that embeds each text of a knowledge base once: the variants of a run index the same texts again and again. Queries are
 * passed on, since their time belongs to the retrieval that is measured.
 */
export function rememberingEmbeddings(embeddings: Embeddings): Embeddings & EmbedderIdentity {
  const known = new Map<string, Promise<number[]>>()
  return {
    identity: embedderIdentity(embeddings),
    embedQuery: (text) => embeddings.embedQuery(text),
    async embedDocuments(texts) {
      const missing = [...new Set(texts)].filter((text) => !known.has(text))
      if (missing.length > 0) {
        const embedded = embeddings.embedDocuments(missing)
        missing.forEach((text, i) => {
          known.set(
            text,
            embedded.then((vectors) => vectors[i]!),
          )
        })
        // A failure is not remembered.
        embedded.catch(() => {
          for (const text of missing) known.delete(text)
        })
      }
      return Promise.all(texts.map((text) => known.get(text)!))
    },
  }
}
