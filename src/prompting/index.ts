export { chosenKnowledge } from './chosen-knowledge.js'
export {
  type PromptForm,
  type PromptTask,
  type SecurePrompt,
  SecurePromptBuilder,
  type SecurePromptOptions,
  securePromptDefaults,
} from './secure-prompt-builder.js'
export type { SecurityContext, SecurityKnowledge } from './security-context.js'
