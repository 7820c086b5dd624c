import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadKnowledgeBase, saveKnowledgeBase } from '../../src/index.js'
import { trustedSamples } from '../evaluation/support/namespaces.js'
import { cliPath, jsonLines, rescue } from '../support/cli.js'
import { smallKnowledge } from '../support/knowledge.js'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server.js'

const { contain } = await trustedSamples()

let folder: string
let server: OpenAiServer
const at = (name: string) => join(folder, name)
const task = { language: 'python', description: 'Look up a user by e-mail in the SQL database.' }
const diff = `diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1,3 +1,3 @@\n def f(cur, n):\n-    pass\n+    cur.execute("select * from users where name = '%s'" % n)\n     return cur.fetchone()\n`

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rescue-interruptions-'))
  server = await startOpenAiServer(() => ({ text: '```python\nx = 1\n```' }))
  const base = await smallKnowledge(['CWE-89', 'CWE-22'])
  saveKnowledgeBase(base, at('base'))
  saveKnowledgeBase(await smallKnowledge(['CWE-78']), at('other'))
  writeFileSync(at('a.py'), 'def f(x):\n    y = x\n    return y\n')
  writeFileSync(at('plain'), 'a file')
  writeFileSync(at('change.diff'), diff)
  writeFileSync(at('tasks.jsonl'), `${JSON.stringify(task)}\n`.repeat(300))
  writeFileSync(at('few-tasks.jsonl'), `${JSON.stringify(task)}\n`.repeat(20))
  const problem = (id: number) => ({ ...task, id: `p${id}`, functional: { command: 'true' } })
  writeFileSync(at('problems.jsonl'), [1, 2, 3, 4].map((id) => `${JSON.stringify(problem(id))}\n`).join(''))
  const fix = (n: number) => ({
    id: `f${n}`,
    language: 'python',
    cwe: 'CWE-89',
    before: `def f${n}(db, a):\n    return db.execute("select ${n}" + a)\n`,
    after: `def f${n}(db, a):\n    return db.execute("select ${n} ?", (a,))\n`,
  })
  const fixes = Array.from({ length: 400 }, (_, n) => `${JSON.stringify(fix(n))}\n`)
  writeFileSync(at('fixes.jsonl'), fixes.join(''))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const env = () => ({
  ...process.env,
  RESCUE_KNOWLEDGE: at('base'),
  OPENAI_API_KEY: 'test',
  OPENAI_BASE_URL: server.baseURL,
})
const start = (args: string[]) => spawn(process.execPath, [cliPath, ...args], { cwd: folder, env: env() })

const evaluation = ['evaluate', 'problems.jsonl', '--variants', 'alone', '--contain', contain, '--quiet']

/** Every command that prints much or little, with what it reads. */
const printing: readonly string[][] = [
  ['slice', 'a.py', '--lines', '2', '--html', '-'],
  ['pdg', 'a.py', '--json'],
  ['inspect', 'base', '--html', '-', '--quiet'],
  ['retrieve', '--tasks', 'tasks.jsonl', '--json', '--no-llm'],
  ['prompt', '--tasks', 'tasks.jsonl', '--no-llm'],
  ['review', 'change.diff'],
  ['build', 'fixes.jsonl', '--out', 'piped', '--json'],
  ['merge', 'base', 'other', '--out', 'piped-merge', '--json'],
  ['generate', '--tasks', 'few-tasks.jsonl', '--json'],
  [...evaluation, '--out', 'piped-results'],
]

describe('where the reader of its pipe has seen enough', () => {
  it.each(printing.map((args) => [args] as const))('%j ends quietly', async (args) => {
    const child = start([...args])
    child.stdout.destroy()
    const errors = text(child.stderr)
    const [code] = await once(child, 'close')
    expect({ code, errors: await errors }).toEqual({ code: 0, errors: '' })
  })

  it('what a command writes to files is written', async () => {
    const child = start(['review', 'change.diff', '--baseline', 'baseline.json', '--update-baseline'])
    child.stdout.destroy()
    await once(child, 'close')
    expect(JSON.parse(readFileSync(at('baseline.json'), 'utf8')).findings).not.toEqual([])
    await expect(loadKnowledgeBase(at('piped'))).resolves.toBeDefined()
    await expect(loadKnowledgeBase(at('piped-merge'))).resolves.toBeDefined()
    expect(JSON.parse(readFileSync(at('piped-results/report.json'), 'utf8'))).toMatchObject({
      problems: { plain: 4 },
    })
  })
})

