import { type TaskAnalysis, taskText } from '../analysis/index.js'
import { RescueError } from '../errors.js'
import type { Weakness } from '../knowledge/types.js'
import { type Embeddings, embedderIdentity } from '../ports/embeddings.js'
import { HashedEmbeddings } from '../ports/hashed-embeddings.js'
import { apiTokens } from './api-tokens.js'
import { type Calibration, calibratedOptions, calibrationOf } from './calibration.js'
import type { ExampleQuery } from './example-index.js'
import { leftOut } from './explanation.js'
import { fuse } from './fusion.js'
import { indexKnowledge, type KnowledgeIndex, type RetrievalKnowledge } from './knowledge-index.js'
import { canonicalLanguage, languageMatch } from './language-tiers.js'
import {
  type FacetName,
  facetNames,
  type RetrievalOptions,
  resolveRetrievalOptions,
  withoutUndefined,
} from './options.js'
import type {
  LeftOut,
  Retrieval,
  RetrievedExample,
  RetrievedGuideline,
  RetrievedWeakness,
} from './retrieval.js'
import { type TextQuery, textQuery } from './text-index.js'
import type { WeaknessQuery } from './weakness-index.js'

/** Options of {@link HierarchicalRetriever}. */
export interface HierarchicalRetrieverOptions extends RetrievalOptions {
  /**
   * Makes the vectors of base and tasks. Thresholds belong to an embedder: those that are not given are taken from the base's
   * calibration for this embedder, else they are the defaults, which were measured for the default embedder.
   */
  embeddings?: Embeddings
}

/** The embedder that the default thresholds were measured for. */
const defaultEmbedder = new HashedEmbeddings().identity

