/**
 * What retrieval finds, measured: `npm run bench:retrieval [-- --base shipped|fixes] [--model NAME --model-path DIR --dtype q8] [--views neural]`. Tasks with a known CWE type and tasks without any
 * security side come from ../shared/data; the bases are the shipped one (from its sources) and one of the 1,123 real fixes. No
 * threshold is taken from these tasks: they come from the bases (`calibrate`).
 */
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { analyzeTask, type CodingTask } from '../src/analysis/index.js'
import { buildKnowledgeBase, cweRelation, type KnowledgeBase } from '../src/knowledge/index.js'
import { readAllPatches } from '../src/patches/index.js'
import { HashedEmbeddings } from '../src/ports/hashed-embeddings.js'
import { TransformersEmbeddings } from '../src/ports/transformers-embeddings.js'
import {
  calibrate,
  HierarchicalRetriever,
  type HierarchicalRetrieverOptions,
  neuralViews,
  paperRetrieval,
  type Retrieval,
  type RetrievalOptions,
  retrievalDefaults,
} from '../src/retrieval/index.js'

const { values } = parseArgs({
  options: {
    base: { type: 'string' },
    model: { type: 'string' },
    'model-path': { type: 'string' },
    dtype: { type: 'string', default: 'q8' },
    pooling: { type: 'string', default: 'mean' },
    views: { type: 'string' },
  },
})

const embeddings =
  values.model === undefined
    ? new HashedEmbeddings()
    : new TransformersEmbeddings({
        model: values.model,
        dtype: values.dtype,
        pooling: values.pooling === 'cls' ? 'cls' : 'mean',
        ...(values['model-path'] !== undefined && { modelPath: values['model-path'] }),
      })

/** Typical tasks compared by vectors, too, where the command line says so. */
const chosen: RetrievalOptions = values.views === 'neural' ? { views: neuralViews } : {}

type GoldTask = CodingTask & { cwe?: string }

const data = new URL('../../shared/data/', import.meta.url)

function readTasks(name: string): GoldTask[] {
  return readFileSync(new URL(name, data), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as GoldTask)
}

/** What of a task the retrieval gets to see. */
const views = {
  'cause + draft': (task: GoldTask) => task,
  'draft only': ({ cause: _, ...task }: GoldTask) => task,
  'no LLM': ({ cause: _, draft: __, ...task }: GoldTask) => task,
} satisfies Record<string, (task: GoldTask) => CodingTask>

interface Row {
  tasks: number
  hit1: number
  hit4: number
  mrr: number
  lenient1: number
  lenient4: number
  lenientMrr: number
  /** The first example is of the gold type, or of its parent or child. */
  example: number
  context: number
}

async function retrieveAll(
  retriever: HierarchicalRetriever,
  tasks: readonly CodingTask[],
): Promise<Retrieval[]> {
  const found: Retrieval[] = []
  for (const task of tasks) found.push(await retriever.retrieve(await analyzeTask(task)))
  return found
}

function score(tasks: readonly GoldTask[], found: readonly Retrieval[]): Row {
  const mean = (value: (gold: string, retrieval: Retrieval) => number) =>
    tasks.reduce((sum, { cwe }, i) => sum + value(cwe ?? '', found[i]!), 0) / tasks.length
  const kin = (a: string, b: string) => ['same', 'parent', 'child'].includes(cweRelation(a, b))
  const rank = ({ weaknesses }: Retrieval, right: (cwe: string) => boolean) => {
    const place = weaknesses.findIndex(({ cwe }) => right(cwe))
    return place < 0 ? Number.POSITIVE_INFINITY : place + 1
  }
  const strict = (gold: string, retrieval: Retrieval) => rank(retrieval, (cwe) => cwe === gold)
  const lenient = (gold: string, retrieval: Retrieval) => rank(retrieval, (cwe) => kin(cwe, gold))
  return {
    tasks: tasks.length,
    hit1: mean((gold, one) => Number(strict(gold, one) === 1)),
    hit4: mean((gold, one) => Number(strict(gold, one) <= 4)),
    mrr: mean((gold, one) => 1 / strict(gold, one)),
    lenient1: mean((gold, one) => Number(lenient(gold, one) === 1)),
    lenient4: mean((gold, one) => Number(lenient(gold, one) <= 4)),
    lenientMrr: mean((gold, one) => 1 / lenient(gold, one)),
    example: mean((gold, one) => Number(one.examples[0] !== undefined && kin(one.examples[0].cwe, gold))),
    context: mean((_, one) => Number(one.weaknesses.length > 0)),
  }
}

const columns: [title: string, value: (row: Row) => string][] = [
  ['n', (row) => String(row.tasks)],
  ['hit@1', (row) => row.hit1.toFixed(2)],
  ['hit@4', (row) => row.hit4.toFixed(2)],
  ['MRR', (row) => row.mrr.toFixed(2)],
  ['len@1', (row) => row.lenient1.toFixed(2)],
  ['len@4', (row) => row.lenient4.toFixed(2)],
  ['lenMRR', (row) => row.lenientMrr.toFixed(2)],
  ['example', (row) => row.example.toFixed(2)],
  ['context', (row) => row.context.toFixed(3)],
]

