import type { CallToolResult } from '@modelcontextprotocol/server'
import { messageOf, RescueError } from '../../errors.js'

/**
 * The result of a tool. What fails becomes a result that says so, not an error of the protocol: the agent reads it and can
 * do better.
 */
export async function toolResult(
  work: () => Promise<{ text: string; structuredContent: Record<string, unknown> }>,
): Promise<CallToolResult> {
  try {
    const { text, structuredContent } = await work()
    return { content: [{ type: 'text', text }], structuredContent }
  } catch (thrown) {
    const text = thrown instanceof RescueError ? `${thrown.message} [${thrown.code}]` : messageOf(thrown)
    return { content: [{ type: 'text', text }], isError: true }
  }
}

/** Both tools only read, and always answer the same to the same question. */
export const readOnly = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const
