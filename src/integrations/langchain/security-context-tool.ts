import { type DynamicStructuredTool, tool } from '@langchain/core/tools'
import type { Rescue } from '../../rescue.js'
import {
  type SecurityContextInput,
  type SecurityContextOptions,
  type SecurityContextOutput,
  securityContextFinder,
  securityContextInput,
  securityContextTool,
} from '../security-context.js'

/** Fields of {@link createSecurityContextTool}. */
export interface SecurityContextToolInput extends SecurityContextOptions {
  /** Finds the context. It needs no chat model, since the agent is one. */
  rescue: Rescue
}

/**
 * The tool `security_context` for an agent that writes code: the agent is the language model, so a `Rescue` without a chat
 * model does. The message holds Markdown within the token budget, its artifact the same as data
 * ({@link SecurityContextOutput}).
 *
 * @throws RescueError INVALID_OPTION
 */
export function createSecurityContextTool({
  rescue,
  ...options
}: SecurityContextToolInput): DynamicStructuredTool<
  typeof securityContextInput,
  SecurityContextInput,
  SecurityContextInput,
  [string, SecurityContextOutput]
> {
  const find = securityContextFinder(rescue, options)
  return tool(
    async (input: SecurityContextInput, config): Promise<[string, SecurityContextOutput]> => {
      const { text, data } = await find(input, {
        ...(config.signal && { signal: config.signal }),
        ...(config.callbacks && { invokeOptions: { callbacks: config.callbacks } }),
      })
      return [text, data]
    },
    {
      name: securityContextTool.name,
      description: securityContextTool.description,
      schema: securityContextInput,
      responseFormat: 'content_and_artifact',
    },
  )
}
