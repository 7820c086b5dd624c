/**
 * What the background adds to bases of few fixes: `npm run bench:background`. Draws fixes at random from
 * `../shared/data/vulnerability-fixes.jsonl`, builds a base of them, and looks the tasks up in it with and without what the shipped
 * base says about its CWE types.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { analyzeTask, type CodingTask } from '../src/analysis/index.js'
import { buildKnowledgeBase, type KnowledgeBase, loadShippedKnowledge } from '../src/knowledge/index.js'
import { readAllPatches, type SecurityPatch } from '../src/patches/index.js'
import { calibrate, HierarchicalRetriever } from '../src/retrieval/index.js'

const sizes = [8, 30, 120, Number.POSITIVE_INFINITY]
const draws = 3

const data = new URL('../../shared/data/', import.meta.url)
if (!existsSync(data)) {
  console.error('../shared/data is not there: nothing to measure.')
  process.exit(0)
}
const read = (name: string) =>
  readFileSync(new URL(name, data), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CodingTask & { cwe?: string })
const modes = {
  'cause and draft': (task: CodingTask): CodingTask => task,
  'no model': ({ language, code, description }: CodingTask): CodingTask => ({
    language,
    ...(code !== undefined && { code }),
    ...(description !== undefined && { description }),
  }),
}
const tasks = read('tasks.jsonl')
const benign = read('benign-tasks.jsonl')
const shipped = await loadShippedKnowledge()
const fixes: SecurityPatch[] = []
for await (const outcome of readAllPatches([fileURLToPath(new URL('vulnerability-fixes.jsonl', data))])) {
  if (outcome.kind === 'patch') fixes.push(outcome.patch)
}

for (const size of sizes) {
  const totals = new Map<string, Counts>()
  for (let draw = 1; draw <= (size < fixes.length ? draws : 1); draw++) {
    const { base } = await buildKnowledgeBase(drawn(fixes, size, draw))
    const known = await calibrated(base.withBackground(shipped))
    const all = (await calibrated(base)).withBackground(shipped, { types: 'all' })
    for (const [name, used] of [
      ['alone', await calibrated(base)],
      ['with background', known],
      ['with all types', all],
    ] as const) {
      for (const mode of Object.keys(modes) as (keyof typeof modes)[]) {
        const key = `${name.padEnd(15)}  ${mode.padEnd(15)}`
        totals.set(key, sum(totals.get(key), await look(used, base, mode)))
      }
    }
  }
  console.log(`\n${size < fixes.length ? `${size} fixes, ${draws} draws` : `all ${fixes.length} fixes`}`)
  for (const [key, { right, context, hits, own, harmless, chatty }] of totals) {
    console.log(
      `${key}  context ${percent(context / right)}  right type among 4 ${percent(hits / right)}  own fix shown first ${percent(own / right)}  of ${right}; harmless tasks with context ${percent(chatty / harmless)}`,
    )
  }
}

interface Counts {
  /** Tasks whose CWE type is in the base. */
  right: number
  context: number
  hits: number
  /** Tasks whose first example is one of the base's own fixes. */
  own: number
  harmless: number
  chatty: number
}

async function look(used: KnowledgeBase, own: KnowledgeBase, mode: keyof typeof modes): Promise<Counts> {
  const retriever = new HierarchicalRetriever(used)
  const find = async (task: CodingTask) => {
    const { weaknesses, examples } = await retriever.retrieve(await analyzeTask(modes[mode](task)))
    return { found: weaknesses.map(({ cwe }) => cwe), first: examples[0]?.id }
  }
  const counts = { right: 0, own: 0, context: 0, hits: 0, harmless: benign.length, chatty: 0 }
  for (const task of tasks) {
    if (!own.weakness(task.cwe!)) continue
    const { found, first } = await find(task)
    counts.right++
    if (found.length > 0) counts.context++
    if (found.includes(task.cwe!)) counts.hits++
    if (own.examples.some(({ id }) => id === first)) counts.own++
  }
  for (const task of benign) if ((await find(task)).found.length > 0) counts.chatty++
  return counts
}

/** As `rescue build` does: a base that is too small keeps the general thresholds. */
async function calibrated(base: KnowledgeBase): Promise<KnowledgeBase> {
  try {
    const calibration = await calibrate(base)
    return base.withCalibration(calibration.embedder, calibration)
  } catch {
    return base
  }
}

/** Some of the fixes, the same at every run. */
function drawn<T>(all: readonly T[], size: number, seed: number): T[] {
  let state = seed
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state
  }
  return all
    .map((item) => [random(), item] as const)
    .sort((a, b) => a[0] - b[0])
    .slice(0, size)
    .map(([, item]) => item)
}

function sum(a: Counts | undefined, b: Counts): Counts {
  if (!a) return b
  return {
    right: a.right + b.right,
    context: a.context + b.context,
    hits: a.hits + b.hits,
    own: a.own + b.own,
    harmless: a.harmless + b.harmless,
    chatty: a.chatty + b.chatty,
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`.padStart(5)
}
