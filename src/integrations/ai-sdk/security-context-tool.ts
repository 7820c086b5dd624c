import type { Tool } from 'ai'
import type { Rescue } from '../../rescue.js'
import {
  type SecurityContextAnswer,
  type SecurityContextInput,
  type SecurityContextOptions,
  securityContextAnswer,
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
 * The tool `security_context` for `generateText`, `streamText` and agents: `tools: { security_context: ... }`. The result
 * holds Markdown, which is what the model reads, and the same as data; each keeps to the token budget. (The AI SDK's
 * `tool()` returns what it is given, so this entry point needs the package `ai` for its types only.)
 *
 * @throws RescueError INVALID_OPTION
 */
export function createSecurityContextTool({
  rescue,
  ...options
}: SecurityContextToolInput): Tool<SecurityContextInput, SecurityContextAnswer> {
  const find = securityContextFinder(rescue, options)
  return {
    title: securityContextTool.title,
    description: securityContextTool.description,
    inputSchema: securityContextInput,
    outputSchema: securityContextAnswer,
    execute: (input, { abortSignal }) => find(input, abortSignal && { signal: abortSignal }),
    toModelOutput: ({ output }) => ({ type: 'text', value: output.text }),
  }
}
