import { vi } from 'vitest'
import { runCli } from '../../src/cli/program.js'
import { processTerminal, type Terminal } from '../../src/cli/terminal.js'
import { type Example, KnowledgeBase, Rescue, type SecurityPatch, type Weakness } from '../../src/index.js'
import { sqlCodingTask } from '../integrations/sql-task.js'
import { smallKnowledge } from '../support/knowledge.js'

/** A sentence of ours in every poisoned base, so that a test sees what survived. */
export const benignRule = 'Bind every value with `cursor.execute()` and a placeholder.'

/** What an attacker puts into a base. */
export interface Poison {
  guideline?: string
  cause?: string
  /** What threatens in the first typical task. */
  taskCause?: string
  name?: string
  /** Makes the code of the secure side, from the code that was there. */
  code?: (code: string) => string
  id?: string
  example?: Partial<Example>
}

let small: Promise<KnowledgeBase> | undefined

/** A real base about SQL injection whose texts an attacker has changed. */
export async function poisonedBase({
  guideline,
  cause,
  taskCause,
  name,
  code,
  id,
  example,
}: Poison): Promise<KnowledgeBase> {
  small ??= smallKnowledge(['CWE-89', 'CWE-22'])
  const { parts } = await small
  const weaknesses = parts.weaknesses.map((weakness): Weakness => {
    if (weakness.cwe !== 'CWE-89') return weakness
    return {
      ...weakness,
      name: name ?? weakness.name,
      guidelines: [
        ...(guideline === undefined ? [] : [{ text: guideline, origin: 'curated' as const }]),
        { text: benignRule, origin: 'curated' },
      ],
      causes:
        cause === undefined ? weakness.causes : [...weakness.causes, { text: cause, origin: 'curated' }],
      ...(taskCause !== undefined && {
        tasks: [{ text: 'Look up a member by name', apis: [], cause: taskCause }, ...(weakness.tasks ?? [])],
      }),
    }
  })
  const examples = parts.examples.map((one): Example => {
    if (one.cwe !== 'CWE-89') return one
    const secure = code ? { ...one.secure, code: code(one.secure.code) } : one.secure
    return { ...one, ...example, secure, id: id === undefined ? one.id : `${id}${one.id}` }
  })
  return new KnowledgeBase({ ...parts, weaknesses, examples })
}

/** The facade over a poisoned base. */
export async function poisoned(
  poison: Poison,
  prompt: { form?: 'chat' | 'completion' } = {},
): Promise<Rescue> {
  return Rescue.create({
    knowledge: await poisonedBase(poison),
    prompt: { maxContextTokens: 4000, ...prompt },
  })
}

/** The secure prompt that a victim gets for a task about SQL; it must have security context, or nothing was tested. */
export async function promptOf(poison: Poison, form: 'chat' | 'completion' = 'chat') {
  const prompt = await (await poisoned(poison, { form })).prompt(sqlCodingTask)
  if (!prompt.context) throw new Error('The task found no context, so this attack tests nothing.')
  return { ...prompt, contextText: prompt.contextText! }
}

const before = `def find(db, name):
    cursor = db.cursor()
    cursor.execute("SELECT id FROM users WHERE name = '" + name + "'")
    return cursor.fetchall()
`
const after = `def find(db, name):
    cursor = db.cursor()
    cursor.execute("SELECT id FROM users WHERE name = ?", (name,))
    return cursor.fetchall()
`

/** A fix of an SQL injection in Python, but for what an attacker made of it. */
export function fix(own: Partial<SecurityPatch> = {}): SecurityPatch {
  return { id: 'fix', language: 'python', cwe: 'CWE-89', before, after, ...own }
}

let terminal: Terminal | undefined

/** Runs the command line with the real terminal of this process, its output caught; `shown` as if a person watched it. */
export async function command(
  args: string[],
  { shown = false, cwd = process.cwd() } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  terminal ??= processTerminal()
  const written = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      written[name] += String(chunk)
      return true
    }),
  )
  try {
    const code = await runCli(args, Object.assign(terminal, { resultsShown: shown, env: {}, cwd }))
    return { code, ...written }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
