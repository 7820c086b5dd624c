import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { RescueError } from '../../src/errors.js'
import { callChatModel } from '../../src/ports/call-chat-model.js'
import type { ChatModel } from '../../src/ports/chat-model.js'

const question = [{ role: 'user' as const, content: 'hello' }]
const fast = { minRetryDelayMs: 1, maxRetryDelayMs: 2 }
const failing = (...answers: (Error | string)[]) => {
  const calls = { count: 0 }
  const model: ChatModel = {
    async invoke() {
      const answer = answers[Math.min(calls.count++, answers.length - 1)]
      if (answer instanceof Error) throw answer
      return answer ?? ''
    },
  }
  return { model, calls }
}
const httpError = (status: number) => Object.assign(new Error(`HTTP ${status}`), { status })
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (error instanceof RescueError ? error.code : error),
  )

describe('callChatModel', () => {
  it.each([
    ['a string', 'x = 1'],
    ['a message', { content: 'x = 1' }],
    [
      'content blocks',
      {
        content: [
          { type: 'reasoning', text: 'hm' },
          { type: 'text', text: 'x =' },
          { type: 'text', text: ' 1' },
        ],
      },
    ],
  ])('reads the text of %s', async (_, answer) => {
    expect(await callChatModel({ invoke: async () => answer }, question, 'a test')).toBe('x = 1')
  })

  it.each([429, 500, 503, 408])('tries again after HTTP %i', async (status) => {
    const { model, calls } = failing(httpError(status), httpError(status), 'done')
    expect(await callChatModel(model, question, 'a test', fast)).toBe('done')
    expect(calls.count).toBe(3)
  })

  it('tries again after an error of the AI SDK, which calls the status statusCode', async () => {
    const overloaded = Object.assign(new Error('overloaded'), { statusCode: 529 })
    const refused = Object.assign(new Error('refused'), { statusCode: 401 })
    expect(await callChatModel(failing(overloaded, 'done').model, question, 'a test', fast)).toBe('done')
    const { model, calls } = failing(refused, 'done')
    expect(await codeOf(callChatModel(model, question, 'a test', fast))).toBe('MODEL_FAILED')
    expect(calls.count).toBe(1)
  })

  it('hands on what else the model is to be told, beside a signal of its own', async () => {
    let told: Record<string, unknown> = {}
    const model: ChatModel = {
      async invoke(_, options) {
        told = { ...options }
        return 'done'
      },
    }
    await callChatModel(model, question, 'a test', { invokeOptions: { tags: ['a'], signal: 'no signal' } })
    expect(told).toEqual({ tags: ['a'], signal: expect.any(AbortSignal) })
  })

  it.each([
    ['answers', 'done'],
    ['fails', new Error('wrong key')],
  ])('leaves no timer and no listener behind when the model %s', async (_, outcome) => {
    const { signal } = new AbortController()
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    await codeOf(callChatModel(failing(outcome).model, question, 'a test', { signal, retries: 0 }))
    expect(timers()).toBe(before)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it.each([
    ['a broken connection', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
    ["a client's connection error", Object.assign(new Error('no answer'), { name: 'APIConnectionError' })],
    [
      'an error that a broken connection caused',
      new Error('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) }),
    ],
  ])('tries again after %s', async (_, error) => {
    const { model, calls } = failing(error, 'done')
    expect(await callChatModel(model, question, 'a test', fast)).toBe('done')
    expect(calls.count).toBe(2)
  })

  it.each([400, 401, 404])('does not try again after HTTP %i', async (status) => {
    const { model, calls } = failing(httpError(status), 'done')
    expect(await codeOf(callChatModel(model, question, 'a test', fast))).toBe('MODEL_FAILED')
    expect(calls.count).toBe(1)
  })

  it('gives up after the retries that are allowed, with the last error as the cause', async () => {
    const last = httpError(500)
    const { model, calls } = failing(last)
    const error = await callChatModel(model, question, 'the draft', { ...fast, retries: 2 }).catch(
      (thrown) => thrown,
    )
    expect(error).toMatchObject({ code: 'MODEL_FAILED', cause: last })
    expect(error.message).toContain('the draft')
    expect(calls.count).toBe(3)
  })

  it.each([
    { retries: -1 },
    { retries: Number.NaN },
    { timeoutMs: 0 },
    { timeoutMs: '5' as unknown as number },
    { minRetryDelayMs: -1 },
  ])('refuses %o', async (policy) => {
    const { model } = failing('done')
    expect(await codeOf(callChatModel(model, question, 'a test', policy))).toBe('INVALID_OPTION')
  })

  it.each([Number.POSITIVE_INFINITY, 2 ** 31, undefined])(
    'waits for an answer with timeoutMs %s',
    async (timeoutMs) => {
      const slow = { invoke: () => new Promise<string>((resolve) => setTimeout(resolve, 20, 'done')) }
      expect(await callChatModel(slow, question, 'a test', { timeoutMs } as object)).toBe('done')
    },
  )

  it('ends with an error that is its own cause', async () => {
    const error = new Error('round and round')
    error.cause = error
    const { model } = failing(error)
    expect(await callChatModel(model, question, 'a test').catch(({ cause }) => cause)).toBe(error)
  })

  it('reports an empty answer', async () => {
    const { model } = failing('   \n')
    expect(await codeOf(callChatModel(model, question, 'a test', fast))).toBe('MODEL_ANSWER')
  })

  it('ends in time with a model that ignores its signal', async () => {
    const model: ChatModel = { invoke: () => new Promise(() => {}) }
    expect(await codeOf(callChatModel(model, question, 'a test', { timeoutMs: 20 }))).toBe('MODEL_TIMEOUT')
  })

  it('passes an abort on to the model and stops at once, also between attempts', async () => {
    const controller = new AbortController()
    let seen: AbortSignal | undefined
    const hanging: ChatModel = {
      invoke: (_, options) => {
        seen = options?.signal
        return new Promise(() => {})
      },
    }
    const result = codeOf(callChatModel(hanging, question, 'a test', { signal: controller.signal }))
    controller.abort()
    expect(await result).toBe('ABORTED')
    expect(seen?.aborted).toBe(true)

    const waiting = new AbortController()
    const { model, calls } = failing(httpError(429))
    const second = codeOf(
      callChatModel(model, question, 'a test', {
        minRetryDelayMs: 60_000,
        maxRetryDelayMs: 60_000,
        signal: waiting.signal,
      }),
    )
    setTimeout(() => waiting.abort(), 10)
    expect(await second).toBe('ABORTED')
    expect(calls.count).toBe(1)
    expect(await codeOf(callChatModel(model, question, 'a test', { signal: waiting.signal }))).toBe('ABORTED')
    expect(calls.count).toBe(1)
  })
})
