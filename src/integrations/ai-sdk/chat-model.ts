import type { LanguageModel } from 'ai'
import type { ChatMessage, ChatModel } from '../../ports/chat-model.js'

/** A model of specification v4, as providers and `wrapLanguageModel` make it. */
type LanguageModelV4 = Extract<LanguageModel, { specificationVersion: 'v4' }>
type CallOptions = Parameters<LanguageModelV4['doGenerate']>[0]

/** Settings of every call, such as `temperature` (the paper uses 0.2) and `maxOutputTokens`. */
export type ChatModelSettings = Omit<CallOptions, 'prompt' | 'abortSignal' | 'tools' | 'toolChoice'>

/**
 * A model of the AI SDK as the chat model of a `Rescue`: `Rescue.create({ chatModel: chatModelOf(model) })`. Retries are those of
 * the `Rescue`.
 */
export function chatModelOf(model: LanguageModelV4, settings: ChatModelSettings = {}): ChatModel {
  return {
    invoke: async (messages, options) => {
      const { signal } = options ?? {}
      const prompt = messages.map(promptMessage)
      const { content } = await model.doGenerate({
        ...settings,
        prompt,
        ...(signal && { abortSignal: signal }),
      })
      return { content }
    },
  }
}

function promptMessage({ role, content }: ChatMessage): CallOptions['prompt'][number] {
  return role === 'system' ? { role, content } : { role, content: [{ type: 'text', text: content }] }
}
