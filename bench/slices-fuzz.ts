/**
 * Proves executable slices by running them: `npm run fuzz:slices [-- --count 10000 --language all --seed 1 --jobs 2]`. Makes random
 * terminating programs (test/slicing/differential/), slices each from up to two of its statements, runs originals and slices, and
 * compares the values at the criterion. Prints figures, and per language the first failure, made smaller. Exit 1 if any slice fails,
 * 2 on wrong usage.
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pLimit from 'p-limit'
import { messageOf } from '../src/errors.js'
import { fuzz, shrink } from '../test/slicing/differential/fuzz.js'
import type { FuzzLanguage } from '../test/slicing/differential/model.js'
import { missingTool } from '../test/slicing/differential/run.js'
import { executableSlice } from '../test/slicing/differential/slice.js'

const languages: readonly FuzzLanguage[] = ['python', 'javascript', 'c']
/** How many programs one process checks. */
const chunkSize = 1_200
const shrinkTimeLimit = 120_000

type Chunk = { language: FuzzLanguage; seed: number; count: number }
type ChunkReport = ReturnType<typeof fuzz>

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    language: { type: 'string', default: 'all' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    worker: { type: 'boolean', default: false },
  },
})

/** A positive integer, or the end of the program. */
function positive(name: 'count' | 'seed' | 'jobs'): number {
  const value = Number(values[name])
  if (!Number.isSafeInteger(value) || value < 1) {
    console.error(`--${name} ${values[name]} is not a positive whole number.`)
    process.exit(2)
  }
  return value
}

/** Checks a chunk in a process of its own. */
function inProcess(chunk: Chunk): Promise<ChunkReport> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['--worker'])
    let report: ChunkReport | undefined
    child.on('message', (message) => {
      report = message as ChunkReport
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      const { language, seed, count } = chunk
      if (report) resolve(report)
      else
        reject(
          new Error(`The ${language} programs of seeds ${seed} to ${seed + count - 1} ended with ${code}.`),
        )
    })
    child.send(chunk)
  })
}

async function checkLanguage(language: FuzzLanguage): Promise<boolean> {
  const [seed, count] = [positive('seed'), positive('count')]
  const missing = missingTool(language)
  if (missing !== undefined) {
    console.log(`${language}: skipped, ${missing}`)
    return true
  }
  const started = Date.now()
  const chunks: Chunk[] = []
  for (let first = seed; first < seed + count; first += chunkSize) {
    chunks.push({ language, seed: first, count: Math.min(chunkSize, seed + count - first) })
  }
  let done = 0
  let failed = 0
  const limit = pLimit(positive('jobs'))
  const reports = await Promise.all(
    chunks.map((chunk) =>
      limit(async () => {
        const report = await inProcess(chunk)
        done += report.programs
        failed += report.failures.length
        console.error(`${language}: ${done} of ${count} programs, ${failed} failures`)
        return report
      }),
    ),
  )
  const sum = (of: (report: ChunkReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0)
  const failures = reports.flatMap((report) => report.failures)
  const seeds = [...new Set(failures.map((failure) => failure.seed))].sort((a, b) => a - b)
  const slices = sum((report) => report.slices)
  const kept = ((100 * sum((report) => report.shareSum)) / slices).toFixed(1)
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  console.log(
    `${language}: ${sum((report) => report.programs)} programs (seeds ${seed} to ${seed + count - 1}), ${slices} slices, ` +
      `${kept} % of lines kept on average, ${failures.length} failures, ${seconds} s`,
  )
  if (seeds.length === 0) return true
  console.log(`failing seeds: ${seeds.slice(0, 20).join(' ')}${seeds.length > 20 ? ' ...' : ''}`)
  const smallest = shrink(language, { seed: seeds[0]!, slice: executableSlice, timeLimit: shrinkTimeLimit })
  if (!smallest) return false
  const { kind, criterion, detail, expected, got, text, slice } = smallest
  console.log(
    `seed ${seeds[0]}, made smaller: ${kind} at probe ${criterion.probe} (line ${criterion.line}), ${detail}`,
  )
  console.log(`expected [${expected}], got [${got}]\n${text}--- slice\n${slice}`)
  return false
}

if (values.worker) {
  process.once('message', ({ language, seed, count }: Chunk) => {
    process.send!(fuzz(language, { seed, count, slice: executableSlice }), () => process.disconnect())
  })
} else {
  const chosen = languages.filter((language) => values.language === 'all' || values.language === language)
  if (chosen.length === 0) {
    console.error(`--language ${values.language} is none of: all ${languages.join(' ')}.`)
    process.exit(2)
  }
  try {
    let right = true
    for (const language of chosen) right = (await checkLanguage(language)) && right
    process.exitCode = right ? 0 : 1
  } catch (thrown) {
    console.error(messageOf(thrown))
    process.exitCode = 1
  }
}
