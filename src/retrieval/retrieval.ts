import type { FacetOrigin } from '../analysis/index.js'
import type { Guideline } from '../distillation/guideline.js'
import type { Example } from '../knowledge/types.js'
import type { FacetScore } from './fusion.js'
import type { LanguageMatch } from './language-tiers.js'
import type { AbstentionMargins, ExampleThresholds, FacetName, WeaknessThresholds } from './options.js'

/** How each facet that took part sees a candidate. */
export type FacetView = Partial<Record<FacetName, FacetScore>>

/** A CWE type that was found. */
export interface RetrievedWeakness {
  /** Such as `CWE-89`. */
  cwe: string
  /** Name of the type. */
  name: string
  /** Fused score, the sum of the facets' votes. */
  score: number
  /** How each facet sees it. */
  facets: FacetView
}

/** An example that was found. */
export interface RetrievedExample {
  /** Identifier of the example. */
  id: string
  /** Its CWE type. */
  cwe: string
  /** Its language. */
  language: string
  /** How its language relates to the task's. */
  match: LanguageMatch
  /** Fused score, the sum of the facets' votes. */
  score: number
  /** How each facet sees it. */
  facets: FacetView
  /** The example itself. */
  example: Example
}

/** A guideline together with the CWE type that it belongs to. */
export interface RetrievedGuideline extends Guideline {
  /** Such as `CWE-89`. */
  cwe: string
}

/** A candidate that was not chosen, and why. */
export interface LeftOut {
  /** CWE type or identifier of the example. */
  id: string
  /** How each facet sees it. */
  facets: FacetView
  /** Why. */
  reason:
    | /** No facet scores it above its threshold. */ 'below-threshold'
    /** Above a threshold, but too many score higher. */
    | 'beyond-rank-cut'
    /** It has votes, but others have more. */
    | 'beyond-limit'
}

/** Why the result is what it is. */
export interface RetrievalExplanation {
  /** Where each facet of the task came from; `absent` ones took no part. */
  origins: Record<FacetName, FacetOrigin>
  /** Facets that took part. */
  facets: FacetName[]
  /** Scores above which a facet votes. */
  thresholds: {
    /** In the first step. */
    weakness: WeaknessThresholds
    /** In the second step. */
    example: ExampleThresholds
    /** Leads over harmless work that a task must exceed; false where it was not compared. */
    abstention: AbstentionMargins | false
  }
  /** Ranks beyond it do not vote. */
  rankCut: number
  /**
   * By how much the best weakness fits better than harmless work, -1 to 1, for each text that was compared with it; empty without
   * abstention.
   */
  leads: Partial<AbstentionMargins>
  /** Whether a lead is not above its margin, so that the task was taken for harmless and nothing was searched further. */
  harmless: boolean
  /** The embedder that made the vectors. */
  embedder: string
  /** The next best candidates of each step. */
  leftOut: {
    /** Of the first step. */
    weaknesses: LeftOut[]
    /** Of the second step. */
    examples: LeftOut[]
  }
  /** What a reader should know, in sentences: examples of another language, a facet that failed, nothing found. */
  notes: string[]
}

/** What the knowledge base says about a task. Empty lists where nothing passes the thresholds. */
export interface Retrieval {
  /** Identifier of the task, where it has one. */
  id?: string
  /** CWE types, best first, at most `k`. */
  weaknesses: RetrievedWeakness[]
  /** Examples, best first: the task's language before others. */
  examples: RetrievedExample[]
  /** Guidelines of the best example's CWE type, or of the best weakness where no example passes. */
  guidelines: RetrievedGuideline[]
  /** Why it is what it is. */
  explanation: RetrievalExplanation
}
