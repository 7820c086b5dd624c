import { type AddressInfo, createServer } from 'node:net'
import type { LangChainStore } from '../../src/retrieval/langchain-vector-store.js'
import { optionalPackages } from './optional.js'

type Rows = Record<string, unknown>[]

interface Pool {
  query(sql: string, values?: readonly unknown[]): Promise<{ rows: Rows }>
  end(): Promise<void>
}

/** LangChain's `PGVectorStore`, as far as it is used here. */
export interface PgVectorStore extends LangChainStore<Record<string, { in: readonly string[] }>> {
  client?: { release(): void }
  createHnswIndex(options: object): Promise<void>
  delete(options: object): Promise<void>
}

interface Packages {
  PGlite: { create(options: object): Promise<{ close(): Promise<void> }> }
  vector: object
  PGLiteSocketServer: new (options: object) => { start(): Promise<void>; stop(): Promise<void> }
  Pool: new (options: object) => Pool
  PGVectorStore: { initialize(embeddings: object, options: object): Promise<PgVectorStore> }
}

/** Connections to PostgreSQL with pgvector, all with the same settings. */
export interface PostgresSession {
  query(sql: string, values?: readonly unknown[]): Promise<Rows>
  /** LangChain's store on a table, which is made where it is missing. */
  table(tableName: string, dimensions: number): Promise<PgVectorStore>
  close(): Promise<void>
}

/** PostgreSQL with pgvector, reached over TCP. */
export interface PostgresServer {
  /** @param settings run-time parameters, such as `hnsw.ef_search` */
  session(settings?: Readonly<Record<string, string | number>>): Promise<PostgresSession>
  close(): Promise<void>
}

/** Which server: PGlite in this process, in memory or in a directory, or one that runs elsewhere. */
export interface PostgresOptions {
  dataDir?: string
  connectionString?: string
}

/** What starts or reaches PostgreSQL; undefined where the packages are not installed. */
export function optionalPostgres(): ((options?: PostgresOptions) => Promise<PostgresServer>) | undefined {
  const packages = optionalPackages<Packages>(
    '@electric-sql/pglite',
    '@electric-sql/pglite-pgvector',
    '@electric-sql/pglite-socket',
    'pg',
    '@langchain/community/vectorstores/pgvector',
  )
  return packages && ((options = {}) => start(packages, options))
}

async function start(packages: Packages, options: PostgresOptions): Promise<PostgresServer> {
  const { dataDir, connectionString } = options
  if (connectionString !== undefined) {
    return {
      session: async (settings = {}) => connect(packages, { connectionString }, settings),
      close: async () => {},
    }
  }
  const { PGlite, vector, PGLiteSocketServer } = packages
  const database = await PGlite.create({ ...(dataDir && { dataDir }), extensions: { vector } })
  const address = { host: '127.0.0.1', port: await freePort() }
  const server = new PGLiteSocketServer({ db: database, ...address, maxConnections: 50 })
  await server.start()
  return {
    session: async (settings = {}) =>
      connect(packages, { ...address, user: 'postgres', database: 'postgres' }, settings),
    close: async () => {
      await server.stop()
      await database.close()
    },
  }
}

const noEmbeddings = {
  embedQuery: () => Promise.reject(new Error('not asked')),
  embedDocuments: () => Promise.reject(new Error('not asked')),
}

function connect(
  { Pool, PGVectorStore }: Packages,
  address: object,
  settings: Readonly<Record<string, string | number>>,
): PostgresSession {
  // Each store keeps a connection until it is released.
  const stores: PgVectorStore[] = []
  // PGlite has one session whatever connects, so the settings of the one before are still there.
  const sql = ['RESET ALL', ...Object.entries(settings).map(([name, value]) => `SET ${name} = '${value}'`)]
  const onConnect = (client: Pick<Pool, 'query'>) => client.query(sql.join(';'))
  const pool = new Pool({ ...address, max: 50, onConnect })
  return {
    query: async (text, values) => (await pool.query(text, values)).rows,
    table: async (tableName, dimensions) => {
      const options = { pool, tableName, dimensions, distanceStrategy: 'cosine' }
      const store = await PGVectorStore.initialize(noEmbeddings, options)
      stores.push(store)
      return store
    },
    close: async () => {
      for (const store of stores) store.client?.release()
      await pool.end()
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
