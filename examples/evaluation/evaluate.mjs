/**
 * An evaluation from a program of your own: two problems of the mini benchmark, the model alone and with RESCUE.
 * OPENAI_API_KEY and OPENAI_BASE_URL say where the model is; `node evaluate.mjs SAMPLES_FILE`.
 */
import { fileURLToPath } from 'node:url'
import { ChatOpenAI } from '@langchain/openai'
import { loadShippedKnowledge } from 'rescue-rag'
import { buildReport, evaluate, readBenchmark, renderMarkdown } from 'rescue-rag/evaluation'

const { OPENAI_BASE_URL: baseURL } = process.env
const chatModel = new ChatOpenAI({
  model: 'my-model',
  temperature: 0.2,
  maxRetries: 0,
  ...(baseURL && { configuration: { baseURL } }),
})
const samplesFile = process.argv[2] ?? 'samples.jsonl'
const benchmark = fileURLToPath(new URL('mini-benchmark/problems.jsonl', import.meta.url))

// docs: evaluate
const evaluation = await evaluate({
  problems: (await readBenchmark(benchmark)).slice(0, 2),
  chatModel, // any LangChain chat model
  model: { name: 'my-model', temperature: 0.2 },
  knowledge: await loadShippedKnowledge(),
  samplesFile,
  samples: 1,
})
console.log(renderMarkdown(buildReport(evaluation, { ks: [1] })))
// docs: end
