import type { Example, Weakness } from '../knowledge/types.js'
import { apiTokens } from './api-tokens.js'
import { Bm25Index } from './bm25.js'
import { CauseViewIndex } from './cause-views.js'
import { commonness } from './commonness.js'
import { type Ancestry, ancestries, raiseAncestors } from './cwe-ancestors.js'
import { causeDocument, proseDocument, taskDocument, type VectorOf } from './documents.js'
import type { FacetScores } from './fusion.js'
import { harmlessKindOf, harmlessKinds } from './harmless.js'
import {
  type AbstentionMargins,
  type AncestorShares,
  type FacetName,
  type RetrievalOptions,
  retrievalDefaults,
} from './options.js'
import { type PartedQuery, TextIndex, type TextPart, type TextQuery } from './text-index.js'

/** A text that the cause facet compares with weaknesses. */
export interface CauseQuery extends PartedQuery {
  /** Whether these are the task's own words rather than what somebody says threatens. */
  isTaskText: boolean
}

/** A task made ready to be compared with weaknesses; what is missing takes no part. */
export interface WeaknessQuery {
  /** As `canonicalLanguage` names it: what is harmless depends on it. */
  language: string
  /** What threatens, in words; or the task's own words, where they stand in for it. */
  cause?: CauseQuery
  /** What was asked for, in the task's own words, where `cause` says more than these: whether the task is harmless shows in them. */
  asked?: TextQuery
  /** Tokens of the draft's API calls. */
  api?: readonly string[]
}

/** What the facets say about every weakness; candidates are indices of the list of weaknesses. */
export interface WeaknessScores {
  facets: FacetScores<FacetName>[]
  /** By how much the best weakness fits better than harmless work, of each text that was compared with it. */
  leads: Partial<AbstentionMargins>
  /** Whether one of these is not above its margin. */
  harmless: boolean
}

const marginNames = [
  'cause',
  'taskText',
  'taskBesideCause',
] as const satisfies readonly (keyof AbstentionMargins)[]

