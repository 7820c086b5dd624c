/**
 * Gives damaged input to everything that takes input from outside (test/fuzz/): `npm run fuzz:input [-- --count 10000 --seed 1
 * --target NAME]`. Nothing but a RescueError may come out. Prints a line per target; of a failure, the smallest input that shows it.
 * Exit 1 if any target fails, 2 on wrong usage.
 */
import { parseArgs } from 'node:util'
import { fuzz } from '../test/fuzz/target.js'
import { fuzzTargets } from '../test/fuzz/targets/index.js'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string', default: '' },
  },
})
const [count, seed] = [Number(values.count), Number(values.seed)]
const chosen = fuzzTargets.filter(({ name }) => name.includes(values.target))
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed) || chosen.length === 0) {
  console.error(
    `Give a whole --count and --seed, and as --target a part of: ${fuzzTargets.map(({ name }) => name).join('; ')}.`,
  )
  process.exit(2)
}

let cases = 0
for (const target of chosen) {
  const start = performance.now()
  try {
    const result = await fuzz(target, { count: Math.min(count, target.most ?? count), seed })
    const seconds = ((performance.now() - start) / 1_000).toFixed(1)
    cases += result.cases
    console.log(
      `${target.name}: ${result.cases} cases, ${result.refused} refused, slowest ${Math.round(result.slowest)} ms, ${seconds} s`,
    )
  } catch (thrown) {
    process.exitCode = 1
    console.log(
      `${target.name}: FAILED\n${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`,
    )
  }
}
console.log(`${cases} cases in all, seed ${seed}`)
