import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HashedEmbeddings } from '../../src/ports/hashed-embeddings.js'
import type { VectorFilter } from '../../src/ports/vector-store.js'
import {
  ExactVectorStore,
  LangChainVectorStore,
  pgvectorMapping,
  storeExamples,
} from '../../src/retrieval/index.js'
import { smallKnowledge } from '../support/knowledge.js'
import { optionalPostgres, type PostgresServer } from '../support/postgres.js'
import { variations } from '../support/variations.js'

const startPostgres = optionalPostgres()
const dimensions = 256
const embeddings = new HashedEmbeddings({ dimensions })
const tableName = 'causes'

// `npm run bench:stores` does this with 100,000 examples.
describe.skipIf(!startPostgres)('2,000 examples in pgvector (npm run optional-packages)', () => {
  const exact = new ExactVectorStore()
  let server: PostgresServer
  let questions: number[][]

  beforeAll(async () => {
    server = await startPostgres!()
    const { examples } = await smallKnowledge()
    const stored = [...variations(examples, { size: 2000 })]
    const asking = [...variations(examples, { size: 100, seed: 2 })]
    questions = asking.map(({ cause }) => embeddings.embed(cause!))

    const session = await server.session()
    const table = await session.table(tableName, dimensions)
    const slices = new ExactVectorStore()
    await storeExamples(
      stored,
      { causes: new LangChainVectorStore(table, pgvectorMapping), slices },
      embeddings,
    )
    await storeExamples(stored, { causes: exact, slices }, embeddings)
    await table.createHnswIndex({ dimensions, namespace: tableName, efConstruction: 200 })
    await session.close()
  }, 120_000)
  afterAll(() => server?.close())

  /** Share of the ten nearest that are found through the HNSW index, on average over the questions. */
  async function recall(settings: Record<string, string | number>, filter?: VectorFilter) {
    // The planner would read so small a table as a whole.
    const session = await server.session({ ...settings, enable_seqscan: 'off' })
    try {
      const plan = await session.query(
        `EXPLAIN SELECT * FROM ${tableName} ORDER BY embedding <=> '[${questions[0]!.join(',')}]' LIMIT 10`,
      )
      expect(JSON.stringify(plan)).toContain('hnsw')
      const store = new LangChainVectorStore(await session.table(tableName, dimensions), pgvectorMapping)
      let found = 0
      let all = 0
      for (const question of questions) {
        const nearest = await exact.search(question, 10, filter)
        const last = nearest.at(-1)!.similarity - 1e-5
        const hits = await store.search(question, 10, filter)
        found += hits.filter(({ similarity }) => similarity >= last).length
        all += nearest.length
      }
      return found / all
    } finally {
      await session.close()
    }
  }

  it('finds at least 95 % of the ten nearest through the HNSW index', async () => {
    expect(await recall({ 'hnsw.ef_search': 100 })).toBeGreaterThanOrEqual(0.95)
  })

  it('finds them behind a filter too where the scan is iterative, and only there', async () => {
    // Most questions are about something else, so what the filter admits lies far from them.
    const filter = { cwes: ['CWE-787'], languages: ['c', 'cpp'] }
    const iterative = { 'hnsw.ef_search': 100, 'hnsw.iterative_scan': 'relaxed_order' }
    expect(await recall(iterative, filter)).toBeGreaterThanOrEqual(0.95)
    expect(await recall({ 'hnsw.ef_search': 100 }, filter)).toBeLessThan(0.8)
  })
})
