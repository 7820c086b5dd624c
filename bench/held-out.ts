/**
 * How well the first step ranks CWE types, measured without the coding tasks that `bench:retrieval` is for, so that methods can be
 * compared and weights chosen on other data: `npm run bench:held-out`. Six sets, all against the shipped base's sources:
 *
 * - program beginnings with a description (`held-out/program-beginnings.jsonl`), written without sight of the base;
 * - what a model says threatens in most of them, written without knowing the CWE type;
 * - typical tasks, looked up in the base without a fifth of them at a time;
 * - what a model says threatens in them (written without knowing the CWE type), looked up in the base without a fifth of the tasks;
 * - causes of examples, looked up in the base without a fifth of the examples at a time (equal causes stay together);
 * - vulnerable functions of real fixes (`../shared/data`), at most twelve of a CWE type, as code without any word about it.
 *
 * Ranks only: whether to keep silent is another question.
 */
import { type TaskTexts, taskText, taskTexts } from '../src/analysis/index.js'
import { buildKnowledgeBase, type Example, type Weakness } from '../src/knowledge/index.js'
import { readAllPatches, type TypicalTask } from '../src/patches/index.js'
import { HashedEmbeddings } from '../src/ports/hashed-embeddings.js'
import { type RetrievalOptions, retrievalDefaults } from '../src/retrieval/index.js'
import { resolveRetrievalOptions } from '../src/retrieval/options.js'
import { taskTextQuery } from '../src/retrieval/task-text-query.js'
import { WeaknessIndex } from '../src/retrieval/weakness-index.js'
import { programBeginnings, vulnerableFunctions } from './held-out/sets.js'

const folds = 5

interface Query {
  cwe: string
  language: string
  text: string
  /** Description and code of a task, where they are known apart. */
  texts?: TaskTexts
}

/** Part of a base, and what is looked up in it. */
interface Trial {
  weaknesses: readonly Weakness[]
  examples: readonly Example[]
  queries: readonly Query[]
  /** Whether the texts say what threatens. */
  causes?: true
}

const embeddings = new HashedEmbeddings()
const vectors = new Map<string, number[]>()
function vectorOf(text: string): number[] {
  let vector = vectors.get(text)
  if (!vector) {
    vector = embeddings.embed(text)
    vectors.set(text, vector)
  }
  return vector
}

/** Rank of the right type for every query; equal scores share the mean of their ranks. */
async function ranks(
  { weaknesses, examples, queries, causes }: Trial,
  options: RetrievalOptions,
): Promise<number[]> {
  const resolved = resolveRetrievalOptions(options)
  const index = new WeaknessIndex(
    weaknesses,
    (cwe) => examples.filter((example) => example.cwe === cwe),
    vectorOf,
    resolved,
  )
  const ranked = queries.map(async ({ cwe, language, text, texts = {} }) => {
    const query = await taskTextQuery(text, texts, async (part) => vectorOf(part), resolved)
    const cause = { ...query, isTaskText: !causes }
    const { scores } = index.scores({ language, cause }).facets[0]!
    const own = scores[weaknesses.findIndex((weakness) => weakness.cwe === cwe)]!
    const better = scores.filter((score) => score > own).length
    return 1 + better + (scores.filter((score) => score === own).length - 1) / 2
  })
  return Promise.all(ranked)
}

const { base } = await buildKnowledgeBase(readAllPatches(['knowledge']))
const known = new Set(base.weaknesses.map(({ cwe }) => cwe))
const parts = Array.from({ length: folds }, (_, part) => part)

const whole = { weaknesses: base.weaknesses, examples: base.examples }

const tasks: Trial[] = parts.map((part) => ({
  weaknesses: base.weaknesses.map((one) => ({
    ...one,
    tasks: one.tasks?.filter((_, i) => i % folds !== part) ?? [],
  })),
  examples: base.examples,
  queries: base.weaknesses.flatMap(({ cwe, tasks = [] }) =>
    tasks
      .filter((_, i) => i % folds === part)
      .map(({ text, languages }) => ({ cwe, text, language: languages?.[0] ?? 'any' })),
  ),
}))

