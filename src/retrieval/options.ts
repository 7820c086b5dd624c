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
 * By how much the best weakness must lead the best harmless text for a task to get context: the margins of a reject option (Chow, On
 * optimum recognition error and reject tradeoff, 1970).
 */
export interface AbstentionMargins {
  /** Where somebody said what threatens. */
  cause: number
  /** Where the task's own words stand in. */
  taskText: number
  /** Of the task's own words, beside a cause: 0 means that no harmless text may fit better than every weakness. */
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
   * Share of a CWE type's cause score that its parent gets at least, the square of it for a grandparent and so on; 0 keeps types
   * apart.
   */
  ancestorShare?: number
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
   * Measures the cause facet against harmless code: its scores become differences to the best harmless text, and a task gets
   * context only where the best weakness leads by more than this. `false` leaves the comparison out.
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
  ancestorShare: 0,
  commonnessShare: 0,
  views: false,
  abstention: false,
} as const satisfies Required<RetrievalOptions>

/** Defaults of {@link RetrievalOptions}; how each was chosen stands in docs/retrieval.md. */
export const retrievalDefaults = {
  ...paperRetrieval,
  alpha: 5,
  weaknessThresholds: { cause: 0, taskText: 0, api: 7.926 },
  exampleThresholds: { cause: 0.103, api: 5.184, code: 0.246 },
  weaknessWeights: { cause: 1, api: 0.1 },
  exampleWeights: { cause: 1, api: 0.25, code: 0.25 },
  standingWeight: 10,
  wordShare: 0.5,
  causeDocuments: 'all',
  taskDocuments: 'everything',
  ancestorShare: 0.85,
  commonnessShare: 0.25,
  views: { vectors: 0.5, words: 2, causes: 1, tasks: 3 },
  abstention: { cause: 0.116, taskBesideCause: 0.127, taskText: 0.151 },
} as const satisfies Required<RetrievalOptions>

/** CWE types of the base that the margins of {@link retrievalDefaults} were measured with. */
const measuredTypes = 112

/**
 * Margins over harmless texts for a base that was not calibrated. The best of few CWE types leads by less than the best of many, and in
 * measured bases (docs/retrieval.md) about as the square root of their number.
 */
export function uncalibratedMargins(types: number): AbstentionMargins {
  const { cause, taskBesideCause, taskText } = retrievalDefaults.abstention
  const share = Math.min(1, Math.sqrt(types / measuredTypes))
  return { cause: cause * share, taskBesideCause: taskBesideCause * share, taskText: taskText * share }
}

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
  for (const name of ['wordShare', 'ancestorShare'] as const) {
    if (!(resolved[name] >= 0 && resolved[name] <= 1)) {
      throw invalid(`${name} is ${resolved[name]}; give a number from 0 to 1.`)
    }
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
  const names = ['vectors', 'words', 'causes', 'tasks'] as const
  requireNumbers('views', views, names)
  if (
    names.some((name) => !(views[name] >= 0 && Number.isFinite(views[name]))) ||
    names.every((name) => views[name] === 0)
  ) {
    throw invalid(
      'views needs finite weights of at least 0, one of them above it; views: false leaves them out.',
    )
  }
}

function invalid(message: string): RescueError {
  return new RescueError('INVALID_OPTION', message)
}
