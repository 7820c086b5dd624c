import { describe, expect, it } from 'vitest'
import { analyzeTask } from '../../src/analysis/index.js'
import type { ChatMessage, ChatModel } from '../../src/ports/chat-model.js'

type Step = 'cause' | 'draft'

type Answers = Record<Step, () => string | Promise<string>>

/** A model that answers the two questions as told, and keeps what it was asked. */
function fakeModel(answers: Answers) {
  const asked: { step: Step; messages: ChatMessage[] }[] = []
  const model: ChatModel = {
    invoke: async (messages) => {
      const step = messages[0]!.content.includes('weakness') ? 'cause' : 'draft'
      asked.push({ step, messages })
      return await answers[step]()
    },
  }
  return { model, asked }
}

const answering = () =>
  fakeModel({
    cause: () => ' SQL injection threatens. ',
    draft: () => '```python\nimport sqlite3\ndb = sqlite3.connect(path)\ndb.execute(sql)\n```',
  })
const task = { id: 't1', language: 'python', description: 'find a user' }
const fails = (status: number) => (): Promise<string> =>
  Promise.reject(Object.assign(new Error(`HTTP ${status}`), { status }))
const policy = { retries: 0 }

describe('analyzeTask', () => {
  it('asks for cause and draft, and takes the API calls from the syntax tree of the draft', async () => {
    const { model } = answering()
    const analysis = await analyzeTask(task, { chatModel: model })
    expect(analysis.cause).toBe('SQL injection threatens.')
    expect(analysis.draft).toBe('import sqlite3\ndb = sqlite3.connect(path)\ndb.execute(sql)')
    expect(analysis.apiCalls.map(({ name }) => name)).toEqual(['connect', 'execute', 'sqlite3'])
    expect(analysis.apiCalls[0]!.qualified).toBe('sqlite3.connect')
    expect(analysis.origins).toEqual({ cause: 'model', draft: 'model', api: 'model' })
    expect(analysis.failures).toEqual([])
  })

  it('asks both at the same time', async () => {
    let waiting = 0
    const bothAsked = deferred()
    const wait = async (answer: string) => {
      if (++waiting === 2) bothAsked.resolve(undefined)
      await bothAsked.promise
      return answer
    }
    const { model } = fakeModel({ cause: () => wait('A cause.'), draft: () => wait('```\nf()\n```') })
    const analysis = await analyzeTask(task, { chatModel: model })
    expect(analysis.origins).toMatchObject({ cause: 'model', draft: 'model' })
  })

  it('shows the task in both prompts, an example only for the cause, and nothing on security for the draft', async () => {
    const { model, asked } = answering()
    await analyzeTask({ ...task, code: 'def find(name):\n    pass' }, { chatModel: model })
    const of = (step: Step) => asked.find((call) => call.step === step)!.messages
    for (const step of ['cause', 'draft'] as const) {
      expect(of(step).at(-1)!.content).toContain('find a user')
      expect(of(step).at(-1)!.content).toContain('def find(name):\n    pass')
    }
    expect(of('cause').map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(of('cause')[2]!.content).toMatch(/SQL injection/)
    expect(of('draft').map(({ role }) => role)).toEqual(['system', 'user'])
    expect(of('draft')[0]!.content).not.toMatch(/secur|vulnerab|attack/i)
  })

  it('uses what the task gives and asks only for the rest', async () => {
    const { model, asked } = answering()
    const analysis = await analyzeTask({ ...task, cause: 'Path traversal.' }, { chatModel: model })
    expect(asked.map(({ step }) => step)).toEqual(['draft'])
    expect(analysis.cause).toBe('Path traversal.')
    expect(analysis.origins).toEqual({ cause: 'given', draft: 'model', api: 'model' })
  })

  it('lets description and code stand in where there is no model', async () => {
    const analysis = await analyzeTask({ ...task, code: 'open(path)' })
    expect(analysis.cause).toBe('find a user\nopen(path)')
    expect(analysis.draft).toBe('open(path)')
    expect(analysis.apiCalls.map(({ name }) => name)).toEqual(['open'])
    expect(analysis.origins).toEqual({ cause: 'task', draft: 'task', api: 'task' })
  })

  it('has no draft and no API calls for a task in words alone', async () => {
    const analysis = await analyzeTask(task)
    expect(analysis).not.toHaveProperty('draft')
    expect(analysis.origins).toEqual({ cause: 'task', draft: 'absent', api: 'absent' })
  })

  it('finds API calls by the look of the text where there is no parser, and says so', async () => {
    const analysis = await analyzeTask({ language: 'ruby', draft: 'system(cmd)' })
    expect(analysis).not.toHaveProperty('language')
    expect(analysis.apiCalls).toEqual([{ name: 'system', qualified: 'system', line: 1 }])
    expect(analysis.apiCallsBy).toBe('scan')
    expect(analysis.origins).toEqual({ cause: 'task', draft: 'given', api: 'given' })
    expect(await analyzeTask({ language: 'py', draft: 'f()' })).toMatchObject({ apiCallsBy: 'syntax-tree' })
  })

  it('has no API calls for a language of which nothing is known', async () => {
    const analysis = await analyzeTask({ language: 'cobol', draft: 'CALL "SYSTEM"' })
    expect(analysis).not.toHaveProperty('apiCallsBy')
    expect(analysis.origins).toEqual({ cause: 'task', draft: 'given', api: 'absent' })
  })

  it.each<[Step, Answers]>([
    ['cause', { cause: fails(400), draft: () => '```\nf()\n```' }],
    ['draft', { cause: () => 'A cause.', draft: fails(400) }],
    ['draft', { cause: () => 'A cause.', draft: () => 'I cannot write this for you.' }],
  ])('keeps the other facet when the %s fails, and says so', async (step, answers) => {
    const { model } = fakeModel(answers)
    const analysis = await analyzeTask(task, { chatModel: model, policy })
    expect(analysis.failures.map(({ facet }) => facet)).toEqual([step])
    expect(analysis.origins[step]).toBe('absent')
    expect(analysis).not.toHaveProperty(step)
    expect(analysis.origins[step === 'cause' ? 'draft' : 'cause']).toBe('model')
  })

  it("reports the model's error where no facet is left", async () => {
    const { model } = fakeModel({ cause: fails(401), draft: fails(401) })
    await expect(analyzeTask(task, { chatModel: model, policy })).rejects.toMatchObject({
      code: 'MODEL_FAILED',
    })
  })

  it('takes the calls of the given code when the draft fails', async () => {
    const { model } = fakeModel({ cause: () => 'A cause.', draft: fails(400) })
    const analysis = await analyzeTask({ ...task, code: 'open(path)' }, { chatModel: model, policy })
    expect(analysis.apiCalls.map(({ name }) => name)).toEqual(['open'])
    expect(analysis.origins.api).toBe('task')
  })

  it('ends with ABORTED when the caller aborts, even though one answer was there', async () => {
    const controller = new AbortController()
    const { model } = fakeModel({
      cause: () => 'A cause.',
      draft: () => {
        controller.abort()
        return new Promise<string>(() => {})
      },
    })
    await expect(
      analyzeTask(task, { chatModel: model, policy: { signal: controller.signal } }),
    ).rejects.toMatchObject({ code: 'ABORTED' })
  })

  it.each([
    { language: 'python' },
    { language: 'python', code: '  ', description: '' },
    { language: ' ', code: 'x' },
  ])('rejects %o', async (empty) => {
    await expect(analyzeTask({ id: 'e', ...empty })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      record: 'e',
    })
  })
})

