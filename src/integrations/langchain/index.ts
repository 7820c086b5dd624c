/**
 * For LangChain: a retriever, the secure prompt as a runnable, a tool and agent middleware. Needs `@langchain/core`.
 *
 * @module rescue-rag/langchain
 */
export type { ConversationContextOptions } from '../conversation-context.js'
export {
  type SecurityContextAnswer,
  type SecurityContextExample,
  type SecurityContextInput,
  type SecurityContextOptions,
  type SecurityContextOutput,
  type SecurityContextWeakness,
  securityContextDefaults,
} from '../security-context.js'
export type { RescueDocumentMetadata } from './documents.js'
export { rescueMiddleware } from './rescue-middleware.js'
export { RescuePrompt, type RescuePromptInput } from './rescue-prompt.js'
export { RescueRetriever, type RescueRetrieverInput } from './rescue-retriever.js'
export { createSecurityContextTool, type SecurityContextToolInput } from './security-context-tool.js'
