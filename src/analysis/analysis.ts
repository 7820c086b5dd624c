import type { RescueError } from '../errors.js'
import type { ApiCall, LanguageId } from '../languages/index.js'
import type { CodingTask } from './task.js'

/** Where a facet comes from. */
export type FacetOrigin =
  /** The caller gave it with the task. */
  | 'given'
  /** A chat model wrote it, or it was taken from what the model wrote. */
  | 'model'
  /** No model was asked: the task's own description and code stand in. */
  | 'task'
  /** There is none: it does not take part in retrieval. */
  | 'absent'

/** How API calls are found. */
export type ApiCallSource =
  /** In the syntax tree, with imports resolved. */
  | 'syntax-tree'
  /** By the look of the text, in a language that has no grammar here: less sure, no imports. */
  | 'scan'

/** A facet that the model could not deliver. */
export interface AnalysisFailure {
  /** What was asked for. */
  facet: 'cause' | 'draft'
  /** Why it did not come, after retries; its code is one of MODEL_FAILED, MODEL_TIMEOUT and MODEL_ANSWER. */
  error: RescueError
}

/** A coding task seen from the three security angles of the method (paper, section 3.2). */
export interface TaskAnalysis {
  /** The task as it was given. */
  task: CodingTask
  /** The task's language as the registry knows it; absent where it has no parser. */
  language?: LanguageId
  /** What threatens and why, in words. */
  cause?: string
  /** A first answer to the task, code only. */
  draft?: string
  /** Calls in the code and the draft, in source order, and behind them the modules that it imports. */
  apiCalls: readonly ApiCall[]
  /** How they were found; absent where nothing is known of the language. */
  apiCallsBy?: ApiCallSource
  /** Where each facet comes from. */
  origins: {
    /** Of {@link TaskAnalysis.cause}. */
    cause: FacetOrigin
    /** Of {@link TaskAnalysis.draft}. */
    draft: FacetOrigin
    /** Of {@link TaskAnalysis.apiCalls}: that of the code that they were read from. */
    api: FacetOrigin
  }
  /** What was asked of the model and did not come. */
  failures: AnalysisFailure[]
}
