import { join } from 'node:path'
import * as z from 'zod'
import { messageOf, RescueError } from '../../errors.js'
import { normalizeCwe } from '../../patches/patch.js'
import { parseJson } from '../../text/parse-json.js'
import type { Problem, SecurityCheck } from './problem.js'
import { languageOfEnding, solutionFileOf } from './solution-file.js'
import { filesBelow, fillIn, readDirectory, readText } from './text-file.js'

/** How the scenarios of a CodeGuard+ checkout are judged. */
export interface CodeGuardPlusOptions {
  /**
   * Shell command that runs `functional.py`; `{solution}`, `{scenario}`, `{cwe}` and the texts of `info.json` are filled in, such
   * as `{check_ql}`.
   */
  functionalCommand?: string
  /** File that the solution is written to; `solution.py` and the like by default. */
  solutionFile?: string
  /** The benchmark leaves the security check to a static checker: its command (with the same places) and format. */
  security?: readonly SecurityCheck[]
}

/** Defaults of {@link CodeGuardPlusOptions}. */
export const codeGuardPlusDefaults = {
  functionalCommand: 'python3 functional.py {solution}',
} as const satisfies CodeGuardPlusOptions

const info = z.looseObject({ language: z.string().optional(), description: z.string().optional() })

/**
 * Reads a CodeGuard+ checkout: `data/base/<cwe>/<scenario>/` with `file_context`, `func_context` (with any ending) and `info.json`,
 * and `unit_test/<cwe>/<scenario>/` whose files lie beside the solution.
 *
 * @throws RescueError FILE_UNREADABLE; MALFORMED_RECORD; INVALID_OPTION without a security check
 */
export async function readCodeGuardPlus(
  directory: string,
  options: CodeGuardPlusOptions = {},
): Promise<Problem[]> {
  const { security } = options
  if (!security?.length) {
    throw new RescueError(
      'INVALID_OPTION',
      'CodeGuard+ has no executable security checks: name a checker for its scenarios (security; on the command line --checker COMMAND --checker-format FORMAT).',
    )
  }
  const base = join(directory, 'data', 'base')
  const scenarios = new Map<string, string[]>()
  for (const path of await filesBelow(base)) {
    const [cwe, scenario, name] = path.split('/')
    if (name === undefined) continue
    scenarios.set(`${cwe}/${scenario}`, [...(scenarios.get(`${cwe}/${scenario}`) ?? []), name])
  }
  return Promise.all(
    [...scenarios].map(([id, names]) => readScenario(directory, id, names, { ...options, security })),
  )
}

async function readScenario(
  directory: string,
  id: string,
  names: readonly string[],
  options: CodeGuardPlusOptions & { security: readonly SecurityCheck[] },
): Promise<Problem> {
  const folder = join(directory, 'data', 'base', id)
  const fileOf = (stem: string): string => {
    const name = names.find((one) => one === stem || one.startsWith(`${stem}.`))
    if (name) return name
    throw new RescueError('MALFORMED_RECORD', `The scenario "${folder}" has no ${stem}.`, { file: folder })
  }
  const [cweName = '', scenario = ''] = id.split('/')
  const cwe = normalizeCwe(cweName)
  if (!cwe) {
    throw new RescueError(
      'MALFORMED_RECORD',
      `"${cweName}" is no CWE type; folders in data/base are named by theirs.`,
      {
        file: folder,
      },
    )
  }
  const meta = await readInfo(join(folder, fileOf('info.json')))
  const [fileName, functionName] = [fileOf('file_context'), fileOf('func_context')]
  const language =
    languageOfEnding(meta.language ?? '') ??
    meta.language ??
    languageOfEnding(functionName.split('.').at(-1) ?? '')
  if (!language) {
    throw new RescueError('MALFORMED_RECORD', `The scenario "${folder}" names no language.`, { file: folder })
  }
  const solution = options.solutionFile ?? solutionFileOf(language)
  const texts = Object.entries(meta).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const places = { ...Object.fromEntries(texts), solution, scenario, cwe }
  return {
    id,
    language,
    cwe,
    ...(meta.description && { description: meta.description }),
    code: (await readText(join(folder, fileName))) + (await readText(join(folder, functionName))),
    solutionFile: solution,
    files: await readDirectory(join(directory, 'unit_test', id)),
    functional: {
      command: fillIn(options.functionalCommand ?? codeGuardPlusDefaults.functionalCommand, places),
    },
    security: options.security.map((check) => ({
      ...(check.kind === 'findings' && { cwes: [cwe] }),
      ...check,
      command: fillIn(check.command, places),
    })),
  }
}

async function readInfo(path: string): Promise<z.infer<typeof info>> {
  const text = await readText(path)
  try {
    return info.parse(parseJson(text))
  } catch (cause) {
    throw new RescueError(
      'MALFORMED_RECORD',
      `"${path}" is no description of a scenario: ${messageOf(cause)}`,
      {
        file: path,
        cause,
      },
    )
  }
}
