import { beforeAll, describe, expect, it } from 'vitest'
import { analyzeTask } from '../../src/analysis/index.js'
import { harmlessKindOf, harmlessKinds } from '../../src/retrieval/harmless.js'
import { HierarchicalRetriever, neuralViews, type Retrieval } from '../../src/retrieval/index.js'
import { smallKnowledge } from '../support/knowledge.js'
import { weakness } from './plane.js'

const told = weakness('CWE-89', 0, { tasks: [{ text: 'Look up a name', apis: [] }] })

describe('harmless work', () => {
  it('has typical tasks where the weaknesses that it is compared with have them', () => {
    const sizes = (tasks: typeof told.tasks) =>
      harmlessKinds([{ ...told, tasks: tasks ?? [] }]).map((kind) => kind.tasks!.length)
    expect(sizes([])).toEqual([0, 0])
    expect(Math.min(...sizes(told.tasks))).toBeGreaterThan(50)
  })

  it('is told apart for C and C++, where an exception of other languages is a weakness', () => {
    const kindOf = (language: string) => harmlessKinds([told])[harmlessKindOf(language)]!
    const causes = (language: string) =>
      kindOf(language)
        .causes.map(({ text }) => text)
        .join(' ')
    expect(causes('python')).toContain('IndexError')
    for (const language of ['c', 'cpp']) {
      expect(causes(language)).not.toContain('IndexError')
      expect(kindOf(language).tasks!.every(({ cause }) => cause === undefined)).toBe(true)
    }
    expect(kindOf('rust')).toEqual(kindOf('python'))
  })

  it('names every task once, in a sentence, for languages that it knows', () => {
    const tasks = harmlessKinds([told]).flatMap(({ tasks: list }) => list!)
    const inBoth = tasks.filter(({ languages }) => !languages)
    expect(new Set(tasks.map(({ text }) => text)).size).toBe(tasks.length - inBoth.length / 2)
    for (const { text, cause, languages } of tasks) {
      expect(text.trim()).toBe(text)
      expect(text.length).toBeGreaterThan(5)
      expect(cause ?? 'none').not.toMatch(/CWE-/)
      expect(languages ?? ['any']).not.toEqual([])
    }
  })
})

describe('retrieval beside harmless work', () => {
  let retriever: HierarchicalRetriever
  beforeAll(async () => {
    retriever = new HierarchicalRetriever(await smallKnowledge(['CWE-89', 'CWE-22', 'CWE-787']))
  })
  const retrieve = async (language: string, description: string, cause?: string): Promise<Retrieval> =>
    retriever.retrieve(await analyzeTask({ language, description, ...(cause !== undefined && { cause }) }))

  it.each(['python', 'c', 'typescript', 'rust'])(
    'knows nothing of words that nobody wrote (%s)',
    async (language) => {
      const { weaknesses, explanation } = await retrieve(language, 'Qwx zzgh aaaa.')
      expect(weaknesses).toEqual([])
      expect(explanation.leads).toEqual({ taskText: -1 })
      expect(explanation.notes).toContainEqual(expect.stringMatching(/knows no word of the task/))
    },
  )

  it('keeps silent where description and code are harmless together, and says by how much', async () => {
    const task = {
      language: 'python',
      description: 'return the median of a list of temperatures',
      code: 'def median(values):\n    values = sorted(values)\n',
    }
    const { weaknesses, explanation } = await retriever.retrieve(await analyzeTask(task))
    expect(weaknesses).toEqual([])
    expect(explanation.leads.taskText).toBeLessThan(0)
  })

  it('looks at a draft where it knows no word of what was asked for', async () => {
    const draft =
      'import sqlite3\n\ndef find(conn, name):\n    return conn.execute(f"SELECT * FROM users WHERE name = \'{name}\'")\n'
    const task = { language: 'python', description: 'Qwx zzgh aaaa.', draft }
    const { weaknesses, explanation } = await retriever.retrieve(await analyzeTask(task))
    expect(explanation.leads.taskText).toBeGreaterThan(-1)
    expect(weaknesses[0]?.cwe).toBe('CWE-89')
  })

  it.each([
    ['python', 'return the median and the interquartile range of a list of temperatures'],
    ['java', 'sum the invoice lines per customer and round to cents'],
    ['cpp', 'convert a temperature from celsius to kelvin'],
  ])('keeps silent in %s: %s', async (language, description) => {
    const { weaknesses, explanation } = await retrieve(language, description)
    expect(weaknesses).toEqual([])
    expect(explanation.harmless).toBe(true)
  })

  it.each([
    ['python', 'look up an account by its e-mail with sqlite3 and cursor.execute', 'CWE-89'],
    ['go', 'handler that serves a file whose name is in the URL from the uploads folder', 'CWE-22'],
    ['c', 'copy the name from the packet into the fixed buffer of the record', 'CWE-787'],
  ])('speaks in %s: %s', async (language, description, cwe) => {
    expect((await retrieve(language, description)).weaknesses[0]?.cwe).toBe(cwe)
  })

  it('takes for a weakness in C what is an exception elsewhere', async () => {
    const cause =
      'An index that is computed from the length may be off by one, so an element beyond the end is written.'
    const found = async (language: string) =>
      (
        await retrieve(
          language,
          'shift the bytes of the message in the buffer, size_t length, memmove',
          cause,
        )
      ).explanation
    const [python, c] = [await found('python'), await found('c')]
    expect(c.leads.cause!).toBeGreaterThan(python.leads.cause!)
    expect(c.harmless).toBe(false)
  })

  it('compares harmless tasks by vectors, too, where the views do', async () => {
    const base = await smallKnowledge(['CWE-89', 'CWE-22'])
    const byVectors = new HierarchicalRetriever(base, { views: neuralViews })
    const task = await analyzeTask({ language: 'python', description: 'median of a list of temperatures' })
    const { explanation } = await byVectors.retrieve(task)
    expect(explanation.harmless).toBe(true)
    expect(explanation.leads.taskText).toBeGreaterThan(-1)
  })

  it('believes a cause where the words of the task are those of a tongue that the base does not know', async () => {
    const cause = 'SQL injection: the name from the form is concatenated into the query text.'
    const { weaknesses, explanation } = await retrieve('python', 'Kundschaft nachschlagen', cause)
    expect(explanation.leads).toEqual({ cause: expect.any(Number) })
    expect(weaknesses[0]?.cwe).toBe('CWE-89')
  })

  it('keeps silent where somebody says that nothing threatens, in C as well', async () => {
    const denial = 'No security weakness threatens here; the function is a pure computation on its arguments.'
    for (const language of ['python', 'c']) {
      expect((await retrieve(language, 'area of a triangle', denial)).weaknesses).toEqual([])
    }
  })
})
