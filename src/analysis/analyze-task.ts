import { RescueError } from '../errors.js'
import { resolveLanguage } from '../languages/index.js'
import { type ChatCallPolicy, callChatModel } from '../ports/call-chat-model.js'
import type { ChatModel } from '../ports/chat-model.js'
import { inputLimitDefaults } from '../text/input-limits.js'
import type { AnalysisFailure, FacetOrigin, TaskAnalysis } from './analysis.js'
import { apiCallsOf } from './api-calls.js'
import { extractCode } from './extract-code.js'
import { causeMessages, draftMessages } from './prompts.js'
import type { CodingTask } from './task.js'

/** Options of {@link analyzeTask}. */
export interface AnalysisOptions {
  /** Writes the cause and the draft that the task does not bring. Without one, the task's own words and code stand in. */
  chatModel?: ChatModel
  /** Retries, timeout and abort signal of each call. */
  policy?: ChatCallPolicy
}

/**
 * Proactive analysis of a coding task (paper, section 3.2): vulnerability cause, draft code, and the API calls of the draft. What
 * the task gives is used as it is; the rest is asked of the chat model, cause and draft at the same time. When one of
 * the two fails, its facet is absent and `failures` says why.
 *
 * @throws RescueError INVALID_INPUT where the task says nothing; ABORTED; the model's error where nothing else is left
 */
export async function analyzeTask(task: CodingTask, options: AnalysisOptions = {}): Promise<TaskAnalysis> {
  requireContent(task)
  const { chatModel, policy } = options
  const failures: AnalysisFailure[] = []

  const facet = async (name: 'cause' | 'draft', ask: (model: ChatModel) => Promise<string>) => {
    const given = task[name]
    if (isText(given)) return { value: given, origin: 'given' as const }
    const standIn = name === 'cause' ? joined(task.description, task.code, task.draft) : task.code
    // A model is asked about a task, not about a lone cause or draft.
    if (!chatModel || !isText(taskText(task))) {
      return isText(standIn) ? { value: standIn, origin: 'task' as const } : { origin: 'absent' as const }
    }
    try {
      return { value: await ask(chatModel), origin: 'model' as const }
    } catch (thrown) {
      const error = RescueError.from(thrown, 'MODEL_FAILED', `The chat model failed at the ${name}`)
      if (error.code === 'ABORTED') throw error
      failures.push({ facet: name, error })
      return { origin: 'absent' as const }
    }
  }
  const [cause, draft] = await Promise.all([
    facet('cause', async (model) =>
      (await callChatModel(model, causeMessages(task), 'the vulnerability cause', policy)).trim(),
    ),
    facet('draft', async (model) =>
      extractCode(await callChatModel(model, draftMessages(task), 'the draft', policy), task.language),
    ),
  ])
  if (failures.length > 0 && cause.value === undefined && draft.value === undefined) throw failures[0]!.error

  const language = resolveLanguage(task.language)
  const { calls: apiCalls, by: apiCallsBy } = apiCallsOf(task.language, {
    code: task.code,
    draft: draft.value,
  })
  return {
    task,
    ...(language && { language }),
    ...(cause.value !== undefined && { cause: cause.value }),
    ...(draft.value !== undefined && { draft: draft.value }),
    apiCalls,
    ...(apiCallsBy && { apiCallsBy }),
    origins: {
      cause: cause.origin,
      draft: draft.origin,
      api: apiCalls.length === 0 ? 'absent' : originOfCalls(draft.origin),
    },
    failures,
  }
}

/** Calls of a draft that failed to come are those of the task's own code. */
function originOfCalls(draft: FacetOrigin): FacetOrigin {
  return draft === 'absent' ? 'task' : draft
}

/** A task's own words. */
export interface TaskTexts {
  /** What is asked for. */
  description?: string
  /** The code that is there, and behind it a draft that was given, which shows what the code is about. */
  code?: string
}

/** What there is to go by when nobody says what threatens. */
export function taskTexts({ description, code, draft }: CodingTask): TaskTexts {
  const allCode = joined(code, draft)
  return { ...(isText(description) && { description }), ...(allCode !== undefined && { code: allCode }) }
}

/** Description and code as one text. */
export function taskText({ description, code }: CodingTask): string | undefined {
  return joined(description, code)
}

function joined(...texts: (string | undefined)[]): string | undefined {
  const parts = texts.filter(isText)
  return parts.length === 0 ? undefined : parts.join('\n')
}

function isText(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== ''
}

const textFields = ['code', 'description', 'cause', 'draft'] as const

/** Tasks come from data and from JavaScript, so the types promise nothing. */
function requireContent(task: CodingTask): void {
  if (typeof task !== 'object' || task === null) {
    throw new RescueError('INVALID_INPUT', 'A task is an object such as { language, description, code }.')
  }
  const where = typeof task.id === 'string' ? { record: task.id } : {}
  if (typeof task.language !== 'string' || task.language.trim() === '') {
    throw new RescueError(
      'INVALID_INPUT',
      'The task has no language. Say which one, such as "python".',
      where,
    )
  }
  for (const name of textFields) {
    const value: unknown = task[name]
    if (typeof value === 'string' && value.length > inputLimitDefaults.taskTextLength) {
      throw new RescueError(
        'INVALID_INPUT',
        `The ${name} of the task is longer than ${inputLimitDefaults.taskTextLength} characters. Give the part that matters.`,
        where,
      )
    }
    if (value === undefined || typeof value === 'string') continue
    throw new RescueError('INVALID_INPUT', `The ${name} of the task is no text. Give a string.`, where)
  }
  if (!textFields.some((name) => isText(task[name]))) {
    throw new RescueError(
      'INVALID_INPUT',
      'The task is empty. Give at least one of code, description, cause and draft.',
      where,
    )
  }
}
