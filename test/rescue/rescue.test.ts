import { beforeAll, describe, expect, it } from 'vitest'
import {
  buildKnowledgeBase,
  type ChatModel,
  type KnowledgeBase,
  paperRetrieval,
  Rescue,
  RescueError,
} from '../../src/index.js'
import { smallKnowledge } from '../support/knowledge.js'

const sqlTask = {
  id: 'orders',
  language: 'python',
  description: 'Find the orders of a customer by name.',
  cause: 'SQL injection: the name comes from a web form and is formatted into the text of a SQL query.',
  draft:
    'def orders(cursor, name):\n    cursor.execute("SELECT * FROM orders WHERE customer = \'" + name + "\'")\n    return cursor.fetchall()\n',
}
const plainTask = {
  language: 'python',
  code: 'def double(n: int) -> int:\n    """Twice n."""\n',
  draft: '    return 2 * n\n',
}

let knowledge: KnowledgeBase
beforeAll(async () => {
  knowledge = await smallKnowledge()
})
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (error instanceof RescueError ? error.code : error),
  )

describe('Rescue', () => {
  it('goes from a task to a secure prompt without any model', async () => {
    const rescue = await Rescue.create({ knowledge })
    const prompt = await rescue.prompt(sqlTask)
    expect(prompt.context).toMatchObject({ cwe: 'CWE-89', examples: [{ language: 'python', cwe: 'CWE-89' }] })
    expect(prompt.context?.tokens).toBeLessThanOrEqual(600)
    expect(prompt.retrieval).toMatchObject({
      id: 'orders',
      explanation: { origins: { cause: 'given', api: 'given' } },
    })
    expect(prompt.text).toContain(prompt.context?.examples[0]?.secure.code.trimEnd())
  })

  it('adds what the shipped base says to the types of a base of few fixes, unless told not to', async () => {
    const { base } = await buildKnowledgeBase([
      {
        id: 'ours',
        language: 'python',
        cwe: 'CWE-89',
        before: 'def find(db, name):\n    return db.execute("SELECT * FROM t WHERE n = \'" + name + "\'")\n',
        after: 'def find(db, name):\n    return db.execute("SELECT * FROM t WHERE n = ?", (name,))\n',
      },
    ])
    const task = { language: 'python', description: 'run a report query' }
    const found = await (await Rescue.create({ knowledge: base })).retrieve(task)
    expect(found.weaknesses.map(({ cwe }) => cwe)).toEqual(['CWE-89'])
    expect(found.examples.map(({ id }) => id)).toEqual(['ours'])
    expect(found.guidelines.some(({ origin }) => origin === 'curated')).toBe(true)
    const alone = await Rescue.create({ knowledge: base, background: 'none' })
    expect((await alone.retrieve(task)).guidelines.every(({ origin }) => origin === 'extractive')).toBe(true)
    expect((await (await Rescue.create({ knowledge: base })).retrieve(plainTask)).weaknesses).toEqual([])
  })

  it('leaves a task without a security side as it is', async () => {
    const prompt = await (await Rescue.create({ knowledge })).prompt(plainTask)
    expect(prompt.retrieval.weaknesses).toEqual([])
    expect(prompt.context).toBeUndefined()
    expect(prompt.contextText).toBeUndefined()
  })

  it('uses an object of three lines as its model', async () => {
    const chatModel: ChatModel = { invoke: async () => '```python\ndef answer():\n    return 42\n```' }
    const { code } = await (await Rescue.create({ knowledge, chatModel })).generate(sqlTask)
    expect(code).toBe('def answer():\n    return 42')
  })

  it('does not return a draft that the caller gave as its own answer', async () => {
    let calls = 0
    const chatModel: ChatModel = {
      invoke: async () => {
        calls++
        return '```python\ndef double(n):\n    return n + n\n```'
      },
    }
    const rescue = await Rescue.create({ knowledge, chatModel })
    const { code } = await rescue.generate({ ...plainTask, cause: 'Nothing threatens: it doubles a number.' })
    expect(code).toContain('n + n')
    expect(calls).toBe(1)
  })

  it('takes retrieval options and presets', async () => {
    const one = await Rescue.create({ knowledge, retrieval: { k: 1 } })
    expect((await one.retrieve(sqlTask)).weaknesses).toHaveLength(1)
    const apiOnly = await Rescue.create({ knowledge, retrieval: { ...paperRetrieval, facets: ['api'] } })
    const { explanation } = await apiOnly.retrieve(sqlTask)
    expect(explanation.facets).toEqual(['api'])
  })

  it('gives the same result for the same task', async () => {
    const rescue = await Rescue.create({ knowledge })
    const [a, b] = await Promise.all([rescue.retrieve(sqlTask), rescue.retrieve(sqlTask)])
    expect(a).toEqual(b)
  })

  it.each([
    ['an empty task', { language: 'python' }, 'INVALID_INPUT'],
    ['a task of blanks', { language: 'python', code: '  \n', description: '' }, 'INVALID_INPUT'],
    ['a task without a language', { language: '', code: 'x' }, 'INVALID_INPUT'],
  ])('refuses %s', async (_, task, code) => {
    expect(await codeOf((await Rescue.create({ knowledge })).prompt(task))).toBe(code)
  })

  it('answers in a language that it cannot parse, without the API facet, and says so', async () => {
    const rescue = await Rescue.create({ knowledge })
    const { weaknesses, explanation } = await rescue.retrieve({ ...sqlTask, language: 'cobol' })
    expect(weaknesses[0]?.cwe).toBe('CWE-89')
    expect(explanation.facets).not.toContain('api')
    expect(explanation.notes.join(' ')).toContain('cobol')
  })

  it.each([
    ['a directory that is not there', { knowledge: '/nowhere/base' }, 'FILE_UNREADABLE'],
    ['a directory that is no base', { knowledge: 'src' }, 'KNOWLEDGE_INVALID'],
    ['an option that does not exist', { retrieval: { top: 3 } as object }, 'INVALID_OPTION'],
    ['an option out of range', { retrieval: { k: 0 } }, 'INVALID_OPTION'],
    ['a base that is none', { knowledge: {} as never }, 'INVALID_OPTION'],
    ['a model that is none', { chatModel: {} as never }, 'INVALID_OPTION'],
    ['embeddings that are none', { embeddings: {} as never }, 'INVALID_OPTION'],
    ['a counter that is none', { prompt: { countTokens: 5 as never } }, 'INVALID_OPTION'],
    ['a budget that is no number', { prompt: { maxContextTokens: Number.NaN } }, 'INVALID_OPTION'],
  ])('refuses %s', async (_, options, code) => {
    expect(await codeOf(Rescue.create({ knowledge, ...options }))).toBe(code)
  })

  it('loads the base that ships with the package', async () => {
    const rescue = await Rescue.create()
    expect(rescue.knowledge.weaknesses.length).toBeGreaterThanOrEqual(60)
    expect((await rescue.retrieve(sqlTask)).weaknesses[0]?.cwe).toBe('CWE-89')
  })
})
