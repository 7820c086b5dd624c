import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import { admittedKnowledge } from '../knowledge/withhold.js'
import type { ChatMessage } from '../ports/chat-model.js'
import { countTokens, type TokenCounter } from '../ports/token-counter.js'
import { chatMessages, renderChatContext } from './chat-form.js'
import { completionText, renderCompletionContext } from './completion-form.js'
import {
  type ContextRenderer,
  fitContext,
  type SecurityContext,
  type SecurityKnowledge,
} from './security-context.js'

/** `chat` for instruction-tuned models, `completion` for base models that continue a text. */
export type PromptForm = 'chat' | 'completion'

/** Options of {@link SecurePromptBuilder}. */
export interface SecurePromptOptions {
  /** For instruction-tuned or for completion models. */
  form?: PromptForm
  /** Most tokens that the security context may have, headings and fences included; the task itself is not cut. */
  maxContextTokens?: number
  /** Most examples to show; the paper shows one. */
  maxExamples?: number
  /** Counter of the model that will read the prompt. */
  countTokens?: TokenCounter
}

/** Defaults of {@link SecurePromptOptions}. */
export const securePromptDefaults = {
  form: 'chat',
  maxContextTokens: 600,
  maxExamples: 1,
  countTokens,
} as const satisfies Required<SecurePromptOptions>

/** The part of a coding task that a prompt shows. */
export interface PromptTask {
  /** Of the code to write. */
  language: string
  /** Code to complete. */
  code?: string
  /** What is asked for, in words. */
  description?: string
}

/** A prompt that is ready to be sent. */
export interface SecurePrompt {
  /** The form that it has. */
  form: PromptForm
  /** For chat models; in the completion form one user message with the whole text. */
  messages: ChatMessage[]
  /** The same as one text: for completion models, for people, and for agents that build their own messages. */
  text: string
  /** The security context alone; absent where the task has none. */
  contextText?: string
  /** What the context holds; absent where the task has none. */
  context?: SecurityContext
  /** Tokens of the whole prompt, by the builder's counter, without the model's own message framing. */
  tokens: number
}

/** Builds the augmented prompt (paper, section 3.3) within a hard token budget. */
export class SecurePromptBuilder {
  /** What it builds with, defaults filled in. */
  readonly options: Required<SecurePromptOptions>

  /** @throws RescueError INVALID_OPTION */
  constructor(options: SecurePromptOptions = {}) {
    this.options = withDefaults(securePromptDefaults, options)
    const { form, maxContextTokens, maxExamples } = this.options
    if (form !== 'chat' && form !== 'completion') {
      throw new RescueError(
        'INVALID_OPTION',
        `The prompt form is "chat" or "completion", not "${String(form)}".`,
      )
    }
    if (typeof this.options.countTokens !== 'function') {
      throw new RescueError('INVALID_OPTION', 'countTokens is no function. Give one from text to a number.')
    }
    requireCount('maxContextTokens', maxContextTokens)
    requireCount('maxExamples', maxExamples)
  }

  /**
   * Builds the prompt for a task.
   *
   * @param knowledge what retrieval chose; without it, or where nothing of it fits the budget, the prompt is the bare task
   */
  build(task: PromptTask, knowledge?: SecurityKnowledge): SecurePrompt {
    const { form, maxContextTokens, maxExamples } = this.options
    const render: ContextRenderer =
      form === 'chat' ? renderChatContext : (content) => renderCompletionContext(content, task.language)
    const admitted = knowledge && admittedKnowledge(knowledge)
    const context =
      admitted &&
      fitContext({ ...admitted, examples: admitted.examples.slice(0, maxExamples) }, render, {
        maxTokens: maxContextTokens,
        countTokens: this.options.countTokens,
      })
    const contextText = context && render(context)
    const messages: ChatMessage[] =
      form === 'chat'
        ? chatMessages(task, contextText)
        : [{ role: 'user', content: completionText(task, contextText) }]
    const text = messages.map(({ content }) => content).join('\n\n')
    return {
      form,
      messages,
      text,
      ...(context && { context, contextText }),
      tokens: this.options.countTokens(text),
    }
  }
}

function requireCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 0) return
  throw new RescueError('INVALID_OPTION', `${name} must be a whole number of at least 0, not ${value}.`)
}
