import { RescueError } from '../errors.js'
import { type Embeddings, embedderIdentity } from './embeddings.js'

/**
 * The vectors of texts, checked: an embedder that is brought along may answer anything, and a fault is best told where it is made.
 *
 * @param what names the texts in error messages, such as "the fixes"
 * @returns a vector of finite numbers per text, all of one length, which is not zero
 * @throws RescueError MODEL_FAILED
 */
export async function embedTexts(embeddings: Embeddings, texts: string[], what: string): Promise<number[][]> {
  if (texts.length === 0) return []
  const asked = `${counted(texts.length)} of ${what}`
  const vectors = await answered(embeddings, asked, () => embeddings.embedDocuments(texts))
  if (!Array.isArray(vectors)) throw unusable(embeddings, asked, nameOf(vectors))
  if (vectors.length !== texts.length) throw unusable(embeddings, asked, counted(vectors.length))
  // Not `find`: a list may have holes.
  for (let at = 0; at < vectors.length; at++) {
    const fault = faultOf(vectors[at], vectors[0] as ArrayLike<unknown>)
    if (fault) throw unusable(embeddings, asked, `${fault} as vector ${at + 1}`)
  }
  return vectors as number[][]
}

/**
 * The vector of a query, checked as {@link embedTexts} checks.
 *
 * @param what names the query in error messages, such as "the task"
 * @throws RescueError MODEL_FAILED
 */
export async function embedQuery(embeddings: Embeddings, text: string, what: string): Promise<number[]> {
  const asked = `the vector of ${what}`
  const vector = await answered(embeddings, asked, () => embeddings.embedQuery(text))
  const fault = faultOf(vector, vector as ArrayLike<unknown>)
  if (fault) throw unusable(embeddings, asked, fault)
  return vector as number[]
}

/** What an embedder answers; a promise or not, since it may be written in JavaScript. */
async function answered(embeddings: Embeddings, asked: string, ask: () => unknown): Promise<unknown> {
  try {
    return await ask()
  } catch (thrown) {
    const name = embedderIdentity(embeddings)
    throw RescueError.from(thrown, 'MODEL_FAILED', `The embedder "${name}" failed when asked for ${asked}`)
  }
}

/** What is wrong with a vector, in a few words; `first` has the length that all of them have. */
function faultOf(vector: unknown, first: ArrayLike<unknown>): string | undefined {
  if (!isList(vector)) return nameOf(vector)
  if (vector.length === 0) return 'an empty list'
  if (vector.length !== first.length) return `${vector.length} numbers beside ${first.length}`
  for (let i = 0; i < vector.length; i++) {
    if (!Number.isFinite(vector[i])) return `a list with ${nameOf(vector[i])} among its numbers`
  }
  return undefined
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
}

/** A value in an error message: numbers and nothings as they are, of anything else what it is. */
function nameOf(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'number') return String(value)
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function counted(vectors: number): string {
  return vectors === 1 ? '1 vector' : `${vectors} vectors`
}

function unusable(embeddings: Embeddings, asked: string, got: string): RescueError {
  return new RescueError(
    'MODEL_FAILED',
    `The embedder "${embedderIdentity(embeddings)}" was asked for ${asked} and gave ${got}. Use one that gives a vector of finite numbers per text, all of one length.`,
  )
}
