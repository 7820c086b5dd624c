import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countTokens, type KnowledgeBase, saveKnowledgeBase } from '../../src/index.js'
import { cliPath } from '../support/cli.js'
import { smallKnowledge } from '../support/knowledge.js'
import { sqlTask } from './sql-task.js'

let base: KnowledgeBase
let folder: string
beforeAll(async () => {
  base = await smallKnowledge()
  folder = await mkdtemp(join(tmpdir(), 'rescue-mcp-'))
  await saveKnowledgeBase(base, join(folder, 'base'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const serverArgs = () => [cliPath, 'mcp', '--knowledge', join(folder, 'base')]
/** Without any key of a model provider. */
const env = { PATH: process.env.PATH ?? '' }

interface ToolAnswer {
  content: { type: string; text: string }[]
  structuredContent?: Record<string, unknown>
  isError?: boolean
}

/** The clients of 2025 begin with `initialize`, those of 2026 with `server/discover`. */
describe.each(['legacy', 'auto'] as const)('rescue mcp, to a %s client', (mode) => {
  let client: Client
  let stderr = ''
  beforeAll(async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: serverArgs(),
      env,
      stderr: 'pipe',
    })
    transport.stderr?.on('data', (chunk) => {
      stderr += chunk
    })
    client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } })
    await client.connect(transport)
  })
  afterAll(() => client.close())

  const call = async (name: string, args: Record<string, unknown>) =>
    (await client.callTool({ name, arguments: args })) as ToolAnswer

  it('introduces itself', () => {
    expect(client.getServerVersion()).toMatchObject({
      name: 'rescue',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
    expect(client.getInstructions()).toContain('security_context')
  })

  it('lists its tools with schemas, and says that they only read', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name).sort()).toEqual(['security_context', 'slice'])
    for (const tool of tools) {
      expect(tool.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false })
      expect(tool.outputSchema).toMatchObject({ type: 'object' })
    }
    const schema = tools.find(({ name }) => name === 'security_context')?.inputSchema
    expect(schema?.required).toEqual(['language'])
    expect(Object.keys(schema?.properties ?? {}).sort()).toEqual([
      'cause',
      'code',
      'draft',
      'language',
      'task',
    ])
  })

  it('takes few tokens to be offered to an agent', async () => {
    const { tools } = await client.listTools()
    const offered = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))
    expect(countTokens(JSON.stringify(offered))).toBeLessThanOrEqual(650)
  })

  it('answers security_context with text and data, both within 600 tokens', async () => {
    const { content, structuredContent, isError } = await call('security_context', sqlTask)
    expect(isError).toBeFalsy()
    expect(content[0]?.text).toContain('CWE-89')
    expect(structuredContent).toMatchObject({
      weaknesses: expect.arrayContaining([expect.objectContaining({ cwe: 'CWE-89' })]),
    })
    expect(countTokens(content[0]?.text ?? '')).toBeLessThanOrEqual(600)
    expect(countTokens(JSON.stringify(structuredContent))).toBeLessThanOrEqual(600)
  })

  it.each(['task', 'code', 'draft', 'cause'] as const)('does with %s alone', async (facet) => {
    const { isError } = await call('security_context', { language: 'python', [facet]: sqlTask[facet] })
    expect(isError).toBeFalsy()
  })

  it('knows languages without a parser too', async () => {
    const { content } = await call('security_context', { ...sqlTask, language: 'java' })
    expect(content[0]?.text).toContain('CWE-89')
  })

  it('slices', async () => {
    const code = 'def f(a, b):\n    x = a\n    y = b\n    print(y)\n    return x'
    const { content, structuredContent } = await call('slice', { language: 'py', code, lines: [5] })
    expect(structuredContent).toMatchObject({ language: 'python', sourceLines: 5, lines: [1, 2, 5] })
    expect(content[0]?.text).toBe('def f(a, b):\n    x = a\n    return x')
  })

  it.each([
    ['security_context', {}, /language/],
    ['security_context', { language: '' }, /language/],
    ['security_context', { language: 'python' }, /task is empty.*INVALID_INPUT/],
    ['security_context', { language: 'python', task: 7 }, /task/],
    ['slice', { language: 'cobol', code: 'x', lines: [1] }, /UNSUPPORTED_LANGUAGE/],
    ['slice', { language: 'python', code: 'x = 1', lines: [] }, /lines/],
    ['slice', { language: 'python', code: 'x = 1', lines: [0] }, /lines/],
    ['slice', { language: 'python', code: 'x = 1', lines: [1], hops: -1 }, /hops/],
  ])('answers bad arguments of %s %j with a result that says what is wrong', async (name, args, message) => {
    const { content, isError } = await call(name, args)
    expect(isError).toBe(true)
    expect(content[0]?.text).toMatch(message)
  })

  it('refuses a tool that it does not have', async () => {
    await expect(call('rm', {})).rejects.toThrow(/rm/)
  })

  it('reads an input of 1 MB', async () => {
    const draft = `import sqlite3\n${'def find(db, name):\n    db.execute("SELECT * FROM t WHERE n = " + name)\n'.repeat(15_000)}`
    expect(draft.length).toBeGreaterThan(1_000_000)
    const { content, isError } = await call('security_context', { ...sqlTask, draft })
    expect(isError).toBeFalsy()
    expect(countTokens(content[0]?.text ?? '')).toBeLessThanOrEqual(600)
  })

  it('answers 200 calls at the same time, each with its own answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        call('slice', { language: 'python', code: `x = ${index}\ny = x\n`, lines: [2] }),
      ),
    )
    expect(answers.map(({ content }) => content[0]?.text)).toEqual(
      answers.map((_, index) => `x = ${index}\ny = x`),
    )
    const contexts = await Promise.all(Array.from({ length: 200 }, () => call('security_context', sqlTask)))
    expect(new Set(contexts.map(({ content }) => content[0]?.text)).size).toBe(1)
  })

  it('has a page about every weakness', async () => {
    const { resources } = await client.listResources()
    expect(resources.map(({ uri }) => uri)).toEqual(base.weaknesses.map(({ cwe }) => `rescue://cwe/${cwe}`))
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['rescue://cwe/{id}'])
    for (const uri of ['rescue://cwe/CWE-89', 'rescue://cwe/89', 'rescue://cwe/cwe-89']) {
      const { contents } = await client.readResource({ uri })
      const page = contents[0] && 'text' in contents[0] ? contents[0].text : ''
      expect(page).toMatch(/^# CWE-89: /)
      for (const { text } of base.weakness('CWE-89')?.guidelines ?? []) expect(page).toContain(text)
    }
  })

  it.each([
    'rescue://cwe/CWE-1',
    'rescue://cwe/%2e%2e',
    'rescue://cwe/__proto__',
    'rescue://other/1',
    'file:///etc/passwd',
  ])('has no resource %s', async (uri) => {
    await expect(client.readResource({ uri })).rejects.toThrow()
  })

  it('completes the number of a weakness and the language of the prompt', async () => {
    const ids = await client.complete({
      ref: { type: 'ref/resource', uri: 'rescue://cwe/{id}' },
      argument: { name: 'id', value: 'cwe-7' },
    })
    expect(ids.completion.values).toEqual(['CWE-78', 'CWE-79', 'CWE-787'])
    const languages = await client.complete({
      ref: { type: 'ref/prompt', name: 'secure-code' },
      argument: { name: 'language', value: 'Py' },
    })
    expect(languages.completion.values).toEqual(['python'])
  })

  it('has a prompt with the security context and the task', async () => {
    const { prompts } = await client.listPrompts()
    expect(prompts.map(({ name }) => name)).toEqual(['secure-code'])
    const { language, code } = sqlTask
    const args = { language, code, task: 'Find a user by name with a SQL query, with no SQL injection.' }
    const { messages } = await client.getPrompt({ name: 'secure-code', arguments: args })
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatchObject({ role: 'user', content: { type: 'text' } })
    const text = JSON.stringify(messages[0])
    expect(text).toContain('(CWE-89)')
    expect(text).toContain('def find(db, name):')
    await expect(
      client.getPrompt({ name: 'secure-code', arguments: { language: 'python' } }),
    ).rejects.toThrow(/task/)
  })

  it('drops a call that the client cancels, and goes on', async () => {
    const controller = new AbortController()
    const cancelled = client.callTool(
      { name: 'security_context', arguments: sqlTask },
      { signal: controller.signal },
    )
    controller.abort(new Error('changed my mind'))
    await expect(cancelled).rejects.toThrow('changed my mind')
    expect((await call('security_context', sqlTask)).isError).toBeFalsy()
  })

  it('writes nothing to standard error', () => {
    expect(stderr).toBe('')
  })
})

