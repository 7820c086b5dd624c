import { type TaskAnalysis, taskText, taskTexts } from '../analysis/index.js'
import { withoutUndefined } from '../defaults.js'
import { RescueError } from '../errors.js'
import type { Weakness } from '../knowledge/types.js'
import { canonicalLanguage } from '../languages/index.js'
import { embedQuery } from '../ports/embed-texts.js'
import { type Embeddings, embedderIdentity } from '../ports/embeddings.js'
import { HashedEmbeddings } from '../ports/hashed-embeddings.js'
import { apiTokens } from './api-tokens.js'
import { calibratedOptions, calibrationOf } from './calibration.js'
import type { ExampleQuery, ExampleScope, ExampleSearch } from './example-search.js'
import { leftOut } from './explanation.js'
import { fuse } from './fusion.js'
import { guidelinesOf } from './guidelines.js'
import { indexKnowledge, type KnowledgeIndex, type RetrievalKnowledge } from './knowledge-index.js'
import { languageMatch } from './language-tiers.js'
import { notesOnResult, notesOnThresholds } from './notes.js'
import {
  type ExampleThresholds,
  type FacetName,
  facetNames,
  type RetrievalOptions,
  resolveRetrievalOptions,
} from './options.js'
import type { LeftOut, Retrieval, RetrievedExample, RetrievedWeakness } from './retrieval.js'
import { taskTextQuery } from './task-text-query.js'
import { textQuery } from './text-index.js'
import type { WeaknessQuery, WeaknessScores } from './weakness-index.js'

/** Options of {@link HierarchicalRetriever}. */
export interface HierarchicalRetrieverOptions extends RetrievalOptions {
  /**
   * Makes the vectors of base and tasks. Thresholds belong to an embedder: those that are not given are taken from the base's
   * calibration for this embedder, else they are the defaults, which were measured for the default embedder.
   */
  embeddings?: Embeddings
  /** Where examples are searched, such as a `StoredExamples`; those of the base, in memory, by default. */
  examples?: ExampleSearch
}

/** A task made ready for both steps. */
type TaskQuery = WeaknessQuery & ExampleQuery

/** Options of one retrieval. */
export interface RetrieveCallOptions {
  /** Told how long each step took, in milliseconds: the steps of the paper's table 7. Embedding the task counts to the first. */
  onLevel?: (level: 'cweLevel' | 'codeLevel', milliseconds: number) => void
}