describe.skipIf(!existsSync('/dev/full'))('where standard output cannot be written', () => {
  it.each(printing.map((args) => [args] as const))('%j says so', async (args) => {
    const child = spawn('/bin/sh', ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, cliPath, ...args], {
      cwd: folder,
      env: env(),
    })
    const errors = await text(child.stderr)
    expect(errors).toMatch(/\[FILE_UNWRITABLE\]\n$/)
    expect(errors).not.toContain('    at ')
    expect(child.exitCode ?? (await once(child, 'close'))[0]).toBe(1)
  })
})

describe('where standard input is closed', () => {
  it.each([
    [['slice', '-', '--language', 'python', '--lines', '1']],
    [['retrieve', '--tasks', '-', '--no-llm']],
    [['review', '-']],
    [['mcp']],
  ])('%j ends', (args) => {
    const closed = ['-c', 'exec "$0" "$@" <&-', process.execPath, cliPath, ...args]
    expect(() =>
      execFileSync('/bin/sh', closed, { cwd: folder, env: env(), stdio: ['ignore', 'pipe', 'pipe'] }),
    ).not.toThrow()
  })
})

describe('where the target cannot be written', () => {
  it.each([
    [['slice', 'a.py', '--lines', '2', '--html', 'plain/page.html']],
    [['inspect', 'base', '--html', 'plain/page.html', '--quiet']],
    [['retrieve', '--language', 'c', '--description', 'x', '--no-llm', '--html', 'absent/page.html']],
    [['review', 'change.diff', '--baseline', 'absent/b.json', '--update-baseline']],
    [['build', 'fixes.jsonl', '--out', 'plain/base']],
    [['build', 'fixes.jsonl', '--out', 'plain']],
    [['merge', 'base', 'other', '--out', 'plain/base']],
    [[...evaluation, '--out', 'plain/results']],
    [[...evaluation, '--out', 'plain']],
    [[...evaluation, '--out', 'results', '--record', 'plain/cassette.jsonl']],
  ])('%j says so and leaves what was there', async (args) => {
    const run = await rescue(args, { cwd: folder, env: env() })
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toMatch(/^rescue: .*\[FILE_UNWRITABLE\]\n$/)
    expect(readFileSync(at('plain'), 'utf8')).toBe('a file')
  })

  it('an evaluation says so before it asks a model that costs money', async () => {
    const asked = server.requests.length
    for (const target of [
      ['--out', 'plain'],
      ['--out', 'results', '--record', 'plain/cassette.jsonl'],
    ]) {
      await rescue([...evaluation, ...target], { cwd: folder, env: env() })
    }
    expect(server.requests.length).toBe(asked)
  })

  it('a build says so before it asks a model that costs money', async () => {
    const asked = server.requests.length
    for (const target of ['plain', 'plain/base']) {
      const args = ['build', 'fixes.jsonl', '--out', target, '--model', 'm']
      const run = await rescue(args, { cwd: folder, env: env() })
      expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('[FILE_UNWRITABLE]') })
    }
    expect(server.requests.length).toBe(asked)
  })

  // A limit on the size of files stands for a disk that is full: both end a write in its midst.
  it.each([
    ['build', ['build', 'fixes.jsonl', '--out', 'kept']],
    ['merge', ['merge', 'base', 'other', '--out', 'kept']],
  ])('a %s on a full disk leaves the old base whole', async (_, args) => {
    saveKnowledgeBase(await smallKnowledge(['CWE-22']), at('kept'))
    const limited = ['-c', 'ulimit -f 4; exec "$0" "$@"', process.execPath, cliPath, ...args]
    const child = spawn('/bin/bash', limited, { cwd: folder, env: env() })
    const errors = text(child.stderr)
    const [code] = await once(child, 'close')
    expect({ code, errors: await errors }).toEqual({
      code: 1,
      errors: expect.stringMatching(/\[FILE_UNWRITABLE\]/),
    })
    expect((await loadKnowledgeBase(at('kept'))).weaknesses.map(({ cwe }) => cwe)).toEqual(['CWE-22'])
    expect(readdirSync(folder).filter((name) => name.startsWith('.kept'))).toEqual([])
  })
})

