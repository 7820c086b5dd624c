import { RescueError } from '../errors.js'

/**
 * Unbiased estimate of the probability that at least one of `k` samples is correct, from `n` samples of which `c` are (Chen et al.,
 * Evaluating Large Language Models Trained on Code, 2021, section 2.1; paper, section 4.1):
 *
 *     1 - C(n - c, k) / C(n, k)  =  1 - product over j = 0 .. m - 1 of (1 - M / (n - j)),   m = min(c, k), M = max(c, k)
 *
 * The product is summed as logarithms, so that neither large binomials overflow nor tiny probabilities cancel: the relative
 * error stays below 1e-9 for n up to 10,000.
 *
 * @returns a probability, 0 to 1
 * @throws RescueError INVALID_INPUT unless these are whole numbers with 0 <= c <= n and 1 <= k <= n
 */
export function passAtK(n: number, c: number, k: number): number {
  const valid = [n, c, k].every(Number.isInteger) && c >= 0 && c <= n && k >= 1 && k <= n
  if (!valid) {
    throw new RescueError(
      'INVALID_INPUT',
      `Pass@k needs whole numbers with 0 <= c <= n and 1 <= k <= n, not n = ${n}, c = ${c}, k = ${k}. Draw at least k samples.`,
    )
  }
  if (c === 0) return 0
  // So few failures are left that any k samples hold a success.
  if (n - c < k) return 1
  const fewer = Math.min(c, k)
  const more = Math.max(c, k)
  let logarithm = 0
  for (let j = 0; j < fewer; j++) logarithm += Math.log1p(-more / (n - j))
  return -Math.expm1(logarithm)
}

/** How the samples of one problem fared. */
export interface SampleCounts {
  /** Samples drawn. */
  n: number
  /** Samples that pass the functional tests. */
  correct: number
  /** Samples that pass the security checks; absent where the problem has none. */
  secure?: number
  /** Samples that pass both; absent where the problem has no security checks. */
  secureAndCorrect?: number
}

/** A figure per problem: undefined where the problem does not have it. */
export type ProblemMetric = (counts: SampleCounts) => number | undefined

/** Pass@k of a problem. */
export const passMetric =
  (k: number): ProblemMetric =>
  ({ n, correct }) =>
    k > n ? undefined : passAtK(n, correct, k)

/** SecurePass@k of a problem: Pass@k with the samples that pass both the tests and the security checks. */
export const securePassMetric =
  (k: number): ProblemMetric =>
  ({ n, secureAndCorrect }) =>
    secureAndCorrect === undefined || k > n ? undefined : passAtK(n, secureAndCorrect, k)

/** SecureRate of a problem: the share of its samples that pass the security checks. */
export const secureRateMetric: ProblemMetric = ({ n, secure }) =>
  secure === undefined || n === 0 ? undefined : secure / n

/** Arithmetic mean; undefined of nothing. */
export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}
