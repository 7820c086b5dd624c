/**
 * The long run of test/slicing/hostile.test.ts: `npm run bench:hostile [-- LANGUAGE...]` slices ten times as many hostile sources, files
 * of 10 MB in each language among them, and prints the slowest. Exit 1 if one crashes, hangs or gives a broken slice.
 */
import { languageIds, requireLanguage } from '../src/languages/index.js'
import { sliceHostileSources } from '../test/slicing/hostile-run.js'

/** Beyond, in milliseconds, one of the sources of a language is taken to hang. */
const timeLimit = 1_800_000
const shown = 5

const chosen = process.argv.slice(2).map(requireLanguage)
for (const language of chosen.length > 0 ? chosen : languageIds) {
  const { sources, faults, unfinished, seconds } = await sliceHostileSources(language, 'full', timeLimit)
  const slowest = seconds
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, shown)
    .map(({ name, seconds: took }) => `${name} ${took.toFixed(1)} s`)
  console.log(`${language}: ${sources} sources, ${faults.length} faults; slowest: ${slowest.join(', ')}`)
  for (const fault of faults) console.log(`  ${fault}`)
  if (unfinished !== undefined) console.log(`  ended at: ${unfinished}`)
  if (faults.length > 0 || unfinished !== undefined) process.exitCode = 1
}
