// How long a review of 50 changed functions takes once the base is loaded. Run with: npm run bench:review
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { languageOfFile } from '../src/languages/index.js'
import { Rescue } from '../src/rescue.js'
import { everyLine } from '../src/review/change.js'
import { changedFunctions, reviewChanges } from '../src/review/index.js'

const sources = fileURLToPath(new URL('../knowledge/', import.meta.url))
const wanted = 50

/** Whole files of the shipped sources, spread over weaknesses and languages, until they hold enough functions. */
function texts() {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => /vulnerable\.\w+$/.test(file))
    .sort()
  const chosen = []
  let functions = 0
  for (let at = 0; functions < wanted; at += 17) {
    const file = files[at % files.length]!
    const text = readFileSync(`${sources}${file}`, 'utf8')
    const change = {
      file,
      language: languageOfFile(file)!,
      text,
      firstLine: 1,
      changedLines: everyLine(text),
    }
    functions += changedFunctions(change).length
    chosen.push(change)
  }
  return chosen
}

const changes = { texts: texts(), skipped: [] }
const started = performance.now()
const rescue = await Rescue.create()
const loaded = performance.now()
const times: number[] = []
let review = await reviewChanges(rescue, changes)
const first = performance.now() - loaded
for (let run = 0; run < 5; run++) {
  const begin = performance.now()
  review = await reviewChanges(rescue, changes)
  times.push(performance.now() - begin)
}
times.sort((a, b) => a - b)
const lines = changes.texts.reduce((sum, { changedLines }) => sum + changedLines.length, 0)
console.log(
  `${review.functions} functions in ${changes.texts.length} files, ${lines} lines; ${review.findings.length} findings`,
)
console.log(
  `load base ${(loaded - started).toFixed(0)} ms; first review ${first.toFixed(0)} ms, then median ${times[2]!.toFixed(0)} ms`,
)
