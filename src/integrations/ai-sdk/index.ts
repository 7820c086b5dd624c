/**
 * For the Vercel AI SDK: language model middleware, a tool, and its models as chat models of a `Rescue`. Needs `ai` for types.
 *
 * @module rescue-rag/ai-sdk
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
export { type ChatModelSettings, chatModelOf } from './chat-model.js'
export { rescueMiddleware } from './rescue-middleware.js'
export { createSecurityContextTool, type SecurityContextToolInput } from './security-context-tool.js'
