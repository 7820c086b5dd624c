import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CallLog, FileCallLog } from '../../src/distillation/call-log.js'
import {
  GuidelineDistiller,
  type GuidelineDistillerOptions,
} from '../../src/distillation/guideline-distiller.js'
import type { SecurityPatch } from '../../src/patches/patch.js'
import type { ChatMessage, ChatModel } from '../../src/ports/chat-model.js'
import { sqlFix, taskOf, yamlFix } from './fixes.js'

/** A model that answers by a function and keeps what it was asked. */
class FakeModel implements ChatModel {
  readonly model = 'fake'
  readonly asked: string[] = []
  running = 0
  mostRunning = 0

  constructor(readonly answer: (prompt: string, call: number) => string) {}

  async invoke(messages: ChatMessage[]) {
    const prompt = messages.map(({ content }) => content).join('\n')
    this.asked.push(prompt)
    const call = this.asked.length
    this.running += 1
    this.mostRunning = Math.max(this.mostRunning, this.running)
    await new Promise(setImmediate)
    this.running -= 1
    return { content: this.answer(prompt, call) }
  }
}

/** The first answer comes long before the others. */
const firstIsFast = (model: FakeModel): ChatModel => ({
  async invoke(messages) {
    const answer = model.invoke(messages)
    if (model.asked.length > 1) await new Promise((resolve) => setTimeout(resolve, 100))
    return answer
  },
})

const isMerge = (prompt: string) => prompt.includes('### List 1')
const isAboutCauses = (prompt: string) => prompt.includes('Describe what made the code vulnerable')
const sensible = (prompt: string) =>
  isAboutCauses(prompt)
    ? '- Text from outside reaches a loader that builds objects.'
    : '- Parse with `yaml.safe_load()` instead of `yaml.load()`.'

const distiller = (model: ChatModel, options: GuidelineDistillerOptions = {}) =>
  new GuidelineDistiller(model, { policy: { retries: 0 }, ...options })

const subsetsOf = (count: number): SecurityPatch[][] =>
  Array.from({ length: Math.ceil(count / 10) }, (_, subset) =>
    Array.from({ length: Math.min(10, count - subset * 10) }, (_, i) => yamlFix(`n${subset}_${i}`)),
  )

