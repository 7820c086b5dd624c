import type { Example, Weakness } from '../knowledge/types.js'
import { apiTokens } from './api-tokens.js'
import { Bm25Index } from './bm25.js'
import { CauseViewIndex } from './cause-views.js'
import { commonness } from './commonness.js'
import { type Ancestry, ancestries, raiseAncestors } from './cwe-ancestors.js'
import {
  causeDocument,
  proseDocument,
  type TextDocument,
  taskDocument,
  textDocument,
  type VectorOf,
} from './documents.js'
import type { FacetScores } from './fusion.js'
import { harmlessCauses, harmlessTopics, wordsMayBeHarmless } from './harmless.js'
import type { AbstentionMargins, FacetName, RetrievalOptions } from './options.js'
import { TextIndex, type TextQuery } from './text-index.js'

/** A task made ready to be compared with weaknesses; what is missing takes no part. */
export interface WeaknessQuery {
  /** As `canonicalLanguage` names it: what is harmless depends on it. */
  language: string
  /** What threatens, in words; or the task's own words, where they stand in for it. */
  cause?: TextQuery & { isTaskText: boolean }
  /** The task's own words and code beside a cause: they may show that the task is harmless. */
  besideCause?: TextQuery
  /** Tokens of the draft's API calls. */
  api?: readonly string[]
}

/** What the facets say about every weakness; candidates are indices of the list of weaknesses. */
export interface WeaknessScores {
  facets: FacetScores<FacetName>[]
  /** Whether the task reads more like harmless code than like any weakness. */
  harmless: boolean
}

/** Whether scores are to be leads over the best harmless text. */
interface MayAbstain {
  mayAbstain: boolean
}

/** The upper level of a base, indexed. */
export class WeaknessIndex {
  readonly #options: Required<RetrievalOptions>
  readonly #size: number
  readonly #causes: TextIndex
  readonly #everything: TextIndex | undefined
  readonly #views: CauseViewIndex | undefined
  readonly #apis: Bm25Index
  readonly #ancestries: readonly Ancestry[]
  /** What a cause score is multiplied by, by weakness: common types are the likelier ones where texts alone cannot decide. */
  readonly #commonness: Float64Array

