// Longer than 400 lines: one suite for what all commands have in common, over one set of helpers that start and stop them.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveKnowledgeBase } from '../../src/index.js'
import { cliPath, jsonLines, rescue } from '../support/cli.js'
import { smallKnowledge } from '../support/knowledge.js'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server.js'

let folder: string
let base: string
const at = (name: string) => join(folder, name)
const task = ['--language', 'python', '--description', 'Look up a user by e-mail in the SQL database.']

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rescue-manners-'))
  base = at('base')
  saveKnowledgeBase(await smallKnowledge(), base)
  writeFileSync(at('a.py'), 'def f(x):\n    y = x\n    return y\n')
  writeFileSync(at('binary.py'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]))
  writeFileSync(
    at('tasks.jsonl'),
    `${JSON.stringify({ id: 't', language: 'python', description: 'run SQL' })}\n`,
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the command and hands out the process, for tests that talk to it while it runs. */
const start = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  spawn(process.execPath, [cliPath, ...args], { env: { ...process.env, ...env }, cwd: folder })

describe('help', async () => {
  const { stdout } = await rescue(['--help'])
  const commands = [
    ...stdout.slice(stdout.indexOf('Commands:'), stdout.indexOf('Examples:')).matchAll(/^ {2}([a-z]+) /gm),
  ]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help')

  it('lists the commands with an example and the exit codes', () => {
    expect(commands).toEqual(
      expect.arrayContaining(['build', 'inspect', 'review', 'retrieve', 'slice', 'mcp']),
    )
    expect(stdout).toContain('Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.')
  })

  it.each(commands)('of %s has examples', async (command) => {
    const help = await rescue([command, '--help'])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toMatch(new RegExp(`Examples:\\n(?:.*\\n)*.*rescue ${command}`))
    expect(help.stdout).toContain('--quiet')
  })

  /** Options without a default: where one is not named, there is no such file, task or command, and the rest works without it. */
  const optional =
    'out tasks language description code draft html lines before after range commits osv cwe baseline record replay checker exploit'
  const optionals = new Set(optional.split(' '))

  it.each(commands)('of %s names the default of every option that has one', async (command) => {
    const { stdout } = await rescue([command, '--help'])
    const options = stdout.slice(stdout.indexOf('Options:'), stdout.indexOf('Examples:'))
    const entries = [...options.matchAll(/^ {2}--([a-z-]+) <(?:(?!^ {2}-)[\s\S])*/gm)]
    const silent = entries.filter(([text]) => !text.replace(/\s+/g, ' ').includes('default: '))
    expect(silent.map(([, name = '']) => name).filter((name) => !optionals.has(name))).toEqual([])
  })
})

describe('exit codes', () => {
  it.each([
    [['nonsense'], 2],
    [['slice', 'a.py', '--nonsense'], 2],
    [['slice', 'a.py'], 2],
    [['review'], 2],
    [['review', '-', '--fail-on', 'high'], 2],
    [['review', '-', '--fail-on', 'confirmed'], 2],
    [['slice', 'absent.py', '--lines', '1'], 1],
    [['slice', 'a.py', '--lines', '1', '--executable', '--direction', 'forward'], 2],
    [['slice', 'a.py', '--lines', '1', '--executable', '--hops', '2'], 2],
    [['slice', 'a.py', '--lines', '1', '--executable', '--hops', 'all'], 0],
    [['slice', 'binary.py', '--lines', '1'], 1],
    [['pdg', 'binary.py'], 1],
    [['retrieve', '--language', 'c', '--description', 'x', '--model', 'm'], 2],
    [['prompt', '--language', 'c', '--description', 'x', '--model', 'm', '--no-llm'], 0],
    [['build', 'tasks.jsonl', '--out', 'b', '--range', 'HEAD'], 2],
    [['build', 'tasks.jsonl', '--out', 'b', '--columns', '{"befor":"old"}'], 2],
    [['inspect', 'absent'], 1],
    [['inspect', '--digest', '--html', 'x.html'], 2],
    [['inspect', '--digest', '--json'], 2],
    [['inspect', '--json', '--html', 'x.html'], 2],
    [['slice', 'a.py', '--lines', '1', '--json', '--html', 'x.html'], 2],
    [['retrieve', '--tasks', 'tasks.jsonl', '--json', '--html', 'x.html'], 2],
    [['review', '-', '--json', '--format', 'sarif'], 2],
    [['review', '-', '--model', 'm'], 2],
    [['retrieve', '--tasks', 'tasks.jsonl', '--description', 'x'], 2],
    [['retrieve', '--tasks', 'tasks.jsonl', '--languages', 'python'], 2],
    [['build', 'tasks.jsonl', '--out', 'b', '--max-calls', '3'], 2],
    [['build', 'tasks.jsonl', '--out', 'b', '--keep-ungrounded'], 2],
    [['prompt', '--tasks', 'tasks.jsonl', '--max-tokens', '1e3'], 2],
    [['slice', 'a.py', '--lines', '1'], 0],
  ])('%j ends with %i, and says why on standard error only', async (args, code) => {
    const run = await rescue(args, { cwd: folder })
    expect(run.code).toBe(code)
    expect(run.stderr === '').toBe(code === 0)
    if (code !== 0) expect(run.stdout).toBe('')
    expect(run.stderr).not.toContain('unexpected')
  })
})

describe('streams', () => {
  it.each([
    [['slice', '-', '--language', 'py', '--lines', '2'], 'def f(x):\n    y = x\n', 'y = x'],
    [['review', '-'], '', '0 changed functions'],
    [
      ['retrieve', '--tasks', '-', '--json'],
      '{"id":"t1","language":"c","description":"copy a string"}\n',
      '"id":"t1"',
    ],
  ])('%j reads standard input', async (args, stdin, expected) => {
    const run = await rescue(args, { stdin, env: { RESCUE_KNOWLEDGE: base } })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toContain(expected)
  })

  it('ends quietly where the reader of its pipe has seen enough', async () => {
    const child = start(['inspect', base, '--html', '-'])
    const errors = text(child.stderr)
    await once(child.stdout, 'readable')
    child.stdout.destroy()
    const [code] = await once(child, 'close')
    expect({ code, errors: await errors }).toEqual({ code: 0, errors: '' })
  })

  it.skipIf(!existsSync('/dev/full'))('says so where standard output cannot be written', () => {
    const run = spawnSync('/bin/sh', [
      '-c',
      `"${process.execPath}" "${cliPath}" inspect "${base}" > /dev/full`,
    ])
    expect(run.status).toBe(1)
    expect(String(run.stderr)).toMatch(/^rescue: Standard output cannot be written: .*\[FILE_UNWRITABLE\]\n$/)
  })

  it('draws no progress where nobody watches', async () => {
    const { stderr } = await rescue(['build', 'knowledge/CWE-89', '--out', at('quiet-base')])
    expect(stderr).toBe('')
  })

  it('prints no remarks with --quiet', async () => {
    const page = at('quiet.html')
    expect((await rescue(['inspect', base, '--html', page])).stderr).toBe(`Wrote ${page}\n`)
    expect(await rescue(['inspect', base, '--html', page, '--quiet'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
  })
})

describe.skipIf(!existsSync('/usr/bin/script'))('on a terminal (made by script of util-linux)', () => {
  const onTerminal = (args: string, env: NodeJS.ProcessEnv = {}) =>
    execFileSync('script', ['-qec', `'${process.execPath}' '${cliPath}' ${args}`, '/dev/null'], {
      env: { PATH: process.env.PATH, TERM: 'xterm', RESCUE_KNOWLEDGE: base, ...env },
      encoding: 'utf8',
      cwd: folder,
    })

  it('headings are bold, and plain with NO_COLOR', () => {
    expect(onTerminal('--help')).toContain('\u001B[1m')
    expect(onTerminal('--help', { NO_COLOR: '1' })).not.toContain('\u001B[')
  })

  it('tasks are counted while their results go to a file, and not with --quiet', () => {
    const line = JSON.stringify({ language: 'c', description: 'copy a string' })
    writeFileSync(at('two.jsonl'), `${line}\n${line}\n`)
    const retrieve = 'retrieve --tasks two.jsonl --json --no-llm'
    expect(onTerminal(`${retrieve} > counted.jsonl`)).toMatch(/tasks \[.*\] [012]\/2/)
    expect(jsonLines(readFileSync(at('counted.jsonl'), 'utf8'))).toHaveLength(2)
    expect(onTerminal(`${retrieve} --quiet > counted.jsonl`)).toBe('')
    expect(onTerminal(`${retrieve} > counted.jsonl`, { CI: 'true' })).toBe('')
  })
})

describe('in a pipe', () => {
  it('nothing is coloured', async () => {
    expect((await rescue(['--help'])).stdout).not.toContain('\u001B')
  })
})

describe('quoted input', () => {
  it('does not command the terminal', async () => {
    const stdin = '\u001B]0;title\u0007\u001B[2J{"language": "c"}\r\u009B\n'
    const tasks = await rescue(['retrieve', '--tasks', '-', '--no-llm'], { stdin })
    writeFileSync(at('hostile.jsonl'), stdin)
    const build = await rescue(['build', 'hostile.jsonl', '--out', 'hostile'], { cwd: folder })
    expect(tasks.stderr).toContain('<U+001B>]0;')
    expect(build.stdout).toContain('<U+001B>]0;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
    for (const text of [tasks.stderr, build.stdout]) expect(text).not.toMatch(/[\u001B\u0007\u009B\r]/)
  })
})

describe('a build that finds no fix', () => {
  it.each(['empty.jsonl', 'broken.jsonl'])(
    'of %s fails, says why and leaves the base as it was',
    async (name) => {
      writeFileSync(at('empty.jsonl'), '')
      writeFileSync(at('broken.jsonl'), '{"before"\n')
      const target = at('kept')
      await rescue(['build', 'knowledge/CWE-89', '--out', target])
      const manifest = readFileSync(join(target, 'manifest.json'), 'utf8')
      const run = await rescue(['build', at(name), '--out', target])
      expect(run.code).toBe(1)
      expect(run.stderr).toContain('[INVALID_INPUT]')
      expect(run.stdout).toContain(name === 'empty.jsonl' ? 'Read 0 records' : 'broken.jsonl:1')
      expect(readFileSync(join(target, 'manifest.json'), 'utf8')).toBe(manifest)
    },
  )
})

describe('files', () => {
  it('are replaced in one step, and nothing is left beside them', async () => {
    mkdirSync(at('out'))
    writeFileSync(at('out/page.html'), 'old')
    await rescue(['slice', 'a.py', '--lines', '2', '--html', 'out/page.html'], { cwd: folder })
    expect(readdirSync(at('out'))).toEqual(['page.html'])
    expect(readFileSync(at('out/page.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/)
  })

  it('that cannot be written are an error, and the old content stays', async () => {
    const run = await rescue(['slice', 'a.py', '--lines', '2', '--html', 'no/such/page.html'], {
      cwd: folder,
    })
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toContain('[FILE_UNWRITABLE]')
  })
})

/** Presses Ctrl-C when the model was asked. */
function interruptOnceAsked(child: ChildProcess, server: OpenAiServer): void {
  const waiting = setInterval(() => {
    if (server.requests.length === 0 && child.exitCode === null) return
    clearInterval(waiting)
    child.kill('SIGINT')
  }, 50)
}

describe('Ctrl-C', () => {
  it('prints what was done by then, also behind the task that hangs', async () => {
    const server = await startOpenAiServer(({ messages }) =>
      JSON.stringify(messages).includes('slow') ? { hang: true } : { text: '```c\nint done;\n```' },
    )
    const env = { OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: 'test', RESCUE_KNOWLEDGE: base }
    const tasks = ['slow', 'quick'].map((id) => ({
      id,
      language: 'c',
      description: `the ${id} one`,
      cause: 'x',
    }))
    writeFileSync(at('two-tasks.jsonl'), tasks.map((line) => `${JSON.stringify(line)}\n`).join(''))
    const child = start(['retrieve', '--tasks', 'two-tasks.jsonl', '--json'], env)
    const lines = text(child.stdout)
    const waiting = setInterval(() => {
      if (server.requests.length < 2) return
      clearInterval(waiting)
      setTimeout(() => child.kill('SIGINT'), 500)
    }, 50)
    const [code] = await once(child, 'close')
    await server.close()
    expect(code).toBe(130)
    expect(jsonLines<{ id: string }>(await lines).map(({ id }) => id)).toEqual(['quick'])
  })

  it('stops a call that hangs with exit code 130', async () => {
    const server = await startOpenAiServer(() => ({ hang: true }))
    const env = { OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: 'test', RESCUE_KNOWLEDGE: base }
    const child = start(['retrieve', ...task], env)
    const errors = text(child.stderr)
    interruptOnceAsked(child, server)
    const [code] = await once(child, 'close')
    await server.close()
    expect({ code, errors: await errors }).toEqual({ code: 130, errors: 'rescue: stopped.\n' })
  })

  it('leaves no half of a knowledge base', async () => {
    const server = await startOpenAiServer(() => ({ hang: true }))
    const env = { OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: 'test' }
    const fix = (n: number) => ({
      id: `f${n}`,
      language: 'python',
      cwe: 'CWE-89',
      before: `def f${n}(db, a):\n    return db.execute("select " + a)\n`,
      after: `def f${n}(db, a):\n    return db.execute("select ?", (a,))\n`,
    })
    writeFileSync(at('fixes.jsonl'), [1, 2, 3].map((n) => `${JSON.stringify(fix(n))}\n`).join(''))
    const child = start(['build', 'fixes.jsonl', '--out', 'stopped', '--model', 'm'], env)
    interruptOnceAsked(child, server)
    const [code] = await once(child, 'close')
    await server.close()
    expect(code).toBe(130)
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([])
  })
})

describe('configuration', () => {
  const inFolder = async (config: string, args: string[], env: NodeJS.ProcessEnv = {}) => {
    const dir = mkdtempSync(at('config-'))
    writeFileSync(join(dir, 'rescue.config.json'), config)
    mkdirSync(join(dir, 'deep/er'), { recursive: true })
    return rescue(args, { cwd: join(dir, 'deep/er'), env })
  }
  const cwes = (stdout: string) => jsonLines<{ cwe: string }>(stdout).map(({ cwe }) => cwe)

  it('names the base, from its own directory, for directories below too', async () => {
    const { stdout } = await inFolder('{"knowledge": "../base"}', ['inspect', '--json'])
    expect(cwes(stdout)).toContain('CWE-787')
    expect(cwes(stdout)).toHaveLength(5)
  })

  it('gives way to the environment, and both to a flag', async () => {
    const other = at('other')
    saveKnowledgeBase(await smallKnowledge(['CWE-22']), other)
    const config = '{"knowledge": "absent"}'
    expect(cwes((await inFolder(config, ['inspect', '--json'], { RESCUE_KNOWLEDGE: other })).stdout)).toEqual(
      ['CWE-22'],
    )
    expect(
      cwes((await inFolder(config, ['inspect', base, '--json'], { RESCUE_KNOWLEDGE: other })).stdout),
    ).toHaveLength(5)
  })

  it('names the model', async () => {
    const server = await startOpenAiServer(() => ({ text: 'The SQL text is formatted.' }))
    const env = { OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: 'test' }
    await inFolder('{"model": "our-model", "knowledge": "../base"}', ['retrieve', ...task], env)
    await server.close()
    expect(new Set(server.requests.map(({ model }) => model))).toEqual(new Set(['our-model']))
  })

  it.each([
    '{"apiKey": "sk-1234567890"}',
    '{"baseUrl": "http://example.org"}',
    '{"model": 7}',
    '[]',
    '{"model": "x"',
  ])('is refused as %s, without saying a value', async (config) => {
    const run = await inFolder(config, ['slice', '-', '--language', 'c', '--lines', '1'])
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain('rescue.config.json')
    expect(run.stderr).not.toMatch(/sk-1234567890|example\.org|unexpected error/)
  })

  it.each([
    ['longer than 1 MiB', (file: string) => writeFileSync(file, `{"model": "${'x'.repeat(1024 * 1024)}"}`)],
    [
      'nested deep',
      (file: string) => writeFileSync(file, `{"model": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    ],
    ['a directory', (file: string) => mkdirSync(file)],
    ['a pipe that never ends', (file: string) => execFileSync('mkfifo', [file])],
    ['a link to a device that never ends', (file: string) => symlinkSync('/dev/zero', file)],
  ])('is refused where the file is %s, and says what to do', async (_, make) => {
    const dir = mkdtempSync(at('config-'))
    make(join(dir, 'rescue.config.json'))
    const run = await rescue(['pdg', '-', '--language', 'c'], { cwd: dir })
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toMatch(
      /rescue\.config\.json" cannot be read as JSON: .*\. Mend it, or remove it\. \[INVALID_OPTION\]/,
    )
    expect(run.stderr.length).toBeLessThan(600)
  })

  it('may be as long as 1 MiB', async () => {
    const config = `{"knowledge": "../base"}`.padEnd(1024 * 1024)
    expect(await inFolder(config, ['inspect', '--json'])).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('secrets', () => {
  it('are taken out of what a server says about them', async () => {
    const key = 'sk-very-secret-key-1234'
    const server = createServer((_, response) => {
      response.writeHead(401, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { message: `Incorrect API key provided: ${key}.` } }))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const env = {
      OPENAI_API_KEY: key,
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      RESCUE_KNOWLEDGE: base,
    }
    const run = await rescue(['generate', ...task], { env })
    server.close()
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('Incorrect API key provided: [secret]')
    expect(run.stdout + run.stderr).not.toContain(key)
  })
})
