export type { ConversationContextOptions } from '../conversation-context.js'
export {
  type SecurityContextAnswer,
  type SecurityContextInput,
  type SecurityContextOptions,
  type SecurityContextOutput,
  securityContextDefaults,
} from '../security-context.js'
export { type ChatModelSettings, chatModelOf } from './chat-model.js'
export { rescueMiddleware } from './rescue-middleware.js'
export { createSecurityContextTool, type SecurityContextToolInput } from './security-context-tool.js'
