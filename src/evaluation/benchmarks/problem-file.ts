import { dirname, join, normalize } from 'node:path'
import { messageOf, RescueError } from '../../errors.js'
import { parseJson } from '../../text/parse-json.js'
import type { Problem } from './problem.js'
import { problemLine, type TextOrPath } from './problem-schema.js'
import { solutionFileOf } from './solution-file.js'
import { readText } from './text-file.js'

/**
 * Reads problems in our own format: JSON lines as `problemLine` describes them, see docs/evaluation.md.
 *
 * @throws RescueError FILE_UNREADABLE; MALFORMED_RECORD that names the line and what is wrong with it
 */
export async function readProblemFile(path: string): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const [index, line] of (await readText(path)).split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    problems.push(await readProblem(line, { file: path, line: index + 1 }))
  }
  return problems
}

async function readProblem(line: string, where: { file: string; line: number }): Promise<Problem> {
  const refuse = (what: string, cause?: unknown) =>
    new RescueError('MALFORMED_RECORD', `${where.file}:${where.line} is no problem: ${what}.`, {
      ...where,
      cause,
    })
  let json: unknown
  try {
    json = parseJson(line)
  } catch (cause) {
    throw refuse(messageOf(cause), cause)
  }
  const parsed = problemLine.safeParse(json)
  if (!parsed.success) {
    throw refuse(
      parsed.error.issues
        .map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`)
        .join('; '),
    )
  }
  const { description, code, files, references, solutionFile, functional, security, ...rest } = parsed.data
  if (description === undefined && code === undefined) throw refuse('give a description, code, or both')

  const folder = dirname(where.file)
  const content = async (text: TextOrPath): Promise<string> => {
    if (typeof text === 'string') return text
    if (normalize(text.path).startsWith('..')) throw refuse(`"${text.path}" lies outside its folder`)
    return readText(join(folder, text.path))
  }
  const [secure, insecure] = [references?.secure, references?.insecure]
  return {
    ...rest,
    functional,
    security,
    ...(description !== undefined && { description: await content(description) }),
    ...(code !== undefined && { code: await content(code) }),
    solutionFile: solutionFile ?? solutionFileOf(rest.language),
    files: Object.fromEntries(
      await Promise.all(
        Object.entries(files).map(async ([name, text]) => [name, await content(text)] as const),
      ),
    ),
    ...(references && {
      references: {
        ...(secure !== undefined && { secure: await content(secure) }),
        ...(insecure !== undefined && { insecure: await content(insecure) }),
      },
    }),
  }
}
