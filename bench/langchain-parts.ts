import type { TaskAnalysis } from '../src/analysis/index.js'
import type { Example } from '../src/knowledge/index.js'
import type { Embeddings } from '../src/ports/embeddings.js'
import { lazyRequire } from '../src/ports/lazy-require.js'

interface Document {
  pageContent: string
  metadata: Record<string, unknown>
}

interface Retriever {
  invoke(query: string): Promise<Document[]>
}

interface Parts {
  MemoryVectorStore: {
    fromDocuments(
      documents: Document[],
      embeddings: Embeddings,
    ): Promise<{ asRetriever(k: number): Retriever }>
  }
  EnsembleRetriever: new (fields: { retrievers: Retriever[]; weights: number[]; c: number }) => Retriever
  BM25Retriever: { fromDocuments(documents: Document[], options: { k: number }): Retriever }
}

/**
 * One search over the examples with LangChain's own parts: vector stores for causes and slices, BM25 for API calls, fused by
 * reciprocal rank. One level instead of two, and one query for all parts, since EnsembleRetriever takes one: less work than ours.
 *
 * @throws RescueError MISSING_DEPENDENCY where they are not installed
 */
export async function langChainSearch(
  examples: readonly Example[],
  embeddings: Embeddings,
): Promise<(analysis: TaskAnalysis) => Promise<Document[]>> {
  const purpose = 'comparing with LangChain (it is only needed here: add --no-save)'
  const { MemoryVectorStore } = lazyRequire<Parts>('@langchain/classic/vectorstores/memory', purpose)
  const { EnsembleRetriever } = lazyRequire<Parts>('@langchain/classic/retrievers/ensemble', purpose)
  const { BM25Retriever } = lazyRequire<Parts>('@langchain/community/retrievers/bm25', purpose)
  const documents = (text: (example: Example) => string): Document[] =>
    examples.map((example) => ({
      pageContent: text(example),
      metadata: { id: example.id, cwe: example.cwe },
    }))
  const causes = await MemoryVectorStore.fromDocuments(
    documents(({ cause }) => cause ?? ''),
    embeddings,
  )
  const slices = await MemoryVectorStore.fromDocuments(
    documents(({ secure }) => secure.code),
    embeddings,
  )
  const apis = BM25Retriever.fromDocuments(
    documents(({ secureApis }) => secureApis.join(' ')),
    { k: 10 },
  )
  const ensemble = new EnsembleRetriever({
    retrievers: [causes.asRetriever(10), slices.asRetriever(10), apis],
    weights: [1, 1, 1],
    c: 60,
  })
  return ({ cause = '', apiCalls }) =>
    ensemble.invoke(`${cause} ${apiCalls.map(({ qualified }) => qualified).join(' ')}`)
}
