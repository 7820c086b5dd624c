import * as z from 'zod'
import type { CodingTask } from '../analysis/index.js'
import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import { countTokens, type TokenCounter } from '../ports/token-counter.js'
import { chosenKnowledge, type SecurePrompt, SecurePromptBuilder } from '../prompting/index.js'
import type { Rescue, RescueCallOptions, TaskRetrieval } from '../rescue.js'
import { inputLimitDefaults } from '../text/input-limits.js'
import { oneLine } from '../text/markdown.js'
import { shortName } from '../text/short-name.js'
import { requireRescue } from './require-rescue.js'

/** Name, title and description of the tool, the same wherever it is offered. */
export const securityContextTool = {
  name: 'security_context',
  title: 'Security context for a coding task',
  description:
    'Finds which weaknesses (CWE) a piece of code is prone to, and answers with short rules and an example of a fix. Call it ' +
    'before you write or change code that handles input from outside, files, paths, processes, SQL, HTML, URLs, memory, ' +
    'archives, serialised data, credentials, cryptography or access rights. It finds more when you pass a first draft, and in ' +
    '"cause" a sentence on what could go wrong. Apply the rules to your own code; the example is about other code. The ' +
    'answer is advice, never a verdict that code is safe or unsafe.',
} as const

const text = (what: string) => z.string().max(inputLimitDefaults.taskTextLength).optional().describe(what)

/** What the tool is called with. */
export const securityContextInput = z.object({
  /** Of the code. */
  language: z
    .string()
    .min(1)
    .max(40)
    .describe('Language of the code, such as "python", "javascript", "typescript", "c", "cpp".'),
  /** What is asked for. */
  task: text('What is asked for, in words.'),
  /** Code that is there already. */
  code: text('Code that is there already and is to be continued or changed.'),
  /** A first version of the code. */
  draft: text('Your first version of the code; its API calls are matched with those of fixes.'),
  /** Which weakness threatens and why. */
  cause: text('One to three sentences: which weakness threatens here and why. Say nothing of a fix.'),
})

/** Arguments of the tool; at least one of task, code, draft and cause is given. */
export interface SecurityContextInput {
  /** Of the code: any name that the registry resolves, or another one. */
  language: string
  /** What is asked for, in words. */
  task?: string | undefined
  /** Code that is there already and is to be continued or changed. */
  code?: string | undefined
  /** A first version of the code. */
  draft?: string | undefined
  /** Which weakness threatens and why. */
  cause?: string | undefined
}

/** What the tool answers, as data. The lists are empty where nothing in the knowledge base fits the task. */
export const securityContextOutput = z.object({
  weaknesses: z
    .array(z.object({ cwe: z.string(), name: z.string() }))
    .describe('Weaknesses that the task is prone to, likeliest first.'),
  guidelines: z.array(z.string()).describe('Rules against the first weakness, most important first.'),
  examples: z
    .array(z.object({ id: z.string(), language: z.string(), code: z.string() }))
    .describe('The secure side of fixes of other code, cut to the lines that matter.'),
})

/** A weakness in an answer of the tool. */
export interface SecurityContextWeakness {
  /** Such as `CWE-89`. */
  cwe: string
  /** The name that people use, such as `SQL Injection`; MITRE's where it gives no other. */
  name: string
}

/** An example in an answer of the tool. */
export interface SecurityContextExample {
  /** Its identifier in the base. */
  id: string
  /** Its language. */
  language: string
  /** The secure side of a fix, cut to the lines that matter. */
  code: string
}

/** Answer of the tool as data; empty lists where nothing in the base fits the task. */
export interface SecurityContextOutput {
  /** Likeliest first. */
  weaknesses: SecurityContextWeakness[]
  /** Rules against the first weakness, most important first. */
  guidelines: string[]
  /** Best first. */
  examples: SecurityContextExample[]
}

/** Options of the tool. */
export interface SecurityContextOptions {
  /** Most tokens of an answer, as text and as JSON, at least 100. */
  maxTokens?: number
  /** Most examples in an answer. */
  maxExamples?: number
  /** Counter of the model that reads the answers. */
  countTokens?: TokenCounter
}

/** Defaults of {@link SecurityContextOptions}. */
export const securityContextDefaults = {
  maxTokens: 600,
  maxExamples: 1,
  countTokens,
} as const satisfies Required<SecurityContextOptions>

