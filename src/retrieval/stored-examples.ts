import { RescueError } from '../errors.js'
import type { Example } from '../knowledge/types.js'
import { type Embeddings, embedderIdentity } from '../ports/embeddings.js'
import type { VectorHit, VectorStore } from '../ports/vector-store.js'
import type { ExampleCandidates, ExampleQuery, ExampleScope, ExampleSearch } from './example-search.js'
import type { FacetScores } from './fusion.js'
import { canonicalLanguage, languageMatch, languageTiers } from './language-tiers.js'
import type { FacetName, RetrievalOptions } from './options.js'

/** Where examples are kept outside of memory: one store for their causes, one for their secure slices. */
export interface ExampleStores {
  /** Vectors of the causes; examples without one are not in it. */
  causes: VectorStore
  /** Vectors of the secure slices. */
  slices: VectorStore
}

/** Options of {@link StoredExamples}. */
export interface StoredExamplesOptions {
  /** Languages that occur in the stores: needed to ask for related and for other languages. */
  languages: readonly string[]
  /** Hits to ask each store for; at least the rank cut, more to explain what came next. */
  hits?: number
}

/** Defaults of {@link StoredExamplesOptions}. */
export const storedExamplesDefaults = { hits: 20 } as const

/**
 * Examples in vector stores that users bring, bodies included: nothing of them is held in memory. The cause and the code facet take
 * part, by cosine similarity; API calls take part in the first step only, since vector stores do not count words.
 */
export class StoredExamples implements ExampleSearch {
  readonly #stores: ExampleStores
  readonly #languages: readonly string[]
  readonly #hits: number

  constructor(
    stores: ExampleStores,
    { languages, hits = storedExamplesDefaults.hits }: StoredExamplesOptions,
  ) {
    this.#stores = stores
    this.#languages = [...new Set(languages.map(canonicalLanguage))]
    this.#hits = hits
  }

  /**
   * Asks the stores for the examples that compete. Throws RescueError MODEL_FAILED where a store fails, KNOWLEDGE_INVALID
   * where it holds something else.
   */
  async search(
    { cause, code }: ExampleQuery,
    { cwes, language }: ExampleScope,
    { exampleThresholds, exampleWeights, languages }: Required<RetrievalOptions>,
  ): Promise<ExampleCandidates> {
    for (const tier of languageTiers(languages)) {
      const admitted = this.#languages.filter((name) => tier.includes(languageMatch(name, language)))
      if (admitted.length === 0) continue
      const filter = { languages: admitted, ...(cwes && { cwes }) }
      const [causes, slices] = await Promise.all([
        cause && this.#stores.causes.search(cause.vector, this.#hits, filter),
        code && this.#stores.slices.search(code, this.#hits, filter),
      ])
      const ids = [...new Set([...(causes ?? []), ...(slices ?? [])].map(({ id }) => id))].sort()
      if (ids.length === 0) continue
      const place = new Map(ids.map((id, i) => [id, i]))
      const examples = new Map([...(causes ?? []), ...(slices ?? [])].map((hit) => [hit.id, exampleOf(hit)]))
      const facets: FacetScores<FacetName>[] = []
      for (const [facet, hits] of [['cause', causes] as const, ['code', slices] as const]) {
        if (!hits) continue
        const scores = new Float64Array(ids.length).fill(Number.NaN)
        for (const { id, similarity } of hits) scores[place.get(id)!] = similarity
        facets.push({ facet, scores, threshold: exampleThresholds[facet], weight: exampleWeights[facet] })
      }
      return { exampleAt: (candidate) => examples.get(ids[candidate]!)!, facets }
    }
    return { exampleAt: () => undefined as never, facets: [] }
  }
}

/** Examples per call to the embedder and to the stores. */
const batchSize = 500

/**
 * Puts examples into stores, with their bodies.
 *
 * @throws RescueError MODEL_FAILED where embedder or store fails
 */
export async function storeExamples(
  examples: readonly Example[],
  stores: ExampleStores,
  embeddings: Embeddings,
): Promise<void> {
  for (let start = 0; start < examples.length; start += batchSize) {
    const batch = examples.slice(start, start + batchSize)
    await storeBatch(batch, stores.slices, embeddings, ({ secure }) => secure.code)
    const spoken = batch.filter(({ cause }) => cause !== undefined)
    await storeBatch(spoken, stores.causes, embeddings, ({ cause }) => cause!)
  }
}

async function storeBatch(
  examples: readonly Example[],
  store: VectorStore,
  embeddings: Embeddings,
  textOf: (example: Example) => string,
): Promise<void> {
  try {
    const vectors = await embeddings.embedDocuments(examples.map(textOf))
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

function exampleOf({ id, content }: VectorHit): Example {
  if (content !== undefined) {
    try {
      return JSON.parse(content) as Example
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
