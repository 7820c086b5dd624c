/**
 * Which tasks get context and which do not, measured without the coding tasks that `bench:retrieval` is for: `npm run bench:silence`.
 * Against the shipped base's sources, for several shares of the base's own cases that the margins may lose (`errorRate`).
 */
import { analyzeTask, type CodingTask } from '../src/analysis/index.js'
import { buildKnowledgeBase } from '../src/knowledge/index.js'
import { readAllPatches } from '../src/patches/index.js'
import { calibrate, calibrationDefaults, HierarchicalRetriever } from '../src/retrieval/index.js'
import { type GoldTask, harmlessTasks, programBeginnings, vulnerableFunctions } from './held-out/sets.js'

const { base } = await buildKnowledgeBase(readAllPatches(['knowledge']))
const known = new Set(base.weaknesses.map(({ cwe }) => cwe))

const ofC = ({ language }: CodingTask) => language === 'c' || language === 'cpp'
const isChore = ({ id = '' }: CodingTask) => id.startsWith('chore')
const withoutCause = <T extends CodingTask>({ cause: _, ...task }: T) => task
const hasCause = ({ cause }: CodingTask) => cause !== undefined
const harmless = harmlessTasks.filter((task) => !isChore(task))
const sets: Record<string, (CodingTask | GoldTask)[]> = {
  'program beginnings': programBeginnings.map(withoutCause),
  'with a cause': programBeginnings.filter(hasCause),
  'vulnerable functions': await vulnerableFunctions(known),
  'harmless beginnings': harmless.filter((task) => !ofC(task)).map(withoutCause),
  'these with a cause': harmless.filter((task) => !ofC(task)).filter(hasCause),
  'harmless in C and C++': harmless.filter(ofC).map(withoutCause),
  'with a cause, in C': harmless.filter(ofC).filter(hasCause),
  'everyday requests': harmlessTasks.filter(isChore),
}

const width = 24
console.log(
  `${'share with context'.padEnd(width)}${Object.entries(sets)
    .map(([name, tasks]) => `${name} (${tasks.length})`.padEnd(width + 4))
    .join('')}`,
)
for (const errorRate of [0.01, 0.025, 0.05, 0.1]) {
  const calibration = await calibrate(base, { errorRate })
  const retriever = new HierarchicalRetriever(base.withCalibration(calibration.embedder, calibration))
  const cells: string[] = []
  for (const tasks of Object.values(sets)) {
    let context = 0
    let hits = 0
    for (const task of tasks) {
      const { weaknesses } = await retriever.retrieve(await analyzeTask(task))
      if (weaknesses.length > 0) context++
      if ('cwe' in task && weaknesses.some(({ cwe }) => cwe === task.cwe)) hits++
    }
    const among = tasks.some((task) => 'cwe' in task) ? `, right ${(hits / tasks.length).toFixed(2)}` : ''
    cells.push(`${(context / tasks.length).toFixed(3)}${among}`.padEnd(width + 4))
  }
  const name = `errorRate ${errorRate}${errorRate === calibrationDefaults.errorRate ? ' (default)' : ''}`
  console.log(`${name.padEnd(width)}${cells.join('')}`)
}
