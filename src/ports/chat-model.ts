import { RescueError } from '../errors.js'

/**
 * One message of a conversation, in the form that LangChain, the OpenAI API and most others accept as it is.
 * (A type, not an interface: LangChain's own message type has an index signature, which only type aliases fit.)
 */
export type ChatMessage = {
  /** Who speaks. */
  role: 'system' | 'user' | 'assistant'
  /** What is said. */
  content: string
}

/** What a chat model may be told beside the messages. */
export interface ChatCallOptions {
  /** Aborts the request. */
  signal?: AbortSignal
}

/** An answer as LangChain's messages carry it. */
export interface ChatAnswer {
  /** A text, or a list of content blocks: see {@link answerText}. */
  content: unknown
}

/**
 * A chat model: a structural subset of LangChain's `BaseChatModel`, so that every LangChain chat model fits as it is, and so
 * does an object of three lines. The answer is a text, or an object whose `content` is a text or a list of content
 * blocks. Sampling parameters (the paper uses temperature 0.2) belong to the model that is passed in.
 */
export interface ChatModel {
  /** Answers a conversation, or rejects: what is rejected is retried where that may help, and becomes a RescueError. */
  invoke(messages: ChatMessage[], options?: ChatCallOptions): Promise<string | ChatAnswer>
}

/**
 * Says at once that something is no chat model, and not at its first use.
 *
 * @throws RescueError INVALID_OPTION
 */
export function requireChatModel(chatModel: ChatModel): void {
  if (typeof chatModel?.invoke === 'function') return
  throw new RescueError(
    'INVALID_OPTION',
    'chatModel has no method invoke. Give a chat model of LangChain, or an object with invoke(messages).',
  )
}

/**
 * The plain text of an answer: of a string, of `{ content: string }`, or of content blocks, whose `text` parts are joined
 * and whose other parts (reasoning, tool calls, images) are left out.
 */
export function answerText(answer: unknown): string {
  if (typeof answer === 'string') return answer
  const content = (answer as { content?: unknown } | null | undefined)?.content
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map((block: unknown) => {
      if (typeof block === 'string') return block
      const { type, text } = (block ?? {}) as { type?: unknown; text?: unknown }
      return type === 'text' && typeof text === 'string' ? text : ''
    })
    .join('')
}
