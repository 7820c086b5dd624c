import type { BaseMessage } from '@langchain/core/messages'
import type { AgentMiddleware } from 'langchain'
import { type ConversationContextOptions, conversationContext } from '../conversation-context.js'

/**
 * Middleware for `createAgent` of `langchain` 1.x: adds the security context of the user's latest request to the system prompt of
 * every step of a coding agent. Requests that no weakness fits pass through unchanged. (A plain object, so that this entry point
 * needs the package `langchain` for its types only.)
 *
 * @throws RescueError INVALID_OPTION
 */
export function rescueMiddleware(
  options: ConversationContextOptions,
): AgentMiddleware<undefined, undefined, unknown, readonly []> {
  const contextOf = conversationContext(options)
  return {
    name: 'RescueMiddleware',
    wrapModelCall: async (request, handler) => {
      const { signal } = request.runtime
      const context = await contextOf(userTexts(request.messages), signal && { signal })
      if (context === undefined) return handler(request)
      const separator = request.systemMessage.text === '' ? '' : '\n\n'
      return handler({ ...request, systemMessage: request.systemMessage.concat(`${separator}${context}`) })
    },
  }
}

function userTexts(messages: readonly BaseMessage[]): string[] {
  return messages.filter((message) => message.type === 'human').map((message) => message.text)
}
