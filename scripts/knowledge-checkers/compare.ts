import { filesOf, type Pair } from '../knowledge-sources.js'
import { bandit } from './bandit.js'
import type { Checker, Findings } from './checker.js'
import { eslintSecurity } from './eslint-security.js'
import { flawfinder } from './flawfinder.js'
import { gccAnalyzer } from './gcc-analyzer.js'

/** Every checker that the benchmark knows. */
export const checkers: readonly Checker[] = [gccAnalyzer, flawfinder, bandit, eslintSecurity]

/**
 * What a checker makes of a pair:
 * - `seen`: it reports something in the vulnerable file that it does not report in the secure one, and nothing the other way round;
 * - `both`: each file has findings that the other has not;
 * - `reversed`: only the secure file has findings of its own, so the pair needs a look;
 * - `silent`: it sees no difference.
 */
export type Verdict = 'seen' | 'both' | 'reversed' | 'silent'

/** A checker's verdict on a pair with the findings that only one of its files has. */
export interface Comparison {
  pair: Pair
  verdict: Verdict
  onlyVulnerable: string[]
  onlySecure: string[]
}

/** Runs a checker over both files of each pair that it can read, and compares the findings. */
export async function compare(checker: Checker, pairs: readonly Pair[]): Promise<Comparison[]> {
  const readable = pairs.filter(({ language }) => checker.languages.includes(language))
  const files = filesOf(readable)
  const findings = await checker.check(files)
  return readable.map((pair, index) => {
    const [vulnerable, secure] = [files[2 * index]!, files[2 * index + 1]!].map(
      ({ path }) => findings.get(path) ?? [],
    )
    const onlyVulnerable = without(vulnerable!, secure!)
    const onlySecure = without(secure!, vulnerable!)
    return { pair, verdict: verdictOf(onlyVulnerable, onlySecure), onlyVulnerable, onlySecure }
  })
}

/** The findings of one file that the other has not, counted: two calls against one leave one. */
export function without(findings: Findings, others: Findings): string[] {
  const left = [...others]
  return findings.filter((rule) => {
    const index = left.indexOf(rule)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

function verdictOf(onlyVulnerable: readonly string[], onlySecure: readonly string[]): Verdict {
  if (onlyVulnerable.length > 0) return onlySecure.length > 0 ? 'both' : 'seen'
  return onlySecure.length > 0 ? 'reversed' : 'silent'
}
