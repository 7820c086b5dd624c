import { ChatOpenAI } from '@langchain/openai'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type KnowledgeBase, Rescue, RescueError, type RescueOptions } from '../../src/index.js'
import { smallKnowledge } from '../support/knowledge.js'
import {
  type OpenAiServer,
  type Reply,
  type SeenRequest,
  startOpenAiServer,
} from '../support/openai-server.js'

/** What the server is asked for, told by the prompt. */
type Step = 'cause' | 'draft' | 'code'
const stepOf = ({ messages }: SeenRequest): Step => {
  if (messages.some(({ content }) => content.includes('Security knowledge'))) return 'code'
  return messages.length > 2 ? 'cause' : 'draft'
}

const cause =
  'SQL injection threatens: the name comes from a form and is formatted into the text of a SQL query.'
const draft =
  '```python\ndef find(db, name):\n    return db.execute("SELECT * FROM users WHERE name = \'" + name + "\'")\n```'
const code =
  'Here you are:\n\n```python\ndef find(db, name):\n    return db.execute("SELECT * FROM users WHERE name = ?", (name,))\n```\nIt binds the name.'
const answers: Record<Step, string> = { cause, draft, code }
const task = {
  language: 'python',
  description: 'Find a user by name in SQLite.',
  code: 'def find(db, name):\n',
}

let base: KnowledgeBase
let server: OpenAiServer | undefined
beforeAll(async () => {
  base = await smallKnowledge()
})
afterEach(() => server?.close())

async function start(
  reply: (step: Step, request: SeenRequest, index: number) => Reply = (step) => ({ text: answers[step] }),
  options: RescueOptions = {},
) {
  const running = await startOpenAiServer((request, index) => reply(stepOf(request), request, index))
  server = running
  const chatModel = new ChatOpenAI({
    model: 'test-model',
    apiKey: 'test-key',
    temperature: 0.2,
    maxRetries: 0,
    configuration: { baseURL: running.baseURL },
  })
  const calls = { minRetryDelayMs: 5, maxRetryDelayMs: 20, ...options.calls }
  return {
    rescue: await Rescue.create({ knowledge: base, chatModel, ...options, calls }),
    requests: running.requests,
  }
}
const steps = (requests: SeenRequest[]) => requests.map(stepOf)
const failure = (promise: Promise<unknown>): Promise<RescueError> =>
  promise.then(
    () => expect.fail('should have failed'),
    (error) => (error instanceof RescueError ? error : expect.fail(`not a RescueError: ${error}`)),
  )

