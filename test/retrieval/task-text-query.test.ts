import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/ports/words.js'
import { HierarchicalRetriever, paperRetrieval, type RetrievalOptions } from '../../src/retrieval/index.js'
import { taskTextQuery } from '../../src/retrieval/task-text-query.js'
import { analysis, plane, weakness } from './plane.js'

const asked: string[] = []
const embed = (text: string) => {
  asked.push(text)
  return plane.embedQuery(text)
}
const share = { descriptionShare: 0.25 }

describe('taskTextQuery', () => {
  it('compares description and code each by itself, the description with its share', async () => {
    asked.length = 0
    const query = await taskTextQuery(
      'whole',
      { description: 'save a file @0', code: 'open() @90' },
      embed,
      share,
    )
    expect(query.parts).toEqual([
      { words: wordsOf('save a file @0'), vector: await plane.embedQuery('@0'), weight: 0.25 },
      { words: wordsOf('open() @90'), vector: await plane.embedQuery('@90'), weight: 0.75 },
    ])
    expect(query.words).toEqual([...wordsOf('save a file @0'), ...wordsOf('open() @90')])
    expect([...(query.vector as Float64Array)]).toEqual([expect.closeTo(0.25, 6), expect.closeTo(0.75, 6)])
    expect(asked).toEqual(['save a file @0', 'open() @90'])
  })

  it.each([
    ['without code', { description: 'save @0' }, share],
    ['without a description', { code: 'open() @0' }, share],
    ['without parts', { description: 'save @0', code: 'open() @0' }, { descriptionShare: false as const }],
  ])('is one text %s', async (_, texts, options) => {
    const query = await taskTextQuery('all of it @30', texts, embed, options)
    expect(query).toEqual({ words: wordsOf('all of it @30'), vector: await plane.embedQuery('@30') })
  })
})

describe('the description of a task without a cause', () => {
  const views = { vectors: 1, words: 0, causes: 0, tasks: 0 }
  const knowledge = {
    // Names have no angle here, so each type lies where its causes and its name do.
    weaknesses: [
      weakness('CWE-22', 0, { name: 'path @0' }),
      weakness('CWE-89', 90, { name: 'query @90' }),
      weakness('CWE-79', 45, { name: 'page @45' }),
    ],
    examples: [],
  }
  const ranked = async (
    task: { description?: string; code?: string; draft?: string },
    options: RetrievalOptions = {},
  ) => {
    const ready = analysis({ cause: 0 })
    const { weaknesses } = await new HierarchicalRetriever(knowledge, {
      ...paperRetrieval,
      weaknessThresholds: { cause: -1, taskText: -1, api: 0 },
      views,
      embeddings: plane,
      descriptionShare: 0.6,
      ...options,
    }).retrieve({
      ...ready,
      cause: 'all of it @90',
      task: { ...ready.task, ...task },
      origins: { ...ready.origins, cause: 'task' },
    })
    return weaknesses.map(({ cwe }) => cwe)
  }

  it('says its share of what threatens, however long the code is', async () => {
    // The description fits CWE-22, CWE-89 and CWE-79 by 1, 0 and 0.71, the code by 0, 1 and 0.71.
    expect(await ranked({ description: 'a @0', code: 'b @90' })).toEqual(['CWE-79', 'CWE-22', 'CWE-89'])
    expect(await ranked({ description: 'a @0', code: 'b @90' }, { descriptionShare: 0.1 })).toEqual([
      'CWE-89',
      'CWE-79',
      'CWE-22',
    ])
  })

  it('counts a draft to the code', async () => {
    expect(await ranked({ description: 'a @0', draft: 'b @90' })).toEqual(['CWE-79', 'CWE-22', 'CWE-89'])
  })

  it('leaves the word to the code where nothing is known of the description', async () => {
    const words = { vectors: 0, words: 1, causes: 0, tasks: 0 }
    const [first] = await ranked({ description: 'xyzzy @0', code: 'page @45' }, { views: words })
    expect(first).toBe('CWE-79')
  })

  it('is one text with the code where the options say so', async () => {
    const one = await ranked({ description: 'a @0', code: 'b @0' }, { descriptionShare: false })
    expect(one).toEqual(['CWE-89', 'CWE-79', 'CWE-22'])
  })

  it.each([0, 1, -0.1, Number.NaN])('has no share of %s', (descriptionShare) => {
    expect(() => new HierarchicalRetriever(knowledge, { descriptionShare })).toThrow(/descriptionShare/)
  })
})
