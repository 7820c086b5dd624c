import { type EmbedderIdentity, type Embeddings, embedderIdentity } from '../ports/embeddings.js'

/**
 * An embedder that embeds each text of a knowledge base once: the variants of a run index the same texts again and again. Queries are
 * passed on, since their time belongs to the retrieval that is measured. A failure ends the run, so it is remembered like a vector.
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
      }
      return Promise.all(texts.map((text) => known.get(text)!))
    },
  }
}
