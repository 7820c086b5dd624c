import * as z from 'zod'
import type { CodingTask } from '../analysis/index.js'
import { messageOf, RescueError } from '../errors.js'
import { parseJson } from '../text/parse-json.js'
import { readText } from './source-file.js'
import type { Terminal } from './terminal.js'

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined)

/** A line of a task file; unknown fields are passed over, so that data sets can carry more. */
const taskLine = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  language: z.string().min(1),
  code: text,
  description: text,
  cause: text,
  draft: text,
})

/** Most lines of a task file. */
const maxTaskLines = 100_000

/** A task, with its line where it stands in a file; or why a line is none. */
export type TaskLine = { task: CodingTask; line?: number } | { error: RescueError }

/** How a task is called in messages. */
export function taskName({ task, line }: { task: CodingTask; line?: number }): string {
  if (task.id !== undefined) return `task ${task.id}`
  return line === undefined ? 'the task' : `the task on line ${line}`
}

/**
 * Reads tasks from JSON lines, or from standard input where the path is `-`. A bad line is reported in its place and the rest
 * is read.
 *
 * @throws RescueError FILE_UNREADABLE, or INVALID_INPUT for a binary file or one with too many lines
 */
export async function readTasks(path: string, terminal: Terminal): Promise<TaskLine[]> {
  const text = await readText(path, terminal)
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/, maxTaskLines + 1)
  if (lines.length > maxTaskLines) {
    throw new RescueError(
      'INVALID_INPUT',
      `${path === '-' ? 'Standard input' : `"${path}"`} has more than ${maxTaskLines} lines. Give fewer tasks at a time.`,
      { file: path },
    )
  }
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parseTask(line, { file: path, line: index + 1 })],
  )
}

function parseTask(line: string, where: { file: string; line: number }): TaskLine {
  const place = `${where.file}:${where.line}`
  let json: unknown
  try {
    json = parseJson(line)
  } catch (cause) {
    const message = `${place} is not JSON (${messageOf(cause)}). Write one task a line.`
    return { error: new RescueError('MALFORMED_RECORD', message, { ...where, cause }) }
  }
  const parsed = taskLine.safeParse(json)
  if (parsed.success) return { task: parsed.data, line: where.line }
  const what = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'the line'}: ${issue.message}`)
    .join('; ')
  const message = `${place} is no task (${what}). A task has a language and any of code, description, cause and draft.`
  return { error: new RescueError('MALFORMED_RECORD', message, where) }
}
