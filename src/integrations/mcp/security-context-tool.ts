import type { McpServer } from '@modelcontextprotocol/server'
import {
  type SecurityContextFinder,
  securityContextInput,
  securityContextOutput,
  securityContextTool,
} from '../security-context.js'
import { readOnly, toolResult } from './tool-result.js'

/** Adds the tool `security_context`. */
export function addSecurityContextTool(server: McpServer, find: SecurityContextFinder): void {
  const { name, title, description } = securityContextTool
  server.registerTool(
    name,
    {
      title,
      description,
      inputSchema: securityContextInput,
      outputSchema: securityContextOutput,
      annotations: readOnly,
    },
    (input, context) =>
      toolResult(context, async (signal) => {
        const { text, data } = await find(input, { signal })
        return { text, structuredContent: { ...data } }
      }),
  )
}
