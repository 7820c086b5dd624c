import pRetry, { AbortError } from 'p-retry'
import { messageOf, RescueError } from '../errors.js'
import { answerText, type ChatMessage, type ChatModel } from './chat-model.js'

/** How a call to a chat model is made. */
export interface ChatCallPolicy {
  /** Further attempts after a rate limit, a server error or a broken connection; 0 where the model retries by itself. */
  retries?: number
  /** Milliseconds before the first further attempt; doubled each time, with jitter. */
  minRetryDelayMs?: number
  /** Longest wait between two attempts, in milliseconds. */
  maxRetryDelayMs?: number
  /** Longest answer that is taken, in characters. */
  maxAnswerLength?: number
  /** Milliseconds that one attempt may take; `Infinity` for as long as it likes. */
  timeoutMs?: number
  /** Aborts the call, also while it waits between attempts. */
  signal?: AbortSignal
  /** Handed to the model's `invoke` beside the signal, such as the `callbacks` and `tags` of LangChain. */
  invokeOptions?: Readonly<Record<string, unknown>>
}

/** Defaults of {@link ChatCallPolicy}. */
export const chatCallDefaults = {
  retries: 3,
  minRetryDelayMs: 500,
  maxRetryDelayMs: 20_000,
  timeoutMs: 120_000,
  maxAnswerLength: 1_000_000,
} as const satisfies ChatCallPolicy

/**
 * Asks a chat model and returns the text of its answer.
 *
 * A rate limit (429), a server error (5xx), a request timeout (408), a conflict (409), a request that came too early (425) or a
 * connection error is tried again with exponential back-off; any other error is final. A timeout of ours is final too: the model
 * is too slow, not unlucky.
 *
 * @param purpose names the step in error messages, such as "the draft"
 * @throws RescueError MODEL_FAILED, MODEL_TIMEOUT, MODEL_ANSWER for an answer that is empty or too long, ABORTED, or INVALID_OPTION
 */
export async function callChatModel(
  model: ChatModel,
  messages: ChatMessage[],
  purpose: string,
  policy: ChatCallPolicy = {},
): Promise<string> {
  const { retries, minRetryDelayMs, maxRetryDelayMs, timeoutMs, maxAnswerLength } = settingsOf(policy)
  const { signal, invokeOptions } = policy
  const aborted = () =>
    new RescueError('ABORTED', `Asking the model for ${purpose} was aborted.`, { cause: signal?.reason })
  if (signal?.aborted) throw aborted()
  try {
    return await pRetry(
      () => attempt(model, messages, purpose, { timeoutMs, maxAnswerLength, signal, invokeOptions }),
      {
        retries,
        minTimeout: minRetryDelayMs,
        maxTimeout: maxRetryDelayMs,
        randomize: true,
        ...(signal && { signal }),
        shouldRetry: ({ error }) => isTransient(error),
      },
    )
  } catch (thrown) {
    if (signal?.aborted) throw aborted()
    throw RescueError.from(thrown, 'MODEL_FAILED', `The chat model failed when asked for ${purpose}`)
  }
}

type Settings = Record<keyof typeof chatCallDefaults, number>

/** Least value of each number. */
const least = {
  retries: 0,
  minRetryDelayMs: 0,
  maxRetryDelayMs: 0,
  timeoutMs: 1,
  maxAnswerLength: 1,
} as const satisfies Settings

/** Longest time that a timer of Node can wait, 24 days; it takes a longer one for none at all. */
const longestTimer = 2 ** 31 - 1

/** The numbers of a policy, with the defaults where it says nothing. */
function settingsOf(policy: ChatCallPolicy): Settings {
  const settings: Settings = { ...chatCallDefaults }
  for (const name of Object.keys(least) as (keyof Settings)[]) {
    const value = policy[name] ?? chatCallDefaults[name]
    if (typeof value !== 'number' || !(value >= least[name])) {
      throw new RescueError('INVALID_OPTION', `${name} is ${value}; give a number of ${least[name]} or more.`)
    }
    settings[name] = name.endsWith('Ms') ? Math.min(value, longestTimer) : value
  }
  return settings
}

async function attempt(
  model: ChatModel,
  messages: ChatMessage[],
  purpose: string,
  {
    timeoutMs,
    maxAnswerLength,
    signal,
    invokeOptions,
  }: {
    timeoutMs: number
    maxAnswerLength: number
    signal: AbortSignal | undefined
    invokeOptions: ChatCallPolicy['invokeOptions']
  },
): Promise<string> {
  // Not AbortSignal.any: it is missing in the first releases of Node 20.
  const controller = new AbortController()
  const forward = () => controller.abort(signal?.reason)
  signal?.addEventListener('abort', forward, { once: true })
  let timer: NodeJS.Timeout | undefined
  const stopped = new Promise<never>((_, reject) => {
    // A model that ignores its signal must not keep us waiting.
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true })
    timer = setTimeout(() => {
      const seconds = timeoutMs / 1000
      controller.abort(
        new RescueError(
          'MODEL_TIMEOUT',
          `The chat model did not answer within ${seconds} s when asked for ${purpose}. Raise timeoutMs or use a faster model.`,
        ),
      )
    }, timeoutMs)
  })
  try {
    const answer = await Promise.race([
      model.invoke(messages, { ...invokeOptions, signal: controller.signal }),
      stopped,
    ])
    const text = answerText(answer)
    if (text.trim() === '') {
      throw new RescueError(
        'MODEL_ANSWER',
        `The chat model gave an empty answer when asked for ${purpose}. Ask again, or try another model.`,
      )
    }
    if (text.length > maxAnswerLength) {
      throw new RescueError(
        'MODEL_ANSWER',
        `The chat model gave an answer of ${text.length} characters when asked for ${purpose}; at most ${maxAnswerLength} are taken. Ask again, or limit the length of its answers.`,
      )
    }
    return text
  } catch (thrown) {
    // The model may report our timeout as an abort error of its own.
    const reason: unknown = controller.signal.aborted ? controller.signal.reason : thrown
    if (reason instanceof RescueError) throw new AbortError(reason)
    throw reason instanceof Error ? reason : new Error(messageOf(reason), { cause: reason })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', forward)
  }
}

const transientStatus = new Set([408, 409, 425, 429])
const transientCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
])

/** Causes of causes that are looked at: an error can be its own. */
const deepestCause = 5

/** Whether the same request may well succeed a moment later. */
function isTransient(error: unknown, depth = 0): boolean {
  // OpenAI's and LangChain's errors have a status, those of the AI SDK a statusCode.
  const { status, statusCode, code, cause, name } = error as Partial<Record<string, unknown>>
  const http = status ?? statusCode
  if (typeof http === 'number') return http >= 500 || transientStatus.has(http)
  if (typeof code === 'string' && transientCodes.has(code)) return true
  if (name === 'APIConnectionError') return true
  return cause instanceof Error && depth < deepestCause && isTransient(cause, depth + 1)
}
