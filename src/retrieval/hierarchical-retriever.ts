import type { TaskAnalysis } from '../analysis/index.js'
import { RescueError } from '../errors.js'
import type { Weakness } from '../knowledge/types.js'
import { type Embeddings, embedderIdentity } from '../ports/embeddings.js'
import { HashedEmbeddings } from '../ports/hashed-embeddings.js'
import { wordsOf } from '../ports/words.js'
import { apiTokens } from './api-tokens.js'
import { leftOut } from './explanation.js'
import { fuse } from './fusion.js'
import { type FacetQueries, KnowledgeIndex, type RetrievalKnowledge } from './knowledge-index.js'
import { canonicalLanguage, languageMatch, languageTiers } from './language-tiers.js'
import { type FacetName, facetNames, type RetrievalOptions, resolveRetrievalOptions } from './options.js'
import type {
  LeftOut,
  Retrieval,
  RetrievedExample,
  RetrievedGuideline,
  RetrievedWeakness,
} from './retrieval.js'

/** Options of {@link HierarchicalRetriever}. */
export interface HierarchicalRetrieverOptions extends RetrievalOptions {
  /** Makes the vectors of base and tasks. Thresholds belong to it: give an embedder of your own its own thresholds. */
  embeddings?: Embeddings
}

/** One step's outcome. */
interface Step<Found> {
  found: Found[]
  leftOut: LeftOut[]
}

/**
 * Searches a knowledge base from the top down (paper, section 3.2): the task's facets choose CWE types first, then examples within
 * these. The base is indexed at the first retrieval, once.
 */
export class HierarchicalRetriever {
  readonly options: Required<RetrievalOptions>
  readonly #base: RetrievalKnowledge
  readonly #embeddings: Embeddings
  #index: Promise<KnowledgeIndex> | undefined

  /** @throws RescueError INVALID_OPTION */
  constructor(base: RetrievalKnowledge, options: HierarchicalRetrieverOptions = {}) {
    const { embeddings, ...retrieval } = options
    this.options = resolveRetrievalOptions(retrieval)
    this.#base = base
    this.#embeddings = embeddings ?? new HashedEmbeddings()
  }

  /**
   * Indexes the base now rather than at the first retrieval.
   * @throws RescueError MODEL_FAILED where embedding fails, KNOWLEDGE_INVALID where the base contradicts itself
   */
  async ready(): Promise<void> {
    await this.#indexed()
  }

  /**
   * Finds the weaknesses, examples and guidelines for an analysed task.
   * @throws RescueError MODEL_FAILED where embedding fails
   */
  async retrieve(analysis: TaskAnalysis): Promise<Retrieval> {
    const index = await this.#indexed()
    const queries = await this.#queries(analysis)
    const taskLanguage = canonicalLanguage(analysis.task.language)

    const first = this.options.hierarchy ? this.#chooseWeaknesses(index, queries) : undefined
    const second = this.#chooseExamples(
      index,
      queries,
      taskLanguage,
      first?.found.map(({ cwe }) => cwe),
    )
    const weaknesses = first?.found ?? weaknessesOf(second.found, index, this.options.k)
    const guidelinesFrom = second.found[0]?.cwe ?? weaknesses[0]?.cwe
    return {
      ...(analysis.task.id !== undefined && { id: analysis.task.id }),
      weaknesses,
      examples: second.found,
      guidelines: guidelinesOf(
        index.weaknesses.find(({ cwe }) => cwe === guidelinesFrom),
        taskLanguage,
      ),
      explanation: {
        origins: { ...analysis.origins, code: analysis.origins.draft },
        facets: facetNames.filter((facet) => queries[facet] !== undefined),
        thresholds: { weakness: this.options.weaknessThresholds, example: this.options.exampleThresholds },
        rankCut: this.options.rankCut,
        embedder: embedderIdentity(this.#embeddings),
        leftOut: { weaknesses: first?.leftOut ?? [], examples: second.leftOut },
        notes: notesOn(analysis, weaknesses, second.found),
      },
    }
  }

