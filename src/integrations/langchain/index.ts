export type { ConversationContextOptions } from '../conversation-context.js'
export {
  type SecurityContextAnswer,
  type SecurityContextInput,
  type SecurityContextOptions,
  type SecurityContextOutput,
  securityContextDefaults,
} from '../security-context.js'
export type { RescueDocumentMetadata } from './documents.js'
export { rescueMiddleware } from './rescue-middleware.js'
export { RescuePrompt, type RescuePromptInput } from './rescue-prompt.js'
export { RescueRetriever, type RescueRetrieverInput } from './rescue-retriever.js'
export { createSecurityContextTool, type SecurityContextToolInput } from './security-context-tool.js'
