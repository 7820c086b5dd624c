/**
 * Retrieval from PostgreSQL with pgvector through LangChain's PGVectorStore, against the exact index in memory:
 * `npm run bench:stores [-- --examples 10000]`. Fills two tables with examples, bodies included, which are variations of
 * the shipped ones, builds HNSW indexes, and prints build time, size, recall@10 and latency, without and with filters. PGlite serves
 * PostgreSQL over TCP; `--connection postgres://...` takes another server, whose tables rescue_causes and rescue_slices are replaced.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Example, loadShippedKnowledge } from '../src/knowledge/index.js'
import { HashedEmbeddings } from '../src/ports/hashed-embeddings.js'
import type { VectorFilter, VectorHit, VectorStore } from '../src/ports/vector-store.js'
import { ExampleIndex } from '../src/retrieval/example-index.js'
import {
  apiTokens,
  ExactVectorStore,
  type ExampleSearch,
  exampleStatistics,
  fuse,
  LangChainVectorStore,
  pgvectorMapping,
  type RetrievalOptions,
  retrievalDefaults,
  StoredExamples,
  storeExamples,
} from '../src/retrieval/index.js'
import { textQuery } from '../src/retrieval/text-index.js'
import { optionalPostgres, type PostgresSession } from '../test/support/postgres.js'
import { random, variations } from '../test/support/variations.js'
import { milliseconds } from './quantiles.js'

const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '100000' },
    dimensions: { type: 'string', default: '1024' },
    m: { type: 'string', default: '16' },
    'ef-construction': { type: 'string', default: '64' },
    queries: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    connection: { type: 'string' },
  },
})
const size = Number(values.examples)
const dimensions = Number(values.dimensions)
const limit = 10
const levels = ['causes', 'slices'] as const
type Level = (typeof levels)[number]

const started = performance.now()
const log = (text: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`)

async function seconds(action: () => Promise<unknown>): Promise<string> {
  const start = performance.now()
  await action()
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}

interface Query {
  vector: number[]
  filter: VectorFilter
}

/** Share of the ten hits that are as near as the ten nearest (as ann-benchmarks counts, so that equals are no errors). */
function recall(hits: readonly VectorHit[], exact: readonly VectorHit[]): number {
  if (exact.length === 0) return 1
  const last = exact.at(-1)!.similarity - 1e-5
  return hits.filter(({ similarity }) => similarity >= last).length / exact.length
}

async function fill(session: PostgresSession): Promise<Record<Level, ExactVectorStore>> {
  const exact = { causes: new ExactVectorStore(), slices: new ExactVectorStore() }
  const stores = await open(session)
  const both = (level: Level): VectorStore => ({
    add: async (items) => {
      await exact[level].add(items.map(({ content: _, ...item }) => item))
      await stores[level].add(items)
    },
    search: stores[level].search.bind(stores[level]),
    size: () => stores[level].size(),
  })
  const targets = { causes: both('causes'), slices: both('slices') }
  for (let start = 0; start < size; start += 500) {
    await storeExamples(examples.slice(start, start + 500), targets, embeddings)
    if (start % 10_000 === 0 && start > 0) log(`${start} examples stored`)
  }
  log(`${size} examples stored`)
  return exact
}

async function open(session: PostgresSession): Promise<Record<Level, VectorStore>> {
  const [causes, slices] = await Promise.all(
    levels.map(
      async (level) =>
        new LangChainVectorStore(await session.table(`rescue_${level}`, dimensions), pgvectorMapping),
    ),
  )
  return { causes: causes!, slices: slices! }
}

async function buildIndexes(): Promise<void> {
  const session = await server.session({ maintenance_work_mem: '1GB' })
  for (const level of levels) {
    const table = `rescue_${level}`
    const store = await session.table(table, dimensions)
    const taken = await seconds(() =>
      store.createHnswIndex({
        dimensions,
        m: Number(values.m),
        efConstruction: Number(values['ef-construction']),
        namespace: table,
      }),
    )
    await session.query(`CREATE INDEX ON ${table} ((metadata->>'cwe'), (metadata->>'language'))`)
    await session.query(`ANALYZE ${table}`)
    const [row] = await session.query(
      `SELECT pg_size_pretty(pg_total_relation_size($1)) AS total, pg_size_pretty(pg_relation_size($2)) AS hnsw`,
      [table, `${table}_embedding_embedding_hnsw_idx`],
    )
    log(`${table}: HNSW built in ${taken}, ${String(row!.hnsw)} of ${String(row!.total)}`)
  }
  await session.close()
}

