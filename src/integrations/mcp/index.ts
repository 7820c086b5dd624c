/**
 * For the Model Context Protocol: a server for coding agents. Needs `@modelcontextprotocol/server`.
 *
 * @module rescue-rag/mcp
 */
export { type SecurityContextOptions, securityContextDefaults } from '../security-context.js'
export { createMcpServer, type McpServerInput, type ServeMcpOptions, serveMcp } from './server.js'
