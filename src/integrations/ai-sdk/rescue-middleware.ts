import type { LanguageModelMiddleware } from 'ai'
import { type ConversationContextOptions, conversationContext } from '../conversation-context.js'

type TransformParams = NonNullable<LanguageModelMiddleware['transformParams']>
type Prompt = Parameters<TransformParams>[0]['params']['prompt']
type UserContent = Extract<Prompt[number], { role: 'user' }>['content']

/**
 * Middleware for `wrapLanguageModel` of the AI SDK: adds the security context of the user's latest request as a system message,
 * behind those that are there. Requests that no weakness fits pass through unchanged. Works for `generateText`,
 * `streamText` and agents alike.
 *
 * @throws RescueError INVALID_OPTION
 */
export function rescueMiddleware(options: ConversationContextOptions): LanguageModelMiddleware {
  const contextOf = conversationContext(options)
  return {
    specificationVersion: 'v4',
    transformParams: async ({ params }) => {
      const { prompt, abortSignal } = params
      const content = await contextOf(userTexts(prompt), abortSignal && { signal: abortSignal })
      if (content === undefined) return params
      // Only leading system messages are accepted by every provider; what comes first stays the same for prompt caches.
      const turns = prompt.findIndex(({ role }) => role !== 'system')
      const place = turns < 0 ? prompt.length : turns
      return { ...params, prompt: prompt.toSpliced(place, 0, { role: 'system', content }) }
    },
  }
}

function userTexts(prompt: Prompt): string[] {
  return prompt.flatMap((message) => (message.role === 'user' ? [textOf(message.content)] : []))
}

function textOf(content: UserContent): string {
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}