function print(label: string, row: Row, note = ''): void {
  console.log(`  ${label.padEnd(34)}${columns.map(([, value]) => value(row).padStart(8)).join('')}  ${note}`)
}

function heading(title: string): void {
  console.log(`\n  ${title.padEnd(34)}${columns.map(([name]) => name.padStart(8)).join('')}`)
}

async function measure(name: string, base: KnowledgeBase): Promise<void> {
  const tasks = readTasks('tasks.jsonl')
  const benign = readTasks('benign-tasks.jsonl')
  const known = tasks.filter(({ cwe }) => base.weakness(cwe ?? '') !== undefined).length
  console.log(
    `\n${name}: ${base.weaknesses.length} CWE types, ${base.examples.length} examples; it knows the CWE type of ${known} of ${tasks.length} tasks`,
  )
  const calibration = await calibrate(base, { embeddings, retrieval: chosen })
  console.log(`  calibration: ${JSON.stringify(calibration)}`)
  const calibrated = base.withCalibration(calibration.embedder, calibration)
  const run = async (options: HierarchicalRetrieverOptions, on: readonly CodingTask[]) =>
    retrieveAll(new HierarchicalRetriever(calibrated, { embeddings, ...chosen, ...options }), on)

  heading('default')
  for (const [view, of] of Object.entries(views)) {
    const silent = await run({}, benign.map(of))
    const context = silent.filter(({ weaknesses }) => weaknesses.length > 0).length
    const note = `benign with context: ${context} of ${benign.length} (${((100 * context) / benign.length).toFixed(1)} %)`
    print(view, score(tasks, await run({}, tasks.map(of))), note)
  }

  heading('cause + draft, per language')
  const all = await run({}, tasks)
  for (const language of [...new Set(tasks.map((task) => task.language))].sort()) {
    const places = tasks.flatMap((task, i) => (task.language === language ? [i] : []))
    print(
      language,
      score(
        places.map((i) => tasks[i]!),
        places.map((i) => all[i]!),
      ),
    )
  }

  const paperCalibration = await calibrate(base, { embeddings, retrieval: paperRetrieval })
  const paper = {
    ...paperRetrieval,
    weaknessThresholds: paperCalibration.weaknessThresholds,
    exampleThresholds: paperCalibration.exampleThresholds,
  }
  const presets = { default: {}, 'paper, calibrated': paper } satisfies Record<
    string,
    HierarchicalRetrieverOptions
  >
  for (const [preset, options] of Object.entries(presets)) {
    heading(`cause + draft, ${preset}`)
    const facets = [
      ['cause'],
      ['api'],
      ['code'],
      ['cause', 'api'],
      ['cause', 'code'],
      ['api', 'code'],
    ] as const
    for (const chosen of facets) {
      // The first step has no code facet, so code alone searches all examples.
      const hierarchy = chosen.some((facet) => facet !== 'code')
      const found = await run({ ...options, facets: chosen, hierarchy }, tasks)
      print(`${chosen.join(' + ')}${hierarchy ? '' : ' (no hierarchy)'}`, score(tasks, found))
    }
    print('all facets', score(tasks, await run(options, tasks)))
    print('all facets, no hierarchy', score(tasks, await run({ ...options, hierarchy: false }, tasks)))
    const silent = await run(options, benign)
    print('benign tasks', score(benign, silent))
  }

  heading('cause + draft, default without ...')
  const views4 = retrievalDefaults.views
  const without: [string, HierarchicalRetrieverOptions][] = [
    ['the views of a type', { views: false }],
    ['the view of vectors', { views: { ...views4, vectors: 0 } }],
    ['the view of all words', { views: { ...views4, words: 0 } }],
    ['the view of single causes', { views: { ...views4, causes: 0 } }],
    ['the view of typical tasks', { views: { ...views4, tasks: 0 } }],
    ['how common types are', { commonnessShare: 0 }],
    ['ancestors', { ancestorShare: { cause: 0, taskText: 0 } }],
    ['abstention', { abstention: false, weaknessThresholds: paper.weaknessThresholds }],
    ['weights (API counts as much)', { weaknessWeights: { cause: 1, api: 1 } }],
    ['a small alpha (60)', { alpha: 60 }],
    ['the standing of the CWE type', { standingWeight: 0 }],
  ]
  for (const [label, options] of without) print(label, score(tasks, await run(options, tasks)))
}

async function build(source: string): Promise<KnowledgeBase> {
  const { base } = await buildKnowledgeBase(readAllPatches([source]))
  return base
}

if (!existsSync(data)) {
  console.log('Skipped: ../shared/data is not there, and without tasks there is nothing to measure.')
} else {
  const root = new URL('../', import.meta.url).pathname
  const shipped = await build(`${root}knowledge`)
  if (values.base !== 'fixes') await measure('Shipped base', shipped)
  if (values.base !== 'shipped') {
    const fixes = await build(new URL('vulnerability-fixes.jsonl', data).pathname)
    await measure('Base of the 1,123 fixes, alone', fixes)
    await measure(
      'Base of the 1,123 fixes, with the shipped base as its background',
      fixes.withBackground(shipped),
    )
  }
}
