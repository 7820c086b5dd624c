/**
 * How fast retrieval is: `npm run bench:speed [-- --sizes 10000,100000]`. Whole retrieval without a language model (parsing the code,
 * embedding, both steps, explanation) on the shipped base and on bases of many examples, which are variations of the shipped ones; build
 * time and memory; and the same work done with LangChain's own parts.
 */
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { analyzeTask, type CodingTask } from '../src/analysis/index.js'
import { messageOf } from '../src/errors.js'
import { buildKnowledgeBase, type Example, type KnowledgeBase } from '../src/knowledge/index.js'
import { readAllPatches } from '../src/patches/index.js'
import { HashedEmbeddings } from '../src/ports/hashed-embeddings.js'
import { Rescue } from '../src/rescue.js'
import { Bm25Index, HierarchicalRetriever } from '../src/retrieval/index.js'
import { random, variations } from '../test/support/variations.js'
import { langChainSearch } from './langchain-parts.js'
import { milliseconds, quantile } from './quantiles.js'

const root = new URL('../', import.meta.url)
const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '10000,100000' }, rounds: { type: 'string', default: '3' } },
})

// What is left after a collection is what an index holds; without one, what building it used up counts too.
setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void
const collectGarbage = async () => {
  gc()
  // Buffers that were found to be unused are given back a moment later.
  await new Promise((resolve) => setTimeout(resolve, 200))
  gc()
}

interface Times {
  /** Milliseconds that passed, of each call. */
  times: number[]
  /** Mean milliseconds of processor time, which others that use the machine do not change much. */
  cpu: number
}

async function timed(
  tasks: readonly CodingTask[],
  one: (task: CodingTask) => Promise<unknown>,
): Promise<Times> {
  for (const task of tasks) await one(task)
  const times: number[] = []
  const before = process.cpuUsage()
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const task of tasks) {
      const start = performance.now()
      await one(task)
      times.push(performance.now() - start)
    }
  }
  const { user, system } = process.cpuUsage(before)
  return { times, cpu: (user + system) / 1000 / times.length }
}

const described = ({ times, cpu }: Times) => `${milliseconds(times)}, processor ${cpu.toFixed(2)} ms`

async function measure(
  name: string,
  base: Pick<KnowledgeBase, 'weaknesses' | 'examples'>,
  tasks: CodingTask[],
) {
  await collectGarbage()
  const before = process.memoryUsage()
  const start = performance.now()
  const retriever = new HierarchicalRetriever(base)
  await retriever.ready()
  const built = performance.now() - start
  await collectGarbage()
  const after = process.memoryUsage()
  const used = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  const found = await timed(tasks, async (task) => retriever.retrieve(await analyzeTask(task)))
  console.log(
    `${name}: ${described(found)} per retrieval; index built in ${(built / 1000).toFixed(2)} s, ${(used / 2 ** 20).toFixed(0)} MiB`,
  )
  return found
}

/** Retrieval as a share of a whole generation with a model that answers in one second. */
async function shareOfGeneration(): Promise<void> {
  const answer = '```python\ncursor.execute(query)\n```'
  const chatModel = {
    invoke: () => new Promise<string>((resolve) => setTimeout(() => resolve(answer), 1000)),
  }
  const rescue = await Rescue.create({ knowledge: shipped, chatModel })
  const generations = await Promise.all(tasks.slice(0, 10).map((task) => rescue.generate(task)))
  const shares = generations.map(
    ({ milliseconds: { analyze, retrieve, generate = 0 } }) =>
      (100 * retrieve) / (analyze + retrieve + generate),
  )
  console.log(
    `Share of retrieval in a generation with a model of 1 s: p50 ${quantile(shares, 0.5).toFixed(2)} %`,
  )
}

async function compareWithLangChain(examples: readonly Example[], ours: Times): Promise<void> {
  try {
    const search = await langChainSearch(examples, new HashedEmbeddings())
    const theirs = await timed(tasks.slice(0, 20), async (task) => search(await analyzeTask(task)))
    const ratio = theirs.cpu / ours.cpu
    console.log(
      `  with LangChain's parts: ${described(theirs)}, ${ratio.toFixed(0)} times the processor time`,
    )
  } catch (thrown) {
    console.log(`  comparison with LangChain skipped: ${messageOf(thrown)}`)
  }
}

const source = new URL('knowledge', root).pathname
const { base: shipped } = await buildKnowledgeBase(readAllPatches([source]))
const data = new URL('../shared/data/tasks.jsonl', root)
const tasks: CodingTask[] = existsSync(data)
  ? readFileSync(data, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const { language, code, description } = JSON.parse(line) as CodingTask
        return { language, ...(code && { code }), ...(description && { description }) }
      })
  : shipped.examples.slice(0, 100).map(({ language, vulnerable }) => ({ language, code: vulnerable.code }))

await measure(`Shipped base (${shipped.examples.length} examples)`, shipped, tasks)
await shareOfGeneration()
for (const size of values.sizes.split(',').map(Number)) {
  const examples = [...variations(shipped.examples, { size })]
  const ours = await measure(`${size} examples`, { weaknesses: shipped.weaknesses, examples }, tasks)
  if (size <= 10_000) await compareWithLangChain(examples, ours)
}

const next = random(7)
const documents = Array.from({ length: 100_000 }, () =>
  Array.from({ length: 20 }, () => `t${Math.floor(next() ** 3 * 20_000)}`),
)
const index = Bm25Index.build(documents)
const queries = documents.slice(0, 200)
for (const query of queries) index.scores(query)
const times = queries.map((query) => {
  const start = performance.now()
  index.scores(query)
  return performance.now() - start
})
console.log(`BM25 alone, 100,000 documents of 20 tokens: ${milliseconds(times)} per query of 20 tokens`)
