import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Cassette, type CassetteMode } from '../../src/evaluation/cassette.js'
import { type Ledger, meteredModel } from '../../src/evaluation/ledger.js'
import type { ChatMessage, ChatModel } from '../../src/ports/chat-model.js'
import { namespacesAvailable } from './support/namespaces.js'

const contained = await namespacesAvailable()

const ask = (content: string): ChatMessage[] => [
  { role: 'system', content: 'You count.' },
  { role: 'user', content },
]
const identity = { name: 'counter', temperature: 0.2 }

let folder: string
let path: string
let asked: string[]
const counting: ChatModel = {
  async invoke(messages) {
    asked.push(messages.at(-1)!.content)
    return { content: `answer ${asked.length}` }
  },
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rescue-cassette-'))
  path = join(folder, 'deeper', 'cassette.jsonl')
  asked = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (mode: CassetteMode, model = identity) => Cassette.open(path, { mode, model })
const textOf = async (model: ChatModel, content: string) =>
  ((await model.invoke(ask(content))) as { content: string }).content

describe('a cassette', () => {
  it('asks the model once for each request, and replays without a model', async () => {
    const recording = (await open('record')).model(counting)
    expect([
      await textOf(recording, 'a'),
      await textOf(recording, 'b'),
      await textOf(recording, 'a'),
    ]).toEqual(['answer 1', 'answer 2', 'answer 1'])
    const replay = (await open('replay')).model()
    expect([await textOf(replay, 'b'), await textOf(replay, 'a')]).toEqual(['answer 2', 'answer 1'])
    expect(asked).toEqual(['a', 'b'])
  })

  it('asks once when the same request comes twice at the same time', async () => {
    const recording = (await open('record')).model(counting)
    const answers = await Promise.all([textOf(recording, 'a'), textOf(recording, 'a')])
    expect(answers).toEqual(['answer 1', 'answer 1'])
    expect(asked).toEqual(['a'])
  })

  it('keeps independent answers to the same request apart by the number of the sample', async () => {
    const cassette = await open('record')
    const first = await textOf(cassette.model(counting, 0), 'a')
    const second = await textOf(cassette.model(counting, 1), 'a')
    expect([first, second]).toEqual(['answer 1', 'answer 2'])
    const replay = await open('replay')
    // In the other order.
    expect(await textOf(replay.model(undefined, 1), 'a')).toBe('answer 2')
    expect(await textOf(replay.model(undefined, 0), 'a')).toBe('answer 1')
  })

  it('is readable: every line holds the whole request and its answer', async () => {
    await textOf((await open('record')).model(counting, 3), 'how many?')
    const [line, rest] = readFileSync(path, 'utf8').split('\n')
    expect(rest).toBe('')
    expect(JSON.parse(line!)).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{64}$/),
      model: identity,
      sample: 3,
      messages: ask('how many?'),
      answer: 'answer 1',
      usage_metadata: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
      milliseconds: expect.any(Number),
    })
  })

  it.each([
    ['another message', async () => textOf((await open('replay')).model(), 'other')],
    ['another sample', async () => textOf((await open('replay')).model(undefined, 1), 'a')],
    [
      'another temperature',
      async () => textOf((await open('replay', { ...identity, temperature: 0 })).model(), 'a'),
    ],
    ['another model', async () => textOf((await open('replay', { ...identity, name: 'x' })).model(), 'a')],
    ['another role', async () => (await open('replay')).model().invoke([{ role: 'user', content: 'a' }])],
  ])('says clearly that it holds no answer for %s', async (_, request) => {
    await textOf((await open('record')).model(counting), 'a')
    await expect(request()).rejects.toMatchObject({
      code: 'NOT_RECORDED',
      message: expect.stringContaining('holds no answer for this request'),
      file: path,
    })
    expect(asked).toEqual(['a'])
  })

  it('does not record a failure', async () => {
    const failing: ChatModel = {
      invoke: async () => {
        throw new Error('overloaded')
      },
    }
    const cassette = await open('record')
    await expect(textOf(cassette.model(failing), 'a')).rejects.toThrow('overloaded')
    expect(await textOf(cassette.model(counting), 'a')).toBe('answer 1')
  })

  it('goes on behind a line that was cut off by a kill', async () => {
    const cassette = await open('record')
    await textOf(cassette.model(counting), 'a')
    await textOf(cassette.model(counting), 'b')
    const whole = readFileSync(path, 'utf8')
    writeFileSync(path, whole.slice(0, -20))
    const again = await open('record')
    expect(again.size).toBe(1)
    await textOf(again.model(counting), 'b')
    expect((await open('replay')).size).toBe(2)
  })

  it('refuses a line that is no entry, and one whose request was changed', async () => {
    await textOf((await open('record')).model(counting), 'a')
    const line = readFileSync(path, 'utf8')
    appendFileSync(path, '{"key":"x"}\n')
    await expect(open('replay')).rejects.toMatchObject({ code: 'MALFORMED_RECORD', line: 2 })
    writeFileSync(path, line.replace('You count.', 'You lie.'))
    await expect(open('replay')).rejects.toMatchObject({ code: 'MALFORMED_RECORD', line: 1 })
    writeFileSync(path, 'no json\n')
    await expect(open('record')).rejects.toMatchObject({ code: 'MALFORMED_RECORD', line: 1 })
  })

  it.skipIf(!contained)('is replayed from a file system that is read-only', async () => {
    await textOf((await open('record')).model(counting), 'a')
    const script = fileURLToPath(new URL('support/replay-cassette.ts', import.meta.url))
    const readOnly = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
    const { stdout } = await promisify(execFile)('unshare', [
      ...['--user', '--map-root-user', '--mount', 'sh', '-c', readOnly, 'sh', dirname(path)],
      ...[process.execPath, '--import', 'tsx', script, path],
    ])
    expect(stdout).toBe('1 answers\n')
  })

  it('that is to be replayed must be there', async () => {
    await expect(open('replay')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})

describe('the ledger', () => {
  it('keeps tokens, calls and time of each step', async () => {
    const ledger: Ledger = {}
    const model: ChatModel = {
      invoke: async () => ({ content: 'two words', usage_metadata: { input_tokens: 100, output_tokens: 7 } }),
    }
    const metered = meteredModel(
      model,
      ledger,
      (messages) => (messages.length > 1 ? 'cause' : 'draft'),
      (text) => text.length,
    )
    await metered.invoke(ask('a'))
    await metered.invoke(ask('b'))
    await metered.invoke([{ role: 'user', content: 'x' }])
    expect(ledger.cause).toMatchObject({ calls: 2, inputTokens: 200, outputTokens: 14 })
    expect(ledger.draft).toMatchObject({ calls: 1, inputTokens: 100, outputTokens: 7 })
    expect(ledger.generation).toBeUndefined()
  })

  it('counts by itself where the provider says nothing, and takes the recorded time of a replay', async () => {
    const ledger: Ledger = {}
    const answers: ChatModel = { invoke: async () => 'four' }
    await meteredModel(
      answers,
      ledger,
      () => 'draft',
      (text) => text.length,
    ).invoke(ask('ab'))
    expect(ledger.draft).toMatchObject({ inputTokens: 'You count.'.length + 2, outputTokens: 4 })

    const slow: ChatModel = { invoke: async () => ({ content: 'x', recordedMilliseconds: 1234 }) }
    const replayed: Ledger = {}
    await meteredModel(
      slow,
      replayed,
      () => 'draft',
      () => 1,
    ).invoke(ask('a'))
    expect(replayed.draft?.milliseconds).toBe(1234)
  })

  it('does not charge a call that fails', async () => {
    const ledger: Ledger = {}
    const failing: ChatModel = { invoke: async () => Promise.reject(new Error('no')) }
    await expect(
      meteredModel(
        failing,
        ledger,
        () => 'draft',
        () => 1,
      ).invoke(ask('a')),
    ).rejects.toThrow('no')
    expect(ledger).toEqual({})
  })
})
