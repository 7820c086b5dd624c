import type { Example, Weakness } from '../knowledge/types.js'
import { apiTokens } from './api-tokens.js'
import { Bm25Index } from './bm25.js'
import { CauseViewIndex } from './cause-views.js'
import { commonness } from './commonness.js'
import { type Ancestry, ancestries, raiseAncestors } from './cwe-ancestors.js'
import {
  causeDocument,
  proseDocument,
  subjectDocument,
  type TextDocument,
  textDocument,
  type VectorOf,
} from './documents.js'
import type { FacetScores } from './fusion.js'
import { harmlessCauses, harmlessSubjects, wordsMayBeHarmless } from './harmless.js'
import type { ContrastLeads, FacetName, RetrievalOptions } from './options.js'
import { TextIndex, type TextQuery } from './text-index.js'

/** A task made ready to be compared with weaknesses; what is missing takes no part. */
export interface WeaknessQuery {
  /** As `canonicalLanguage` names it: what is harmless depends on it. */
  language: string
  /** What threatens, in words; or the task's own words, where they stand in for it. */
  cause?: TextQuery & { standsIn: boolean }
  /** The task's own words and code beside a cause: they may show that the task is harmless. */
  subject?: TextQuery
  /** Tokens of the draft's API calls. */
  api?: readonly string[]
}

/** What the facets say about every weakness; candidates are indices of the list of weaknesses. */
export interface WeaknessScores {
  facets: FacetScores<FacetName>[]
  /** Whether the task reads more like harmless code than like any weakness. */
  harmless: boolean
}

/** Whether scores are leads over the best harmless text. */
interface Contrasted {
  contrasted: boolean
}

/** The upper level of a base, indexed. */
export class WeaknessIndex {
  readonly #options: Required<RetrievalOptions>
  readonly #size: number
  readonly #causes: TextIndex
  readonly #subjects: TextIndex | undefined
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
        [...documents, ...(options.contrast ? harmless.map((text) => textDocument(text, vectorOf)) : [])],
        options.wordShare,
      )
    // Made once where the options want them, and shared: splitting the code of all examples into words takes long.
    const made = (document: typeof proseDocument) =>
      lazily(() => weaknesses.map((weakness) => document(weakness, vectorOf, examplesOf(weakness.cwe))))
    const prose = made(proseDocument)
    const subjects = made(subjectDocument)
    this.#causes = index(
      weaknesses.map((weakness, i) => {
        if (options.causeDocuments === 'weakness') return causeDocument(weakness, vectorOf)
        // Causes that were counted from the fixes say little; their code says more.
        const written = weakness.causes.some(({ origin }) => origin !== 'extractive')
        return (written ? prose : subjects)()[i]!
      }),
      harmlessCauses,
    )
    this.#subjects = options.subjectDocuments === 'causes' ? undefined : index(subjects(), harmlessSubjects)
    this.#views = options.views
      ? new CauseViewIndex(weaknesses, examplesOf, { prose: prose(), subjects: subjects() }, options.views)
      : undefined
    this.#apis = Bm25Index.build(
      weaknesses.map(({ cwe, tasks = [] }) => [
        ...examplesOf(cwe).flatMap(exampleApiTokens),
        ...tasks.flatMap(({ apis }) => apiTokens(apis)),
      ]),
    )
  }

  scores({ language, cause, subject, api }: WeaknessQuery): WeaknessScores {
    const { weaknessThresholds, weaknessWeights, contrast } = this.#options
    const facets: FacetScores<FacetName>[] = []
    const add = (facet: 'cause' | 'api', scores: Float64Array, threshold: number) =>
      facets.push({ facet, scores, threshold, weight: weaknessWeights[facet] })
    let harmless = false
    const judged = (scores: Float64Array, lead: keyof ContrastLeads) => {
      if (contrast && !scores.some((score) => score > contrast[lead])) harmless = true
      return scores
    }
    const contrasted = wordsMayBeHarmless(language)
    if (cause?.standsIn) {
      const scores = this.#standInScores(cause, { contrasted })
      if (contrasted) judged(scores, 'standIn')
      add('cause', this.#ranked(scores, once(cause)), weaknessThresholds.standIn)
    } else if (cause) {
      const scores = judged(this.#scores(this.#causes, cause, { contrasted: true }), 'cause')
      add('cause', this.#ranked(scores, cause), weaknessThresholds.cause)
    }
    if (subject && contrasted) judged(this.#standInScores(subject, { contrasted }), 'subject')
    if (api) add('api', this.#apis.scores(api), weaknessThresholds.api)
    return { facets, harmless }
  }

  /** Ranks by the views, on the scale of the scores: the best one keeps the best score, the others have less by how much worse they fit. */
  #ranked(scores: Float64Array, query: TextQuery): Float64Array {
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
  #standInScores(query: TextQuery, { contrasted }: Contrasted): Float64Array {
    const causes = this.#scores(this.#causes, once(query), { contrasted })
    if (this.#subjects === undefined) return causes
    const subjects = this.#scores(this.#subjects, once(query), { contrasted })
    return causes.map((score, i) => (score + subjects[i]!) / 2)
  }

  /** Scores of the weaknesses, less that of the best harmless text where they are contrasted and the options ask for it. */
  #scores(index: TextIndex, query: TextQuery, { contrasted }: Contrasted): Float64Array {
    const all = index.scores(query)
    const scores = this.#views ? all.slice(0, this.#size) : this.#raised(all.subarray(0, this.#size))
    const harmless = all.subarray(this.#size)
    if (!contrasted || harmless.length === 0) return scores
    const best = harmless.reduce((highest, score) => Math.max(highest, score))
    return scores.map((score) => score - best)
  }
}

/** Each word once: code repeats its names, and how often says little. */
function once(query: TextQuery): TextQuery {
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
