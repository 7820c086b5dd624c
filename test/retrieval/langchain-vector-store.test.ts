import { afterAll, describe, expect, it } from 'vitest'
import type { VectorStore } from '../../src/ports/vector-store.js'
import {
  type LangChainMapping,
  LangChainVectorStore,
  memoryMapping,
  pgvectorMapping,
  qdrantMapping,
} from '../../src/retrieval/langchain-vector-store.js'
import { optionalPackages } from '../support/optional.js'
import { optionalPostgres, type PostgresServer, type PostgresSession } from '../support/postgres.js'
import { describeVectorStore } from './vector-store-conformance.js'

const noEmbeddings = {
  embedQuery: () => Promise.reject(new Error('not asked')),
  embedDocuments: () => Promise.reject(new Error('not asked')),
}

interface Row {
  embedding: number[]
  content: string
  metadata: Record<string, unknown>
}

const memory = optionalPackages<{
  MemoryVectorStore: new (
    embeddings: object,
  ) => ConstructorParameters<typeof LangChainVectorStore>[0] & {
    memoryVectors: Row[]
  }
}>('@langchain/classic/vectorstores/memory')

describe.skipIf(!memory)('with @langchain/classic', () => {
  describeVectorStore("LangChain's MemoryVectorStore", async () => {
    const store = new memory!.MemoryVectorStore(noEmbeddings)
    return new LangChainVectorStore(store, {
      ...(memoryMapping as LangChainMapping<unknown>),
      // The store cannot delete, but its rows are open.
      remove: async (ids) => {
        store.memoryVectors = store.memoryVectors.filter((row) => !ids.includes(String(row.metadata.id)))
      },
      size: async () => store.memoryVectors.length,
    })
  })
})

const startPostgres = optionalPostgres()

describe.skipIf(!startPostgres)('with PostgreSQL and pgvector over TCP (npm run optional-packages)', () => {
  let server: PostgresServer | undefined
  let session: PostgresSession | undefined
  let tables = 0
  afterAll(async () => {
    await session?.close()
    await server?.close()
  })

  const create = async (dimensions: number): Promise<VectorStore> => {
    server ??= await startPostgres!()
    session ??= await server.session()
    const { query, table } = session
    const tableName = `examples_${tables++}`
    const store = await table(tableName, dimensions)
    // Without a namespace every index has the same name, and only that of the first table is made.
    await store.createHnswIndex({ dimensions, namespace: tableName })
    return new LangChainVectorStore(store, {
      ...pgvectorMapping,
      remove: (ids) => store.delete({ filter: { id: { in: ids } } }),
      size: async () => Number((await query(`SELECT count(*) FROM ${tableName}`))[0]!.count),
    })
  }

  describeVectorStore("LangChain's PGVectorStore with an HNSW index", create)
})

describe('LangChainVectorStore', () => {
  it('writes filters as the stores want them', () => {
    const fields = { cwe: ['CWE-22', 'CWE-89'], language: ['c'] }
    expect(pgvectorMapping.filter(fields)).toEqual({
      cwe: { in: ['CWE-22', 'CWE-89'] },
      language: { in: ['c'] },
    })
    expect(qdrantMapping.filter(fields)).toEqual({
      must: [
        { key: 'metadata.cwe', match: { any: ['CWE-22', 'CWE-89'] } },
        { key: 'metadata.language', match: { any: ['c'] } },
      ],
    })
    const admits = memoryMapping.filter(fields)
    expect(admits({ metadata: { cwe: 'CWE-89', language: 'c' } })).toBe(true)
    expect(admits({ metadata: { cwe: 'CWE-89', language: 'python' } })).toBe(false)
  })

  it('turns cosine distances into similarities and keeps the best first', async () => {
    const store = {
      addVectors: async () => {},
      similaritySearchVectorWithScore: async () =>
        [0.4, 0.1].map((score): [{ pageContent: string; metadata: { id: string } }, number] => [
          { pageContent: '', metadata: { id: `at ${score}` } },
          score,
        ]),
    }
    const hits = await new LangChainVectorStore(store, pgvectorMapping).search([1], 5)
    expect(hits).toEqual([
      { id: 'at 0.1', similarity: 0.9 },
      { id: 'at 0.4', similarity: 0.6 },
    ])
  })

  it('reports a failing store as a RescueError', async () => {
    const failing = {
      addVectors: () => Promise.reject(new Error('connection refused')),
      similaritySearchVectorWithScore: () => Promise.reject(new Error('connection refused')),
    }
    const store = new LangChainVectorStore(failing, memoryMapping)
    await expect(store.search([1], 1)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    await expect(store.add([{ id: 'a', vector: [1], cwe: 'CWE-1' }])).rejects.toMatchObject({
      code: 'MODEL_FAILED',
    })
    expect(await store.size()).toBe(0)
  })
})
