// npm run bench:checkers: in which pairs of the shipped knowledge an installed static checker sees the weakness, that is,
// reports something in the vulnerable file that it does not report in the secure one. `-- --pairs` lists every such pair.
import { type Comparison, checkers, compare, type Verdict } from './knowledge-checkers/compare.js'
import { pairsBy, readSources } from './knowledge-sources.js'

const { pairs } = await readSources()
const verdicts: readonly Verdict[] = ['seen', 'both', 'reversed', 'silent']
const listPairs = process.argv.includes('--pairs')
const count = (comparisons: readonly Comparison[], verdict: Verdict) =>
  comparisons.filter((comparison) => comparison.verdict === verdict).length
const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`

console.log(
  'seen: findings only in the vulnerable file; both: in each file others; reversed: only in the secure file\n',
)
for (const checker of checkers) {
  const version = await checker.version()
  if (version === undefined) {
    console.log(`${checker.name}: skipped, it is not installed\n`)
    continue
  }
  const comparisons = await compare(checker, pairs)
  const summary = verdicts.map((verdict) => `${verdict} ${count(comparisons, verdict)}`).join(', ')
  console.log(
    `${checker.name} ${version}: sees ${count(comparisons, 'seen')} of ${comparisons.length} pairs ` +
      `(${share(count(comparisons, 'seen'), comparisons.length)}); ${summary}`,
  )
  const rows = [
    ...pairsBy(
      comparisons.map(({ pair }) => pair),
      'cwe',
    ),
  ].map(([cwe, group]) => {
    const ofCwe = comparisons.filter(({ pair }) => group.includes(pair))
    const cells = Object.fromEntries(verdicts.map((verdict) => [verdict, count(ofCwe, verdict)]))
    return { cwe, pairs: ofCwe.length, ...cells, share: share(count(ofCwe, 'seen'), ofCwe.length) }
  })
  console.table(rows.filter((row) => (row as { silent?: number }).silent !== row.pairs))
  for (const { pair, verdict, onlyVulnerable, onlySecure } of comparisons) {
    if (verdict === 'reversed') console.log(`look: ${pair.id} only secure: ${onlySecure.join(', ')}`)
    else if (verdict === 'both')
      console.log(
        `both: ${pair.id} vulnerable: ${onlyVulnerable.join(', ')}; secure: ${onlySecure.join(', ')}`,
      )
    else if (listPairs && verdict === 'seen') console.log(`seen: ${pair.id}: ${onlyVulnerable.join(', ')}`)
  }
  console.log()
}