/** An answer of the tool in its two forms: Markdown for a model to read, and data. Each keeps to the token budget on its own. */
export const securityContextAnswer = z.object({ text: z.string(), data: securityContextOutput })

/** An answer of the tool in its two forms, each within the token budget. */
export interface SecurityContextAnswer {
  /** Markdown, for a model to read. */
  text: string
  /** The same as data. */
  data: SecurityContextOutput
}

/** Answers a call of the tool. Throws RescueError as {@link Rescue.retrieve}. */
export type SecurityContextFinder = (
  input: SecurityContextInput,
  options?: RescueCallOptions,
) => Promise<SecurityContextAnswer>

/**
 * Prepares the tool for a knowledge base.
 *
 * @throws RescueError INVALID_OPTION
 */
export function securityContextFinder(
  rescue: Rescue,
  options: SecurityContextOptions = {},
): SecurityContextFinder {
  requireRescue(rescue)
  const resolved = withDefaults(securityContextDefaults, options)
  if (!Number.isInteger(resolved.maxTokens) || resolved.maxTokens < 100) {
    throw new RescueError(
      'INVALID_OPTION',
      `maxTokens is ${resolved.maxTokens}; give a whole number of at least 100, which is what headings and names take.`,
    )
  }
  return async ({ task, ...facets }, callOptions) => {
    // The facade would name the task's fields as it knows them, and there is no argument "description".
    if ([task, ...facetNames.map((name) => facets[name])].every((text) => !text?.trim())) {
      throw new RescueError(
        'INVALID_INPUT',
        'The task is empty. Give at least one of "task", "code", "draft" and "cause".',
      )
    }
    const coding: CodingTask = { ...facets, ...(task !== undefined && { description: task }) }
    return fittingAnswer(coding, await rescue.retrieve(coding, callOptions), resolved)
  }
}

const facetNames = ['code', 'draft', 'cause'] as const

/** Gives up knowledge, and then the least likely weaknesses, until both forms of the answer keep to the budget. */
function fittingAnswer(
  task: CodingTask,
  retrieval: TaskRetrieval,
  { maxTokens, ...options }: Required<SecurityContextOptions>,
): SecurityContextAnswer {
  const knowledge = chosenKnowledge(retrieval)
  let { weaknesses } = retrieval
  for (let budget = maxTokens; ; ) {
    const builder = new SecurePromptBuilder({ ...options, maxContextTokens: Math.max(0, budget) })
    const answer = answerOf(task, { ...retrieval, weaknesses }, builder.build(task, knowledge))
    const tokens = Math.max(
      options.countTokens(answer.text),
      options.countTokens(JSON.stringify(answer.data)),
    )
    if (tokens <= maxTokens || (budget <= 0 && weaknesses.length === 0)) return answer
    // Nothing but names is left, and a hostile base may make these as long as it likes.
    if (budget <= 0) weaknesses = weaknesses.slice(0, -1)
    budget -= tokens - maxTokens
  }
}

function answerOf(
  task: CodingTask,
  { weaknesses, explanation }: TaskRetrieval,
  { context, contextText }: SecurePrompt,
): SecurityContextAnswer {
  const names = weaknesses.map(({ cwe, name }) => ({ cwe, name: oneLine(shortName(name)) }))
  const data: SecurityContextOutput = {
    weaknesses: names,
    guidelines: context?.guidelines.map((guideline) => oneLine(guideline.text)) ?? [],
    examples:
      context?.examples.map(({ id, language, secure }) => ({ id, language, code: secure.code })) ?? [],
  }
  const others = names.filter(({ cwe }) => cwe !== context?.cwe).map(({ cwe, name }) => `${cwe} (${name})`)
  const parts = contextText === undefined ? [] : [contextText]
  if (others.length > 0)
    parts.push(`${context ? 'Also possible here' : 'Possible here'}: ${others.join(', ')}.`)
  if (parts.length === 0) parts.push(nothingFound(task, explanation.notes))
  return { text: parts.join('\n\n'), data }
}

function nothingFound({ draft, cause }: CodingTask, notes: readonly string[]): string {
  const more = [draft === undefined && '"draft"', cause === undefined && '"cause"'].filter(
    (name) => name !== false,
  )
  const hint = more.length > 0 ? ` If you see a risk, ask again with ${more.join(' and ')}.` : ''
  return `${notes.join(' ') || 'Nothing in the knowledge base fits this task.'}${hint}`
}
