/**
 * Measures time and memory on the real fixes.
 *
 * `npx tsx bench/knowledge.ts build [COPIES] [FILE]` builds a base without a model, of so many copies of each fix: a third of the names in
 * each copy are its own, so that it is another fix. `npx tsx bench/knowledge.ts read COPIES [FILE]` reads so many copies of the file as one.
 */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildKnowledgeBase } from '../src/knowledge/index.js'
import { type PatchOutcome, readPatches } from '../src/patches/index.js'

const [mode, ...rest] = process.argv.slice(2)
const realFixes = '../shared/data/vulnerability-fixes.jsonl'
const start = performance.now()
const seconds = () => ((performance.now() - start) / 1000).toFixed(1)
const memory = () => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`

const keywords = new Set(
  'async await break case catch char class const continue default delete double elif else except export extends extern False finally float from function global goto import instanceof lambda long None null pass print private protected public raise register return self short signed sizeof static struct super switch this throw True typedef typeof union unsigned void volatile while with yield'.split(
    ' ',
  ),
)

async function* copies(count: number, file: string): AsyncGenerator<PatchOutcome> {
  for (let copy = 0; copy < count; copy++) {
    const renamed = (code: string) =>
      code.replace(/\b[A-Za-z_]\w{3,}/g, (name) => {
        if (keywords.has(name)) return name
        const sum = [...name].reduce((total, sign) => total + sign.charCodeAt(0), copy)
        return copy > 0 && sum % 3 === 0 ? `${name}${copy}` : name
      })
    for await (const outcome of readPatches(file)) {
      if (outcome.kind !== 'patch') continue
      const { id, before, after, ...patch } = outcome.patch
      const texts = { before: renamed(before), after: renamed(after) }
      yield { kind: 'patch', patch: { ...patch, ...texts, id: `${id}-${copy}` } }
    }
  }
}

if (mode === 'build') {
  let stage = ''
  const { report } = await buildKnowledgeBase(copies(Number(rest[0] ?? 1), rest[1] ?? realFixes), {
    onProgress: (progress) => {
      if (progress.stage !== stage) console.log(`${seconds()} s  ${progress.stage}`)
      stage = progress.stage
    },
  })
  const processor = `${(process.cpuUsage().user / 1e6).toFixed(1)} s of processor time`
  console.log(
    `${seconds()} s  done: ${report.read} read, ${report.examples} examples, ${processor}, ${memory()}`,
  )
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
  console.error('Say what to measure: build [COPIES] [FILE], or read COPIES [FILE]')
  process.exitCode = 2
}
