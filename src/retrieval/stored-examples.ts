import { RescueError } from '../errors.js'
import type { Example } from '../knowledge/types.js'
import type { VectorFilter, VectorHit, VectorStore } from '../ports/vector-store.js'
import { wordsOf } from '../ports/words.js'
import { Bm25Scorer } from './bm25-statistics.js'
import type { ExampleCandidates, ExampleQuery, ExampleScope, ExampleSearch } from './example-search.js'
import { type ExampleStatistics, requireStatistics } from './example-statistics.js'
import type { FacetScores } from './fusion.js'
import { type LanguagePolicy, languageMatch, languageTiers } from './language-tiers.js'
import type { FacetName, RetrievalOptions } from './options.js'
import { type ExampleStores, storedExample } from './store-examples.js'
import type { TextQuery } from './text-index.js'
import { exampleApiTokens } from './weakness-index.js'

/** Options of {@link StoredExamples}. */
export interface StoredExamplesOptions {
  /** Hits to ask each store for: words and API calls choose among these. */
  hits?: number
}

/** Defaults of {@link StoredExamplesOptions}. */
export const storedExamplesDefaults = { hits: 20 } as const satisfies StoredExamplesOptions

/**
 * Examples in vector stores that users bring, bodies included; of them only statistics are held in memory. The stores find candidates by
 * cause and by code; words and API calls of the candidates are then read from their bodies and scored with the statistics of all examples, so
 * that every score is the one that the index in memory gives, and calibrated thresholds hold. What neither store finds is not seen:
 * an example that resembles the task in its API calls alone.
 */
export class StoredExamples implements ExampleSearch {
  readonly #stores: ExampleStores
  readonly #hits: number
  readonly #languages: ReadonlyMap<string, readonly string[]>
  readonly #causes: Bm25Scorer
  readonly #apis: Bm25Scorer

  /**
   * @param statistics what `storeExamples` returned, for all examples in the stores
   * @throws RescueError INVALID_INPUT where the statistics are something else; INVALID_OPTION
   */
  constructor(
    stores: ExampleStores,
    statistics: ExampleStatistics,
    { hits = storedExamplesDefaults.hits }: StoredExamplesOptions = {},
  ) {
    const { languages, causes, apis } = requireStatistics(statistics)
    if (!Number.isInteger(hits) || hits < 1) {
      throw new RescueError('INVALID_OPTION', `hits is ${hits}; give a whole number of at least 1.`)
    }
    this.#stores = stores
    this.#hits = hits
    this.#languages = new Map(languages)
    this.#causes = new Bm25Scorer(causes)
    this.#apis = new Bm25Scorer(apis)
  }

  /**
   * Asks the stores for the examples that compete. Throws RescueError MODEL_FAILED where a store fails, KNOWLEDGE_INVALID
   * where it holds something else.
   */
  async search(
    { cause, api, code }: ExampleQuery,
    { cwes, language }: ExampleScope,
    options: Required<RetrievalOptions>,
  ): Promise<ExampleCandidates> {
    const filters = this.#filters(cwes ?? [...this.#languages.keys()], language, options.languages)
    const [causes, slices] = await Promise.all([
      cause ? this.#found(this.#stores.causes, cause.vector, filters) : [],
      code ? this.#found(this.#stores.slices, code, filters) : [],
    ])
    const examples = inOrder([...causes, ...slices], cwes)
    const place = new Map(examples.map(({ id }, i) => [id, i]))
    const facets: FacetScores<FacetName>[] = []
    const add = (facet: FacetName, scores: Float64Array) =>
      facets.push({
        facet,
        scores,
        threshold: options.exampleThresholds[facet],
        weight: options.exampleWeights[facet],
      })
    const scoresOf = (hits: readonly VectorHit[], scoreOf: (hit: VectorHit, example: Example) => number) => {
      const scores = new Float64Array(examples.length).fill(Number.NaN)
      for (const hit of hits) {
        const candidate = place.get(hit.id)!
        scores[candidate] = scoreOf(hit, examples[candidate]!)
      }
      return scores
    }
    if (cause) add('cause', scoresOf(causes, this.#causeScore(cause, options.wordShare)))
    if (api) {
      const scores = examples.map((example) => this.#apis.score(api, exampleApiTokens(example)))
      add('api', Float64Array.from(scores))
    }
    if (code)
      add(
        'code',
        scoresOf(slices, ({ similarity }) => similarity),
      )
    return { exampleAt: (candidate) => examples[candidate]!, facets }
  }

  /** The mean of words and vectors that `TextIndex` describes. */
  #causeScore({ words }: TextQuery, wordShare: number): (hit: VectorHit, example: Example) => number {
    const bound = wordShare > 0 ? this.#causes.upperBound(words) : 0
    const scale = bound > 0 ? wordShare / bound : 0
    return ({ similarity }, { cause = '' }) => {
      const score = scale > 0 ? scale * this.#causes.score(words, wordsOf(cause)) : 0
      return (1 - wordShare) * similarity + score
    }
  }

  /** One filter for all CWE types whose nearest examples are equally near: in the task's language, in a related one, in any other. */
  #filters(cwes: readonly string[], language: string, policy: LanguagePolicy): VectorFilter[] {
    const filters = languageTiers(policy).map(() => ({ cwes: [] as string[], languages: new Set<string>() }))
    for (const cwe of cwes) {
      for (const [i, tier] of languageTiers(policy).entries()) {
        const admitted = (this.#languages.get(cwe) ?? []).filter((name) =>
          tier.includes(languageMatch(name, language)),
        )
        if (admitted.length === 0) continue
        filters[i]!.cwes.push(cwe)
        for (const name of admitted) filters[i]!.languages.add(name)
        break
      }
    }
    return filters
      .filter((filter) => filter.cwes.length > 0)
      .map((filter) => ({ cwes: filter.cwes, languages: [...filter.languages] }))
  }

  async #found(
    store: VectorStore,
    query: ArrayLike<number>,
    filters: readonly VectorFilter[],
  ): Promise<VectorHit[]> {
    return (await Promise.all(filters.map((filter) => store.search(query, this.#hits, filter)))).flat()
  }
}

/** The examples found, each once, in the order in which the index in memory has them: that of their CWE types, then identifiers. */
function inOrder(hits: readonly VectorHit[], cwes: readonly string[] | undefined): Example[] {
  const examples = new Map(hits.map((hit) => [hit.id, storedExample(hit)]))
  const rank = ({ cwe }: Example) => cwes?.indexOf(cwe) ?? Number(cwe.slice('CWE-'.length))
  return [...examples.values()].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
}