describe('Rescue with a chat model over HTTP (@langchain/openai)', () => {
  it('asks for cause and draft at the same time, then for the code with the security context', async () => {
    const { rescue, requests } = await start((step) => ({ text: answers[step], delayMs: 100 }))
    const result = await rescue.generate(task)

    expect(steps(requests).sort()).toEqual(['cause', 'code', 'draft'])
    const [first, second, third] = requests as [SeenRequest, SeenRequest, SeenRequest]
    expect(second.startedAt).toBeLessThan(first.endedAt)
    expect(third.startedAt).toBeGreaterThanOrEqual(Math.max(first.endedAt, second.endedAt))
    for (const { path, model, temperature } of requests) {
      expect({ path, model, temperature }).toEqual({
        path: '/v1/chat/completions',
        model: 'test-model',
        temperature: 0.2,
      })
    }
    expect(result.code).toBe(
      'def find(db, name):\n    return db.execute("SELECT * FROM users WHERE name = ?", (name,))',
    )
    expect(result.answer).toBe(code)
  })

  it('shows the model the rules, the sliced secure example and the task, and never the vulnerable example', async () => {
    const { rescue, requests } = await start()
    const { prompt } = await rescue.generate(task)
    const sent = requests.find((request) => stepOf(request) === 'code')?.messages
    expect(sent).toEqual(prompt.messages.map(({ role, content }) => ({ role, content })))
    const user = sent?.at(-1)?.content ?? ''
    expect(prompt.context?.cwe).toBe('CWE-89')
    for (const { text } of prompt.context?.guidelines ?? []) expect(user).toContain(text)
    for (const { secure, vulnerable } of prompt.context?.examples ?? []) {
      expect(user).toContain(secure.code.trimEnd())
      expect(user).not.toContain(vulnerable.code.trimEnd())
    }
    expect(prompt.context?.examples).toHaveLength(1)
    expect(user).toContain('def find(db, name):')
  })

  it('does not tell the draft about security, and gives the cause a worked example', async () => {
    const { rescue, requests } = await start()
    await rescue.retrieve(task)
    const [asked, drafted] = ['cause', 'draft'].map((step) =>
      requests.find((request) => stepOf(request) === step),
    )
    expect(drafted?.messages.map(({ content }) => content).join()).not.toMatch(/secur|vulnerab|weakness/i)
    expect(asked?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(asked?.messages.at(-1)?.content).toContain('Find a user by name')
  })

  it('does not ask for what the caller gives', async () => {
    const { rescue, requests } = await start()
    await rescue.retrieve({ ...task, cause, draft: 'def find(db, name): pass' })
    expect(requests).toHaveLength(0)
  })

  it('returns the draft without a further call where nothing passes the thresholds', async () => {
    const { rescue, requests } = await start((step) => ({
      text:
        step === 'draft'
          ? '```python\ndef add(a, b):\n    return a + b\n```'
          : 'No security weakness threatens: it adds numbers.',
    }))
    const result = await rescue.generate({ language: 'python', description: 'Add two numbers.' })
    expect(result.prompt.context).toBeUndefined()
    expect(result.code).toBe('def add(a, b):\n    return a + b')
    expect(steps(requests).sort()).toEqual(['cause', 'draft'])
  })

  it.each([429, 500])('tries again after HTTP %i, waiting longer each time', async (status) => {
    const { rescue, requests } = await start(
      (step, _, index) => (step === 'code' && index < 4 ? { status } : { text: answers[step] }),
      { calls: { minRetryDelayMs: 40, maxRetryDelayMs: 1000 } },
    )
    const { code: written } = await rescue.generate(task)
    expect(written).toContain('name = ?')
    const code = requests.filter((request) => stepOf(request) === 'code')
    expect(code).toHaveLength(3)
    const waits = code.slice(1).map((request, i) => request.startedAt - (code[i]?.endedAt ?? 0))
    expect(waits[0]).toBeGreaterThanOrEqual(30)
    expect(waits[1]).toBeGreaterThanOrEqual(70)
  })

  it('gives up after its retries with MODEL_FAILED, and hands over the prompt it had built', async () => {
    const { rescue, requests } = await start(
      (step) => (step === 'code' ? { status: 503 } : { text: answers[step] }),
      {
        calls: { retries: 1 },
      },
    )
    const error = await failure(rescue.generate(task))
    expect(error.code).toBe('MODEL_FAILED')
    expect(error.details).toMatchObject({ prompt: { context: { cwe: 'CWE-89' } } })
    expect(steps(requests).filter((step) => step === 'code')).toHaveLength(2)
  })

  it('does not try again after a request that the server refuses', async () => {
    const { rescue, requests } = await start((step) =>
      step === 'code' ? { status: 401 } : { text: answers[step] },
    )
    expect((await failure(rescue.generate(task))).code).toBe('MODEL_FAILED')
    expect(steps(requests).filter((step) => step === 'code')).toHaveLength(1)
  })

  it('keeps the facet that came when the other one fails, and says so', async () => {
    const { rescue } = await start((step) => (step === 'draft' ? { status: 400 } : { text: answers[step] }))
    const retrieval = await rescue.retrieve(task)
    expect(retrieval.analysis.failures.map(({ facet, error }) => [facet, error.code])).toEqual([
      ['draft', 'MODEL_FAILED'],
    ])
    expect(retrieval.weaknesses[0]?.cwe).toBe('CWE-89')
  })

  it('ends a request that takes too long with MODEL_TIMEOUT, and closes its connection', async () => {
    const { rescue, requests } = await start(
      (step) => (step === 'code' ? { hang: true } : { text: answers[step] }),
      {
        calls: { timeoutMs: 400 },
      },
    )
    expect((await failure(rescue.generate(task))).code).toBe('MODEL_TIMEOUT')
    const hung = requests.filter((request) => stepOf(request) === 'code')
    expect(hung).toHaveLength(1)
    await expect.poll(() => hung[0]?.abandoned).toBe(true)
  })

  it('ends at once with ABORTED when the caller aborts, and closes its connections', async () => {
    const { rescue, requests } = await start(() => ({ hang: true }))
    const controller = new AbortController()
    const result = failure(rescue.generate(task, { signal: controller.signal }))
    await expect.poll(() => requests.length).toBe(2)
    controller.abort()
    expect((await result).code).toBe('ABORTED')
    await expect.poll(() => requests.map((request) => request.abandoned)).toEqual([true, true])
  })

  it.each([
    ['an empty answer', { text: '' }, 'MODEL_ANSWER'],
    ['an answer of blanks', { text: '  \n' }, 'MODEL_ANSWER'],
    ['an answer without code', { text: 'I am sorry, but I cannot help with that.' }, 'MODEL_ANSWER'],
    ['an empty code block', { text: '```python\n```' }, 'MODEL_ANSWER'],
    ['a body that is no JSON', { body: '<html>gateway</html>' }, 'MODEL_FAILED'],
    [
      'a body without choices',
      { body: '{"object":"chat.completion","choices":[]}' },
      'MODEL_FAILED|MODEL_ANSWER',
    ],
  ] satisfies [string, Reply, string][])(
    'reports %s as a typed error and loses nothing',
    async (_, reply, expected) => {
      const { rescue } = await start((step) => (step === 'code' ? reply : { text: answers[step] }), {
        calls: { retries: 0 },
      })
      const error = await failure(rescue.generate(task))
      expect(error.code).toMatch(new RegExp(`^(${expected})$`))
      expect(error.details).toMatchObject({
        prompt: { messages: expect.any(Array), context: { cwe: 'CWE-89' } },
      })
      if ('text' in reply && reply.text.trim() !== '')
        expect(error.details).toMatchObject({ answer: reply.text })
    },
  )

  it('serves many tasks at the same time', async () => {
    const { rescue, requests } = await start()
    const results = await Promise.all(Array.from({ length: 20 }, () => rescue.generate(task)))
    expect(new Set(results.map((result) => result.code)).size).toBe(1)
    expect(requests).toHaveLength(60)
  })

  it('needs a chat model to generate', async () => {
    const rescue = await Rescue.create({ knowledge: base })
    expect((await failure(rescue.generate(task))).code).toBe('INVALID_INPUT')
  })
})
