import { analyzeTask, type CodingTask, extractCode, type TaskAnalysis } from '../analysis/index.js'
import { draftMessages } from '../analysis/prompts.js'
import { RescueError } from '../errors.js'
import { type ChatCallPolicy, callChatModel } from '../ports/call-chat-model.js'
import type { ChatModel } from '../ports/chat-model.js'
import type { TokenCounter } from '../ports/token-counter.js'
import type { SecurePrompt } from '../prompting/index.js'
import { canonicalJson } from './canonical-json.js'
import { type Ledger, meteredModel } from './ledger.js'
import type { Pipeline } from './pipeline.js'

/** What every call to the model shares. */
export interface ModelCalls {
  model: ChatModel
  policy: ChatCallPolicy
  countTokens: TokenCounter
}

/**
 * Has the model write cause and draft for a task, and keeps what each cost.
 *
 * @throws RescueError where the model fails: retrieval would go on with fewer facets, and the figures would be about
 * something else. An answer without code is the model's own doing and goes on as it would in use.
 */
export async function analyzeForEvaluation(
  task: CodingTask,
  { model, policy, countTokens }: ModelCalls,
): Promise<{ analysis: TaskAnalysis; ledger: Ledger }> {
  const ledger: Ledger = {}
  const draft = canonicalJson(draftMessages(task))
  const chatModel = meteredModel(
    model,
    ledger,
    (messages) => (canonicalJson(messages) === draft ? 'draft' : 'cause'),
    countTokens,
  )
  const analysis = await analyzeTask(task, { chatModel, policy })
  const failure = analysis.failures.find(({ error }) => error.code !== 'MODEL_ANSWER')
  if (failure) throw failure.error
  return { analysis, ledger }
}

/** Code that was generated, and with which prompt. */
interface GeneratedCode {
  /** Empty where the answer held no code. */
  code: string
  prompt: SecurePrompt
  ledger: Ledger
}

/**
 * Takes a task through one variant, as `Rescue.generate` does: where a variant that drafts finds no security context, its draft is
 * the answer.
 *
 * @throws RescueError MODEL_FAILED, MODEL_TIMEOUT, ABORTED
 */
export async function generateCode(
  task: CodingTask,
  pipeline: Pipeline,
  analysis: TaskAnalysis | undefined,
  { model, policy, countTokens }: ModelCalls,
): Promise<GeneratedCode> {
  const ledger: Ledger = {}
  const prompt = await pipeline.prompt(task, analysis, ledger)
  if (!prompt.context && analysis?.draft !== undefined) {
    return { code: analysis.draft, prompt, ledger }
  }
  try {
    const metered = meteredModel(model, ledger, () => 'generation', countTokens)
    const answer = await callChatModel(metered, prompt.messages, 'the code', policy)
    const code = prompt.form === 'chat' ? extractCode(answer, task.language) : answer
    return { code, prompt, ledger }
  } catch (thrown) {
    if (!(thrown instanceof RescueError && thrown.code === 'MODEL_ANSWER')) throw thrown
    return { code: '', prompt, ledger }
  }
}
