// rescue-rag in LangChain: the retriever in an LCEL chain, and the secure prompt piped into a chat model.
// OPENAI_API_KEY (and OPENAI_BASE_URL for a local server) lets a real model answer; a stand-in does otherwise.
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables'
import { FakeListChatModel } from '@langchain/core/utils/testing'
import { Rescue } from 'rescue-rag'
import { RescuePrompt, RescueRetriever } from 'rescue-rag/langchain'

async function chatModel() {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, RESCUE_MODEL = 'gpt-4o-mini' } = process.env
  if (!OPENAI_API_KEY) return new FakeListChatModel({ responses: ['(the answer of your chat model)'] })
  const { ChatOpenAI } = await import('@langchain/openai')
  return new ChatOpenAI({
    model: RESCUE_MODEL,
    temperature: 0.2,
    ...(OPENAI_BASE_URL && { configuration: { baseURL: OPENAI_BASE_URL } }),
  })
}
const model = await chatModel()

// docs: retriever
const rescue = await Rescue.create() // the shipped knowledge base; no network, no API key
const retriever = new RescueRetriever({ rescue, language: 'python' })

const query = 'Build a SQL query that finds the orders of a customer whose name comes from a form.'
for (const { pageContent, metadata } of await retriever.invoke(query)) {
  console.log(`[${metadata.kind} ${metadata.cwe} ${metadata.score.toFixed(4)}]\n${pageContent}\n`)
}
// docs: end

// docs: chain
const chain = RunnableSequence.from([
  {
    knowledge: retriever.pipe((documents) => documents.map(({ pageContent }) => pageContent).join('\n\n')),
    task: new RunnablePassthrough(),
  },
  ChatPromptTemplate.fromTemplate(
    'Security knowledge:\n{knowledge}\n\nWrite Python code for this task: {task}',
  ),
  model,
  new StringOutputParser(),
])
console.log(await chain.invoke(query))
// docs: end

// docs: prompt
const coder = new RescuePrompt({ rescue }).pipe(model).pipe(new StringOutputParser())
const stream = await coder.stream({
  language: 'python',
  description: query,
  code: 'import sqlite3\n\ndef orders_of(db: sqlite3.Connection, name: str):\n',
})
for await (const chunk of stream) process.stdout.write(chunk)
// docs: end
console.log()
