import { RescueError } from '../errors.js'
import { modelName } from './model-name.js'

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
  const { identity } = embeddings as Partial<EmbedderIdentity>
  return typeof identity === 'string' && identity !== '' ? identity : modelName(embeddings)
}

/**
 * Says at once that something is no embedder, and not at its first use.
 *
 * @throws RescueError INVALID_OPTION
 */
export function requireEmbeddings(embeddings: Embeddings): void {
  if (typeof embeddings?.embedDocuments === 'function' && typeof embeddings.embedQuery === 'function') return
  throw new RescueError(
    'INVALID_OPTION',
    'embeddings has no method embedDocuments or embedQuery. Give embeddings of LangChain, or an object with both.',
  )
}