/** Thresholds that every example passes, be it ever so unlike the task. */
const anyLikeness: ExampleThresholds = {
  cause: Number.NEGATIVE_INFINITY,
  api: Number.NEGATIVE_INFINITY,
  code: Number.NEGATIVE_INFINITY,
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
  /** What it searches with, calibration and defaults filled in. */
  readonly options: Required<RetrievalOptions>
  readonly #base: RetrievalKnowledge
  readonly #embeddings: Embeddings
  readonly #thresholdNotes: readonly string[]
  readonly #examples: ExampleSearch | undefined
  #index: Promise<KnowledgeIndex> | undefined

  /** @throws RescueError INVALID_OPTION */
  constructor(base: RetrievalKnowledge, options: HierarchicalRetrieverOptions = {}) {
    const { embeddings = new HashedEmbeddings(), examples, ...given } = options
    this.#base = base
    this.#embeddings = embeddings
    const embedder = embedderIdentity(embeddings)
    const calibration = calibrationOf(base, embedder)
    this.options = resolveRetrievalOptions({
      ...(calibration && calibratedOptions(calibration)),
      ...withoutUndefined(given),
    })
    this.#thresholdNotes = notesOnThresholds(base, { embedder, given, calibration })
    this.#examples = examples
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
  async retrieve(analysis: TaskAnalysis, { onLevel }: RetrieveCallOptions = {}): Promise<Retrieval> {
    const index = await this.#indexed()
    const started = performance.now()
    const query = await this.#query(analysis)
    const taskLanguage = canonicalLanguage(analysis.task.language)

    const first = this.#chooseWeaknesses(index, query)
    const chosen = performance.now()
    onLevel?.('cweLevel', chosen - started)
    const cwes = this.options.hierarchy ? first.found.map(({ cwe }) => cwe) : undefined
    const second: Step<RetrievedExample> = first.harmless
      ? { found: [], leftOut: [] }
      : await this.#chooseExamples(this.#examples ?? index.lower, query, taskLanguage, {
          cwes,
          standing: first.found,
        })
    onLevel?.('codeLevel', performance.now() - chosen)
    const weaknesses =
      this.options.hierarchy || first.harmless
        ? first.found
        : weaknessesOf(second.found, index.weaknesses).slice(0, this.options.k)
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
        facets: facetNames.filter((facet) => query[facet] !== undefined),
        thresholds: {
          weakness: this.options.weaknessThresholds,
          example: this.options.exampleThresholds,
          abstention: this.options.abstention,
        },
        rankCut: this.options.rankCut,
        leads: first.leads,
        harmless: first.harmless,
        embedder: embedderIdentity(this.#embeddings),
        leftOut: {
          weaknesses: this.options.hierarchy ? first.leftOut : [],
          examples: second.leftOut,
        },
        notes: [
          ...this.#thresholdNotes,
          ...notesOnResult(analysis, { ...first, weaknesses, examples: second.found }),
        ],
      },
    }
  }

  #chooseWeaknesses(
    index: KnowledgeIndex,
    query: WeaknessQuery,
  ): Step<RetrievedWeakness> & Pick<WeaknessScores, 'leads' | 'harmless'> {
    const { k, rankCut } = this.options
    const { facets, leads, harmless } = index.upper.scores(query)
    const fused = fuse(facets, this.options)
    const chosen = harmless ? [] : fused
    return {
      found: chosen.slice(0, k).map(({ candidate, score, facets: view }) => {
        const { cwe, name } = index.weaknesses[candidate]!
        return { cwe, name, score, facets: view }
      }),
      leftOut: leftOut(facets, fused, chosen.length === 0 ? 0 : k, {
        rankCut,
        idOf: (i) => index.weaknesses[i]!.cwe,
      }),
      leads,
      harmless,
    }
  }

  async #chooseExamples(
    search: ExampleSearch,
    query: ExampleQuery,
    language: string,
    { cwes, standing }: { cwes: readonly string[] | undefined; standing: readonly RetrievedWeakness[] },
  ): Promise<Step<RetrievedExample>> {
    const { maxExamples, rankCut, standingWeight } = this.options
    const standingOf = new Map(standing.map(({ cwe, score }) => [cwe, score * standingWeight]))
    const searched = async (scope: ExampleScope, thresholds?: ExampleThresholds) => {
      const { exampleAt, facets: asked } = await search.search(query, scope, this.options)
      const facets = asked.map((one) => ({ ...one, threshold: thresholds?.[one.facet] ?? one.threshold }))
      const fused = fuse(facets, this.options)
        .map((one) => ({ ...one, score: one.score + (standingOf.get(exampleAt(one.candidate).cwe) ?? 0) }))
        .sort((x, y) => y.score - x.score || x.candidate - y.candidate)
      const found = fused.map(({ candidate, score, facets: view }): RetrievedExample => {
        const example = exampleAt(candidate)
        const match = languageMatch(canonicalLanguage(example.language), language)
        const { id, cwe } = example
        return { id, cwe, language: example.language, match, score, facets: view, example }
      })
      return {
        found,
        leftOut: leftOut(facets, fused, maxExamples, { rankCut, idOf: (i) => exampleAt(i).id }),
      }
    }
    const { found, leftOut: missed } = await searched({ cwes, language })
    // The example shown first decides whose rules are shown. So the type that stands first speaks by its own nearest example rather
    // than leave the word to one of a lesser type that happens to pass a threshold.
    const leading = cwes === undefined || standingWeight === 0 ? undefined : cwes[0]
    if (leading === undefined || found.some(({ cwe }) => cwe === leading)) {
      return { found: found.slice(0, maxExamples), leftOut: missed }
    }
    const own = await searched({ cwes: [leading], language }, anyLikeness)
    const nearest = own.found.slice(0, 1)
    return {
      found: [...nearest, ...found].sort((x, y) => y.score - x.score).slice(0, maxExamples),
      leftOut: missed.filter(({ id }) => id !== nearest[0]?.id),
    }
  }

  /** The facets that the task has and the options admit, ready to be compared. */
  async #query({ task, origins, cause, draft, apiCalls }: TaskAnalysis): Promise<TaskQuery> {
    const admitted = (facet: FacetName) => this.options.facets.includes(facet)
    const isTaskText = origins.cause === 'task'
    const asked = this.options.abstention === false ? undefined : taskText(task)
    const embed = (text: string) => this.#embed(text)
    const textOf = async (text: string) => textQuery(text, await embed(text))
    const ownWords = (whole: string) => taskTextQuery(whole, taskTexts(task), embed, this.options)
    const wanted = admitted('cause')
    const [causeQuery, askedQuery, code] = await Promise.all([
      cause !== undefined && wanted ? (isTaskText ? ownWords(cause) : textOf(cause)) : undefined,
      asked !== undefined && asked !== cause && wanted ? textOf(asked) : undefined,
      draft !== undefined && admitted('code') ? this.#embed(draft) : undefined,
    ])
    const api = admitted('api') ? apiTokens(apiCalls.map(({ qualified }) => qualified)) : []
    return {
      language: canonicalLanguage(task.language),
      ...(causeQuery && { cause: { ...causeQuery, isTaskText } }),
      ...(askedQuery && { asked: askedQuery }),
      ...(api.length > 0 && { api }),
      ...(code && { code }),
    }
  }

  #embed(text: string): Promise<number[]> {
    return embedQuery(this.#embeddings, text, 'the task')
  }

  async #indexed(): Promise<KnowledgeIndex> {
    this.#index ??= indexKnowledge(this.#base, this.#embeddings, this.options)
    const current = this.#index
    try {
      return await current
    } catch (thrown) {
      // A later call tries again: the model may be back by then.
      if (this.#index === current) this.#index = undefined
      throw RescueError.from(thrown, 'MODEL_FAILED', 'The embedding model failed at the knowledge base')
    }
  }
}

/** Without the first step: the CWE types of the examples found, each with the standing of its best example. */
function weaknessesOf(
  examples: readonly RetrievedExample[],
  weaknesses: readonly Weakness[],
): RetrievedWeakness[] {
  const found = new Map<string, RetrievedWeakness>()
  for (const { cwe, score, facets } of examples) {
    if (found.has(cwe)) continue
    const { name } = weaknesses.find((weakness) => weakness.cwe === cwe)!
    found.set(cwe, { cwe, name, score, facets })
  }
  return [...found.values()]
}
