/**
 * The set-up of the paper with a model of your own: `node paper-setup.mjs BENCHMARK KNOWLEDGE [OUT]`. OPENAI_BASE_URL serves the
 * chat model (RESCUE_MODEL) and, under EMBEDDING_MODEL, bge-base-en-v1.5, for which the thresholds of the paper were chosen. SAMPLES
 * is 100; LIMIT takes only the first problems, to try everything out.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai'
import { loadKnowledgeBase, loadKnowledgePatches, paperRetrieval } from 'rescue-rag'
import { buildReport, evaluate, readBenchmark, renderHtml, renderMarkdown } from 'rescue-rag/evaluation'

const [benchmark, knowledgeDirectory, out = 'evaluation'] = process.argv.slice(2)
if (benchmark === undefined || knowledgeDirectory === undefined) {
  throw new Error('Usage: node paper-setup.mjs BENCHMARK KNOWLEDGE [OUT]')
}
const { OPENAI_BASE_URL, OPENAI_API_KEY = 'none', RESCUE_MODEL = 'qwen2.5-coder:7b' } = process.env
const { EMBEDDING_MODEL = 'bge-base-en-v1.5', SAMPLES = '100', LIMIT = 'Infinity' } = process.env
const server = {
  apiKey: OPENAI_API_KEY,
  ...(OPENAI_BASE_URL && { configuration: { baseURL: OPENAI_BASE_URL } }),
}
const sampling = { temperature: 0.2 }

const evaluation = await evaluate({
  problems: (await readBenchmark(benchmark)).slice(0, Number(LIMIT)),
  // evaluate retries by itself.
  chatModel: new ChatOpenAI({ ...server, ...sampling, model: RESCUE_MODEL, maxRetries: 0 }),
  model: { name: RESCUE_MODEL, ...sampling },
  // As in the paper by itself; Rescue and the command line add what the shipped base says about its CWE types.
  knowledge: await loadKnowledgeBase(knowledgeDirectory),
  // Kept in the base unless it was built with --no-patches; the variants with whole code need them.
  fixes: (await loadKnowledgePatches(knowledgeDirectory)) ?? [],
  embeddings: new OpenAIEmbeddings({ ...server, model: EMBEDDING_MODEL }),
  retrieval: paperRetrieval,
  variants: ['default', 'ablations', 'facets', 'k'],
  samples: Number(SAMPLES),
  analyses: 'per-problem',
  samplesFile: join(out, 'samples.jsonl'),
  onProgress: ({ done, total, failed }) => console.error(`${done} of ${total} samples, ${failed} missing`),
})
const report = buildReport(evaluation, { ks: [1] })
mkdirSync(out, { recursive: true })
writeFileSync(join(out, 'report.html'), renderHtml(report))
console.log(renderMarkdown(report))
