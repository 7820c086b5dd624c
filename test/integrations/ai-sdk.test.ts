import { APICallError, generateText, isStepCount, streamText, wrapLanguageModel } from 'ai'
import { convertArrayToReadableStream, MockLanguageModelV4 } from 'ai/test'
import { beforeAll, describe, expect, it } from 'vitest'
import { countTokens, type KnowledgeBase, Rescue } from '../../src/index.js'
import {
  chatModelOf,
  createSecurityContextTool,
  rescueMiddleware,
} from '../../src/integrations/ai-sdk/index.js'
import { smallKnowledge } from '../support/knowledge.js'
import { sqlRequest, sqlTask } from './sql-task.js'

let base: KnowledgeBase
let rescue: Rescue
beforeAll(async () => {
  base = await smallKnowledge()
  rescue = await Rescue.create({ knowledge: base })
})

type Generated = Awaited<ReturnType<MockLanguageModelV4['doGenerate']>>
const usage: Generated['usage'] = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
}
const says = (text: string): Generated => ({
  content: [{ type: 'text', text }],
  finishReason: { unified: 'stop', raw: 'stop' },
  usage,
  warnings: [],
})
const calls = (input: object): Generated => ({
  content: [
    { type: 'tool-call', toolCallId: 'c1', toolName: 'security_context', input: JSON.stringify(input) },
  ],
  finishReason: { unified: 'tool-calls', raw: 'tool_calls' },
  usage,
  warnings: [],
})
const systemOf = (model: MockLanguageModelV4, call = 0) =>
  (model.doGenerateCalls[call] ?? model.doStreamCalls[call])?.prompt
    .filter(({ role }) => role === 'system')
    .map(({ content }) => content)

describe('rescueMiddleware for wrapLanguageModel', () => {
  it('adds the context of the latest request behind the instructions', async () => {
    const mock = new MockLanguageModelV4({ doGenerate: says('done') })
    const model = wrapLanguageModel({ model: mock, middleware: rescueMiddleware({ rescue }) })
    const { text } = await generateText({ model, instructions: 'You write code.', prompt: sqlRequest })
    expect(text).toBe('done')
    const [instructions, context] = systemOf(mock) ?? []
    expect(instructions).toBe('You write code.')
    expect(context).toContain('(CWE-89)')
    expect(mock.doGenerateCalls[0]?.prompt.map(({ role }) => role)).toEqual(['system', 'system', 'user'])
  })

  it('works without instructions, in a conversation, and while streaming', async () => {
    const mock = new MockLanguageModelV4({
      doStream: {
        stream: convertArrayToReadableStream([
          { type: 'text-start', id: '1' },
          { type: 'text-delta', id: '1', delta: 'do' },
          { type: 'text-delta', id: '1', delta: 'ne' },
          { type: 'text-end', id: '1' },
          { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage },
        ]),
      },
    })
    const model = wrapLanguageModel({ model: mock, middleware: rescueMiddleware({ rescue }) })
    const { textStream } = streamText({
      model,
      messages: [
        { role: 'user', content: 'I write Python.' },
        { role: 'assistant', content: 'Good.' },
        {
          role: 'user',
          content: [{ type: 'text', text: 'Find a user by name, without SQL injection in the query.' }],
        },
      ],
    })
    const chunks: string[] = []
    for await (const chunk of textStream) chunks.push(chunk)
    expect(chunks).toEqual(['do', 'ne'])
    expect(systemOf(mock)).toEqual([expect.stringContaining('(CWE-89)')])
  })

  it('passes on unchanged what no weakness fits, or where no language is named', async () => {
    const mock = new MockLanguageModelV4({ doGenerate: says('done') })
    const model = wrapLanguageModel({ model: mock, middleware: rescueMiddleware({ rescue }) })
    for (const prompt of ['Add two numbers in Python.', 'Hello', '```']) await generateText({ model, prompt })
    expect([0, 1, 2].map((call) => systemOf(mock, call))).toEqual([[], [], []])
  })

  it('keeps other middlewares and parameters', async () => {
    const mock = new MockLanguageModelV4({ doGenerate: says('done') })
    const model = wrapLanguageModel({ model: mock, middleware: [rescueMiddleware({ rescue })] })
    await generateText({ model, prompt: sqlRequest, temperature: 0.2, maxOutputTokens: 77, seed: 5 })
    expect(mock.doGenerateCalls[0]).toMatchObject({ temperature: 0.2, maxOutputTokens: 77, seed: 5 })
  })

  it('stops with the abort signal of the call', async () => {
    const hanging = await Rescue.create({
      knowledge: base,
      chatModel: { invoke: () => new Promise<string>(() => {}) },
    })
    const mock = new MockLanguageModelV4({ doGenerate: says('done') })
    const model = wrapLanguageModel({ model: mock, middleware: rescueMiddleware({ rescue: hanging }) })
    const controller = new AbortController()
    const result = generateText({ model, prompt: sqlRequest, abortSignal: controller.signal, maxRetries: 0 })
    controller.abort()
    await expect(result).rejects.toThrow(/abort/i)
    expect(mock.doGenerateCalls).toEqual([])
  })
})

