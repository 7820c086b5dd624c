import type { Command } from 'commander'
import { RescueError } from '../errors.js'
import type { ChatModel } from '../ports/chat-model.js'
import type { Terminal } from './terminal.js'

/** Model that is asked where none is named. */
const defaultModel = 'gpt-4o-mini'

/** The paper's sampling temperature (section 4.1). */
export const temperature = 0.2

/** Options that choose the chat model. */
export interface ModelOptions {
  /** Name of the model; `RESCUE_MODEL` in the environment where absent. */
  model?: string
  /** False forbids any call to a chat model. */
  llm: boolean
}

/** Adds the flag that names the chat model. */
export function addModelOption(command: Command, what: string): Command {
  return command.option('--model <name>', `${what} (default: RESCUE_MODEL, else ${defaultModel})`)
}

/** The name of the chat model that options and environment describe. */
export function modelNameOf({ model }: Pick<ModelOptions, 'model'>, env: Terminal['env']): string {
  return model ?? (env.RESCUE_MODEL || defaultModel)
}

/**
 * The chat model that options and environment describe: any OpenAI-compatible server, by `OPENAI_API_KEY` and, for a
 * local one, `OPENAI_BASE_URL`.
 *
 * @returns undefined where the options forbid a model, or where they name none and the environment names no server
 * @throws RescueError INVALID_OPTION where the options name a model and the environment no server; MISSING_DEPENDENCY where
 * `@langchain/openai` is not installed
 */
export async function openAiModel(
  options: ModelOptions,
  env: Terminal['env'],
): Promise<ChatModel | undefined> {
  const baseURL = env.OPENAI_BASE_URL || undefined
  const apiKey = env.OPENAI_API_KEY || (baseURL ? 'none' : undefined)
  if (!options.llm) return undefined
  if (!apiKey) {
    if (options.model === undefined) return undefined
    throw new RescueError(
      'INVALID_OPTION',
      `--model ${options.model} needs a server: set OPENAI_API_KEY, or OPENAI_BASE_URL for a local one.`,
    )
  }
  const model = modelNameOf(options, env)
  let ChatOpenAI: typeof import('@langchain/openai').ChatOpenAI
  try {
    ;({ ChatOpenAI } = await import('@langchain/openai'))
  } catch (cause) {
    throw new RescueError(
      'MISSING_DEPENDENCY',
      'Calling a model needs the package "@langchain/openai". Install it with: npm install @langchain/openai @langchain/core',
      { cause },
    )
  }
  // Retries are ours (callChatModel), so that one policy with one back-off decides.
  return new ChatOpenAI({
    model,
    temperature,
    apiKey,
    maxRetries: 0,
    ...(baseURL && { configuration: { baseURL } }),
  })
}
