import { RescueError } from '../errors.js'
import { exampleLine } from '../knowledge/schemas.js'
import type { Example } from '../knowledge/types.js'
import { canonicalLanguage } from '../languages/index.js'
import { embedTexts } from '../ports/embed-texts.js'
import { type Embeddings, embedderIdentity } from '../ports/embeddings.js'
import type { VectorHit, VectorStore } from '../ports/vector-store.js'
import { visibleDeep } from '../text/hidden-characters.js'
import { type ExampleStatistics, exampleStatistics } from './example-statistics.js'

/** Where examples are kept outside of memory: one store for their causes, one for their secure slices. */
export interface ExampleStores {
  /** Vectors of the causes; examples without one are not in it. */
  causes: VectorStore
  /** Vectors of the secure slices. */
  slices: VectorStore
}

/** Examples per call to the embedder and to the stores. */
const batchSize = 500

/**
 * Puts examples into stores, with their bodies.
 *
 * @returns what `StoredExamples` needs to know of them; keep it beside the stores. Where the stores hold other examples too, count all
 * of them with `exampleStatistics`.
 * @throws RescueError MODEL_FAILED where embedder or store fails
 */
export async function storeExamples(
  examples: readonly Example[],
  stores: ExampleStores,
  embeddings: Embeddings,
): Promise<ExampleStatistics> {
  for (let start = 0; start < examples.length; start += batchSize) {
    const batch = examples.slice(start, start + batchSize)
    await storeBatch(batch, stores.slices, embeddings, ({ secure }) => secure.code)
    const spoken = batch.filter(({ cause }) => cause !== undefined)
    await storeBatch(spoken, stores.causes, embeddings, ({ cause }) => cause!)
  }
  return exampleStatistics(examples)
}

async function storeBatch(
  examples: readonly Example[],
  store: VectorStore,
  embeddings: Embeddings,
  textOf: (example: Example) => string,
): Promise<void> {
  if (examples.length === 0) return
  try {
    const vectors = await embedTexts(embeddings, examples.map(textOf), 'examples')
    await store.add(
      examples.map((example, i) => ({
        id: example.id,
        vector: vectors[i]!,
        cwe: example.cwe,
        language: canonicalLanguage(example.language),
        content: JSON.stringify(example),
      })),
    )
  } catch (thrown) {
    const embedder = embedderIdentity(embeddings)
    throw RescueError.from(
      thrown,
      'MODEL_FAILED',
      `Examples could not be embedded with ${embedder} and stored`,
    )
  }
}

/**
 * The example that {@link storeExamples} kept beside a vector.
 *
 * @throws RescueError KNOWLEDGE_INVALID where somebody else filled the store
 */
export function storedExample({ id, content }: VectorHit): Example {
  if (content !== undefined) {
    try {
      return visibleDeep(exampleLine.parse(JSON.parse(content))) as Example
    } catch {
      // Falls through: somebody else wrote it.
    }
  }
  throw new RescueError(
    'KNOWLEDGE_INVALID',
    `The vector store holds no example under "${id}". Fill it with storeExamples().`,
    { record: id },
  )
}