describe('createSecurityContextTool for the AI SDK', () => {
  it('is called by the model, which reads the answer as Markdown', async () => {
    const answers = [calls(sqlTask), says('done')]
    const mock = new MockLanguageModelV4({ doGenerate: async () => answers.shift() ?? says('?') })
    const { text, steps } = await generateText({
      model: mock,
      tools: { security_context: createSecurityContextTool({ rescue }) },
      stopWhen: isStepCount(3),
      prompt: 'go',
    })
    expect(text).toBe('done')
    expect(steps[0]?.toolResults[0]?.output).toMatchObject({ data: { weaknesses: expect.any(Array) } })
    const offered = mock.doGenerateCalls[0]?.tools?.[0]
    expect(offered).toMatchObject({
      name: 'security_context',
      inputSchema: { type: 'object', required: ['language'], properties: { draft: { type: 'string' } } },
    })
    const read = mock.doGenerateCalls[1]?.prompt.at(-1)?.content[0]
    expect(read).toMatchObject({
      type: 'tool-result',
      output: { type: 'text', value: expect.stringContaining('CWE-89') },
    })
    const { value } = (read as { output: { value: string } }).output
    expect(countTokens(value)).toBeLessThanOrEqual(600)
  })

  it('turns bad arguments and failures into results that the model reads', async () => {
    const answers = [calls({ task: 'no language' }), calls({ language: 'python' }), says('done')]
    const mock = new MockLanguageModelV4({ doGenerate: async () => answers.shift() ?? says('?') })
    const { text } = await generateText({
      model: mock,
      tools: { security_context: createSecurityContextTool({ rescue }) },
      stopWhen: isStepCount(4),
      prompt: 'go',
    })
    expect(text).toBe('done')
    const read = [1, 2].map((call) => JSON.stringify(mock.doGenerateCalls[call]?.prompt.at(-1)))
    expect(read[0]).toContain('language')
    expect(read[1]).toContain('The task is empty')
  })
})

describe('chatModelOf', () => {
  const code = '```python\ndef find(db, name):\n    return []\n```'

  it('lets a model of the AI SDK write cause, draft and code', async () => {
    const mock = new MockLanguageModelV4({
      doGenerate: async ({ prompt }) => says(prompt.length > 2 ? sqlTask.cause : code),
    })
    const chatModel = chatModelOf(mock, { temperature: 0.2 })
    const coder = await Rescue.create({ knowledge: base, chatModel })
    const result = await coder.generate({ language: 'python', description: sqlTask.task })
    expect(result.code).toBe('def find(db, name):\n    return []')
    expect(result.prompt.context?.cwe).toBe('CWE-89')
    expect(mock.doGenerateCalls).toHaveLength(3)
    for (const { temperature, prompt } of mock.doGenerateCalls) {
      expect(temperature).toBe(0.2)
      expect(prompt[0]?.role).toBe('system')
    }
  })

  it('has its rate limits and server errors retried by the Rescue, and others not', async () => {
    const failing = (statusCode: number) => {
      let left = 1
      return new MockLanguageModelV4({
        doGenerate: async () => {
          if (left-- > 0) {
            throw new APICallError({
              message: 'failed',
              url: 'http://localhost',
              requestBodyValues: {},
              statusCode,
            })
          }
          return says(code)
        },
      })
    }
    const ask = async (mock: MockLanguageModelV4) => {
      const calls = { retries: 1, minRetryDelayMs: 1 }
      const coder = await Rescue.create({ knowledge: base, chatModel: chatModelOf(mock), calls })
      const given = { cause: sqlTask.cause, draft: sqlTask.draft }
      return coder.generate({ language: 'python', description: sqlTask.task, ...given })
    }
    expect((await ask(failing(503))).code).toContain('def find')
    await expect(ask(failing(400))).rejects.toMatchObject({ code: 'MODEL_FAILED' })
  })
})
