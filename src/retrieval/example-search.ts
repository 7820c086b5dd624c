import type { Example } from '../knowledge/types.js'
import type { FacetScores } from './fusion.js'
import type { FacetName, RetrievalOptions } from './options.js'
import type { TextQuery } from './text-index.js'

/** A task made ready to be compared with examples; a facet that is missing takes no part. */
export interface ExampleQuery {
  /** What threatens, or the words that stand in for it. */
  cause?: TextQuery
  /** Tokens of the draft's API calls. */
  api?: readonly string[]
  /** Vector of the draft. */
  code?: ArrayLike<number>
}

/** Which examples compete. */
export interface ExampleScope {
  /** CWE types that the first step chose; all without it. */
  cwes: readonly string[] | undefined
  /** The task's language. */
  language: string
}

/** The examples that compete, and what the facets say about them. */
export interface ExampleCandidates {
  /** The example that a candidate's index stands for. */
  exampleAt(candidate: number): Example
  /** Scores of the facets that take part. */
  facets: FacetScores<FacetName>[]
}

/** The lower level of a base as the second step sees it: in memory, or in stores that users bring. */
export interface ExampleSearch {
  /** The examples that compete for a task. */
  search(
    query: ExampleQuery,
    scope: ExampleScope,
    options: Required<RetrievalOptions>,
  ): Promise<ExampleCandidates>
}
