/**
 * Measures time and memory on the real fixes.
 *
 * `npx tsx bench/knowledge.ts build [FILE]` builds a base without a model; `npx tsx bench/knowledge.ts read COPIES [FILE]` reads so many
 * copies of the file as one.
 */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildKnowledgeBase } from '../src/knowledge/index.js'
import { readPatches } from '../src/patches/index.js'

const [mode, ...rest] = process.argv.slice(2)
const realFixes = '../shared/data/vulnerability-fixes.jsonl'
const start = performance.now()
const seconds = () => ((performance.now() - start) / 1000).toFixed(1)
const memory = () => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`

if (mode === 'build') {
  let stage = ''
  const { report } = await buildKnowledgeBase(readPatches(rest[0] ?? realFixes), {
    onProgress: (progress) => {
      if (progress.stage !== stage) console.log(`${seconds()} s  ${progress.stage}`)
      stage = progress.stage
    },
  })
  console.log(`${seconds()} s  done: ${report.read} read, ${report.examples} examples, ${memory()}`)
} else if (mode === 'read') {
  const dir = mkdtempSync(join(tmpdir(), 'rescue-bench-'))
  const file = join(dir, 'fixes.jsonl')
  const content = readFileSync(rest[1] ?? realFixes)
  for (let copy = 0; copy < Number(rest[0] ?? 1); copy++) appendFileSync(file, content)
  let read = 0
  for await (const outcome of readPatches(file)) if (outcome.kind === 'patch') read += 1
  console.log(`${seconds()} s  ${read} fixes of ${Math.round(statSync(file).size / 1e6)} MB, ${memory()}`)
  rmSync(dir, { recursive: true })
} else {
  console.error('Say what to measure: build [FILE], or read COPIES [FILE]')
  process.exitCode = 2
}
