import { withDefaults, withoutUndefined } from '../defaults.js'
import { RescueError } from '../errors.js'
import type { LanguagePolicy } from './language-tiers.js'

/** A facet of a task (paper, section 3.2): the vulnerability cause, the API calls of the draft, the draft itself. */
export type FacetName = 'cause' | 'api' | 'code'

/** All facets, in the order in which they are shown. */
export const facetNames = ['cause', 'api', 'code'] as const satisfies readonly FacetName[]

/** Scores that a CWE type must exceed to get a facet's vote; there is no code facet in the first step. */
export interface WeaknessThresholds {
  /** Of the cause facet. */
  cause: number
  /** Of the cause facet where the task's own words stand in for a cause. */
  taskText: number
  /** Of the API facet: BM25. */
  api: number
}

/** Scores that an example must exceed to get a facet's vote. */
export interface ExampleThresholds {
  /** Of the cause facet. */
  cause: number
  /** Of the API facet: BM25. */
  api: number
  /** Of the code facet: cosine. */
  code: number
}

/**
 * By how much the best weakness must fit better than harmless work does for a task to get context, as a share of both fits: the margins of
 * a reject option (Chow, On optimum recognition error and reject tradeoff, 1970). -1 to 1; 0 means that harmless work must not fit better.
 */
export interface AbstentionMargins {
  /** Where somebody said what threatens. */
  cause: number
  /** Where the task's own words stand in. */
  taskText: number
  /** Of the task's own words, beside a cause. */
  taskBesideCause: number
}

/** What each view of a CWE type counts when the cause facet ranks the types; 0 leaves a view out. */
export interface CauseViews {
  /** Cosine with the mean vector of its causes, its name and the causes of its examples. */
  vectors: number
  /** BM25 over all that is known of it as one document: causes, guidelines, typical tasks, the code of its examples. */
  words: number
  /** BM25 over its single causes, the three nearest. */
  causes: number
  /** BM25 over its single typical tasks, the three nearest: over their causes where a cause is given, else over their words. */
  tasks: number
  /**
   * Cosine with the same texts, the three nearest. For embedders that know meaning ({@link neuralViews}): every typical task and its
   * cause is embedded, thousands of texts of the shipped base. 0 by default.
   */
  taskVectors?: number
}

/** How much of what speaks for a CWE type speaks for its parent, 0 to 1. */
export interface AncestorShares {
  /** Where somebody said what threatens: that names the type itself. */
  cause: number
  /** Where the task's own words stand in: they leave open how special the weakness is. */
  taskText: number
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
  /** Thresholds of the first step, among CWE types. */
  weaknessThresholds?: WeaknessThresholds
  /** Thresholds of the second step, among examples. */
  exampleThresholds?: ExampleThresholds
  /** What a vote of each facet counts in the first step. */
  weaknessWeights?: Omit<WeaknessThresholds, 'taskText'>
  /** What a vote of each facet counts in the second step. */
  exampleWeights?: ExampleThresholds
  /** How much the standing of its CWE type counts for an example that has votes of its own; 0 leaves it out. */
  standingWeight?: number
  /** Whether the first step restricts the second. Without it all examples compete, and the weaknesses found are theirs. */
  hierarchy?: boolean
  /** Which languages examples may come from. */
  languages?: LanguagePolicy
  /** Share of word matching (BM25) in the cause score, 0 to 1; the rest is vector similarity. */
  wordShare?: number
  /** What stands for a CWE type: its list of causes (`weakness`), or this, its name and the causes of its examples (`all`). */
  causeDocuments?: 'weakness' | 'all'
  /**
   * What the task's own words are compared with where they stand in for a cause: the same documents (`causes`), or these and all
   * that is known of a CWE type, its guidelines and code among it (`everything`).
   */
  taskDocuments?: 'causes' | 'everything'
  /**
   * Where the task's own words stand in for a cause, how much of what they say its description says, above 0 and below 1; its code, with
   * a draft that was given, says the rest. The views compare each by itself: a few words say what much code does. `false` compares
   * them as one text.
   */
  descriptionShare?: number | false
  /**
   * Share of a CWE type's cause score that its parent gets at least, the square of it for a grandparent and so on; 0 keeps types
   * apart.
   */
  ancestorShare?: AncestorShares
  /**
   * By how much the cause score of a CWE type that always came first among the most common ones is raised, as a share of it; 0
   * treats all types alike.
   */
  commonnessShare?: number
  /**
   * Ranks the CWE types by several views of them. The score of the best one stays what it is without views, and that of the others
   * says how much worse they fit. `false` ranks by that score alone.
   */
  views?: CauseViews | false
  /**
   * Compares the task with harmless work as with the weaknesses, by the same views: it gets context only where the best weakness fits
   * better by more than this. `false` leaves the comparison out.
   */
  abstention?: AbstentionMargins | false
}

/** The paper's procedure (section 3.2 and 4.1) as {@link RetrievalOptions}. Its thresholds are those of bge-base-en-v1.5: use it with that embedder. */
export const paperRetrieval = {
  k: 4,
  maxExamples: 4,
  alpha: 60,
  rankCut: 10,
  facets: facetNames,
  weaknessThresholds: { cause: 0.75, taskText: 0.75, api: 4 },
  exampleThresholds: { cause: 0.75, api: 4, code: 0.65 },
  weaknessWeights: { cause: 1, api: 1 },
  exampleWeights: { cause: 1, api: 1, code: 1 },
  standingWeight: 0,
  hierarchy: true,
  languages: 'fallback',
  wordShare: 0,
  causeDocuments: 'weakness',
  taskDocuments: 'causes',
  descriptionShare: false,
  ancestorShare: { cause: 0, taskText: 0 },
  commonnessShare: 0,
  views: false,
  abstention: false,
} as const satisfies Required<RetrievalOptions>