describe('Ctrl-C', () => {
  /** Presses it after the process has had so much time. */
  const interrupt = async (child: ChildProcess, after: number) => {
    const timer = setTimeout(() => child.kill('SIGINT'), after)
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    clearTimeout(timer)
    return { code, signal }
  }

  it.each([
    [['build', 'fixes.jsonl', '--out', 'stopped']],
    [['merge', 'base', 'other', '--out', 'stopped']],
    [['retrieve', '--tasks', 'tasks.jsonl', '--no-llm', '--html', 'stopped']],
    [['inspect', 'base', '--html', 'stopped']],
  ])('%j leaves a whole target or none, whenever it comes', async (args) => {
    for (const after of [150, 400, 700, 1_000]) {
      const { code, signal } = await interrupt(start(args), after)
      expect(signal === 'SIGINT' || code === 130 || code === 0).toBe(true)
      if (existsSync(at('stopped')) && (args[0] === 'build' || args[0] === 'merge')) {
        await expect(loadKnowledgeBase(at('stopped'))).resolves.toBeDefined()
      } else if (existsSync(at('stopped'))) {
        expect(readFileSync(at('stopped'), 'utf8')).toMatch(/<\/html>\n$/)
      }
      rmSync(at('stopped'), { recursive: true, force: true })
    }
  })

  it('leaves whole reports of an evaluation or none, whenever it comes, and what was judged is not asked for again', async () => {
    const args = [...evaluation, '--out', 'stopped', '--json', '--concurrency', '1']
    for (const after of [400, 700, 1_000, 1_300]) {
      const { code, signal } = await interrupt(start(args), after)
      expect(signal === 'SIGINT' || code === 130 || code === 0).toBe(true)
      for (const name of existsSync(at('stopped')) ? readdirSync(at('stopped')) : []) {
        const content = readFileSync(at(`stopped/${name}`), 'utf8')
        if (name === 'report.json') expect(() => JSON.parse(content)).not.toThrow()
        if (name === 'report.html') expect(content).toMatch(/<\/html>\n?$/)
        if (name === 'samples.jsonl') expect(() => jsonLines(content)).not.toThrow()
        expect(['report.json', 'report.html', 'report.md', 'samples.jsonl']).toContain(name)
      }
    }
    const asked = server.requests.length
    const child = start(args)
    const report = text(child.stdout)
    expect((await once(child, 'close'))[0]).toBe(0)
    expect(JSON.parse(await report)).toMatchObject({ problems: { plain: 4 }, failures: [] })
    expect(server.requests.length - asked).toBeLessThanOrEqual(4)
    expect(jsonLines(readFileSync(at('stopped/samples.jsonl'), 'utf8')).length).toBeGreaterThan(0)
  })

  it('prints the code that a model has written by then, and ends what is under way', async () => {
    const slow = await startOpenAiServer(({ messages }) =>
      JSON.stringify(messages).includes('slow') ? { hang: true } : { text: '```python\nx = 1\n```' },
    )
    const tasks = ['quick', 'slow'].map((id) => ({ id, language: 'python', description: `the ${id} one` }))
    writeFileSync(at('two-tasks.jsonl'), tasks.map((line) => `${JSON.stringify(line)}\n`).join(''))
    const child = spawn(process.execPath, [cliPath, 'generate', '--tasks', 'two-tasks.jsonl', '--json'], {
      cwd: folder,
      env: { ...env(), OPENAI_BASE_URL: slow.baseURL },
    })
    const [printed, errors] = [text(child.stdout), text(child.stderr)]
    await once(child.stdout, 'readable')
    child.kill('SIGINT')
    const [code] = await once(child, 'close')
    await slow.close()
    expect({ code, errors: await errors }).toEqual({ code: 130, errors: 'rescue: stopped.\n' })
    expect(jsonLines(await printed)).toMatchObject([{ id: 'quick', code: 'x = 1' }])
  })

  it('ends a command at once that cannot stop by itself', async () => {
    mkdirSync(at('large'), { recursive: true })
    const body = Array.from({ length: 60_000 }, (_, n) => `    x${n % 50} = x${(n * 7) % 50} + ${n}\n`)
    writeFileSync(at('large/a.py'), `def f():\n${body.join('')}    return x1\n`)
    const child = start(['slice', 'large/a.py', '--lines', '50000', '--hops', 'all'])
    const { code, signal } = await interrupt(child, 900)
    expect(signal === 'SIGINT' || code === 0).toBe(true)
  })
})