describe('a task from JavaScript', () => {
  it.each([
    null,
    undefined,
    'python',
    { language: 'python', description: 5 },
    { language: 'python', code: {} },
    { language: 'python', description: 'x', draft: [] },
  ])('is refused where it is %o', async (odd) => {
    await expect(analyzeTask(odd as never)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('can show more fences than a function call takes arguments', async () => {
    const { model, asked } = answering()
    await analyzeTask(
      { ...task, language: 'klingon\n# Task', code: '`a'.repeat(200_000) },
      { chatModel: model },
    )
    expect(asked).toHaveLength(2)
    for (const { messages } of asked) expect(messages.at(-1)!.content).toContain('Language: klingon # Task\n')
  })
})

describe('the API calls of a task', () => {
  const calls = async (code: string, draft: string) =>
    (await analyzeTask({ language: 'python', code, draft })).apiCalls.map(({ qualified }) => qualified)

  it('sees the imports of the given code when the draft continues it', async () => {
    expect(await calls('import yaml as y\ndef read(f):\n    # parse it', '    return y.load(f)')).toEqual([
      'yaml.load',
      'yaml',
    ])
  })

  it('does not count the given code twice when the draft repeats it', async () => {
    const code = 'import yaml\ndef read(f):\n    text = f.read()\n'
    expect(await calls(code, `${code}    return yaml.load(text)\n`)).toEqual(['f.read', 'yaml.load', 'yaml'])
  })

  it('takes a draft that repeats most of the given code for the whole, and one that repeats a line of it not', async () => {
    const code = 'import yaml\ndef read(f):\n    text = f.read()\n    # parse it\n'
    const whole = code.replace('    # parse it\n', '    return yaml.load(text)\n')
    expect(await calls(code, whole)).toEqual(['f.read', 'yaml.load', 'yaml'])
    expect(await calls(code, 'import yaml\n    return yaml.load(text)\n')).toEqual([
      'f.read',
      'yaml.load',
      'yaml',
    ])
  })

  it('finds the calls of a draft that breaks off', async () => {
    expect(await calls('', 'import os\nos.remove(path)\nif os.path.exists(')).toContain('os.remove')
  })
})

function deferred() {
  let resolve: (value: unknown) => void = () => {}
  const promise = new Promise((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