  #chooseWeaknesses(index: KnowledgeIndex, queries: FacetQueries): Step<RetrievedWeakness> {
    const { k, rankCut, weaknessThresholds } = this.options
    const facets = index.scoreWeaknesses(queries, weaknessThresholds)
    const fused = fuse(facets, this.options)
    return {
      found: fused.slice(0, k).map(({ candidate, score, facets: view }) => {
        const { cwe, name } = index.weaknesses[candidate]!
        return { cwe, name, score, facets: view }
      }),
      leftOut: leftOut(facets, fused, k, { rankCut, idOf: (i) => index.weaknesses[i]!.cwe }),
    }
  }

  /** Language by language, the nearest first; another language only where the near ones have nothing. */
  #chooseExamples(
    index: KnowledgeIndex,
    queries: FacetQueries,
    taskLanguage: string,
    cwes: readonly string[] | undefined,
  ): Step<RetrievedExample> {
    const { maxExamples, rankCut, exampleThresholds, languages } = this.options
    const found: RetrievedExample[] = []
    const missed: LeftOut[] = []
    for (const tier of languageTiers(languages)) {
      const room = maxExamples - found.length
      if (room === 0 || (tier[0] === 'other' && found.length > 0)) break
      const selection = index.selectExamples(cwes, taskLanguage, tier)
      const facets = index.scoreExamples(queries, exampleThresholds, selection)
      const fused = fuse(facets, this.options)
      for (const { candidate, score, facets: view } of fused.slice(0, room)) {
        const example = index.examples[selection[candidate]!]!
        const { id, cwe, language } = example
        const match = languageMatch(canonicalLanguage(language), taskLanguage)
        found.push({ id, cwe, language, match, score, facets: view, example })
      }
      const idOf = (candidate: number) => index.examples[selection[candidate]!]!.id
      missed.push(...leftOut(facets, fused, room, { rankCut, idOf }))
    }
    return { found, leftOut: missed.slice(0, 3) }
  }

  /** The facets that the task has and the options admit, ready to be compared. */
  async #queries({ cause, draft, apiCalls }: TaskAnalysis): Promise<FacetQueries> {
    const admitted = (facet: FacetName) => this.options.facets.includes(facet)
    const [causeVector, codeVector] = await Promise.all([
      cause !== undefined && admitted('cause') ? this.#embed(cause) : undefined,
      draft !== undefined && admitted('code') ? this.#embed(draft) : undefined,
    ])
    const queries: FacetQueries = {}
    if (causeVector) queries.cause = { words: wordsOf(cause!), vector: causeVector }
    if (apiCalls.length > 0 && admitted('api')) {
      queries.api = apiTokens(apiCalls.map(({ qualified }) => qualified))
    }
    if (codeVector) queries.code = codeVector
    return queries
  }

  async #embed(text: string): Promise<number[]> {
    try {
      return await this.#embeddings.embedQuery(text)
    } catch (thrown) {
      throw RescueError.from(thrown, 'MODEL_FAILED', 'The embedding model failed at the task')
    }
  }

  async #indexed(): Promise<KnowledgeIndex> {
    this.#index ??= KnowledgeIndex.build(this.#base, this.options, async (texts) => {
      if (texts.length === 0) return []
      return await this.#embeddings.embedDocuments(texts)
    })
    try {
      return await this.#index
    } catch (thrown) {
      // A later call tries again: the model may be back by then.
      this.#index = undefined
      throw RescueError.from(thrown, 'MODEL_FAILED', 'The embedding model failed at the knowledge base')
    }
  }
}

/** Without the first step: the CWE types of the examples found, each with the standing of its best example. */
function weaknessesOf(
  examples: readonly RetrievedExample[],
  index: KnowledgeIndex,
  k: number,
): RetrievedWeakness[] {
  const found = new Map<string, RetrievedWeakness>()
  for (const { cwe, score, facets } of examples) {
    if (found.has(cwe)) continue
    const name = index.weaknesses.find((weakness) => weakness.cwe === cwe)!.name
    found.set(cwe, { cwe, name, score, facets })
  }
  return [...found.values()].slice(0, k)
}

/**
 * The guidelines that a programmer of this language can use: those for it first, then those that hold everywhere, then those of
 * related languages. Where a weakness has only rules for other languages, these are better than none.
 */
function guidelinesOf(weakness: Weakness | undefined, taskLanguage: string): RetrievedGuideline[] {
  if (!weakness) return []
  const distance = ({ languages }: { languages?: string[] }) => {
    if (!languages || languages.length === 0) return 1
    const matches = languages.map((language) => languageMatch(canonicalLanguage(language), taskLanguage))
    return matches.includes('same') ? 0 : matches.includes('related') ? 2 : 3
  }
  const usable = weakness.guidelines.filter((guideline) => distance(guideline) < 3)
  return (usable.length > 0 ? usable : weakness.guidelines)
    .map((guideline) => ({ ...guideline, cwe: weakness.cwe }))
    .sort((a, b) => distance(a) - distance(b))
}

function notesOn(
  analysis: TaskAnalysis,
  weaknesses: readonly RetrievedWeakness[],
  examples: readonly RetrievedExample[],
): string[] {
  const notes = analysis.failures.map(
    ({ facet, error }) => `The ${facet} took no part because the model did not deliver it: ${error.message}`,
  )
  if (analysis.language === undefined) {
    notes.push(`There is no parser for ${analysis.task.language}, so API calls took no part.`)
  }
  if (examples[0]?.match === 'other') {
    notes.push(`No ${analysis.task.language} example passed; the examples are in other languages.`)
  }
  if (weaknesses.length === 0)
    notes.push('No weakness passed the thresholds, so there is no security context.')
  else if (examples.length === 0) {
    notes.push(`No example passed the thresholds; the guidelines are those of ${weaknesses[0]!.cwe}.`)
  }
  return notes
}