/** By CWE type, as the index in memory wants them. */
function inOrder(list: readonly Example[]): Example[] {
  const number = ({ cwe }: Example) => Number(cwe.slice('CWE-'.length))
  return [...list].sort((a, b) => number(a) - number(b) || (a.id < b.id ? -1 : 1))
}

/** What of the plan reads the table. */
async function planOf(session: PostgresSession, level: Level, { vector, filter }: Query): Promise<string> {
  const fields = {
    ...(filter.cwes && { cwe: filter.cwes }),
    ...(filter.languages && { language: filter.languages }),
  }
  const clauses = Object.entries(fields).map(
    ([field, list]) => `metadata->>'${field}' IN (${list.map((value) => `'${value}'`).join(',')})`,
  )
  const where = clauses.length > 0 ? `WHERE ${clauses.join(' AND ')}` : ''
  const rows = await session.query(
    `EXPLAIN SELECT *, embedding <=> $1 AS _distance FROM rescue_${level} ${where} ORDER BY _distance ASC LIMIT $2`,
    [`[${vector.join(',')}]`, limit],
  )
  const lines = rows.map((row) => String(row['QUERY PLAN']))
  const scan = lines.find((line) => /Scan (using|on)/.test(line)) ?? lines[0]!
  return scan.replace(/\s*\(cost.*/, '').replace(/^[\s>-]+/, '')
}

const shipped = await loadShippedKnowledge()
const embeddings = new HashedEmbeddings({ dimensions })
const start = optionalPostgres()
if (!start) throw new Error('PostgreSQL is missing. Install it with: npm run optional-packages')
const dataDir = mkdtempSync(join(tmpdir(), 'rescue-stores-'))
const server = await start({ dataDir, ...(values.connection && { connectionString: values.connection }) })

const filling = await server.session()
const [version] = await filling.query(
  `SELECT split_part(version(), ' on ', 1) AS postgres, (SELECT default_version FROM pg_available_extensions WHERE name = 'vector') AS vector`,
)
log(
  `${String(version!.postgres)}, pgvector ${String(version!.vector)}; ${size} examples of ${dimensions} dimensions, m ${values.m}, ef_construction ${values['ef-construction']}`,
)
for (const level of levels) await filling.query(`DROP TABLE IF EXISTS rescue_${level}`)
const examples = [...variations(shipped.examples, { size, seed: Number(values.seed) })]
const exact = await fill(filling)
await filling.close()
await buildIndexes()

// Other variations of the same examples ask.
const next = random(Number(values.seed) + 1)
const models = [
  ...variations(shipped.examples, { size: shipped.examples.length, seed: Number(values.seed) + 1 }),
]
const chosen = Array.from(
  { length: Number(values.queries) },
  () => models[Math.floor(next() * models.length)]!,
)
const cwes = shipped.weaknesses.map(({ cwe }) => cwe)
/** Distinct CWE types beside the given ones, at random. */
const withOthers = (own: readonly string[], count: number) => {
  const some = new Set(own)
  while (some.size < own.length + count) some.add(cwes[Math.floor(next() * cwes.length)]!)
  return [...some]
}
const filters: Record<string, (example: Example) => VectorFilter> = {
  'no filter': () => ({}),
  'own language': ({ language }) => ({ languages: [language] }),
  'another language': ({ language }) => ({ languages: [language === 'python' ? 'javascript' : 'python'] }),
  'own CWE type and 3 others': ({ cwe }) => ({ cwes: withOthers([cwe], 3) }),
  '4 other CWE types': () => ({ cwes: withOthers([], 4) }),
  '4 other CWE types, own language': ({ language }) => ({ cwes: withOthers([], 4), languages: [language] }),
  'own CWE type and 3 others, own language': ({ cwe, language }) => ({
    cwes: withOthers([cwe], 3),
    languages: [language],
  }),
}
/** pgvector's own defaults, then what lets a scan go on until enough of what it finds passes the filter. */
const plain = { 'hnsw.ef_search': 40, 'hnsw.iterative_scan': 'off' }
const thorough = { 'hnsw.ef_search': 200, 'hnsw.iterative_scan': 'relaxed_order' }
const exhaustive = { ...thorough, 'hnsw.max_scan_tuples': 200_000, 'hnsw.scan_mem_multiplier': 8 }
const described = (settings: object) =>
  Object.entries(settings)
    .map(([name, value]) => `${name.replace('hnsw.', '')} ${value}`)
    .join(', ')

for (const level of levels) {
  for (const [name, filterOf] of Object.entries(filters)) {
    const queries: Query[] = chosen.map((example) => ({
      vector: embeddings.embed(level === 'causes' ? example.cause! : example.secure.code),
      filter: filterOf(example),
    }))
    const nearest: VectorHit[][] = []
    for (const { vector, filter } of queries) nearest.push(await exact[level].search(vector, limit, filter))
    for (const settings of [plain, thorough, exhaustive]) {
      const session = await server.session(settings)
      const store = (await open(session))[level]
      let sum = 0
      const times: number[] = []
      for (const [i, { vector, filter }] of queries.entries()) {
        const before = performance.now()
        const hits = await store.search(vector, limit, filter)
        times.push(performance.now() - before)
        sum += recall(hits, nearest[i]!)
      }
      const plan = await planOf(session, level, queries[0]!)
      log(
        `${level}, ${name}, ${described(settings)}: recall@${limit} ${(sum / queries.length).toFixed(3)}, ${milliseconds(times)} (${plan})`,
      )
      await session.close()
    }
  }
}

// The whole second step, against the index in memory: what the stores do not find takes no part, however many API calls it shares.
log('Second step: 4 CWE types, three facets')
const inMemory = new ExampleIndex(
  shipped.weaknesses,
  inOrder(examples),
  (text) => Float32Array.from(embeddings.embed(text)),
  retrievalDefaults,
)
const questions = chosen.map((example) => ({
  query: {
    cause: textQuery(example.cause!, embeddings.embed(example.cause!)),
    api: apiTokens(example.vulnerableApis),
    code: embeddings.embed(example.vulnerable.code),
  },
  scope: { cwes: withOthers([example.cwe], 3), language: example.language },
}))
type Question = (typeof questions)[number]

async function secondStep(
  search: ExampleSearch,
  { query, scope }: Question,
  options: Required<RetrievalOptions>,
) {
  const { exampleAt, facets } = await search.search(query, scope, options)
  return fuse(facets, options)
    .slice(0, options.maxExamples)
    .map(({ candidate }) => exampleAt(candidate).id)
}

async function compare(
  name: string,
  search: ExampleSearch,
  options: Required<RetrievalOptions>,
): Promise<void> {
  const times: number[] = []
  let first = 0
  let common = 0
  let all = 0
  for (const [i, question] of questions.entries()) {
    const before = performance.now()
    const found = await secondStep(search, question, options)
    times.push(performance.now() - before)
    const wanted = expected[i]!
    if (found[0] === wanted[0]) first++
    common += found.filter((id) => wanted.includes(id)).length
    all += wanted.length
  }
  log(
    `${name}: first example the same for ${((100 * first) / questions.length).toFixed(0)} %, ${((100 * common) / all).toFixed(0)} % of all found, ${milliseconds(times)}`,
  )
}

const expected: string[][] = []
for (const question of questions) expected.push(await secondStep(inMemory, question, retrievalDefaults))
const silentApi = {
  ...retrievalDefaults,
  exampleWeights: { ...retrievalDefaults.exampleWeights, api: 0 },
}
const statistics = exampleStatistics(examples)
log(`statistics of the examples: ${(JSON.stringify(statistics).length / 1e6).toFixed(1)} MB as JSON`)
await compare('in memory', inMemory, retrievalDefaults)
const session = await server.session(thorough)
const stores = await open(session)
for (const hits of [20, 50, 100]) {
  const search = new StoredExamples(stores, statistics, { hits })
  await compare(`stores, ${hits} hits`, search, retrievalDefaults)
}
const search = new StoredExamples(stores, statistics)
await compare('stores without API calls', search, silentApi)
await session.close()
await server.close()
rmSync(dataDir, { recursive: true, force: true })
