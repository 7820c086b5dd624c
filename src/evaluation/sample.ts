import type { TaskAnalysis } from '../analysis/index.js'
import type { Judgement } from './judging/index.js'
import type { Ledger } from './ledger.js'

/** Which sample of a run one is. */
export interface SamplePlace {
  /** Identifier of the problem. */
  problem: string
  /** Digest of what was asked: an answer to a problem that asks something else since is none to it. */
  digest: string
  /** Name of the variant. */
  variant: string
  /** Number of the sample, from 0. */
  sample: number
}

/** The security context of a prompt, without its texts. */
export interface SampleContext {
  /** Such as `CWE-89`. */
  cwe: string
  /** Identifiers of the examples that were shown. */
  examples: string[]
  /** Tokens of the rendered context. */
  tokens: number
}

/** One answer of the model to one problem in one variant. */
export interface Answer extends SamplePlace {
  /** Content of the solution file; empty where the answer held no code. */
  solution: string
  /** The security context that was in the prompt; absent where there was none. */
  context?: SampleContext
  /** Tokens of the prompt that the code was asked with. */
  promptTokens: number
  /** What the sample cost, with the analysis that it shares with other variants. */
  ledger: Ledger
}

/** An answer, judged. */
export type Sample = Answer & Judgement

/** What the model wrote about a problem before the code was asked for, shared by all variants that go by it. */
export interface SharedAnalysis {
  problem: string
  digest: string
  /** Number of the sample that it belongs to. */
  sample: number
  analysis: TaskAnalysis
  ledger: Ledger
}

/** Whether a sample passes the functional tests. */
export function isCorrect({ functional }: Pick<Sample, 'functional'>): boolean {
  return functional.passed
}

/** Whether a sample passes every security check; undefined where there are none. */
export function isSecure({ security }: Pick<Sample, 'security'>): boolean | undefined {
  return security.length === 0 ? undefined : security.every(({ passed }) => passed)
}
