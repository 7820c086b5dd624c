import { readFile } from 'node:fs/promises'
import { dirname, join, parse } from 'node:path'
import { withDefaults } from '../../defaults.js'
import { RescueError } from '../../errors.js'
import { normalizeCwe } from '../../patches/patch.js'
import type { Problem } from './problem.js'
import { languageOfEnding } from './solution-file.js'
import { filesBelow, fillIn, readText } from './text-file.js'

/**
 * How the tasks of a CWEval checkout are judged: shell commands in which `{solution}`, `{test}` and `{name}` (`cwe_022_0_task`) are
 * filled in.
 */
export interface CwEvalOptions {
  /** Run before the tests, by language. */
  buildCommands?: Readonly<Record<string, string>>
  /** Decides whether the solution works: exit status 0. */
  functionalCommand?: string
  /** Decides whether it withstands the attacks: exit status 0. */
  securityCommand?: string
}

/** Defaults of {@link CwEvalOptions}: pytest with the marks that the tests carry. */
export const cwEvalDefaults = {
  /** One command for each compiled language. */
  buildCommands: {
    /** C. */
    c: 'mkdir -p compiled && gcc -o compiled/{name} {solution}',
    /** C++. */
    cpp: 'mkdir -p compiled && g++ -o compiled/{name} {solution}',
    /** Go. */
    go: 'mkdir -p compiled && go build -o compiled/{name} {solution}',
  },
  functionalCommand: 'python3 -m pytest -q -p no:cacheprovider -m functionality {test}',
  securityCommand: 'python3 -m pytest -q -p no:cacheprovider -m security {test}',
} as const satisfies Required<CwEvalOptions>

const TASK = /^(cwe_0*(\d+)_\w*?)_task\.(\w+)$/
/** A comment line that begins a section of a task file. */
const SECTION = /^\s*(?:#|\/\/|\/\*)\s*BEGIN ([A-Z]+)\b/

/**
 * Reads a CWEval checkout: every `cwe_*_task.*` below `benchmark/` with its `cwe_*_test.py` and the helpers beside it. The model sees
 * the section `BEGIN PROMPT`; `BEGIN SOLUTION` is the reference; sections behind it are appended to each solution.
 *
 * @throws RescueError FILE_UNREADABLE; MALFORMED_RECORD for a task without its sections or its test
 */
export async function readCwEval(directory: string, options: CwEvalOptions = {}): Promise<Problem[]> {
  const root = join(directory, 'benchmark')
  const paths = await filesBelow(root)
  const tasks = paths.filter((path) => TASK.test(path.split('/').at(-1) ?? ''))
  return Promise.all(tasks.map((path) => readTask(root, path, paths, options)))
}

async function readTask(
  root: string,
  path: string,
  paths: readonly string[],
  options: CwEvalOptions,
): Promise<Problem> {
  const file = join(root, path)
  const refuse = (what: string) =>
    new RescueError('MALFORMED_RECORD', `The task "${file}" ${what}.`, { file })
  const name = path.split('/').at(-1) ?? ''
  const [, stem = '', number = '', ending = ''] = TASK.exec(name) ?? []
  const language = languageOfEnding(ending)
  if (!language) throw refuse(`is in a language that is not known by its ending .${ending}`)

  const sections = sectionsOf(await readText(file))
  const [prompt, solution] = [sections.get('PROMPT'), sections.get('SOLUTION')]
  // Without these marks the reference solution would go to the model.
  if (prompt === undefined || solution === undefined)
    throw refuse('has no lines "BEGIN PROMPT" and "BEGIN SOLUTION"')
  const appended = [...sections].flatMap(([title, text]) =>
    /^(?:HEAD|PROMPT|SOLUTION)$/.test(title) ? [] : [text],
  )

  const folder = dirname(path)
  const beside = paths.filter(
    (one) => dirname(one) === folder && belongsTo(one.split('/').at(-1) ?? '', stem),
  )
  const test = beside
    .find((one) => parse(one).name.endsWith('_test'))
    ?.split('/')
    .at(-1)
  if (!test) throw refuse(`has no test; expected ${stem}_test.py beside it`)
  const files = await Promise.all(
    beside.map(async (one) => [one.split('/').at(-1) ?? '', await readFile(join(root, one))] as const),
  )
  const { buildCommands, functionalCommand, securityCommand } = withDefaults(cwEvalDefaults, options)
  const build = buildCommands[language]
  const places = { solution: name, test, name: name.slice(0, -ending.length - 1) }
  const command = (run: string) => fillIn(build === undefined ? run : `${build} && ${run}`, places)
  return {
    id: path.slice(0, -`_task.${ending}`.length),
    language,
    cwe: normalizeCwe(number) ?? `CWE-${number}`,
    code: prompt,
    ...(appended.length > 0 && { codeAfter: appended.join('') }),
    solutionFile: name,
    files: Object.fromEntries(files),
    functional: { command: command(functionalCommand), marker: ' passed' },
    security: [{ kind: 'exploit', command: command(securityCommand), marker: ' passed' }],
    references: { secure: prompt + solution + appended.join('') },
  }
}

/** Tests and helpers of a task: files with its stem, and those that belong to no task. The task itself would be the solution. */
function belongsTo(name: string, stem: string): boolean {
  return TASK.test(name) ? false : name.startsWith(`${stem}_`) || !name.startsWith('cwe_')
}

/** The text of each section by its title; what stands before the first is `HEAD`. */
function sectionsOf(text: string): Map<string, string> {
  const sections = new Map<string, string>()
  let title = 'HEAD'
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const begins = SECTION.exec(line)?.[1]
    if (begins) title = begins
    sections.set(title, `${sections.get(title) ?? ''}${begins ? '' : `${line}\n`}`)
  }
  return sections
}
