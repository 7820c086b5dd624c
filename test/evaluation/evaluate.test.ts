// Longer than 400 lines: one suite for one function, over one fake model and one small benchmark.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../src/evaluation/benchmarks/problem.js'
import { type EvaluateOptions, evaluate, type Sample } from '../../src/evaluation/index.js'
import {
  type ChatMessage,
  type ChatModel,
  type Embeddings,
  HashedEmbeddings,
  Rescue,
} from '../../src/index.js'
import { miniKnowledge } from './support/mini-knowledge.js'
import { stepOf } from './support/mini-server.js'
import { trustedSamples } from './support/namespaces.js'

const containment = await trustedSamples()

const problem = (id: string, changes: Partial<Problem> = {}): Problem => ({
  id,
  language: 'python',
  cwe: 'CWE-89',
  description: `${id}: find a user by name in SQLite`,
  code: 'def find(db, name):\n',
  solutionFile: 'solution.py',
  files: {},
  functional: { command: 'grep -q execute solution.py' },
  security: [{ kind: 'exploit', command: '! grep -q "+ name" solution.py' }],
  ...changes,
})
const insecure =
  '```python\ndef find(db, name):\n    return db.execute("SELECT * FROM users WHERE name = \'" + name + "\'")\n```'
const secure =
  '```python\ndef find(db, name):\n    return db.execute("SELECT * FROM users WHERE name = ?", (name,))\n```'
const cause = 'SQL injection: the name comes from a request and is concatenated into the text of a SQL query.'

/** A model that remembers what it was asked. */
class RecordingModel implements ChatModel {
  readonly asked: ChatMessage[][] = []
  reply: (messages: ChatMessage[]) => string | Promise<string> = (messages) => {
    const step = stepOf({ messages })
    return step === 'cause' ? cause : step === 'code with context' ? secure : insecure
  }
  async invoke(messages: ChatMessage[]): Promise<string> {
    this.asked.push(messages)
    return this.reply(messages)
  }
  steps(): string[] {
    return this.asked.map((messages) => stepOf({ messages })).sort()
  }
}

