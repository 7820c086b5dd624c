/**
 * Slices the two versions of every supported fix of `../shared/data/vulnerability-fixes.jsonl` and prints how much is left, what the
 * lines that are left are, and how long it takes beside parsing alone: `npm run bench:slicing [-- reduction hops speed growth]`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { type LanguageId, parseSyntaxTree, resolveLanguage } from '../src/languages/index.js'
import { countTokens } from '../src/ports/token-counter.js'
import { type Slice, Slicer, type SlicerOptions } from '../src/slicing/index.js'
import { grownShapes, grownText } from './slicing-growth.js'

const dataFile = new URL('../../shared/data/vulnerability-fixes.jsonl', import.meta.url)

interface Fix {
  language: LanguageId
  before: string
  after: string
}

interface Totals {
  versions: number
  linesBefore: number
  linesAfter: number
  tokensBefore: number
  tokensAfter: number
  bracesOnly: number
  /** Share of lines cut, per version, from 0 to 1. */
  cuts: number[]
}

if (!existsSync(dataFile)) {
  console.error('../shared/data/vulnerability-fixes.jsonl is not there: nothing to measure.')
  process.exit(0)
}

const fixes = readFileSync(dataFile, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { language: string; before: string; after: string })
  .flatMap(({ language, before, after }): Fix[] => {
    const id = resolveLanguage(language)
    return id ? [{ language: id, before, after }] : []
  })

const parts = { reduction: printReduction, hops: printHops, speed: printSpeed, growth: printGrowth }
const chosen = process.argv.slice(2)
for (const [name, print] of Object.entries(parts)) if (chosen.length === 0 || chosen.includes(name)) print()

function printReduction(): void {
  const slicer = new Slicer()
  const totals = new Map<string, Totals>()
  for (const fix of fixes) {
    const { vulnerable, secure } = slicer.slicePatch(fix)
    const family = fix.language === 'javascript' ? [] : ['python + c + cpp']
    for (const [version, source, slice] of [
      ['vulnerable', fix.before, vulnerable],
      ['secure', fix.after, secure],
    ] as const) {
      for (const name of [fix.language, ...family]) count(totals, `${name}, ${version}`, source, slice)
      for (const name of family) count(totals, `${name}, both`, source, slice)
    }
  }
  console.log('Slices with 2 hops: means per version; cut = share of lines left out')
  for (const [name, t] of totals) {
    const mean = (value: number): string => (value / t.versions).toFixed(1)
    const sorted = t.cuts.sort((a, b) => a - b)
    const at = (share: number): string => percent(sorted[Math.floor(share * (sorted.length - 1))]!)
    console.log(
      `${name.padEnd(30)} ${String(t.versions).padStart(5)} versions  lines ${mean(t.linesBefore)} -> ${mean(t.linesAfter)}` +
        ` (of them ${mean(t.bracesOnly)} only a brace)  tokens ${mean(t.tokensBefore)} -> ${mean(t.tokensAfter)}` +
        `  cut ${percent(1 - t.linesAfter / t.linesBefore)}  [p10 ${at(0.1)}, median ${at(0.5)}, p90 ${at(0.9)}]`,
    )
  }
}

/** What of a slice is the changed statements with their frames, and what each hop adds. */
function printHops(): void {
  console.log('\nShare of lines cut, by hops')
  for (const [name, languages] of [
    ['python', ['python']],
    ['c + cpp', ['c', 'cpp']],
    ['python + c + cpp', ['python', 'c', 'cpp']],
  ] as const) {
    const cuts = [0, 1, 2].map((hops) => {
      const slicer = new Slicer({ hops })
      let before = 0
      let after = 0
      for (const fix of fixes) {
        if (!languages.some((language) => language === fix.language)) continue
        for (const slice of Object.values(slicer.slicePatch(fix)) as Slice[]) {
          before += slice.sourceLines
          after += slice.code === '' ? 0 : slice.code.split('\n').length
        }
      }
      return `${hops}: ${percent(1 - after / before)}`
    })
    console.log(`${name.padEnd(30)} ${cuts.join('   ')}`)
  }
}

function count(totals: Map<string, Totals>, name: string, source: string, slice: Slice): void {
  const t = totals.get(name) ?? {
    versions: 0,
    linesBefore: 0,
    linesAfter: 0,
    tokensBefore: 0,
    tokensAfter: 0,
    bracesOnly: 0,
    cuts: [],
  }
  totals.set(name, t)
  const kept = slice.code === '' ? [] : slice.code.split('\n')
  t.versions++
  t.linesBefore += slice.sourceLines
  t.linesAfter += kept.length
  t.bracesOnly += kept.filter((line) => /^\s*[{}]\s*$/.test(line)).length
  t.tokensBefore += countTokens(source)
  t.tokensAfter += countTokens(slice.code)
  t.cuts.push(1 - kept.length / slice.sourceLines)
}

function printSpeed(): void {
  const lines = fixes.reduce(
    (sum, fix) => sum + fix.before.split('\n').length + fix.after.split('\n').length,
    0,
  )
  const slicer = new Slicer()
  const measure = (work: (fix: Fix) => void): number => {
    const start = performance.now()
    for (const fix of fixes) work(fix)
    return ((performance.now() - start) / lines) * 1000
  }
  const floor = (fix: Fix): void => {
    parseSyntaxTree(fix.before, fix.language)
    parseSyntaxTree(fix.after, fix.language)
  }
  const whole = (fix: Fix): void => void slicer.slicePatch(fix)
  measure(floor)
  measure(whole)
  // Alternate, so that a busy machine slows both alike; the best of each counts.
  const rounds = Array.from({ length: 5 }, () => ({ floor: measure(floor), whole: measure(whole) }))
  const best = (key: 'floor' | 'whole'): number => Math.min(...rounds.map((round) => round[key]))
  console.log(`\nms per 1,000 lines over ${lines} lines of real fixes`)
  console.log(`parse and one cursor pass (the floor)  ${best('floor').toFixed(1)}`)
  console.log(
    `parse to slices of the patch           ${best('whole').toFixed(1)}  (${(best('whole') / best('floor')).toFixed(2)} x the floor)`,
  )
}

function printGrowth(): void {
  const sizes = [500, 1000, 2000, 5000, 10_000]
  console.log(
    '\nCPU ms per 1,000 lines of a growing text, by its lines: slice with 2 hops | executable slice',
  )
  const slicer = new Slicer()
  for (const shape of grownShapes) {
    const curve = sizes.map((lines) => {
      const { code, language, line } = grownText(shape, lines)
      const cost = (options: SlicerOptions): string => {
        const times = [1, 2, 3].map(() => {
          const start = process.cpuUsage().user
          slicer.slice(code, language, { lines: [line] }, options)
          return (process.cpuUsage().user - start) / 1000
        })
        return ((Math.min(...times) / lines) * 1000).toFixed(0)
      }
      return `${lines}: ${cost({})} | ${cost({ executable: true })}`
    })
    console.log(`${shape.padEnd(40)} ${curve.join('   ')}`)
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
