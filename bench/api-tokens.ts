/**
 * Which tokens should stand for API calls: `npm run bench:api-tokens`. Each example of the shipped base is looked up, by the calls of
 * its vulnerable version, among CWE types without it (five parts). Printed: hit@1, hit@4 and MRR of its own CWE type.
 */
import { buildKnowledgeBase, type Example } from '../src/knowledge/index.js'
import { readAllPatches } from '../src/patches/index.js'
import { apiTokens } from '../src/retrieval/api-tokens.js'
import { Bm25Index } from '../src/retrieval/index.js'

const root = new URL('../', import.meta.url)
const { base } = await buildKnowledgeBase(readAllPatches([new URL('knowledge', root).pathname]))
const folds = 5

const changed = (from: readonly string[], to: readonly string[]) => from.filter((call) => !to.includes(call))
const documents: Record<string, (example: Example) => string[]> = {
  'both versions': ({ vulnerableApis, secureApis }) => [...vulnerableApis, ...secureApis],
  'vulnerable version': ({ vulnerableApis }) => vulnerableApis,
  'changed calls': ({ vulnerableApis, secureApis }) => [
    ...changed(vulnerableApis, secureApis),
    ...changed(secureApis, vulnerableApis),
  ],
}

const last = (call: string) => call.split('.').at(-1)!
const tokens: Record<string, (calls: readonly string[]) => string[]> = {
  'qualified and bare': apiTokens,
  bare: (calls) => [...new Set(calls.map(last))],
  qualified: (calls) => [...new Set(calls)],
  'every part': (calls) => [...new Set(calls.flatMap((call) => [call, ...call.split('.')]))],
  words: (calls) => [...new Set(calls.flatMap((call) => [last(call), ...call.toLowerCase().split(/[._]/)]))],
}

for (const [which, callsOf] of Object.entries(documents)) {
  for (const [how, tokensOf] of Object.entries(tokens)) {
    for (const k1 of [1.5, 6]) {
      const ranks: number[] = []
      for (let fold = 0; fold < folds; fold++) {
        const rest = base.examples.filter((_, i) => i % folds !== fold)
        const index = Bm25Index.build(
          base.weaknesses.map(({ cwe }) =>
            rest.filter((example) => example.cwe === cwe).flatMap((example) => tokensOf(callsOf(example))),
          ),
          { k1 },
        )
        base.examples.forEach(({ cwe, vulnerableApis }, i) => {
          if (i % folds !== fold) return
          const scores = index.scores(tokensOf(vulnerableApis))
          const own = scores[base.weaknesses.findIndex((weakness) => weakness.cwe === cwe)]!
          // A type that shares no call is not found, however many others are not found either.
          ranks.push(own > 0 ? 1 + scores.filter((score) => score > own).length : Number.POSITIVE_INFINITY)
        })
      }
      const share = (right: (rank: number) => number) =>
        (ranks.reduce((sum, rank) => sum + right(rank), 0) / ranks.length).toFixed(3)
      console.log(
        `${which.padEnd(20)}${how.padEnd(20)}k1 ${String(k1).padEnd(5)}hit@1 ${share((r) => Number(r === 1))}  hit@4 ${share((r) => Number(r <= 4))}  MRR ${share((r) => 1 / r)}`,
      )
    }
  }
}
