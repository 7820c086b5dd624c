import { describe, expect, it } from 'vitest'
import {
  ExactVectorStore,
  exampleStatistics,
  HierarchicalRetriever,
  paperRetrieval,
  type Retrieval,
  StoredExamples,
  storeExamples,
} from '../../src/retrieval/index.js'
import { analysis, example, plane, weakness } from './plane.js'

const weaknesses = [weakness('CWE-89', 0), weakness('CWE-22', 60)]
const examples = [
  example('sql-near', 'CWE-89', { cause: 5, code: 30, apis: ['cursor.execute'] }),
  example('sql-far', 'CWE-89', { cause: 40, code: 10, apis: ['db.execute', 'db.close'] }),
  example('sql-ts', 'CWE-89', { cause: 0, code: 0, language: 'typescript', apis: ['db.run'] }),
  example('path', 'CWE-22', { cause: 0, code: 0, apis: ['open'] }),
  example('path-c', 'CWE-22', { cause: 20, code: 10, language: 'c', apis: ['fopen', 'fclose'] }),
]
const paper = {
  ...paperRetrieval,
  embeddings: plane,
  weaknessThresholds: { cause: 0.6, taskText: 0.6, api: 1 },
  exampleThresholds: { cause: 0.5, api: 0.01, code: 0.5 },
}
// Half of a cause score is words, of which these texts share few.
const hybrid = {
  ...paper,
  wordShare: 0.5,
  weaknessThresholds: { cause: 0.2, taskText: 0.2, api: 1 },
  exampleThresholds: { cause: 0.1, api: 0.01, code: 0.1 },
}

async function stored() {
  const stores = { causes: new ExactVectorStore(), slices: new ExactVectorStore() }
  const statistics = await storeExamples(examples, stores, plane)
  // Statistics are kept as JSON.
  return { stores, search: new StoredExamples(stores, JSON.parse(JSON.stringify(statistics))) }
}

describe('StoredExamples', () => {
  const tasks = [
    { cause: 0, code: 0 },
    { cause: 30, code: 20, apis: ['connection.execute'] },
    { cause: 0, apis: ['open', 'unknown.call'] },
    { cause: 0, language: 'javascript' },
    { cause: 30, language: 'cpp', apis: ['fopen'] },
  ]
  // The index in memory keeps weights of words as 32-bit floats.
  const rounded = (_: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toFixed(6)) : value
  const found = ({ examples }: Retrieval): unknown =>
    JSON.parse(
      JSON.stringify(
        examples.map(({ score, match, id, facets, example }) => ({ score, match, id, facets, example })),
        rounded,
      ),
    )

  describe.each([
    ['vectors alone', paper],
    ['words and vectors', hybrid],
    ['any language', { ...hybrid, languages: 'any' as const }],
    ['no CWE types chosen', { ...hybrid, hierarchy: false }],
  ])('with %s', (_, options) => {
    it.each(tasks)(
      'finds what the index in memory finds, with the same scores and ranks: %o',
      async (task) => {
        const { search } = await stored()
        const inStores = new HierarchicalRetriever(
          { weaknesses, examples: options.hierarchy === false ? examples : [] },
          { ...options, examples: search },
        )
        const inMemory = new HierarchicalRetriever({ weaknesses, examples }, options)
        const [a, b] = [await inStores.retrieve(analysis(task)), await inMemory.retrieve(analysis(task))]
        expect(a.examples).not.toEqual([])
        expect(found(a)).toEqual(found(b))
      },
    )
  })

  it('asks for related languages only where a CWE type has nothing in the own one', async () => {
    const { search } = await stored()
    const retriever = new HierarchicalRetriever({ weaknesses, examples: [] }, { ...paper, examples: search })
    const { examples } = await retriever.retrieve(analysis({ cause: 30, language: 'javascript' }))
    expect(Object.fromEntries(examples.map(({ id, match }) => [id, match]))).toEqual({
      'sql-ts': 'related',
      path: 'other',
      'path-c': 'other',
    })
  })

  it('lets an example win by its API calls that cause and code leave equal', async () => {
    const twins = [
      example('reads', 'CWE-89', { cause: 0, code: 0, apis: ['db.query'] }),
      example('writes', 'CWE-89', { cause: 0, code: 0, apis: ['db.insert'] }),
    ]
    const stores = { causes: new ExactVectorStore(), slices: new ExactVectorStore() }
    const search = new StoredExamples(
      stores,
      await storeExamples([...twins, ...examples.slice(3)], stores, plane),
    )
    const retriever = new HierarchicalRetriever({ weaknesses, examples: [] }, { ...paper, examples: search })
    const first = async (call: string) =>
      (await retriever.retrieve(analysis({ cause: 0, code: 0, apis: [call] }))).examples[0]!.id
    expect(await first('db.insert')).toBe('writes')
    expect(await first('db.query')).toBe('reads')
  })

  it('rejects statistics that are none', async () => {
    const { stores } = await stored()
    expect(() => new StoredExamples(stores, { languages: ['python'] } as never)).toThrow(
      /storeExamples\(\) or exampleStatistics\(\)/,
    )
  })

  it.each([0, -1, 1.5, Number.NaN])('rejects %d hits', async (hits) => {
    const { stores } = await stored()
    const make = () => new StoredExamples(stores, exampleStatistics(examples), { hits })
    expect(make).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })

  it('says what to do where a store was filled by somebody else', async () => {
    const { stores, search } = await stored()
    await stores.causes.add([
      { id: 'foreign', vector: [1, 0], cwe: 'CWE-89', language: 'python', content: 'text' },
    ])
    const retriever = new HierarchicalRetriever({ weaknesses, examples: [] }, { ...paper, examples: search })
    await expect(retriever.retrieve(analysis({ cause: 0 }))).rejects.toMatchObject({
      code: 'KNOWLEDGE_INVALID',
      record: 'foreign',
    })
  })
})

describe('notes on thresholds', () => {
  it("say that the paper's thresholds belong to its embedder", async () => {
    const retriever = new HierarchicalRetriever(
      { weaknesses, examples },
      { ...paperRetrieval, embeddings: plane },
    )
    const { explanation } = await retriever.retrieve(analysis({ cause: 0 }))
    expect(explanation.notes[0]).toMatch(/belong to bge-base-en-v1.5, not to plane/)
  })
})