const taskCauses: Trial[] = tasks.map(({ weaknesses, examples }, part) => ({
  weaknesses,
  examples,
  queries: base.weaknesses.flatMap(({ cwe, tasks = [] }) =>
    tasks
      .filter(({ cause }, i) => cause !== undefined && i % folds === part)
      .map(({ cause, languages }) => ({ cwe, text: cause!, language: languages?.[0] ?? 'any' })),
  ),
  causes: true,
}))

const distinct = [...new Set(base.examples.map(({ cause, id }) => cause ?? id))]
const partOf = new Map(distinct.map((cause, i) => [cause, i % folds]))
const causes: Trial[] = parts.map((part) => {
  const held = (example: Example) => partOf.get(example.cause ?? example.id) === part
  return {
    weaknesses: base.weaknesses,
    examples: base.examples.filter((example) => !held(example)),
    queries: base.examples
      .filter((example) => held(example) && example.cause !== undefined)
      .map(({ cwe, language, cause }) => ({ cwe, language, text: cause! })),
    causes: true,
  }
})

const fixes = (await vulnerableFunctions(known)).map(({ code, ...query }) => ({ ...query, text: code }))

const sets: Record<string, Trial[]> = {
  beginnings: [
    {
      ...whole,
      queries: programBeginnings.map((task) => ({
        cwe: task.cwe,
        language: task.language,
        text: taskText(task)!,
        texts: taskTexts(task),
      })),
    },
  ],
  'causes of those': [
    {
      ...whole,
      queries: programBeginnings.flatMap(({ cwe, language, cause }) =>
        cause ? [{ cwe, language, text: cause }] : [],
      ),
      causes: true,
    },
  ],
  'typical tasks': tasks,
  'causes of tasks': taskCauses,
  'causes of examples': causes,
  'real fixes': [{ ...whole, queries: fixes }],
}
const { views } = retrievalDefaults
interface Variant extends RetrievalOptions {
  /** What the base has of the typical tasks. */
  tasksOf?: (tasks: TypicalTask[]) => TypicalTask[]
}
const variants: Record<string, Variant> = {
  default: {},
  'without causes of typical tasks': { tasksOf: (tasks) => tasks.map(({ cause: _, ...task }) => task) },
  'with half of the typical tasks': { tasksOf: (tasks) => tasks.filter((_, i) => i % 2 === 0) },
  'without typical tasks': { tasksOf: () => [] },
  'without views': { views: false },
  'without the view of vectors': { views: { ...views, vectors: 0 } },
  'without the view of all words': { views: { ...views, words: 0 } },
  'without the view of single causes': { views: { ...views, causes: 0 } },
  'without the view of typical tasks': { views: { ...views, tasks: 0 } },
  'description and code as one text': { descriptionShare: false },
  'without ancestors': { ancestorShare: { cause: 0, taskText: 0 } },
  'without how common types are': { commonnessShare: 0 },
}

console.log(
  `${'hit@1 / hit@4'.padEnd(36)}${Object.entries(sets)
    .map(([name, trials]) => `${name} (${trials.flatMap(({ queries }) => queries).length})`.padEnd(25))
    .join('')}`,
)
for (const [name, { tasksOf = (tasks: TypicalTask[]) => tasks, ...options }] of Object.entries(variants)) {
  const cells: string[] = []
  for (const trials of Object.values(sets)) {
    const all: number[] = []
    for (const trial of trials) {
      const weaknesses = trial.weaknesses.map((one) => ({ ...one, tasks: tasksOf(one.tasks ?? []) }))
      all.push(...(await ranks({ ...trial, weaknesses }, options)))
    }
    const share = (most: number) => (all.filter((rank) => rank <= most).length / all.length).toFixed(2)
    cells.push(`${share(1)} / ${share(4)}`.padEnd(25))
  }
  console.log(`${name.padEnd(36)}${cells.join('')}`)
}
