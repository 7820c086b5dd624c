import type { ChatModel } from '../ports/chat-model.js'
import type { TokenCounter } from '../ports/token-counter.js'
import { type TokenUsage, usageOf } from './token-usage.js'

/** Steps of the method whose cost is kept apart (the rows of the paper's table 7). */
export const stepNames = ['draft', 'cause', 'cweLevel', 'codeLevel', 'generation'] as const

/** A step of the method. */
export type StepName = (typeof stepNames)[number]

/** What a step costs. Steps without calls have no tokens. */
export interface StepCost extends TokenUsage {
  /** Calls to the chat model. */
  calls: number
  /** Wall-clock time; of calls without waits between attempts. */
  milliseconds: number
}

/** What each step of one sample cost; a step that was not taken is absent. */
export type Ledger = Partial<Record<StepName, StepCost>>

/** Adds the costs of a step to a ledger. */
export function charge(ledger: Ledger, step: StepName, cost: Partial<StepCost>): void {
  const before = ledger[step] ?? { calls: 0, inputTokens: 0, outputTokens: 0, milliseconds: 0 }
  ledger[step] = {
    calls: before.calls + (cost.calls ?? 0),
    inputTokens: before.inputTokens + (cost.inputTokens ?? 0),
    outputTokens: before.outputTokens + (cost.outputTokens ?? 0),
    milliseconds: before.milliseconds + (cost.milliseconds ?? 0),
  }
}

/** The sum of ledgers, step by step. */
export function totalOf(ledgers: readonly Ledger[]): Ledger {
  const total: Ledger = {}
  for (const ledger of ledgers) {
    for (const step of stepNames) {
      const cost = ledger[step]
      if (cost) charge(total, step, cost)
    }
  }
  return total
}

/**
 * A chat model that writes every answered call into a ledger. A replayed answer counts with the time that it took when it was
 * recorded; waits between attempts and attempts that failed do not count.
 *
 * @param stepOf the step that a request belongs to
 */
export function meteredModel(
  model: ChatModel,
  ledger: Ledger,
  stepOf: (messages: Parameters<ChatModel['invoke']>[0]) => StepName,
  countTokens: TokenCounter,
): ChatModel {
  return {
    async invoke(messages, options) {
      const started = performance.now()
      const answer = await model.invoke(messages, options)
      const { recordedMilliseconds } = Object(answer) as { recordedMilliseconds?: number }
      charge(ledger, stepOf(messages), {
        ...usageOf(messages, answer, countTokens),
        calls: 1,
        milliseconds: recordedMilliseconds ?? performance.now() - started,
      })
      return answer
    },
  }
}
