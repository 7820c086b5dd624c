export { type SecurityContextOptions, securityContextDefaults } from '../security-context.js'
export { createMcpServer, type McpServerInput, type ServeMcpOptions, serveMcp } from './server.js'
