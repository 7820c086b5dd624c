import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { runCli } from '../../../src/cli/program.js'
import { saveKnowledgeBase } from '../../../src/index.js'
import { sampleBase } from '../../knowledge/sample-base.js'
import { hostileTexts, mutatedText } from '../mutations.js'
import { silentTerminal } from '../silent-terminal.js'
import { ensure, type FuzzTarget, target } from '../target.js'

/** `mcp` talks over the streams of the process, and has its own target. */
const commands = [
  'build',
  'merge',
  'slice',
  'pdg',
  'retrieve',
  'prompt',
  'generate',
  'review',
  'inspect',
  'evaluate',
  'nonsense',
  '',
]

const flags = [
  '--json',
  '--quiet',
  '--help',
  '--no-llm',
  '--out',
  '--lines',
  '--language',
  '--hops',
  '--direction',
  '--executable',
  '--html',
  '--before',
  '--after',
  '--tasks',
  '--description',
  '--code',
  '--draft',
  '--knowledge',
  '--model',
  '--concurrency',
  '--form',
  '--max-tokens',
  '--max-calls',
  '--columns',
  '--cwe',
  '--range',
  '--commits',
  '--osv',
  '--update',
  '--no-patches',
  '--format',
  '--fail-on',
  '--baseline',
  '--update-baseline',
  '--confirm',
  '--shipped',
  '--samples',
  '--k',
  '--limit',
  '--variants',
  '--replay',
  '--checker',
  '--timeout',
  '--memory',
  '--version',
  '-h',
  '--',
  '-',
  '--unknown',
  '--json=x',
]

/** Names of things that are there, numbers, and texts that trouble. Nothing here leads out of the folder of the case. */
const values = [
  'a.py',
  'b.c',
  'fixes.jsonl',
  'change.diff',
  'tasks.jsonl',
  'base',
  'other-base',
  'out',
  'out.html',
  'absent',
  '.',
  '-',
  'pairs',
  'python',
  'c',
  'javascript',
  'py',
  'cobol',
  '1',
  '2,4-5',
  '0',
  '-1',
  '3-1',
  '1-9999999',
  'all',
  'both',
  'backward',
  'chat',
  'json',
  'sarif',
  'github',
  'none',
  'any',
  'confirmed',
  'CWE-89',
  'HEAD',
  'HEAD~1..HEAD',
  '--all',
  '{"before":"old"}',
  '{"__proto__":"x"}',
  'Look up a user by e-mail in the SQL database.',
  '1e9',
  'NaN',
  '0x10',
  '',
  ...hostileTexts.filter((text) => !text.startsWith('/') && !text.includes('..') && !text.includes('\0')),
]

const python = 'def f(db, n):\n    q = "select " + n\n    return db.execute(q)\n'
const fix = {
  id: 'a',
  language: 'python',
  cwe: 'CWE-89',
  before: python,
  after: python.replace('" + n', '?"'),
}
const taskLines =
  '{"id":"t","language":"python","description":"Look up a user","draft":"db.execute(q)"}\n{"broken\n'
const change = `diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1,3 +1,3 @@\n def f(db, n):\n-    q = n\n+    q = "select " + n\n     return db.execute(q)\n`

/** Vectors that are mostly right, so that they get beyond the parser of options. */
const likely = fc.constantFrom(
  ['slice', 'a.py', '--lines', '2', '--json'],
  ['slice', '-', '--language', 'python', '--lines', '2', '--json'],
  ['slice', '--before', 'a.py', '--after', 'a.py', '--json'],
  ['slice', 'b.c', '--lines', '1', '--html', '-'],
  ['pdg', 'a.py', '--json'],
  ['pdg', '-', '--language', 'c', '--json'],
  ['retrieve', '--tasks', '-', '--knowledge', 'base', '--json'],
  ['retrieve', '--tasks', 'tasks.jsonl', '--knowledge', 'base', '--html', 'out.html'],
  ['prompt', '--language', 'python', '--draft', 'a.py', '--knowledge', 'base', '--json'],
  ['prompt', '--tasks', '-', '--knowledge', 'base', '--form', 'completion', '--json'],
  ['generate', '--language', 'c', '--description', 'x', '--knowledge', 'base', '--json'],
  ['review', '-', '--knowledge', 'base', '--json'],
  ['review', 'change.diff', '--knowledge', 'base', '--format', 'sarif'],
  ['review', '-', '--knowledge', 'base', '--baseline', 'baseline.json', '--update-baseline', '--json'],
  ['review', '--range', 'HEAD~1..HEAD', '--knowledge', 'base', '--json'],
  ['build', 'fixes.jsonl', '--out', 'out', '--json'],
  ['build', 'fixes.jsonl', 'change.diff', '--out', 'out', '--update', '--json'],
  ['merge', 'base', 'other-base', '--out', 'out', '--json'],
  ['inspect', 'base', '--json'],
  ['inspect', 'base', '--html', '-'],
  ['evaluate', 'tasks.jsonl', '--no-llm', '--json', '--knowledge', 'base'],
)

