import { Client } from '@modelcontextprotocol/client'
import { InMemoryTransport } from '@modelcontextprotocol/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Rescue } from '../../src/index.js'
import { createMcpServer } from '../../src/integrations/mcp/index.js'
import { smallKnowledge } from '../support/knowledge.js'

const longest = 2_000_000
const tooLong = 'x'.repeat(longest + 1)
const slice = { language: 'python', code: 'x = 1\ny = x\n', lines: [2] }
const context = { language: 'python', task: 'Find a user by name.' }

describe('arguments of the MCP server', () => {
  const client = new Client({ name: 'test', version: '1.0.0' })
  beforeAll(async () => {
    const [serverSide, clientSide] = InMemoryTransport.createLinkedPair()
    const rescue = await Rescue.create({ knowledge: await smallKnowledge() })
    await createMcpServer({ rescue }).connect(serverSide)
    await client.connect(clientSide)
  })
  afterAll(() => client.close())

  const call = async (name: string, args: Record<string, unknown>) => {
    const { content, isError = false } = await client.callTool({ name, arguments: args })
    const [first] = content
    return { text: first?.type === 'text' ? first.text : '', isError }
  }

  it.each([
    [
      'security_context',
      'a language of 41 characters',
      { ...context, language: 'p'.repeat(41) },
      'language: Too big',
    ],
    ['security_context', 'a task above 2,000,000', { ...context, task: tooLong }, 'task: Too big'],
    ['security_context', 'code above 2,000,000', { ...context, code: tooLong }, 'code: Too big'],
    ['security_context', 'a draft above 2,000,000', { ...context, draft: tooLong }, 'draft: Too big'],
    ['security_context', 'a cause above 2,000,000', { ...context, cause: tooLong }, 'cause: Too big'],
    ['security_context', 'null', { ...context, draft: null }, 'draft: Invalid input'],
    ['security_context', 'blanks', { ...context, task: ' \n' }, '"task", "code", "draft" and "cause"'],
    ['security_context', 'a misspelt argument alone', { language: 'c', description: 'x' }, '"task", "code"'],
    ['slice', 'no language', { ...slice, language: '' }, 'language: Too small'],
    ['slice', 'a language of 41 characters', { ...slice, language: 'p'.repeat(41) }, 'language: Too big'],
    ['slice', 'no code', { language: 'python', lines: [1] }, 'code: Invalid input'],
    ['slice', 'code above 2,000,000', { ...slice, code: tooLong }, 'code: Too big'],
    ['slice', '10,001 lines', { ...slice, lines: Array(10_001).fill(1) }, 'lines: Too big'],
    ['slice', 'half a line', { ...slice, lines: [1.5] }, 'lines.0: Invalid input'],
    ['slice', 'a line as text', { ...slice, lines: ['1'] }, 'lines.0: Invalid input'],
    ['slice', 'a line behind the end', { ...slice, lines: [9] }, 'names line 9'],
    ['slice', 'half a hop', { ...slice, hops: 1.5 }, 'hops: Invalid input'],
    ['slice', 'some hops', { ...slice, hops: 'some' }, 'hops: Invalid input'],
    ['slice', 'another direction', { ...slice, direction: 'up' }, 'direction: Invalid option'],
  ])('of %s are refused: %s', async (name, _, args, message) => {
    const { text, isError } = await call(name, args)
    expect(isError).toBe(true)
    expect(text).toContain(message)
    expect(text.length).toBeLessThan(400)
  })

  it.each([
    ['security_context', 'a language of 40 characters', { ...context, language: 'p'.repeat(40) }],
    ['slice', '10,000 lines', { ...slice, lines: Array(10_000).fill(1) }],
    ['slice', 'no hop', { ...slice, hops: 0 }],
    ['slice', 'all hops', { ...slice, hops: 'all' }],
    ['slice', 'more hops than there are', { ...slice, hops: Number.MAX_SAFE_INTEGER }],
    ['slice', 'an unknown argument', { ...slice, file: 'x.py' }],
  ])('of %s are taken: %s', async (name, _, args) => {
    expect(await call(name, args)).toMatchObject({ isError: false })
  })

  it('of the prompt secure-code are refused beyond their sizes', async () => {
    const prompt = (args: Record<string, string>) =>
      client.getPrompt({ name: 'secure-code', arguments: { language: 'python', task: 'x', ...args } })
    await expect(prompt({})).resolves.toBeDefined()
    for (const [name, value] of [
      ['language', ''],
      ['language', 'p'.repeat(41)],
      ['task', ''],
      ['task', tooLong],
      ['code', tooLong],
    ] as const) {
      await expect(prompt({ [name]: value }), `${name} of ${value.length}`).rejects.toThrow(name)
    }
  })

  it('that hide characters in code get them shown', async () => {
    const { text } = await call('slice', { ...slice, code: 'x = "\u202eabc"\ny = x\n' })
    expect(text).toContain('abc')
    expect(text).not.toContain('\u202e')
  })

  it('that ask for a slice as long as a file get advice in place of it', async () => {
    const code = `def f(a):\n${'    a = a + 1\n'.repeat(3_000)}    return a\n`
    const all = await call('slice', { language: 'python', code, lines: [3_002], hops: 'all' })
    expect(all).toMatchObject({ isError: true, text: expect.stringContaining('fewer lines or hops') })
    const few = await call('slice', { language: 'python', code, lines: [3_002] })
    expect(few).toMatchObject({ isError: false, text: expect.stringContaining('return a') })
  })
})