describe('rescue mcp, as a process', () => {
  const request = (id: number, method: string, params: object) =>
    `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`
  const initialize = request(1, 'initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  })

  /** Starts the server, and gathers what it leaves behind. */
  function start(args = serverArgs()) {
    const child = spawn(process.execPath, args, { env })
    const run = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      run.stdout += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      run.stderr += chunk
    })
    return {
      stdin: child.stdin,
      kill: (signal: NodeJS.Signals) => child.kill(signal),
      end: once(child, 'close').then(([code]) => ({ code, ...run })),
      /** The answer to a request, as soon as it is there. */
      async answer(id: number) {
        const line = () =>
          run.stdout.split('\n').find((text) => text.endsWith('}') && JSON.parse(text).id === id)
        await expect.poll(line, { timeout: 20_000 }).toBeDefined()
        return JSON.parse(line() ?? '')
      },
    }
  }

  it('ends quietly when the client closes in the middle of a call', async () => {
    const { stdin, end, answer } = start()
    stdin.write(initialize)
    await answer(1)
    const draft = 'cursor.execute(query)\n'.repeat(50_000)
    for (let id = 2; id < 5; id++) {
      stdin.write(request(id, 'tools/call', { name: 'security_context', arguments: { ...sqlTask, draft } }))
    }
    stdin.end()
    expect(await end).toMatchObject({ code: 0, stderr: '' })
  })

  it('ends quietly when the client closes before a word', async () => {
    const { stdin, end } = start()
    stdin.end()
    expect(await end).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it('ends on Ctrl-C', async () => {
    const { stdin, kill, end, answer } = start()
    stdin.write(initialize)
    await answer(1)
    kill('SIGINT')
    expect(await end).toMatchObject({ code: 130, stderr: 'rescue: stopped.\n' })
  })

  it('ends with a word, and does not hang, at a message of more than 10 MB', async () => {
    const { stdin, end, answer } = start()
    stdin.on('error', () => {}) // The server is gone before it has read everything.
    stdin.write(initialize)
    await answer(1)
    stdin.write(request(2, 'tools/call', { name: 'slice', arguments: { code: 'x'.repeat(11_000_000) } }))
    const { stderr } = await end
    expect(stderr).toMatch(/rescue mcp: .*size/i)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('goes on after a line that is no message', async () => {
    const { stdin, end, answer } = start()
    stdin.write(`not json\n{"jsonrpc":"2.0"}\n${initialize}`)
    expect(await answer(1)).toMatchObject({ result: { serverInfo: { name: 'rescue' } } })
    stdin.end()
    const { code, stderr } = await end
    expect(code).toBe(0)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it.each([
    [['--knowledge', 'absent'], 1, 'FILE_UNREADABLE'],
    [['--max-tokens', '20'], 2, 'INVALID_OPTION'],
    [['--max-tokens', 'many'], 2, 'whole number'],
  ])('refuses to start with %j', async (args, code, message) => {
    const { end } = start([...serverArgs(), ...args])
    const run = await end
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: '' })
    expect(run.stderr).toContain(message)
  })

  it('keeps to the budget that it is started with', async () => {
    const { stdin, end, answer } = start([...serverArgs(), '--max-tokens', '150'])
    stdin.write(initialize)
    stdin.write(request(2, 'tools/call', { name: 'security_context', arguments: sqlTask }))
    const { result } = await answer(2)
    stdin.end()
    expect(countTokens(result.content[0].text)).toBeLessThanOrEqual(150)
    expect(countTokens(JSON.stringify(result.structuredContent))).toBeLessThanOrEqual(150)
    expect((await end).code).toBe(0)
  })
})
