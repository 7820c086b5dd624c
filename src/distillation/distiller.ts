import type { SecurityPatch } from '../patches/patch.js'
import type { Cause, Guideline } from './guideline.js'

/** The fixes of one CWE type, and what is wanted of them. */
export interface DistillationTask {
  /** Such as `CWE-89`. */
  cwe: string
  /** Name of the type, where it is known: gives a model its bearings. */
  name?: string
  /** Similar fixes in subsets of at most `b`, as `PatchClusterer` makes them. */
  subsets: readonly (readonly SecurityPatch[])[]
  /** What to distil; what a person wrote already need not be. */
  want: WantedProducts
}

/** Products of a distillation. `examples` alone needs the first level of causes only. */
export interface WantedProducts {
  /** Rules for the type. */
  guidelines: boolean
  /** Root conditions and failure patterns of the type. */
  causes: boolean
  /** A cause for each subset, which its examples carry. */
  examples: boolean
}

/** Something that did not go as it should, and what was done about it. */
export interface DistillationProblem {
  /** The type that was distilled. */
  cwe: string
  /**
   * The kind of problem: an answer that is no list, a text that names an API which no fix holds, a text that speaks to a model
   * instead of about code, a case that no prompt can hold, a budget of calls or tokens that is spent.
   */
  kind: 'unusable-answer' | 'ungrounded' | 'speaks-to-model' | 'too-large' | 'budget'
  /** What happened and what was done about it, in a sentence. */
  detail: string
}

/** What a distiller makes of one CWE type. */
export interface Distillation {
  /** Most important first; empty where none were wanted. */
  guidelines: Guideline[]
  /** Most important first; empty where none were wanted. */
  causes: Cause[]
  /** The first-level causes of each subset, in the order of the subsets; empty texts where there are none. */
  subsetCauses: string[]
  /** Answers asked of a model in this run. */
  calls: number
  /** Answers taken from the checkpoint of an earlier run. */
  resumedCalls: number
  /** What did not go as it should; the rest is usable. */
  problems: DistillationProblem[]
}

/** How a distillation runs. */
export interface DistillOptions {
  /** Ends the distillation with the code ABORTED; answers that came are in the checkpoint. */
  signal?: AbortSignal
  /** Called after each answer. */
  onCall?: () => void
}

/** Turns the fixes of a CWE type into guidelines and causes. */
export interface Distiller {
  /** Names method and settings: the same identity and fixes give knowledge that need not be distilled again. */
  readonly identity: string
  /** Number of model calls that a task takes when every case fits and every answer is usable; 0 without a model. */
  plannedCalls(task: DistillationTask): number
  /**
   * Makes guidelines and causes. Throws RescueError MODEL_FAILED, MODEL_TIMEOUT or ABORTED; an unusable answer is a
   * problem in the result instead.
   */
  distill(task: DistillationTask, options?: DistillOptions): Promise<Distillation>
}