/** Defaults of {@link RetrievalOptions}; how each was chosen stands in docs/retrieval.md. */
export const retrievalDefaults = {
  ...paperRetrieval,
  alpha: 5,
  weaknessThresholds: { cause: 0, taskText: 0, api: 8.78 },
  exampleThresholds: { cause: 0.105, api: 5.368, code: 0.248 },
  weaknessWeights: { cause: 1, api: 0.1 },
  exampleWeights: { cause: 1, api: 0.25, code: 0.25 },
  standingWeight: 10,
  wordShare: 0.5,
  causeDocuments: 'all',
  taskDocuments: 'everything',
  descriptionShare: 0.33,
  ancestorShare: { cause: 0, taskText: 0.85 },
  commonnessShare: 0.25,
  views: { vectors: 0.5, words: 2, causes: 1, tasks: 3 },
  abstention: { cause: 0.056, taskBesideCause: 0, taskText: 0.055 },
} as const satisfies Required<RetrievalOptions>

/**
 * Views for an embedder that knows meaning, such as `TransformersEmbeddings`: typical tasks are compared by vectors, too. Give them to
 * `calibrate` and to the retriever, and keep the vectors with the base (`saveKnowledgeBase`), since embedding all of it takes a while.
 */
export const neuralViews: Readonly<CauseViews> = { ...retrievalDefaults.views, taskVectors: 2 }

/**
 * The options with defaults filled in.
 * @throws RescueError INVALID_OPTION
 */
export function resolveRetrievalOptions(options: RetrievalOptions): Required<RetrievalOptions> {
  for (const name of Object.keys(withoutUndefined(options))) {
    if (!(name in retrievalDefaults)) {
      throw invalid(
        `There is no retrieval option "${name}"; known are ${Object.keys(retrievalDefaults).join(', ')}.`,
      )
    }
  }
  const resolved: Required<RetrievalOptions> = withDefaults(retrievalDefaults, options)
  for (const name of ['k', 'maxExamples', 'rankCut'] as const) {
    if (!Number.isInteger(resolved[name]) || resolved[name] < 1) {
      throw invalid(`${name} is ${resolved[name]}; give a whole number of at least 1.`)
    }
  }
  for (const name of ['alpha', 'standingWeight', 'commonnessShare'] as const) {
    if (!(resolved[name] >= 0 && Number.isFinite(resolved[name]))) {
      throw invalid(`${name} is ${resolved[name]}; give a number of at least 0.`)
    }
  }
  const { wordShare, ancestorShare } = resolved
  requireNumbers('ancestorShare', ancestorShare, ['cause', 'taskText'])
  for (const [name, share] of Object.entries({ wordShare, ...ancestorShare })) {
    if (!(share >= 0 && share <= 1)) throw invalid(`${name} is ${share}; give a number from 0 to 1.`)
  }
  const { descriptionShare } = resolved
  if (descriptionShare !== false && !(descriptionShare > 0 && descriptionShare < 1)) {
    throw invalid(`descriptionShare is ${descriptionShare}; give a number between 0 and 1, or false.`)
  }
  if (typeof resolved.hierarchy !== 'boolean') {
    throw invalid(`hierarchy is ${resolved.hierarchy}; give true or false.`)
  }
  if (resolved.abstention !== false) {
    requireNumbers('abstention', resolved.abstention, ['cause', 'taskText', 'taskBesideCause'])
  }
  if (resolved.views !== false) requireViews(resolved.views)
  requireOneOf('languages', resolved.languages, ['same', 'fallback', 'any'])
  requireOneOf('taskDocuments', resolved.taskDocuments, ['causes', 'everything'])
  requireOneOf('causeDocuments', resolved.causeDocuments, ['weakness', 'all'])
  if (!Array.isArray(resolved.facets)) throw invalid(`facets is no list; known are ${facetNames.join(', ')}.`)
  for (const facet of resolved.facets) requireOneOf('facets', facet, facetNames)
  requireNumbers('weaknessThresholds', resolved.weaknessThresholds, ['cause', 'taskText', 'api'])
  requireNumbers('exampleThresholds', resolved.exampleThresholds, facetNames)
  requireNumbers('weaknessWeights', resolved.weaknessWeights, ['cause', 'api'])
  requireNumbers('exampleWeights', resolved.exampleWeights, facetNames)
  return resolved
}

function requireOneOf(name: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw invalid(`${name} holds "${value}"; known are ${known.join(', ')}.`)
}

function requireNumbers(name: string, values: object, facets: readonly string[]): void {
  for (const facet of facets) {
    const value: unknown = (values as Record<string, unknown> | null)?.[facet]
    if (typeof value !== 'number' || Number.isNaN(value)) {
      throw invalid(`${name}.${facet} is ${String(value)}; give a number.`)
    }
  }
}

function requireViews(views: CauseViews): void {
  requireNumbers('views', { taskVectors: 0, ...views }, [
    'vectors',
    'words',
    'causes',
    'tasks',
    'taskVectors',
  ])
  const weights = Object.values(views)
  if (
    weights.some((weight) => !(weight >= 0 && Number.isFinite(weight))) ||
    weights.every((weight) => weight === 0)
  ) {
    throw invalid(
      'views needs finite weights of at least 0, one of them above it; views: false leaves them out.',
    )
  }
}

function invalid(message: string): RescueError {
  return new RescueError('INVALID_OPTION', message)
}