  constructor(
    weaknesses: readonly Weakness[],
    examplesOf: (cwe: string) => readonly Example[],
    vectorOf: VectorOf,
    options: Required<RetrievalOptions>,
  ) {
    this.#options = options
    this.#size = weaknesses.length
    this.#commonness = Float64Array.from(
      weaknesses,
      ({ cwe }) => 1 + options.commonnessShare * commonness(cwe),
    )
    this.#ancestries = ancestries(weaknesses)
    // Harmless texts come behind the weaknesses in the same index, so that they are compared on the same scale.
    const index = (documents: TextDocument[], harmless: readonly string[]) =>
      new TextIndex(
        [...documents, ...(options.abstention ? harmless.map((text) => textDocument(text, vectorOf)) : [])],
        options.wordShare,
      )
    // Made once where the options want them, and shared: splitting the code of all examples into words takes long.
    const made = (document: typeof proseDocument) =>
      lazily(() => weaknesses.map((weakness) => document(weakness, vectorOf, examplesOf(weakness.cwe))))
    const prose = made(proseDocument)
    const everything = made(taskDocument)
    this.#causes = index(
      weaknesses.map((weakness, i) => {
        if (options.causeDocuments === 'weakness') return causeDocument(weakness, vectorOf)
        // Causes that were counted from the fixes say little; their code says more.
        const written = weakness.causes.some(({ origin }) => origin !== 'extractive')
        return (written ? prose : everything)()[i]!
      }),
      harmlessCauses,
    )
    this.#everything = options.taskDocuments === 'causes' ? undefined : index(everything(), harmlessTopics)
    this.#views = options.views
      ? new CauseViewIndex(
          weaknesses,
          examplesOf,
          { prose: prose(), everything: everything() },
          options.views,
        )
      : undefined
    this.#apis = Bm25Index.build(
      weaknesses.map(({ cwe, tasks = [] }) => [
        ...examplesOf(cwe).flatMap(exampleApiTokens),
        ...tasks.flatMap(({ apis }) => apiTokens(apis)),
      ]),
    )
  }

  scores({ language, cause, besideCause, api }: WeaknessQuery): WeaknessScores {
    const { weaknessThresholds, weaknessWeights, abstention } = this.#options
    const facets: FacetScores<FacetName>[] = []
    const add = (facet: 'cause' | 'api', scores: Float64Array, threshold: number) =>
      facets.push({ facet, scores, threshold, weight: weaknessWeights[facet] })
    let harmless = false
    const judged = (scores: Float64Array, margin: keyof AbstentionMargins) => {
      if (abstention && !scores.some((score) => score > abstention[margin])) harmless = true
      return scores
    }
    const mayAbstain = wordsMayBeHarmless(language)
    if (cause?.isTaskText) {
      const scores = this.#taskTextScores(cause, { mayAbstain })
      if (mayAbstain) judged(scores, 'taskText')
      else if (abstention && !this.#causes.knowsWordsOf(cause)) harmless = true
      add('cause', this.#ranked(scores, once(cause)), weaknessThresholds.taskText)
    } else if (cause) {
      const scores = judged(this.#scores(this.#causes, cause, { mayAbstain: true }), 'cause')
      add('cause', this.#ranked(scores, cause), weaknessThresholds.cause)
    }
    if (besideCause && mayAbstain)
      judged(this.#taskTextScores(besideCause, { mayAbstain }), 'taskBesideCause')
    if (api) add('api', this.#apis.scores(api), weaknessThresholds.api)
    return { facets, harmless }
  }

  /** Ranks by the views, on the scale of the scores: the best one keeps the best score, the others have less by how much worse they fit. */
  #ranked(scores: Float64Array, query: TextQuery & { isTaskText: boolean }): Float64Array {
    if (!this.#views) return scores
    const fits = this.#raised(this.#views.fits(query))
    const bestFit = fits.reduce((highest, fit) => Math.max(highest, fit), 0)
    if (bestFit === 0) return scores
    const best = scores.reduce((highest, score) => Math.max(highest, score), Number.NEGATIVE_INFINITY)
    return fits.map((fit) => best - (1 - fit / bestFit) * Math.abs(best))
  }

  /** Scores with what speaks for special types lent to general ones, and those of common types raised. */
  #raised(scores: Float64Array): Float64Array {
    const raised = raiseAncestors(scores, this.#ancestries, this.#options.ancestorShare)
    return raised.map((score, i) => score * this.#commonness[i]!)
  }

  /** The task's own words may resemble what is said of a weakness or the code in which it occurs: the mean of both. */
  #taskTextScores(query: TextQuery, { mayAbstain }: MayAbstain): Float64Array {
    const causes = this.#scores(this.#causes, once(query), { mayAbstain })
    if (this.#everything === undefined) return causes
    const everything = this.#scores(this.#everything, once(query), { mayAbstain })
    return causes.map((score, i) => (score + everything[i]!) / 2)
  }

  /** Scores of the weaknesses, less that of the best harmless text where the language admits it and the options ask for it. */
  #scores(index: TextIndex, query: TextQuery, { mayAbstain }: MayAbstain): Float64Array {
    const all = index.scores(query)
    const scores = this.#views ? all.slice(0, this.#size) : this.#raised(all.subarray(0, this.#size))
    const harmless = all.subarray(this.#size)
    if (!mayAbstain || harmless.length === 0) return scores
    const best = harmless.reduce((highest, score) => Math.max(highest, score))
    return scores.map((score) => score - best)
  }
}

/** Each word once: code repeats its names, and how often says little. */
function once<T extends TextQuery>(query: T): T {
  return { ...query, words: [...new Set(query.words)] }
}

/** A draft resembles the vulnerable version, what it should become the secure one: both say which fix is meant. */
export function exampleApiTokens({ secureApis, vulnerableApis }: Example): string[] {
  return apiTokens([...vulnerableApis, ...secureApis])
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