describe('GuidelineDistiller', () => {
  // Per product: a call per subset, then one per batch of at most ten snippets until one is left.
  it.each([
    [1, 1],
    [10, 1],
    [11, 2 + 1],
    [100, 10 + 1],
    [101, 11 + 2 + 1],
    [1000, 100 + 10 + 1],
  ])('takes as many calls for %i fixes as the recursion needs: %i for each product', async (fixes, calls) => {
    const model = new FakeModel(sensible)
    const task = { ...taskOf(), subsets: subsetsOf(fixes) }
    const result = await distiller(model).distill(task)
    expect(model.asked).toHaveLength(2 * calls)
    expect(result.calls).toBe(2 * calls)
    expect(distiller(model).plannedCalls(task)).toBe(2 * calls)
    expect(model.asked.filter(isAboutCauses)).toHaveLength(calls)
    expect(model.asked.filter((prompt) => !isMerge(prompt))).toHaveLength(2 * Math.ceil(fixes / 10))
    expect(result.guidelines).toHaveLength(1)
    expect(result.causes).toHaveLength(1)
  })

  it('asks for the first level of causes alone where only examples need them', async () => {
    const model = new FakeModel(sensible)
    const task = {
      ...taskOf(),
      subsets: subsetsOf(30),
      want: { guidelines: false, causes: false, examples: true },
    }
    const result = await distiller(model).distill(task)
    expect([model.asked.length, distiller(model).plannedCalls(task)]).toEqual([3, 3])
    expect(result).toMatchObject({ guidelines: [], causes: [] })
    expect(result.subsetCauses).toEqual(
      new Array(3).fill('Text from outside reaches a loader that builds objects.'),
    )
  })

  it('shows the model the vulnerable code and the fix as a diff, and the snippets of lower levels', async () => {
    const model = new FakeModel((prompt, call) =>
      isMerge(prompt) ? sensible(prompt) : `- Rule number ${call} of these.`,
    )
    await distiller(model).distill({ ...taskOf(), subsets: [[yamlFix('one')], [sqlFix('two')]] })
    const [first] = model.asked
    expect(first).toContain('CWE-1 (Bad Thing)')
    expect(first).toContain('    data = yaml.load(stream)\n    return data["one"]\n```')
    expect(first).toContain('-    data = yaml.load(stream)\n+    data = yaml.safe_load(stream)\n')
    const merges = model.asked.filter(isMerge)
    expect(merges).toHaveLength(2)
    for (const merge of merges) expect(merge.match(/^- Rule number \d of these\.$/gm)).toHaveLength(2)
  })

  it('tags guidelines with the languages and fixes that hold what they name', async () => {
    const model = new FakeModel((prompt) =>
      isAboutCauses(prompt)
        ? sensible(prompt)
        : '- Use `yaml.safe_load()` for it.\n- Keep it simple, always.',
    )
    const yaml = yamlFix('one')
    const js = { ...sqlFix('two'), language: 'javascript' }
    const { guidelines } = await distiller(model).distill(taskOf(yaml, js))
    expect(guidelines).toEqual([
      { text: 'Use `yaml.safe_load()` for it.', languages: ['python'], origin: 'model', evidence: [yaml.id] },
      { text: 'Keep it simple, always.', origin: 'model' },
    ])
  })

  it('names no evidence where every fix is', async () => {
    const { guidelines } = await distiller(new FakeModel(sensible)).distill(
      taskOf(yamlFix('a'), yamlFix('b')),
    )
    expect(guidelines).toEqual([
      {
        text: 'Parse with `yaml.safe_load()` instead of `yaml.load()`.',
        languages: ['python'],
        origin: 'model',
      },
    ])
  })

  it('merges the first items of long lists, as many as fit, with nothing hidden in them', async () => {
    const items = [1, 2, 3, 4].map((n) => `- Item ${n} \u202E${' of a long list'.repeat(20)}`).join('\n')
    const model = new FakeModel((prompt) => (isMerge(prompt) ? sensible(prompt) : items))
    const budget = { maxPromptTokens: 1_400, tokenCounter: (text: string) => text.length }
    await distiller(model, budget).distill({ ...taskOf(), subsets: [[yamlFix('a')], [yamlFix('b')]] })
    const merges = model.asked.filter(isMerge)
    expect(merges).toHaveLength(2)
    for (const merge of merges) {
      expect(merge.match(/^- Item \d <U\+202E>/gm)).toEqual([1, 2, 1, 2].map((n) => `- Item ${n} <U+202E>`))
    }
  })

  it('drops a guideline that names an API which no fix holds, and reports it', async () => {
    const model = new FakeModel((prompt) =>
      isAboutCauses(prompt)
        ? sensible(prompt)
        : '- Use `yaml.safe_load()` for it.\n- Or call `yaml.load_harmless()` there.',
    )
    const dropped = await distiller(model).distill(taskOf(yamlFix('one')))
    expect(dropped.guidelines.map(({ text }) => text)).toEqual(['Use `yaml.safe_load()` for it.'])
    expect(dropped.problems).toEqual([
      { cwe: 'CWE-1', kind: 'ungrounded', detail: expect.stringContaining('yaml.load_harmless()') },
    ])
    const kept = await distiller(model, { ungrounded: 'keep' }).distill(taskOf(yamlFix('one')))
    expect(kept.guidelines).toHaveLength(2)
    expect(kept.problems).toHaveLength(1)
  })

  it.each([
    ['prose of refusal', "I'm sorry, I can't do that."],
    ['nothing', ''],
  ])('asks once more after %s', async (_, unusable) => {
    const model = new FakeModel((prompt) =>
      prompt.includes('could not be read') ? sensible(prompt) : unusable,
    )
    const result = await distiller(model).distill(taskOf(yamlFix('one')))
    expect(model.asked).toHaveLength(4)
    expect(result.guidelines).toHaveLength(1)
    expect(result.problems).toEqual([])
  })

  it('reports an answer that is unusable twice, stores nothing of it and keeps the rest', async () => {
    const model = new FakeModel((prompt) => (prompt.includes('read_bad') ? "I can't." : sensible(prompt)))
    const result = await distiller(model).distill({
      ...taskOf(),
      subsets: [[yamlFix('bad')], [yamlFix('good')]],
    })
    expect(result.guidelines.map(({ text }) => text)).toEqual([
      'Parse with `yaml.safe_load()` instead of `yaml.load()`.',
    ])
    expect(result.subsetCauses).toEqual(['', 'Text from outside reaches a loader that builds objects.'])
    expect(result.problems.map(({ kind }) => kind)).toEqual(['unusable-answer', 'unusable-answer'])
  })

  it('keeps the snippets of a batch that cannot be merged', async () => {
    const model = new FakeModel((prompt) => (isMerge(prompt) ? '...' : sensible(prompt)))
    const result = await distiller(model).distill({ ...taskOf(), subsets: [[yamlFix('a')], [yamlFix('b')]] })
    expect(result.guidelines).toHaveLength(1)
    expect(result.problems).toHaveLength(2)
  })

  it('never runs more calls at once than it may', async () => {
    const model = new FakeModel(sensible)
    await distiller(model, { concurrency: 3 }).distill({ ...taskOf(), subsets: subsetsOf(100) })
    expect(model.mostRunning).toBe(3)
  })

  it('splits a subset that does not fit a prompt, and takes a case that does not fit as its slice', async () => {
    const long = yamlFix('long')
    const padding = Array.from({ length: 400 }, (_, i) => `    other_${i} = unrelated_${i}()\n`).join('')
    for (const side of ['before', 'after'] as const) {
      long[side] = long[side].replace('    data = ', `${padding}    data = `)
    }
    const model = new FakeModel(sensible)
    const result = await distiller(model, { maxPromptTokens: 1000 }).distill(
      taskOf(long, ...Array.from({ length: 19 }, (_, i) => yamlFix(`s${i}`))),
    )
    expect(result.problems).toEqual([])
    const cases = model.asked.filter((prompt) => !isMerge(prompt) && !isAboutCauses(prompt))
    expect(cases.length).toBeGreaterThan(1)
    expect(cases.join('').match(/### Case/g)).toHaveLength(20)
    expect(cases.join('')).toContain('read_long')
    expect(cases.join('')).not.toContain('unrelated_7')
  })

  it('reports a case that does not fit at all', async () => {
    const huge = {
      ...yamlFix('x'),
      before: `x = ${'a + '.repeat(5000)}1\n`,
      after: `x = ${'b + '.repeat(5000)}1\n`,
    }
    const model = new FakeModel(sensible)
    const result = await distiller(model, { maxPromptTokens: 1000 }).distill(taskOf(huge, yamlFix('y')))
    expect(result.problems).toEqual([
      { cwe: 'CWE-1', kind: 'too-large', detail: expect.stringContaining(huge.id) },
    ])
    expect(result.guidelines).toHaveLength(1)
  })

  it.each([{ maxCalls: 3 }, { maxTotalTokens: 1500 }])(
    'goes on without the model when %o is spent',
    async (budget) => {
      const model = new FakeModel(sensible)
      const task = { ...taskOf(), subsets: subsetsOf(100) }
      const result = await distiller(model, { ...budget, concurrency: 1 }).distill(task)
      expect(model.asked.length).toBeLessThanOrEqual(3)
      expect(result.calls).toBe(model.asked.length)
      expect(result.problems.map(({ kind }) => kind)).toEqual(['budget'])
      expect(result.guidelines.map(({ origin }) => origin)).toEqual(['extractive'])
    },
  )

  it('counts the tokens of answers as those of prompts', async () => {
    const wordy = new FakeModel(() => '- Parse with `yaml.safe_load()`, for a reason. '.padEnd(700, 'so '))
    const terse = new FakeModel(sensible)
    const budget = { maxTotalTokens: 100_000, concurrency: 1, tokenCounter: (text: string) => text.length }
    for (const model of [wordy, terse]) {
      await distiller(model, budget).distill({ ...taskOf(), subsets: subsetsOf(500) })
      const asked = model.asked.reduce((sum, prompt) => sum + prompt.length, 0)
      const answered = model.asked.reduce((sum, prompt) => sum + model.answer(prompt, 1).length, 0)
      expect(asked + answered).toBeLessThanOrEqual(100_000 + 1_000)
    }
    expect(wordy.asked.length).toBeLessThan(terse.asked.length)
  })

  it('does not ask again what an earlier run was answered', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'calls.jsonl')
    const task = { ...taskOf(), subsets: subsetsOf(30) }
    let left = 5
    const failing = new FakeModel((prompt) => {
      if (left-- === 0) throw new Error('the power went off')
      return sensible(prompt)
    })
    const first = distiller(failing, { callLog: new FileCallLog(file), concurrency: 1 })
    await expect(first.distill(task)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    const model = new FakeModel(sensible)
    const resumed = await distiller(model, { callLog: new FileCallLog(file) }).distill(task)
    const undisturbed = await distiller(new FakeModel(sensible)).distill(task)
    expect(resumed.calls + 5).toBe(undisturbed.calls)
    expect(resumed.resumedCalls).toBe(5)
    expect({ ...resumed, calls: 0, resumedCalls: 0 }).toEqual({ ...undisturbed, calls: 0, resumedCalls: 0 })
  })

  it('asks nothing where answers could not be kept', async () => {
    const model = new FakeModel(sensible)
    const folder = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'folder')
    const callLog = new FileCallLog(join(folder, 'calls.jsonl'))
    writeFileSync(folder, 'a file where the directory should be')
    const task = { ...taskOf(), subsets: subsetsOf(100) }
    await expect(distiller(model, { callLog }).distill(task)).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    })
    expect(model.asked).toEqual([])
  })

  it('keeps the answers that are under way when one cannot be kept, and asks nothing more', async () => {
    const kept: string[] = []
    let puts = 0
    const full = new Error('the disk is full')
    const callLog: CallLog = {
      get: () => undefined,
      put(key) {
        if (++puts === 1) throw full
        kept.push(key)
      },
      requireWritable() {
        if (puts > 0) throw full
      },
    }
    const model = new FakeModel(sensible)
    const several = distiller(firstIsFast(model), { callLog, concurrency: 4 })
    const distil = (cwe: string) => several.distill({ ...taskOf(), cwe, subsets: subsetsOf(20) })
    const results = await Promise.allSettled(['CWE-1', 'CWE-2'].map(distil))
    expect(results.map((result) => 'reason' in result && result.reason)).toEqual([full, full])
    expect([model.asked.length, kept.length]).toEqual([4, 3])
  })

  it('keeps the answers that are under way when the budget is spent', async () => {
    const kept: string[] = []
    const callLog: CallLog = { get: () => undefined, put: (key) => void kept.push(key) }
    const model = new FakeModel(sensible)
    const result = await distiller(firstIsFast(model), { callLog, maxCalls: 5, concurrency: 8 }).distill({
      ...taskOf(),
      subsets: subsetsOf(100),
    })
    expect([model.asked.length, kept.length, result.calls]).toEqual([5, 5, 5])
    expect(result.problems.map(({ kind }) => kind)).toEqual(['budget'])
  })

  it('asks no more after a failure', async () => {
    const model = new FakeModel(() => {
      throw new Error('wrong key')
    })
    await expect(
      distiller(model, { concurrency: 2 }).distill({ ...taskOf(), subsets: subsetsOf(100) }),
    ).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    expect(model.asked.length).toBeLessThanOrEqual(3)
  })

  it('lets go of the calls under way when one fails and there is no log to keep them in', async () => {
    const signals: AbortSignal[] = []
    const model: ChatModel = {
      invoke: (_, options) => {
        signals.push(options!.signal!)
        if (signals.length === 3) return Promise.reject(new Error('wrong key'))
        return new Promise(() => {})
      },
    }
    const distilling = distiller(model).distill({ ...taskOf(), subsets: subsetsOf(50) })
    await expect(distilling).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    const others = signals.filter((_, call) => call !== 2)
    expect(others.map(({ aborted }) => aborted)).toEqual(others.map(() => true))
  })

  it('stops when aborted', async () => {
    const controller = new AbortController()
    const model = new FakeModel((prompt) => {
      controller.abort()
      return sensible(prompt)
    })
    const promise = distiller(model, { concurrency: 1 }).distill(
      { ...taskOf(), subsets: subsetsOf(50) },
      { signal: controller.signal },
    )
    await expect(promise).rejects.toMatchObject({ code: 'ABORTED' })
    expect(model.asked).toHaveLength(1)
  })

  it.each([[undefined], [{}], ['gpt-4o']])('refuses the model %o', (model) => {
    expect(() => distiller(model as never)).toThrowError(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })

  it.each([
    { batchSize: 1 },
    { concurrency: 0 },
    { maxCalls: -1 },
    { maxPromptTokens: 10 },
    { maxTotalTokens: 0.5 },
    { ungrounded: 'delete' as 'drop' },
  ])('refuses %o', (options) => {
    expect(() => distiller(new FakeModel(sensible), options)).toThrowError(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
  })
})
