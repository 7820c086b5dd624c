/** Examples of a base in vector stores of LangChain. A store in memory stands in for tables of PostgreSQL here. */
import { FakeVectorStore } from '@langchain/core/utils/testing'
import {
  analyzeTask,
  HashedEmbeddings,
  HierarchicalRetriever,
  LangChainVectorStore,
  loadShippedKnowledge,
  memoryMapping,
  StoredExamples,
  storeExamples,
} from 'rescue-rag'

const embeddings = new HashedEmbeddings()
const base = await loadShippedKnowledge()
const causeTable = new FakeVectorStore(embeddings)
const sliceTable = new FakeVectorStore(embeddings)

// docs: stores
const stores = {
  causes: new LangChainVectorStore(causeTable, memoryMapping), // for PGVectorStore: pgvectorMapping
  slices: new LangChainVectorStore(sliceTable, memoryMapping),
}
const statistics = await storeExamples(base.examples, stores, embeddings)
const examples = new StoredExamples(stores, statistics)
// The first step learns from the base's own examples: of a large base, give a sample.
const retriever = new HierarchicalRetriever(base, { embeddings, examples })
// docs: end

const task = await analyzeTask({
  language: 'python',
  description: 'Look up an order by its number in the SQL database.',
})
const found = await retriever.retrieve(task)
console.log(found.weaknesses.map(({ cwe }) => cwe).join(', '))
console.log(found.examples.map(({ id }) => id).join(', '))