describe('a run', { timeout: 120_000 }, () => {
  let knowledge: Awaited<ReturnType<typeof miniKnowledge>>
  let folder: string
  let samplesFile: string
  let model: RecordingModel
  beforeAll(async () => {
    knowledge = await miniKnowledge()
  }, 120_000)
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rescue-evaluate-'))
    samplesFile = join(folder, 'samples.jsonl')
    model = new RecordingModel()
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const run = (options: Partial<EvaluateOptions> = {}) =>
    evaluate({
      problems: [problem('p1'), problem('p2')],
      ...knowledge,
      chatModel: model,
      model: { name: 'recording' },
      samplesFile,
      sandbox: containment,
      calls: { retries: 0 },
      ...options,
    })
  const brief = ({ problem: id, variant, sample, functional, security }: Sample) =>
    `${id} ${variant} ${sample} ${functional.passed} ${security.map(({ passed }) => passed)}`

  it('makes every sample once, in the order of samples, problems and variants', async () => {
    const { samples, failures } = await run({ samples: 2 })
    expect(failures).toEqual([])
    expect(samples.map(brief)).toEqual([
      'p1 alone 0 true false',
      'p1 rescue 0 true true',
      'p2 alone 0 true false',
      'p2 rescue 0 true true',
      'p1 alone 1 true false',
      'p1 rescue 1 true true',
      'p2 alone 1 true false',
      'p2 rescue 1 true true',
    ])
    const perSample = ['cause', 'code', 'code with context', 'draft']
    expect(model.steps()).toEqual(perSample.flatMap((step) => Array(4).fill(step)))
  })

  it('sends for the whole method what Rescue.generate sends, message for message', async () => {
    await run({ problems: [problem('p1')], variants: ['rescue'] })
    const facade = new RecordingModel()
    const rescue = await Rescue.create({ knowledge: knowledge.knowledge, chatModel: facade })
    const { id, language, code, description } = problem('p1')
    await rescue.generate({ id, language, code, description })
    const sorted = (asked: ChatMessage[][]) => asked.map((messages) => JSON.stringify(messages)).sort()
    expect(sorted(model.asked)).toEqual(sorted(facade.asked))
  })

  it('takes the draft for the answer where nothing threatens, as Rescue.generate does', async () => {
    const plain = problem('sum', {
      description: 'Add two numbers.',
      code: 'def add(a, b):\n',
      functional: { command: 'grep -q return solution.py' },
      security: [],
    })
    model.reply = (messages) =>
      stepOf({ messages }) === 'cause'
        ? 'No weakness threatens: two numbers are added.'
        : '```python\ndef add(a, b):\n    return a + b\n```'
    const { samples } = await run({ problems: [plain], variants: ['rescue'] })
    expect(samples[0]).toMatchObject({
      solution: 'def add(a, b):\n    return a + b',
      functional: { passed: true },
      security: [],
    })
    expect(samples[0]?.context).toBeUndefined()
    expect(model.steps()).toEqual(['cause', 'draft'])
  })

  it('asks for cause and draft once for all variants of a sample, or of a problem', async () => {
    const variants = ['rescue', 'no-guidelines', 'no-hierarchy']
    await run({ problems: [problem('p1')], variants, samples: 2 })
    expect(model.steps().filter((step) => step === 'cause')).toHaveLength(2)
    model.asked.length = 0
    await run({
      ...{ problems: [problem('p1')], variants, samples: 3, analyses: 'per-problem' },
      samplesFile: join(folder, 'per-problem.jsonl'),
    })
    expect(model.steps().filter((step) => step === 'cause')).toHaveLength(1)
    expect(model.steps().filter((step) => step === 'code with context')).toHaveLength(9)
  })

  it('goes on from what is there, with more samples, problems and variants, and asks for nothing twice', async () => {
    await run({ problems: [problem('p1')] })
    const asked = model.asked.length
    const again = await run({ problems: [problem('p1')] })
    expect(model.asked).toHaveLength(asked)
    expect(again.samples).toHaveLength(2)
    const more = await run({ samples: 2, variants: ['alone', 'rescue', 'no-hierarchy'] })
    expect(more.samples).toHaveLength(12)
    // 4 samples of 2 steps of analysis, 12 of code; 1 and 2 of them were there.
    expect(model.asked).toHaveLength(8 + 12)
  })

  it('uses the analysis that an earlier run was killed after', async () => {
    await run({ problems: [problem('p1')], variants: ['rescue'] })
    const lines = readFileSync(samplesFile, 'utf8').split('\n')
    expect(JSON.parse(lines[1]!)).toMatchObject({ kind: 'analysis', analysis: { cause } })
    // The settings, the analysis, and half of the line of the sample.
    writeFileSync(samplesFile, `${lines[0]}\n${lines[1]}\n${lines[2]!.slice(0, 40)}`)
    model.asked.length = 0
    const { samples } = await run({ problems: [problem('p1')], variants: ['rescue'] })
    expect(model.steps()).toEqual(['code with context'])
    expect(samples.map(brief)).toEqual(['p1 rescue 0 true true'])
    // The cost of the analysis is still there.
    expect(samples[0]?.ledger.cause?.calls).toBe(1)
  })

  it('judges an answer that an earlier run was killed before judging, and does not pay for it twice', async () => {
    await run({ problems: [problem('p1')], variants: ['alone'] })
    const lines = readFileSync(samplesFile, 'utf8').split('\n')
    expect(lines.slice(0, 3).map((line) => JSON.parse(line).kind)).toEqual(['run', 'answer', 'judgement'])
    writeFileSync(samplesFile, `${lines[0]}\n${lines[1]}\n`)
    const { samples } = await run({ problems: [problem('p1')], variants: ['alone'] })
    expect(samples.map(brief)).toEqual(['p1 alone 0 true false'])
    expect(model.asked).toHaveLength(1)
  })

  it.each([
    ['description', { description: 'find a user by name in SQLite, quickly' }],
    ['code', { code: 'def find(db, name, limit):\n' }],
    ['code behind the solution', { codeAfter: 'print(find)\n' }],
  ])('samples a problem anew whose %s was changed since', async (_, change) => {
    await run({ problems: [problem('p1')], variants: ['alone'] })
    const { samples } = await run({ problems: [problem('p1', change)], variants: ['alone'] })
    expect(samples).toHaveLength(1)
    expect(model.asked).toHaveLength(2)
  })

  it.each([
    ['tests', { functional: { command: 'false' } }, 'p1 alone 0 false false'],
    ['security checks', { security: [{ kind: 'exploit', command: 'true' }] }, 'p1 alone 0 true true'],
    [
      'files',
      { files: { 'find.sh': 'exit 1' }, functional: { command: 'test ! -e find.sh' } },
      'p1 alone 0 false false',
    ],
  ] satisfies [string, Partial<Problem>, string][])(
    'judges the answers to a problem anew whose %s were changed since, without asking again',
    async (_, change, expected) => {
      await run({ problems: [problem('p1')], variants: ['alone'] })
      const { samples } = await run({ problems: [problem('p1', change)], variants: ['alone'] })
      expect(samples.map(brief)).toEqual([expected])
      expect(model.asked).toHaveLength(1)
      // The judgements from before the change are still there.
      const lines = readFileSync(samplesFile, 'utf8')
      const back = await run({ problems: [problem('p1')], variants: ['alone'] })
      expect(back.samples.map(brief)).toEqual(['p1 alone 0 true false'])
      expect(readFileSync(samplesFile, 'utf8')).toBe(lines)
    },
  )

  it('judges answers anew with other limits, without asking again', async () => {
    const slow = [problem('p1', { functional: { command: 'sleep 1' } })]
    const sandbox = (timeoutMs: number) => ({ ...containment, limits: { timeoutMs } })
    const late = await run({ problems: slow, variants: ['alone'], sandbox: sandbox(300) })
    expect(late.samples[0]?.functional.reason).toBe('timeout')
    const { samples } = await run({ problems: slow, variants: ['alone'], sandbox: sandbox(30_000) })
    expect(samples[0]?.functional.reason).toBe('passed')
    expect(model.asked).toHaveLength(1)
  })

  it.each([
    ['another model', { model: { name: 'other' } }, 'model'],
    ['other retrieval options', { retrieval: { k: 2 } }, 'retrieval'],
    ['other prompt options', { prompt: { maxContextTokens: 10 } }, 'prompt'],
    ['another base', { knowledge: { weaknesses: [], examples: [] } }, 'knowledge'],
    ['another embedder', { embeddings: new HashedEmbeddings({ dimensions: 64 }) }, 'embedder'],
    ['analyses shared by samples', { analyses: 'per-problem' }, 'analyses'],
  ] satisfies [string, Partial<EvaluateOptions>, string][])(
    'does not mix samples with those of %s',
    async (_, options, what) => {
      await run({ problems: [problem('p1')], variants: ['alone'] })
      await expect(run({ problems: [problem('p1')], variants: ['alone'], ...options })).rejects.toMatchObject(
        {
          code: 'INVALID_INPUT',
          message: expect.stringContaining(`(${what})`),
          file: samplesFile,
        },
      )
    },
  )

  it('refuses a file of something else', async () => {
    for (const text of [
      '{"kind":"answer"}\n',
      'nonsense\n',
      '{"kind":"run","version":1,"settings":{}}\n{"kind":"run"}\n',
    ]) {
      writeFileSync(samplesFile, text)
      await expect(run()).rejects.toMatchObject({
        code: expect.stringMatching(/MALFORMED_RECORD|INVALID_INPUT/),
      })
    }
  })

  it.each([
    ['analysis', 'analysis'],
    ['analysis', 'ledger'],
    ['answer', 'solution'],
    ['answer', 'ledger'],
    ['judgement', 'functional'],
    ['judgement', 'containment'],
  ])('refuses a line with an %s that lost its %s to somebody else', async (kind, field) => {
    await run({ problems: [problem('p1')], variants: ['rescue'] })
    const lines = readFileSync(samplesFile, 'utf8').split('\n')
    const index = lines.findIndex((line) => line.startsWith(`{"kind":"${kind}"`))
    const { [field]: _, ...rest } = JSON.parse(lines[index]!) as Record<string, unknown>
    writeFileSync(samplesFile, lines.with(index, JSON.stringify(rest)).join('\n'))
    await expect(run({ problems: [problem('p1')], variants: ['rescue'] })).rejects.toMatchObject({
      code: 'MALFORMED_RECORD',
      line: index + 1,
    })
  })

  it('reports a sample that the model fails at, goes on, and tries it again in the next run', async () => {
    const { reply } = model
    model.reply = (messages) => {
      if (messages.at(-1)!.content.includes('p1')) throw new Error('the server is on fire')
      return reply(messages)
    }
    const first = await run({ variants: ['alone'] })
    expect(first.samples.map(brief)).toEqual(['p2 alone 0 true false'])
    expect(first.failures).toEqual([
      {
        problem: 'p1',
        variant: 'alone',
        sample: 0,
        code: 'MODEL_FAILED',
        message: expect.stringContaining('on fire'),
      },
    ])
    model.reply = reply
    const second = await run({ variants: ['alone'] })
    expect(second.samples).toHaveLength(2)
    expect(second.failures).toEqual([])
  })

  it('makes no sample of the whole method when the cause does not come: it would be another method', async () => {
    const { reply } = model
    model.reply = (messages) => {
      if (stepOf({ messages }) === 'cause') throw new Error('overloaded')
      return reply(messages)
    }
    const { samples, failures } = await run({ problems: [problem('p1')] })
    expect(samples.map(brief)).toEqual(['p1 alone 0 true false'])
    expect(failures).toMatchObject([{ variant: 'rescue', code: 'MODEL_FAILED' }])
  })

  it('goes on without a draft where the model answers without code, as in use', async () => {
    const { reply } = model
    model.reply = (messages) =>
      stepOf({ messages }) === 'draft' ? 'I would rather not write code.' : reply(messages)
    const { samples, failures } = await run({ problems: [problem('p1')], variants: ['rescue'] })
    expect(failures).toEqual([])
    expect(samples.map(brief)).toEqual(['p1 rescue 0 true true'])
  })

  it('takes all of what a completion model answers for code', async () => {
    model.reply = (messages) =>
      stepOf({ messages }) === 'cause' ? cause : '    return db.execute(name) # ```python\n'
    const { samples } = await run({
      ...{ problems: [problem('p1')], variants: ['alone'], prompt: { form: 'completion' as const } },
    })
    expect(samples[0]?.solution).toBe('def find(db, name):\n    return db.execute(name) # ```python\n')
  })

  it('counts an answer without code as a sample that fails', async () => {
    model.reply = () => 'I am sorry, but I cannot help with that.'
    const { samples, failures } = await run({ problems: [problem('p1')], variants: ['alone'] })
    expect(failures).toEqual([])
    expect(samples).toMatchObject([{ solution: '', functional: { passed: false } }])
  })

  it('stops after too many failures, with the last error, and keeps what is done', async () => {
    const problems = Array.from({ length: 30 }, (_, i) => problem(`p${i}`))
    model.reply = () => {
      throw new Error('the server is gone')
    }
    const stopped = run({ problems, variants: ['alone'], maxFailures: 3, concurrency: 1 })
    await expect(stopped).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    expect(model.asked.length).toBeLessThan(6)
  })

  it('stops when it is aborted, and keeps what is done', async () => {
    const controller = new AbortController()
    const problems = Array.from({ length: 20 }, (_, i) => problem(`p${i}`))
    const stopped = run({
      ...{ problems, variants: ['alone'], concurrency: 1, signal: controller.signal },
      onProgress: ({ done }) => {
        if (done === 2) controller.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    const kept = readFileSync(samplesFile, 'utf8').split('"kind":"judgement"').length - 1
    expect(kept).toBeGreaterThanOrEqual(2)
    expect(kept).toBeLessThan(20)
  })

  it("has a user's embedder embed each text of the base once, whatever the number of variants", async () => {
    const embedded: string[] = []
    const hashed = new HashedEmbeddings()
    const embeddings: Embeddings = {
      embedQuery: (text) => hashed.embedQuery(text),
      embedDocuments: (texts) => {
        embedded.push(...texts)
        return hashed.embedDocuments(texts)
      },
    }
    await run({
      problems: [problem('p1')],
      variants: ['rescue', 'no-hierarchy', 'k=2', 'facets=cause'],
      embeddings,
    })
    expect(embedded.length).toBeGreaterThan(50)
    expect(new Set(embedded).size).toBe(embedded.length)
  })

  it('keeps to its concurrency', async () => {
    let running = 0
    let most = 0
    const { reply } = model
    model.reply = async (messages) => {
      running++
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 20))
      running--
      return reply(messages)
    }
    const problems = Array.from({ length: 6 }, (_, i) => problem(`p${i}`))
    await run({ problems, variants: ['alone'], concurrency: 2 })
    expect(most).toBe(2)
  })

  it.each([
    [{ samples: 0 }],
    [{ concurrency: 0.5 }],
    [{ maxFailures: 0 }],
    [{ variants: ['no-such-variant'] }],
    [{ chatModel: undefined }],
    [{ problems: undefined }],
    [{ knowledge: {} }],
  ])('refuses %j', async (options) => {
    await expect(run(options as Partial<EvaluateOptions>)).rejects.toMatchObject({ code: 'INVALID_OPTION' })
    expect(model.asked).toEqual([])
  })

  it('refuses problems that could not be judged before it asks for anything', async () => {
    for (const problems of [
      [problem('p1'), problem('p1')],
      [problem('p1', { solutionFile: '../solution.py' })],
      [problem('p1', { files: { '/etc/passwd': '' } })],
    ]) {
      await expect(run({ problems })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    }
    expect(model.asked).toEqual([])
  })

  it('says which fixes are missing for variants with whole code', async () => {
    await expect(run({ variants: ['unsliced'], fixes: [] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('--fixes'),
    })
  })
})