/** A task made ready for both steps. */
type TaskQuery = WeaknessQuery & ExampleQuery

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
  readonly #calibration: Calibration | undefined
  /** Whether the thresholds are those of another embedder. */
  readonly #uncalibrated: boolean
  #index: Promise<KnowledgeIndex> | undefined

  /** @throws RescueError INVALID_OPTION */
  constructor(base: RetrievalKnowledge, options: HierarchicalRetrieverOptions = {}) {
    const { embeddings = new HashedEmbeddings(), ...given } = options
    this.#base = base
    this.#embeddings = embeddings
    this.#calibration = calibrationOf(base, embedderIdentity(embeddings))
    const calibrated = this.#calibration && calibratedOptions(this.#calibration)
    this.options = resolveRetrievalOptions({ ...calibrated, ...withoutUndefined(given) })
    this.#uncalibrated =
      !calibrated && !given.weaknessThresholds && embedderIdentity(embeddings) !== defaultEmbedder
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
    const query = await this.#query(analysis)
    const taskLanguage = canonicalLanguage(analysis.task.language)

    const first = this.#chooseWeaknesses(index, query)
    const cwes = this.options.hierarchy ? first.found.map(({ cwe }) => cwe) : undefined
    const second: Step<RetrievedExample> = first.harmless
      ? { found: [], leftOut: [] }
      : this.#chooseExamples(index, query, taskLanguage, { cwes, standing: first.found })
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
        thresholds: { weakness: this.options.weaknessThresholds, example: this.options.exampleThresholds },
        rankCut: this.options.rankCut,
        harmless: first.harmless,
        embedder: embedderIdentity(this.#embeddings),
        leftOut: {
          weaknesses: this.options.hierarchy ? first.leftOut : [],
          examples: second.leftOut,
        },
        notes: [
          ...this.#notesOnThresholds(),
          ...notesOn(analysis, { weaknesses, examples: second.found, harmless: first.harmless }),
        ],
      },
    }
  }

  #notesOnThresholds(): string[] {
    if (this.#uncalibrated) {
      const embedder = embedderIdentity(this.#embeddings)
      return [
        `The thresholds were measured for ${defaultEmbedder}, not for ${embedder}: calibrate the base for it.`,
      ]
    }
    const measured = this.#calibration
    const { weaknesses, examples } = this.#base
    if (measured && (measured.weaknesses !== weaknesses.length || measured.examples !== examples.length)) {
      return [
        `The base was calibrated with ${measured.weaknesses} CWE types and ${measured.examples} examples and has ${weaknesses.length} and ${examples.length} now: calibrate it again.`,
      ]
    }
    return []
  }

  #chooseWeaknesses(
    index: KnowledgeIndex,
    query: WeaknessQuery,
  ): Step<RetrievedWeakness> & { harmless: boolean } {
    const { k, rankCut } = this.options
    const { facets, harmless } = index.upper.scores(query)
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
      harmless,
    }
  }

  #chooseExamples(
    index: KnowledgeIndex,
    query: ExampleQuery,
    language: string,
    { cwes, standing }: { cwes: readonly string[] | undefined; standing: readonly RetrievedWeakness[] },
  ): Step<RetrievedExample> {
    const { maxExamples, rankCut, standingWeight } = this.options
    const standingOf = new Map(standing.map(({ cwe, score }) => [cwe, score * standingWeight]))
    const selection = index.lower.select(cwes, language)
    const exampleAt = (candidate: number) => index.examples[selection[candidate]!]!
    const facets = index.lower.scores(query, selection)
    const fused = fuse(facets, this.options)
      .map((one) => ({ ...one, score: one.score + (standingOf.get(exampleAt(one.candidate).cwe) ?? 0) }))
      .sort((a, b) => b.score - a.score || a.candidate - b.candidate)
    return {
      found: fused.slice(0, maxExamples).map(({ candidate, score, facets: view }) => {
        const example = exampleAt(candidate)
        const match = languageMatch(canonicalLanguage(example.language), language)
        const { id, cwe } = example
        return { id, cwe, language: example.language, match, score, facets: view, example }
      }),
      leftOut: leftOut(facets, fused, maxExamples, { rankCut, idOf: (i) => exampleAt(i).id }),
    }
  }

  /** The facets that the task has and the options admit, ready to be compared. */
  async #query({ task, origins, cause, draft, apiCalls }: TaskAnalysis): Promise<TaskQuery> {
    const admitted = (facet: FacetName) => this.options.facets.includes(facet)
    const standsIn = origins.cause === 'task'
    const subjectText = this.options.contrast && !standsIn ? taskText(task) : undefined
    const [causeQuery, subject, code] = await Promise.all([
      cause !== undefined && admitted('cause') ? this.#textQuery(cause) : undefined,
      subjectText !== undefined && admitted('cause') ? this.#textQuery(subjectText) : undefined,
      draft !== undefined && admitted('code') ? this.#embed(draft) : undefined,
    ])
    const api = admitted('api') ? apiTokens(apiCalls.map(({ qualified }) => qualified)) : []
    return {
      ...(causeQuery && { cause: { ...causeQuery, standsIn } }),
      ...(subject && { subject }),
      ...(api.length > 0 && { api }),
      ...(code && { code }),
    }
  }

  async #textQuery(text: string): Promise<TextQuery> {
    return textQuery(text, await this.#embed(text))
  }

  async #embed(text: string): Promise<number[]> {
    try {
      return await this.#embeddings.embedQuery(text)
    } catch (thrown) {
      throw RescueError.from(thrown, 'MODEL_FAILED', 'The embedding model failed at the task')
    }
  }

  async #indexed(): Promise<KnowledgeIndex> {
    this.#index ??= indexKnowledge(this.#base, this.#embeddings, this.options)
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
  { weaknesses, examples, harmless }: Pick<Retrieval, 'weaknesses' | 'examples'> & { harmless: boolean },
): string[] {
  const notes = analysis.failures.map(
    ({ facet, error }) => `The ${facet} took no part because the model did not deliver it: ${error.message}`,
  )
  if (analysis.language === undefined) {
    notes.push(`There is no parser for ${analysis.task.language}, so API calls took no part.`)
  }
  if (harmless) {
    notes.push(
      'The task reads like harmless code rather than like any weakness, so there is no security context.',
    )
  } else if (weaknesses.length === 0) {
    notes.push('No weakness passed the thresholds, so there is no security context.')
  } else if (examples.length === 0) {
    notes.push(`No example passed the thresholds; the guidelines are those of ${weaknesses[0]!.cwe}.`)
  } else if (examples[0]!.match === 'other') {
    notes.push(`No ${analysis.task.language} example passed; the examples are in other languages.`)
  }
  return notes
}
