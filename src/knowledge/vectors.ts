import { RescueError } from '../errors.js'
import { type Embeddings, embedderIdentity } from '../ports/embeddings.js'
import type { Example, Weakness } from './types.js'

/** Rows of vectors, one after the other. */
export interface VectorTable {
  /** Rows of `dimensions` numbers each, of unit length or zero. */
  data: Float32Array
  rows: number
}

/** The vectors of everything in a knowledge base that is found by likeness, in one vector space. */
export interface KnowledgeVectors {
  /** The embedder's identity. */
  identity: string
  dimensions: number
  /** A row per cause, the causes of the first weakness first. */
  causes: VectorTable
  /** A row per example; zero where the example has no cause of its own. */
  exampleCauses: VectorTable
  /** A row per example: its secure slice. */
  secureSlices: VectorTable
}

/** Texts that go to the embedder in one call. */
const batchSize = 256

/** The texts behind each table, in the order of the rows. */
export function vectorTexts(weaknesses: readonly Weakness[], examples: readonly Example[]) {
  return {
    causes: weaknesses.flatMap(({ causes }) => causes.map(({ text }) => text)),
    exampleCauses: examples.map(({ cause }) => cause ?? ''),
    secureSlices: examples.map(({ secure }) => secure.code),
  }
}

/**
 * Embeds a knowledge base. Equal texts are embedded once.
 *
 * @throws RescueError MODEL_FAILED where the embedder fails or gives vectors that do not fit together
 */
export async function embedKnowledge(
  weaknesses: readonly Weakness[],
  examples: readonly Example[],
  embeddings: Embeddings,
): Promise<KnowledgeVectors> {
  const texts = vectorTexts(weaknesses, examples)
  const distinct = [...new Set(Object.values(texts).flat())].filter((text) => text.trim() !== '')
  const vectors = new Map<string, Float32Array>()
  let dimensions = 0
  for (let start = 0; start < distinct.length; start += batchSize) {
    const batch = distinct.slice(start, start + batchSize)
    const embedded = await embed(batch, embeddings)
    dimensions ||= embedded[0]!.length
    for (const [index, vector] of embedded.entries()) {
      if (vector.length !== dimensions || !vector.every(Number.isFinite)) {
        throw new RescueError(
          'MODEL_FAILED',
          `The embedder gave a vector of ${vector.length} numbers beside ones of ${dimensions}, or numbers that are not finite.`,
        )
      }
      vectors.set(batch[index]!, unit(vector))
    }
  }
  const table = (rows: readonly string[]): VectorTable => {
    const data = new Float32Array(rows.length * dimensions)
    for (const [row, text] of rows.entries()) {
      const vector = vectors.get(text)
      if (vector) data.set(vector, row * dimensions)
    }
    return { data, rows: rows.length }
  }
  return {
    identity: embedderIdentity(embeddings),
    dimensions,
    causes: table(texts.causes),
    exampleCauses: table(texts.exampleCauses),
    secureSlices: table(texts.secureSlices),
  }
}

async function embed(texts: string[], embeddings: Embeddings): Promise<number[][]> {
  let vectors: number[][]
  try {
    vectors = await embeddings.embedDocuments(texts)
  } catch (thrown) {
    throw RescueError.from(thrown, 'MODEL_FAILED', 'The embedder failed on the knowledge base')
  }
  if (vectors.length === texts.length) return vectors
  throw new RescueError(
    'MODEL_FAILED',
    `The embedder gave ${vectors.length} vectors for ${texts.length} texts. Use one that gives a vector per text.`,
  )
}

function unit(vector: readonly number[]): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return Float32Array.from(vector, (value) => (length > 0 ? value / length : 0))
}
