import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveKnowledgeBase } from '../../src/index.js'
import { miniBenchmarkPath } from '../evaluation/support/mini-server.js'
import { jsonLines, rescue } from '../support/cli.js'
import { smallKnowledge } from '../support/knowledge.js'

let folder: string
let digest: string
const cause = 'SQL injection: the name from a request is formatted into a SQL query'
const run = (...args: string[]) =>
  rescue(args, { cwd: folder, stdin: '', env: { RESCUE_KNOWLEDGE: join(folder, 'base') } })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rescue-knowledge-'))
  saveKnowledgeBase(await smallKnowledge(['CWE-89', 'CWE-22']), join(folder, 'base'))
  saveKnowledgeBase(await smallKnowledge(['CWE-22']), join(folder, 'other'))
  writeFileSync(join(folder, 'tasks.jsonl'), `${JSON.stringify({ language: 'c', cause })}\n`)
  digest = (await run('inspect', '--digest')).stdout.trim()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('--knowledge-digest', () => {
  const using: readonly string[][] = [
    ['retrieve', '--tasks', 'tasks.jsonl', '--no-llm'],
    ['prompt', '--tasks', 'tasks.jsonl', '--no-llm'],
    ['review', '-'],
    ['mcp'],
  ]

  it.each(using.map((args) => [args] as const))('lets %j use the base that has it', async (args) => {
    for (const expected of [digest, digest.toUpperCase()]) {
      expect(await run(...args, '--knowledge-digest', expected)).toMatchObject({ code: 0, stderr: '' })
    }
  })

  it.each(using.map((args) => [args] as const))('keeps %j from any other', async (args) => {
    for (const other of [['--knowledge', 'other'], []]) {
      const expected =
        other.length > 0 ? digest : digest.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
      const { code, stdout, stderr } = await run(...args, '--knowledge-digest', expected, ...other)
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toMatch(/is not the one that is expected: its digest is [0-9a-f]{64}, not [0-9a-f]{64}/)
      expect(stderr).toContain('[KNOWLEDGE_INVALID]')
    }
  })

  it('is heeded by evaluate before it asks a model', async () => {
    const args = ['evaluate', miniBenchmarkPath, '--knowledge', 'other', '--knowledge-digest', digest]
    const env = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_API_KEY: 'test' }
    const { code, stderr } = await rescue(args, { cwd: folder, env })
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('is not the one') })
  })

  it('is that of the shipped base where no other is named', async () => {
    const args = ['retrieve', '--tasks', join(folder, 'tasks.jsonl'), '--no-llm', '--knowledge-digest']
    const shipped = (await rescue(['inspect', '--digest'])).stdout.trim()
    expect(shipped).not.toBe(digest)
    expect((await rescue([...args, shipped])).code).toBe(0)
    expect((await rescue([...args, digest])).code).toBe(1)
  })

  it('changes with a decision of a reviewer', async () => {
    const reviews = join(folder, 'base', 'reviews.jsonl')
    appendFileSync(reviews, '{"about":"example","id":"x","decision":"reject"}\n')
    const { code } = await run('retrieve', '--tasks', 'tasks.jsonl', '--no-llm', '--knowledge-digest', digest)
    rmSync(reviews)
    expect(code).toBe(1)
  })

  it.each(['', 'abc', 'g'.repeat(64), 'a'.repeat(65)])('is refused as %j', async (value) => {
    const { code, stderr } = await run('retrieve', '--language', 'c', '--knowledge-digest', value)
    expect(code).toBe(2)
    expect(stderr).toContain('Give the 64 hexadecimal digits')
  })
})

describe('--languages', () => {
  const found = async (...args: string[]) => {
    const { stdout } = await run('retrieve', '--tasks', 'tasks.jsonl', '--no-llm', '--json', ...args)
    const [line] = jsonLines<{ examples: { cwe: string; match: string }[] }>(stdout)
    return line!.examples.filter(({ cwe }) => cwe === 'CWE-89').map(({ match }) => match)
  }

  it('says which languages examples may come from', async () => {
    expect(new Set(await found('--languages', 'same'))).toEqual(new Set(['same']))
    expect(await found('--languages', 'fallback')).toEqual(await found())
    expect(new Set(await found('--languages', 'any'))).toEqual(new Set(['same', 'other']))
  })

  it('decides about the examples of a prompt, too', async () => {
    const ids = async (which: string) => {
      const args = ['prompt', '--tasks', 'tasks.jsonl', '--no-llm', '--json', '--languages', which]
      const [line] = jsonLines<{ context: { examples: string[] } }>((await run(...args)).stdout)
      return line!.context.examples
    }
    expect(await ids('any')).not.toEqual(await ids('same'))
  })
})
