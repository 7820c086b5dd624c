import { type Command, InvalidArgumentError } from 'commander'
import pLimit from 'p-limit'
import type { CodingTask, TaskAnalysis } from '../analysis/index.js'
import { RescueError } from '../errors.js'
import type { KnowledgeBase, WithheldText } from '../knowledge/index.js'
import { Rescue, type RescueOptions } from '../rescue.js'
import { openAiModel } from './openai.js'
import { readText } from './source-file.js'
import { taskProgress } from './task-progress.js'
import { readTasks, type TaskLine, taskName } from './tasks.js'
import type { Terminal } from './terminal.js'

/** Flags of the commands that work on tasks. */
export interface TaskFlags {
  tasks?: string
  language?: string
  description?: string
  code?: string
  draft?: string
  knowledge?: string
  model?: string
  llm: boolean
  concurrency: number
  json?: boolean
}

/** Adds the flags that say which tasks, which knowledge and which model. */
export function addTaskOptions(command: Command): Command {
  return command
    .option('--tasks <file>', 'tasks as JSON lines, - for standard input')
    .option('--language <name>', 'language of a single task')
    .option('--description <text>', 'what the single task asks for')
    .option('--code <file>', 'file with the code that the single task is to complete')
    .option('--draft <file>', 'file with a first answer to the single task')
    .option('--knowledge <dir>', 'knowledge base (default: RESCUE_KNOWLEDGE, else the shipped one)')
    .option('--model <name>', 'chat model (default: RESCUE_MODEL, else gpt-4o-mini)')
    .option('--no-llm', 'never call a chat model')
    .option('--concurrency <n>', 'tasks at the same time', parseCount, 4)
    .option('--json', 'print JSON, one line a task')
}

/** Reads a whole number of at least 1. */
export function parseCount(value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('Give a whole number of at least 1.')
}

/** The tasks that the flags name: a file of them, or one from flags of its own. */
export async function tasksOf(flags: TaskFlags, terminal: Terminal): Promise<TaskLine[]> {
  const { language, description } = flags
  if ((flags.tasks === undefined) === (language === undefined)) {
    throw new RescueError(
      'INVALID_OPTION',
      'Give either --tasks FILE, or a single task by --language and any of --description, --code and --draft.',
    )
  }
  if (flags.tasks !== undefined) return readTasks(flags.tasks, terminal)
  const code = flags.code === undefined ? undefined : await readText(flags.code, terminal)
  const draft = flags.draft === undefined ? undefined : await readText(flags.draft, terminal)
  const task: CodingTask = {
    language: language as string,
    ...(description !== undefined && { description }),
    ...(code !== undefined && { code }),
    ...(draft !== undefined && { draft }),
  }
  return [{ task }]
}

/** The directory of the knowledge base that is asked for; undefined for the shipped one. */
export function knowledgeOf({ knowledge }: { knowledge?: string }, { env }: Terminal): string | undefined {
  return knowledge ?? (env.RESCUE_KNOWLEDGE || undefined)
}

/** A {@link Rescue} as flags and environment describe it. */
export async function rescueOf(
  flags: Pick<TaskFlags, 'knowledge' | 'model' | 'llm'>,
  terminal: Terminal,
  options: RescueOptions = {},
): Promise<Rescue> {
  const chatModel = await openAiModel(flags, terminal.env)
  const knowledge = knowledgeOf(flags, terminal)
  const rescue = await Rescue.create({
    ...options,
    ...(knowledge !== undefined && { knowledge }),
    ...(chatModel && { chatModel }),
  })
  noteWithheld(rescue.knowledge, terminal)
  return rescue
}

/** Says that a base tries to speak to the model: whoever chose it should know. */
export function noteWithheld({ withheld }: KnowledgeBase, terminal: Terminal): void {
  if (withheld.length === 0) return
  const texts = withheld.length === 1 ? 'One text speaks' : `${withheld.length} texts speak`
  const [{ about, cwe, text }] = withheld as [WithheldText]
  terminal.note(
    `${texts} to a language model instead of about code and will not be used, the first a ${about} of ${cwe}: ${text.slice(0, 200)}`,
  )
}

/**
 * Works on every task and prints the results, where there are any, in the order of the tasks. A bad line or a failed task is
 * reported on standard error in its turn, and the others go on. After Ctrl-C what was done by then is printed.
 *
 * @returns the number of tasks that failed
 * @throws RescueError ABORTED
 */
export async function eachTask(
  lines: readonly TaskLine[],
  terminal: Terminal,
  concurrency: number,
  work: (task: CodingTask) => Promise<string | undefined>,
): Promise<number> {
  const limit = pLimit(concurrency)
  const progress = taskProgress(terminal, lines.length)
  const results = lines.map((line) =>
    limit(async (): Promise<string | undefined | RescueError> => {
      if ('error' in line) return line.error
      try {
        return await work(line.task)
      } catch (thrown) {
        const where = line.task.id === undefined ? {} : { record: line.task.id }
        return RescueError.from(thrown, 'INVALID_INPUT', 'It failed', where)
      } finally {
        progress.step()
      }
    }),
  )
  let failed = 0
  let aborted: RescueError | undefined
  for (const [index, result] of results.entries()) {
    const output = await result
    if (!(output instanceof RescueError)) {
      if (output !== undefined) await terminal.out(output)
      continue
    }
    if (output.code === 'ABORTED') {
      // Tasks behind this one may be done, and paid for.
      aborted ??= output
      continue
    }
    failed++
    const line = lines[index]!
    terminal.err(`${'task' in line ? `${taskName(line)}: ` : ''}${output.message} [${output.code}]`)
  }
  progress.stop()
  if (aborted) throw aborted
  return failed
}

/** Says what was asked of the model for a task and did not come: the result was made without it. */
export function noteFailures({ task, failures }: TaskAnalysis, terminal: Terminal): void {
  for (const { facet, error } of failures) {
    terminal.note(`${taskName({ task })}: without the ${facet}: ${error.message} [${error.code}]`)
  }
}
