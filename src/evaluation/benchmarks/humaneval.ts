import * as z from 'zod'
import { messageOf, RescueError } from '../../errors.js'
import { parseJson } from '../../text/parse-json.js'
import type { Problem } from './problem.js'
import { readText } from './text-file.js'

const humanEvalLine = z.object({
  task_id: z.union([z.string(), z.number()]).transform(String),
  prompt: z.string(),
  entry_point: z.string().regex(/^[A-Za-z_]\w*$/),
  test: z.string(),
  canonical_solution: z.string().optional(),
})

/** Whether a parsed line looks like one of HumanEval. */
export function isHumanEvalLine(json: unknown): boolean {
  return humanEvalLine.safeParse(json).success
}

/**
 * Reads Python problems in the form of HumanEval: `prompt` is continued, `test` defines `check(candidate)`. They have no
 * security side.
 *
 * @throws RescueError FILE_UNREADABLE; MALFORMED_RECORD
 */
export async function readHumanEval(path: string): Promise<Problem[]> {
  return (await readText(path)).split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const where = { file: path, line: index + 1 }
    try {
      return [problemOf(humanEvalLine.parse(parseJson(line)))]
    } catch (cause) {
      throw new RescueError(
        'MALFORMED_RECORD',
        `${path}:${where.line} is no problem in the form of HumanEval: ${messageOf(cause)}`,
        { ...where, cause },
      )
    }
  })
}

function problemOf({
  task_id,
  prompt,
  entry_point,
  test,
  canonical_solution,
}: z.infer<typeof humanEvalLine>): Problem {
  return {
    id: task_id,
    language: 'python',
    code: prompt,
    solutionFile: 'solution.py',
    // Test and solution share one module, as the tests expect.
    files: { 'check.py': `${test}\n\ncheck(${entry_point})\nprint("all checks passed")\n` },
    functional: {
      command: '{ cat solution.py; echo; cat check.py; } >run.py && python3 run.py',
      marker: 'all checks passed',
    },
    security: [],
    ...(canonical_solution !== undefined && { references: { secure: prompt + canonical_solution } }),
  }
}
