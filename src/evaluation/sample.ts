import type { TaskAnalysis } from '../analysis/index.js'
import type { Judgement } from './judging/index.js'
import type { Ledger } from './ledger.js'

/** Which sample of a run one is. */
export interface SamplePlace {
  problem: string
  /** Digest of the problem: a sample of a problem that was changed since is none of it. */
  digest: string
  variant: string
  /** Number of the sample, from 0. */
  sample: number
}

/** One answer of the model to one problem in one variant. */
export interface Answer extends SamplePlace {
  /** Content of the solution file; empty where the answer held no code. */
  solution: string
  /** The security context that was in the prompt; absent where there was none. */
  context?: { cwe: string; examples: string[]; tokens: number }
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
