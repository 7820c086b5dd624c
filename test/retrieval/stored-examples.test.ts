import { describe, expect, it } from 'vitest'
import {
  ExactVectorStore,
  HierarchicalRetriever,
  paperRetrieval,
  StoredExamples,
  storeExamples,
} from '../../src/retrieval/index.js'
import { analysis, example, plane, weakness } from './plane.js'

const weaknesses = [weakness('CWE-89', 0), weakness('CWE-22', 60)]
const examples = [
  example('sql-near', 'CWE-89', { cause: 5, code: 30 }),
  example('sql-far', 'CWE-89', { cause: 40, code: 10 }),
  example('sql-ts', 'CWE-89', { cause: 0, code: 0, language: 'typescript' }),
  example('path', 'CWE-22', { cause: 0, code: 0 }),
]
const options = {
  ...paperRetrieval,
  embeddings: plane,
  weaknessThresholds: { cause: 0.6, standIn: 0.6, api: 1 },
  exampleThresholds: { cause: 0.5, api: 1, code: 0.5 },
}

async function stored() {
  const stores = { causes: new ExactVectorStore(), slices: new ExactVectorStore() }
  await storeExamples(examples, stores, plane)
  return { stores, search: new StoredExamples(stores, { languages: ['python', 'typescript'] }) }
}

describe('StoredExamples', () => {
  it('finds what the index in memory finds, with the same scores and ranks', async () => {
    const { search } = await stored()
    const inStores = new HierarchicalRetriever({ weaknesses, examples: [] }, { ...options, examples: search })
    const inMemory = new HierarchicalRetriever({ weaknesses, examples }, options)
    for (const task of [
      { cause: 0, code: 0 },
      { cause: 30, code: 20 },
      { cause: 0 },
      { cause: 0, language: 'javascript' },
    ]) {
      const [a, b] = [await inStores.retrieve(analysis(task)), await inMemory.retrieve(analysis(task))]
      expect(a.examples.map(({ id }) => id)).not.toEqual([])
      expect(a.examples.map(({ score, match, id, facets }) => ({ score, match, id, facets }))).toEqual(
        b.examples.map(({ score, match, id, facets }) => ({ score, match, id, facets })),
      )
      expect(a.examples.map((one) => one.example)).toEqual(b.examples.map((one) => one.example))
    }
  })

  it('asks for related languages where the CWE types have nothing in the own one', async () => {
    const { search } = await stored()
    const retriever = new HierarchicalRetriever(
      { weaknesses, examples: [] },
      { ...options, examples: search },
    )
    const found = await retriever.retrieve(analysis({ cause: 0, language: 'javascript' }))
    expect(found.examples.map(({ id, match }) => [id, match])).toEqual([['sql-ts', 'related']])
  })

  it('says what to do where a store was filled by somebody else', async () => {
    const { stores, search } = await stored()
    await stores.causes.add([
      { id: 'foreign', vector: [1, 0], cwe: 'CWE-89', language: 'python', content: 'text' },
    ])
    const retriever = new HierarchicalRetriever(
      { weaknesses, examples: [] },
      { ...options, examples: search },
    )
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