/** The upper level of a base, indexed. */
export class WeaknessIndex {
  readonly #options: Required<RetrievalOptions>
  readonly #size: number
  readonly #causes: TextIndex
  readonly #everything: TextIndex | undefined
  /** Of the weaknesses, and behind them of harmless work where the options ask for that comparison. */
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
    const all = options.abstention ? [...weaknesses, ...harmlessKinds(weaknesses)] : weaknesses
    // Made once where the options want them, and shared: splitting the code of all examples into words takes long.
    const made = (document: typeof proseDocument) =>
      lazily(() => all.map((weakness) => document(weakness, vectorOf, examplesOf(weakness.cwe))))
    const prose = made(proseDocument)
    const everything = made(taskDocument)
    this.#causes = new TextIndex(
      weaknesses.map((weakness, i) => {
        if (options.causeDocuments === 'weakness') return causeDocument(weakness, vectorOf)
        // Causes that were counted from the fixes say little; their code says more.
        const written = weakness.causes.some(({ origin }) => origin !== 'extractive')
        return (written ? prose : everything)()[i]!
      }),
      options.wordShare,
    )
    this.#everything =
      options.taskDocuments === 'causes'
        ? undefined
        : new TextIndex(everything().slice(0, this.#size), options.wordShare)
    this.#views =
      options.views || options.abstention
        ? new CauseViewIndex(
            all,
            examplesOf,
            { prose: prose(), everything: everything(), vectorOf },
            options.views || retrievalDefaults.views,
            this.#size,
          )
        : undefined
    this.#apis = Bm25Index.build(
      weaknesses.map(({ cwe, tasks = [] }) => [
        ...examplesOf(cwe).flatMap(exampleApiTokens),
        ...tasks.flatMap(({ apis }) => apiTokens(apis)),
      ]),
    )
  }

  scores({ language, cause, asked, api }: WeaknessQuery): WeaknessScores {
    const { weaknessThresholds, weaknessWeights, abstention, views } = this.#options
    const facets: FacetScores<FacetName>[] = []
    const add = (facet: 'cause' | 'api', scores: Float64Array, threshold: number) =>
      facets.push({ facet, scores, threshold, weight: weaknessWeights[facet] })
    const leads: Partial<AbstentionMargins> = {}
    const compare = (text: keyof AbstentionMargins, query: CauseQuery, fits = this.#views?.fits(query)) => {
      if (abstention && fits) leads[text] = this.#lead(query, fits, language)
    }
    // Words that the base does not know, such as those of another tongue, speak for nothing.
    const ownWords =
      asked && this.#causes.knowsWordsOf(asked) ? prepared({ ...asked, isTaskText: true }) : undefined
    if (cause) {
      const query = prepared(cause)
      const text = cause.isTaskText ? 'taskText' : 'cause'
      const scores = cause.isTaskText ? this.#taskTextScores(query) : this.#causes.scores(query)
      // Whether a task is harmless is asked of it as a whole; what threatens in it, of its parts.
      const fits =
        views && query.parts ? this.#fitsOfParts(query.parts, query.isTaskText) : this.#views?.fits(query)
      add('cause', this.#ranked(scores, fits, text), weaknessThresholds[text])
      if (cause.isTaskText && ownWords) compare(text, ownWords)
      else compare(text, query, query.parts ? undefined : fits)
    }
    if (ownWords && !cause?.isTaskText) compare('taskBesideCause', ownWords)
    if (api) add('api', this.#apis.scores(api), weaknessThresholds.api)
    const harmless =
      abstention !== false &&
      marginNames.some((name) => (leads[name] ?? Number.POSITIVE_INFINITY) <= abstention[name])
    return { facets, leads, harmless }
  }

  /**
   * By how much the best weakness fits a text better than harmless work does, -1 to 1; -1 where nothing is known of its words:
   *
   *     lead = (fit of the best weakness - fit of harmless work) / (their sum)
   *
   * Undefined where the options leave harmless work out.
   */
  leadOverHarmless(query: CauseQuery, language: string): number | undefined {
    if (!this.#options.abstention) return undefined
    const ready = prepared(query)
    return this.#lead(ready, this.#views!.fits(ready), language)
  }

  /** The weighted sum of what fits each part of a text. */
  #fitsOfParts(parts: readonly TextPart[], isTaskText: boolean): Float64Array {
    const sum = new Float64Array(this.#size)
    for (const { weight, ...part } of parts) {
      const fits = this.#views!.fits({ ...part, isTaskText })
      for (let i = 0; i < sum.length; i++) sum[i]! += weight * fits[i]!
    }
    return sum
  }

  #lead(query: CauseQuery, fits: Float64Array, language: string): number {
    const best = fits.subarray(0, this.#size).reduce((highest, fit) => Math.max(highest, fit), 0)
    if (best === 0 || !this.#causes.knowsWordsOf(query)) return -1
    const harmless = fits[this.#size + harmlessKindOf(language)]!
    return (best - harmless) / (best + harmless)
  }

  /** Ranks by the views, on the scale of the scores: the best one keeps the best score, the others have less by how much worse they fit. */
  #ranked(scores: Float64Array, fits: Float64Array | undefined, text: keyof AncestorShares): Float64Array {
    if (!this.#options.views || !fits) return this.#raised(scores, text)
    const raised = this.#raised(fits.subarray(0, this.#size), text)
    const bestFit = raised.reduce((highest, fit) => Math.max(highest, fit), 0)
    if (bestFit === 0) return scores
    const best = scores.reduce((highest, score) => Math.max(highest, score), Number.NEGATIVE_INFINITY)
    return raised.map((fit) => best - (1 - fit / bestFit) * Math.abs(best))
  }

  /** Scores with what speaks for special types lent to general ones, and those of common types raised. */
  #raised(scores: Float64Array, text: keyof AncestorShares): Float64Array {
    const raised = raiseAncestors(scores, this.#ancestries, this.#options.ancestorShare[text])
    return raised.map((score, i) => score * this.#commonness[i]!)
  }

  /** The task's own words may resemble what is said of a weakness or the code in which it occurs: the mean of both. */
  #taskTextScores(query: TextQuery): Float64Array {
    const causes = this.#causes.scores(query)
    if (this.#everything === undefined) return causes
    const everything = this.#everything.scores(query)
    return causes.map((score, i) => (score + everything[i]!) / 2)
  }
}

/** Of a task's own words each once: code repeats its names, and how often says little. */
function prepared(query: CauseQuery): CauseQuery {
  if (!query.isTaskText) return query
  const distinct = <T extends TextQuery>(text: T): T => ({ ...text, words: [...new Set(text.words)] })
  return { ...distinct(query), ...(query.parts && { parts: query.parts.map(distinct) }) }
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
