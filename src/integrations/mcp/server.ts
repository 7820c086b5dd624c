import { McpServer } from '@modelcontextprotocol/server'
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import type { Rescue } from '../../rescue.js'
import { version } from '../../version.js'
import {
  type SecurityContextFinder,
  type SecurityContextOptions,
  securityContextFinder,
} from '../security-context.js'
import { addCweResources } from './cwe-resources.js'
import { addSecureCodePrompt } from './secure-code-prompt.js'
import { addSecurityContextTool } from './security-context-tool.js'
import { addSliceTool } from './slice-tool.js'

/** Fields of {@link createMcpServer}. */
export interface McpServerInput extends SecurityContextOptions {
  /** Needs no chat model: the agent that calls the tools is one. */
  rescue: Rescue
}

/**
 * An MCP server with the tools `security_context` and `slice`, the resources `rescue://cwe/{id}` and the prompt `secure-code`. Connect
 * it to any transport, one server a connection; servers may share a `Rescue`.
 *
 * @throws RescueError INVALID_OPTION
 */
export function createMcpServer({ rescue, ...options }: McpServerInput): McpServer {
  return serverWith(rescue, securityContextFinder(rescue, options))
}

function serverWith(rescue: Rescue, find: SecurityContextFinder): McpServer {
  const server = new McpServer(
    { name: 'rescue', title: 'rescue-rag', version },
    {
      instructions:
        'Security knowledge from vulnerability fixes. Call security_context before writing or changing code that a weakness ' +
        'could threaten, best with a first draft and a sentence on what could go wrong; then apply the rules it answers with.',
    },
  )
  addSecurityContextTool(server, find)
  addSliceTool(server)
  addCweResources(server, rescue.knowledge)
  addSecureCodePrompt(server, rescue)
  return server
}

/** Options of {@link serveMcp}. */
export interface ServeMcpOptions {
  /** Is told what goes wrong beside the answers to calls, such as a message that is no JSON. */
  onError?: (error: Error) => void
  /** Closes the connection. */
  signal?: AbortSignal
}

/**
 * Serves over standard input and output. Nothing else may write to standard output meanwhile.
 *
 * @returns when the connection is closed, from either side
 * @throws RescueError INVALID_OPTION
 */
export async function serveMcp(
  { rescue, ...options }: McpServerInput,
  { onError, signal }: ServeMcpOptions = {},
): Promise<void> {
  const find = securityContextFinder(rescue, options)
  const transport = new StdioServerTransport()
  const connection = serveStdio(() => serverWith(rescue, find), {
    transport,
    ...(onError && { onerror: onError }),
  })
  const tearDown = transport.onclose
  await new Promise<void>((resolve) => {
    transport.onclose = () => {
      tearDown?.()
      resolve()
    }
    const close = () => void connection.close()
    signal?.addEventListener('abort', close, { once: true })
    if (signal?.aborted) close()
  })
}
