import * as z from 'zod'
import { answerText, type ChatMessage } from '../ports/chat-model.js'
import type { TokenCounter } from '../ports/token-counter.js'

/** Tokens of one or more calls. */
export interface TokenUsage {
  /** Tokens of the requests. */
  inputTokens: number
  /** Tokens of the answers. */
  outputTokens: number
}

/** Where LangChain's messages carry what the provider counted. */
const reported = z.object({
  usage_metadata: z.object({ input_tokens: z.number(), output_tokens: z.number() }),
})

/** Tokens of a call: what the provider reports with the answer, else what the counter says of the texts. */
export function usageOf(
  messages: readonly ChatMessage[],
  answer: unknown,
  countTokens: TokenCounter,
): TokenUsage {
  const { data } = reported.safeParse(answer)
  if (data) {
    const { input_tokens, output_tokens } = data.usage_metadata
    return { inputTokens: input_tokens, outputTokens: output_tokens }
  }
  return {
    inputTokens: messages.reduce((sum, { content }) => sum + countTokens(content), 0),
    outputTokens: countTokens(answerText(answer)),
  }
}
