import { coerceMessageLikeToMessage } from '@langchain/core/messages'
import type { BasePromptValueInterface } from '@langchain/core/prompt_values'
import { ChatPromptValue, StringPromptValue } from '@langchain/core/prompt_values'
import { Runnable, type RunnableConfig } from '@langchain/core/runnables'
import type { CodingTask } from '../../analysis/index.js'
import type { Rescue } from '../../rescue.js'
import { requireRescue } from '../require-rescue.js'

/** Fields of {@link RescuePrompt}. */
export interface RescuePromptInput {
  /** Finds the knowledge and builds the prompt; its options decide about form and token budget. */
  rescue: Rescue
}

/**
 * The secure prompt for a coding task as a runnable: `new RescuePrompt({ rescue }).pipe(chatModel)` writes secure code, and
 * streams where the model does. Where no knowledge fits, the prompt is the bare task. Throws RescueError as
 * {@link Rescue.prompt}.
 */
export class RescuePrompt extends Runnable<CodingTask, BasePromptValueInterface> {
  static override lc_name(): string {
    return 'RescuePrompt'
  }

  override lc_namespace = ['rescue-rag', 'prompts']

  readonly #rescue: Rescue

  /** @throws RescueError INVALID_OPTION */
  constructor({ rescue }: RescuePromptInput) {
    super()
    this.#rescue = requireRescue(rescue)
  }

  /**
   * Builds the prompt for one task; runs of the chat model, if there is one, nest below its own. Throws RescueError as
   * {@link Rescue.prompt}.
   */
  override invoke(task: CodingTask, options?: Partial<RunnableConfig>): Promise<BasePromptValueInterface> {
    return this._callWithConfig(
      async (input: CodingTask, config, runManager) => {
        const callbacks = runManager?.getChild()
        const { form, messages, text } = await this.#rescue.prompt(input, {
          ...(config?.signal && { signal: config.signal }),
          ...(callbacks && { invokeOptions: { callbacks } }),
        })
        return form === 'chat'
          ? new ChatPromptValue(messages.map(coerceMessageLikeToMessage))
          : new StringPromptValue(text)
      },
      task,
      { ...options, runType: 'prompt' },
    )
  }
}
