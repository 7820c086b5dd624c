import { setImmediate } from 'node:timers/promises'
import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server'
import { messageOf, RescueError } from '../../errors.js'

/** Both tools only read, and always answer the same to the same question. */
export const readOnly = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const

/** What a tool says, for a model to read and as data. */
export interface ToolAnswer {
  text: string
  structuredContent: Record<string, unknown>
}

let turn: Promise<void> = Promise.resolve()

/**
 * Runs a tool. Calls begin in different turns of the event loop, so that a cancelled call, or one whose client is gone, is seen
 * before work on it begins. What fails becomes a result that says so, not an error of the protocol: the agent reads it and can do
 * better.
 */
export async function toolResult(
  { mcpReq: { signal } }: ServerContext,
  work: (signal: AbortSignal) => ToolAnswer | Promise<ToolAnswer>,
): Promise<CallToolResult> {
  turn = turn.then(() => setImmediate())
  await turn
  try {
    if (signal.aborted) throw new RescueError('ABORTED', 'The call was cancelled.', { cause: signal.reason })
    const { text, structuredContent } = await work(signal)
    return { content: [{ type: 'text', text }], structuredContent }
  } catch (thrown) {
    const text = thrown instanceof RescueError ? `${thrown.message} [${thrown.code}]` : messageOf(thrown)
    return { content: [{ type: 'text', text }], isError: true }
  }
}
