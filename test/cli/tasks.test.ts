import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonLines, rescue } from '../support/cli.js'
import { startOpenAiServer } from '../support/openai-server.js'

const sqlTask = {
  id: 'sql',
  language: 'python',
  code: 'import sqlite3\n\ndef find(db, name):\n',
  cause: 'SQL injection: the name comes from a request and is formatted into the text of a SQL query.',
  draft:
    '    cursor = db.cursor()\n    cursor.execute("SELECT * FROM users WHERE name = \'" + name + "\'")\n    return cursor.fetchall()\n',
}
const plainTask = {
  id: 'plain',
  language: 'python',
  code: 'def add(a, b):\n    """Add two numbers."""\n',
  draft: '    return a + b\n',
}

let folder: string
const at = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rescue-cli-'))
  await writeFile(at('tasks.jsonl'), [sqlTask, plainTask].map((task) => `${JSON.stringify(task)}\n`).join(''))
  await writeFile(
    at('mixed.jsonl'),
    `\uFEFF${JSON.stringify(sqlTask)}\r\n\r\n{"language": \r\n{"id":"x"}\r\n${JSON.stringify({ ...plainTask, cwe: 'ignored' })}`,
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface RetrieveLine {
  id: string
  weaknesses: { cwe: string; score: number; facets: Record<string, { score: number; rank: number }> }[]
  examples: { id: string; cwe: string; language: string; score: number; facets: object }[]
  guidelines: string[]
}

describe('rescue retrieve', () => {
  it('prints a line per task with the fields that scripts rely on', async () => {
    const { code, stdout, stderr } = await rescue(['retrieve', '--tasks', at('tasks.jsonl'), '--json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [sql, plain] = jsonLines<RetrieveLine>(stdout)
    expect(sql).toMatchObject({
      id: 'sql',
      weaknesses: [{ cwe: 'CWE-89', score: expect.any(Number) }, ...(sql?.weaknesses.slice(1) ?? [])],
    })
    expect(sql?.weaknesses[0]?.facets).toMatchObject({
      cause: { score: expect.any(Number), rank: 1 },
      api: { score: expect.any(Number), rank: expect.any(Number) },
    })
    expect(sql?.examples[0]).toMatchObject({
      cwe: 'CWE-89',
      language: 'python',
      id: expect.any(String),
      score: expect.any(Number),
    })
    expect(sql?.guidelines.every((guideline) => typeof guideline === 'string' && guideline.length > 10)).toBe(
      true,
    )
    expect(plain).toMatchObject({ id: 'plain', weaknesses: [], examples: [], guidelines: [] })
  })

  it('reports a bad line with its number, reads the rest, and ends with 1', async () => {
    const { code, stdout, stderr } = await rescue(['retrieve', '--tasks', at('mixed.jsonl'), '--json'])
    expect(code).toBe(1)
    expect(jsonLines<RetrieveLine>(stdout).map(({ id }) => id)).toEqual(['sql', 'plain'])
    expect(stderr).toContain('mixed.jsonl:3 is not JSON')
    expect(stderr).toContain('mixed.jsonl:4 is no task')
    expect(stderr).toContain('2 of 4 tasks failed')
  })

  it('takes no more than 100,000 lines', async () => {
    const [most, more] = [100_000, 100_001].map((lines) => '\n'.repeat(lines - 1))
    const retrieve = (stdin: string) => rescue(['retrieve', '--tasks', '-', '--no-llm'], { stdin })
    expect(await retrieve(most!)).toMatchObject({ code: 0, stdout: '', stderr: '' })
    const refused = await retrieve(more!)
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain('more than 100000 lines. Give fewer tasks at a time. [INVALID_INPUT]')
  })

  it('reads tasks from standard input', async () => {
    const { stdout } = await rescue(['retrieve', '--tasks', '-', '--json', '--no-llm'], {
      stdin: JSON.stringify(sqlTask),
    })
    expect(jsonLines<RetrieveLine>(stdout)).toHaveLength(1)
  })

  it('explains itself to people', async () => {
    const { stdout } = await rescue(['retrieve', '--tasks', at('tasks.jsonl')])
    expect(stdout).toMatch(/CWE-89 .*cause \d\.\d\d \(rank 1\)/)
    expect(stdout).toContain('nothing passes the thresholds')
  })

  it.each([
    ['neither tasks nor language', [], 2, 'INVALID_OPTION'],
    ['both', ['--tasks', 'tasks.jsonl', '--language', 'c'], 2, 'INVALID_OPTION'],
    ['an empty task', ['--language', 'python'], 1, 'INVALID_INPUT'],
    ['a missing file', ['--tasks', 'absent.jsonl'], 1, 'FILE_UNREADABLE'],
    ['a missing knowledge base', ['--tasks', 'tasks.jsonl', '--knowledge', 'absent'], 1, 'FILE_UNREADABLE'],
    [
      'a directory that is no knowledge base',
      ['--tasks', 'tasks.jsonl', '--knowledge', '.'],
      1,
      'KNOWLEDGE_INVALID',
    ],
    ['no concurrency', ['--tasks', 'tasks.jsonl', '--concurrency', '0'], 2, 'at least 1'],
  ])('refuses %s', async (_, args, code, hint) => {
    const run = await rescue(['retrieve', '--json', ...args], { cwd: folder })
    expect(run.stderr).toContain(hint)
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: '' })
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })
})

describe('rescue prompt', () => {
  it('prints the prompt with the context, or the bare task', async () => {
    const { code, stdout } = await rescue([
      'prompt',
      '--tasks',
      at('tasks.jsonl'),
      '--json',
      '--max-tokens',
      '250',
    ])
    expect(code).toBe(0)
    const [sql, plain] = jsonLines<{ text: string; context?: { cwe: string; tokens: number } }>(stdout)
    expect(sql?.context?.cwe).toBe('CWE-89')
    expect(sql?.context?.tokens).toBeLessThanOrEqual(250)
    expect(plain).not.toHaveProperty('context')
    expect(plain?.text).not.toContain('Security knowledge')
  })

  it('takes a single task from options', async () => {
    await writeFile(at('begun.py'), sqlTask.code)
    const { code, stdout } = await rescue([
      'prompt',
      '--language',
      'python',
      '--description',
      'find a user by name with a SQL query',
      '--code',
      at('begun.py'),
      '--form',
      'completion',
    ])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^# Security notes/)
    expect(stdout.trimEnd().endsWith('def find(db, name):')).toBe(true)
  })
})

describe('rescue generate', () => {
  it('has an OpenAI-compatible server write the code', async () => {
    const server = await startOpenAiServer(() => ({
      text: '```python\ndef find(db, name):\n    return []\n```',
    }))
    try {
      const { code, stdout, stderr } = await rescue(
        ['generate', '--tasks', at('tasks.jsonl'), '--json', '--model', 'tiny'],
        {
          env: { OPENAI_BASE_URL: server.baseURL },
        },
      )
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(jsonLines<{ id: string; code: string; cwe?: string }>(stdout)).toMatchObject([
        { id: 'sql', code: 'def find(db, name):\n    return []', cwe: 'CWE-89' },
        { id: 'plain' },
      ])
      expect(new Set(server.requests.map((request) => `${request.model} ${request.temperature}`))).toEqual(
        new Set(['tiny 0.2']),
      )
    } finally {
      await server.close()
    }
  })

  it('goes on after a task whose generation failed', async () => {
    const server = await startOpenAiServer(({ messages }) =>
      messages.some(({ content }) => content.includes('Security knowledge'))
        ? { status: 400 }
        : messages.length > 2
          ? { text: 'No security weakness threatens here: it adds two numbers.' }
          : { text: '```python\nx = 1\n```' },
    )
    try {
      const { code, stdout, stderr } = await rescue(['generate', '--tasks', at('tasks.jsonl'), '--json'], {
        env: { OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: 'very-secret-key' },
      })
      expect(code).toBe(1)
      expect(jsonLines<{ id: string }>(stdout).map(({ id }) => id)).toEqual(['plain'])
      expect(stderr).toMatch(/task sql: .*MODEL_FAILED/)
      expect(stderr).not.toContain('very-secret-key')
    } finally {
      await server.close()
    }
  })

  it('says what is missing where no model is configured', async () => {
    const { code, stderr } = await rescue(['generate', '--language', 'c', '--description', 'x'])
    expect(code).toBe(2)
    expect(stderr).toContain('OPENAI_API_KEY')
  })
})

describe('rescue', () => {
  it('shows help with examples for every command', async () => {
    const { code, stdout } = await rescue(['--help'])
    expect(code).toBe(0)
    for (const name of ['build', 'slice', 'pdg', 'retrieve', 'prompt', 'generate']) {
      expect(stdout).toContain(name)
      const help = await rescue([name, '--help'])
      expect(help.code).toBe(0)
      expect(help.stdout).toContain('Examples:')
    }
    expect(await readdir(folder)).not.toContain('undefined')
  })
})
