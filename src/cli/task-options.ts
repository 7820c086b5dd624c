import { type Command, Option } from 'commander'
import pLimit from 'p-limit'
import type { CodingTask, TaskAnalysis } from '../analysis/index.js'
import { RescueError } from '../errors.js'
import { Rescue, type RescueOptions } from '../rescue.js'
import { type LanguagePolicy, retrievalDefaults } from '../retrieval/index.js'
import { addKnowledgeOptions, type KnowledgeFlags, loadKnowledge } from './knowledge-options.js'
import { addModelOption, openAiModel } from './openai.js'
import { readText } from './source-file.js'
import { taskProgress } from './task-progress.js'
import { readTasks, type TaskLine, taskName } from './tasks.js'
import type { Terminal } from './terminal.js'
import { parseCount } from './whole-number.js'

/** Flags of the commands that work on tasks. */
export interface TaskFlags extends KnowledgeFlags {
  tasks?: string
  language?: string
  description?: string
  code?: string
  draft?: string
  languages: LanguagePolicy
  model?: string
  llm: boolean
  concurrency: number
  json?: boolean
}

/** Adds the flags that say which tasks, which knowledge and which model. */
export function addTaskOptions(command: Command): Command {
  command
    .option('--tasks <file>', 'tasks as JSON lines, - for standard input')
    .option('--language <name>', 'language of a single task')
    .option('--description <text>', 'what the single task asks for')
    .option('--code <file>', 'file with the code that the single task is to complete')
    .option('--draft <file>', 'file with a first answer to the single task')
  addKnowledgeOptions(command).addOption(
    new Option(
      '--languages <which>',
      "languages of examples: the task's own; where it has none, the nearest; or any",
    )
      .choices(['same', 'fallback', 'any'] satisfies LanguagePolicy[])
      .default(retrievalDefaults.languages),
  )
  return addModelOption(command, 'chat model')
    .option('--no-llm', 'never call a chat model')
    .option('--concurrency <n>', 'tasks at the same time', parseCount, 4)
    .option('--json', 'print JSON, one line a task')
}

/** The tasks that the flags name: a file of them, or one from flags of its own. */
export async function tasksOf(flags: TaskFlags, terminal: Terminal): Promise<TaskLine[]> {
  const { tasks, language, description } = flags
  const isSingle = [language, description, flags.code, flags.draft].some((value) => value !== undefined)
  if (tasks !== undefined && !isSingle) return readTasks(tasks, terminal)
  if (tasks !== undefined || language === undefined) {
    throw new RescueError(
      'INVALID_OPTION',
      'Give either --tasks FILE, or a single task by --language and any of --description, --code and --draft.',
    )
  }
  const code = flags.code === undefined ? undefined : await readText(flags.code, terminal)
  const draft = flags.draft === undefined ? undefined : await readText(flags.draft, terminal)
  const task: CodingTask = {
    language,
    ...(description !== undefined && { description }),
    ...(code !== undefined && { code }),
    ...(draft !== undefined && { draft }),
  }
  return [{ task }]
}

/** A {@link Rescue} as flags and environment describe it. */
export async function rescueOf(
  flags: KnowledgeFlags & Pick<TaskFlags, 'model' | 'llm'> & Partial<Pick<TaskFlags, 'languages'>>,
  terminal: Terminal,
  options: RescueOptions = {},
): Promise<Rescue> {
  const chatModel = await openAiModel(flags, terminal.env)
  const { languages } = flags
  return Rescue.create({
    ...options,
    knowledge: await loadKnowledge(flags, terminal),
    background: 'none',
    ...(languages && { retrieval: { languages } }),
    ...(chatModel && { chatModel }),
  })
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
