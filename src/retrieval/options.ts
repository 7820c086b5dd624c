import { RescueError } from '../errors.js'
import type { LanguagePolicy } from './language-tiers.js'

/** A facet of a task (paper, section 3.2): the vulnerability cause, the API calls of the draft, the draft itself. */
export type FacetName = 'cause' | 'api' | 'code'

/** All facets, in the order in which they are shown. */
export const facetNames = ['cause', 'api', 'code'] as const satisfies readonly FacetName[]

/** Scores that a candidate must exceed to get a facet's vote. */
export interface FacetThresholds {
  cause: number
  api: number
  code: number
}

/** Every parameter of the retrieval. */
export interface RetrievalOptions {
  /** CWE types that the first step chooses. */
  k?: number
  /** Examples that the second step returns at most. */
  maxExamples?: number
  /** The constant of reciprocal rank fusion. */
  alpha?: number
  /** Ranks beyond it do not vote. */
  rankCut?: number
  /** Facets that may take part; one that a task lacks does not vote. */
  facets?: readonly FacetName[]
  /** Thresholds of the first step, among CWE types; there is no code facet there. */
  weaknessThresholds?: Omit<FacetThresholds, 'code'>
  /** Thresholds of the second step, among examples. */
  exampleThresholds?: FacetThresholds
  /** Whether the first step restricts the second. Without it all examples compete, and the weaknesses found are theirs. */
  hierarchy?: boolean
  /** Which languages examples may come from. */
  languages?: LanguagePolicy
  /** Share of word matching (BM25) in the cause score, 0 to 1; the rest is vector similarity. */
  wordShare?: number
  /**
   * What stands for the causes of a CWE type: `weakness`, its list of causes as one text (paper); `all`, these and the causes of its
   * examples, with the mean of their vectors.
   */
  causeDocuments?: 'weakness' | 'all'
}

/** The paper's procedure (section 3.2 and 4.1). Its thresholds are those of bge-base-en-v1.5: use it with that embedder. */
export const paperRetrieval = {
  k: 4,
  maxExamples: 4,
  alpha: 60,
  rankCut: 10,
  facets: facetNames,
  weaknessThresholds: { cause: 0.75, api: 4 },
  exampleThresholds: { cause: 0.75, api: 4, code: 0.65 },
  hierarchy: true,
  languages: 'fallback',
  wordShare: 0,
  causeDocuments: 'weakness',
} as const satisfies Required<RetrievalOptions>

/** Defaults of {@link RetrievalOptions}: thresholds for the default embedder, measured by `npm run bench:retrieval`. */
export const retrievalDefaults = {
  ...paperRetrieval,
  weaknessThresholds: { cause: 0.15, api: 4 },
  exampleThresholds: { cause: 0.15, api: 4, code: 0.3 },
  wordShare: 0.5,
  causeDocuments: 'all',
} as const satisfies Required<RetrievalOptions>

/**
 * The options with defaults filled in.
 * @throws RescueError INVALID_OPTION
 */
export function resolveRetrievalOptions(options: RetrievalOptions): Required<RetrievalOptions> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  for (const name of Object.keys(given)) {
    if (!(name in retrievalDefaults)) {
      throw invalid(
        `There is no retrieval option "${name}"; known are ${Object.keys(retrievalDefaults).join(', ')}.`,
      )
    }
  }
  const resolved: Required<RetrievalOptions> = { ...retrievalDefaults, ...given }
  for (const name of ['k', 'maxExamples', 'rankCut'] as const) {
    if (!Number.isInteger(resolved[name]) || resolved[name] < 1) {
      throw invalid(`${name} is ${resolved[name]}; give a whole number of at least 1.`)
    }
  }
  if (!(resolved.alpha >= 0 && Number.isFinite(resolved.alpha))) {
    throw invalid(`alpha is ${resolved.alpha}; give a number of at least 0.`)
  }
  if (!(resolved.wordShare >= 0 && resolved.wordShare <= 1)) {
    throw invalid(`wordShare is ${resolved.wordShare}; give a number from 0 to 1.`)
  }
  requireOneOf('languages', resolved.languages, ['same', 'fallback', 'any'])
  requireOneOf('causeDocuments', resolved.causeDocuments, ['weakness', 'all'])
  for (const facet of resolved.facets) requireOneOf('facets', facet, facetNames)
  requireThresholds('weaknessThresholds', resolved.weaknessThresholds, ['cause', 'api'])
  requireThresholds('exampleThresholds', resolved.exampleThresholds, facetNames)
  return resolved
}

function requireOneOf(name: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw invalid(`${name} holds "${value}"; known are ${known.join(', ')}.`)
}

function requireThresholds(name: string, values: object, facets: readonly string[]): void {
  for (const facet of facets) {
    const value: unknown = (values as Record<string, unknown>)[facet]
    if (typeof value !== 'number' || Number.isNaN(value)) {
      throw invalid(`${name}.${facet} is ${String(value)}; give a number.`)
    }
  }
}

function invalid(message: string): RescueError {
  return new RescueError('INVALID_OPTION', message)
}