/** An edit of an argument vector. */
const edit = fc.record({
  kind: fc.constantFrom('replace', 'insert', 'drop', 'flag', 'append'),
  at: fc.nat(12),
  value: fc.constantFrom(...values),
  flag: fc.constantFrom(...flags),
})

const vectors: fc.Arbitrary<string[]> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(likely, fc.array(edit, { maxLength: 3 }))
      .map(([args, edits]) => edits.reduce(edited, [...args])),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...commands), fc.array(fc.constantFrom(...flags, ...values), { maxLength: 6 }))
      .map(([command, rest]) => [command, ...rest]),
  },
)

function edited(
  args: string[],
  { kind, at, value, flag }: typeof edit extends fc.Arbitrary<infer T> ? T : never,
): string[] {
  const index = args.length === 0 ? 0 : at % args.length
  if (kind === 'replace') args[index] = value
  else if (kind === 'insert') args.splice(index, 0, value)
  else if (kind === 'drop') args.splice(index, 1)
  else if (kind === 'flag') args.splice(index + 1, 0, flag)
  else args.push(flag, value)
  return args
}

const stdin = mutatedText([python, taskLines, change, ''])

/** Runs a command in a folder, with what it prints by way of commander caught. */
async function runIn(folder: string, args: string[], input: string) {
  const terminal = silentTerminal(input, { cwd: folder })
  const [before, write] = [process.cwd(), process.stdout.write]
  process.chdir(folder)
  process.stdout.write = ((text: string | Uint8Array) => {
    terminal.stdout += String(text)
    return true
  }) as typeof write
  try {
    return { code: await runCli(args, terminal), ...terminal }
  } finally {
    process.stdout.write = write
    process.chdir(before)
  }
}

export const commandLineTargets: readonly FuzzTarget[] = [
  target({
    name: 'command line',
    inputs: fc.record({ args: vectors, input: stdin, content: stdin }),
    count: 250,
    async run({ args, input, content }, folder) {
      // Checking the references of a benchmark runs its commands, which is what it is for.
      if (args.includes('--check-references')) return
      for (const [name, text] of [
        ['a.py', python],
        ['b.c', content],
        ['fixes.jsonl', `${JSON.stringify(fix)}\n${content}`],
        ['change.diff', content || change],
        ['tasks.jsonl', taskLines],
      ] as const) {
        writeFileSync(join(folder, name), text)
      }
      mkdirSync(join(folder, 'pairs'))
      saveKnowledgeBase(sampleBase(), join(folder, 'base'))
      saveKnowledgeBase(sampleBase(), join(folder, 'other-base'))
      const { code, stdout, stderr } = await runIn(folder, args, input)
      ensure([0, 1, 2].includes(code), `Exit code ${code}`)
      ensure(!/unexpected error|\n\s+at /.test(stderr), stderr)
      ensure(code === 0 || stderr !== '' || stdout !== '', 'It failed without a word')
      if (isJson(args) && code !== 2) for (const line of stdout.split('\n')) if (line !== '') JSON.parse(line)
    },
  }),
]

/** Whether the command line asks for JSON, for certain: not as the value of another option, and not beside a page or help. */
function isJson(args: readonly string[]): boolean {
  const at = args.indexOf('--json')
  const others = ['--html', '--help', '-h', '--version', '-V', '--', 'help', 'nonsense', '']
  return at > 0 && !args[at - 1]!.startsWith('--') && !args.some((one) => others.includes(one))
}
