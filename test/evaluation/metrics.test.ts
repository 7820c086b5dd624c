import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RescueError } from '../../src/errors.js'
import {
  mean,
  passAtK,
  passMetric,
  securePassMetric,
  secureRateMetric,
} from '../../src/evaluation/metrics.js'

const golden = JSON.parse(readFileSync(new URL('golden/pass-at-k.json', import.meta.url), 'utf8')) as [
  n: number,
  c: number,
  k: number,
  exact: number,
][]

/** n samples, c of them correct, k drawn. */
const draws = fc
  .integer({ min: 1, max: 10_000 })
  .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n }), fc.integer({ min: 1, max: n })))

describe('Pass@k', () => {
  it('agrees with exact fractions, also for ten thousand samples', () => {
    expect(golden.length).toBeGreaterThan(250)
    for (const [n, c, k, exact] of golden) {
      const value = passAtK(n, c, k)
      expect(Math.abs(value - exact), `n ${n}, c ${c}, k ${k}`).toBeLessThanOrEqual(1e-9 * exact)
    }
  })

  it('is the plain share of correct samples for k = 1', () => {
    fc.assert(
      fc.property(draws, ([n, c]) => {
        expect(passAtK(n, c, 1)).toBeCloseTo(c / n, 12)
      }),
    )
  })

  it('is a probability, 0 without a correct sample and 1 where every draw of k must hold one', () => {
    fc.assert(
      fc.property(draws, ([n, c, k]) => {
        const value = passAtK(n, c, k)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
        if (c === 0) expect(value).toBe(0)
        if (n - c < k) expect(value).toBe(1)
      }),
    )
  })

  it('grows with more correct samples and with more draws', () => {
    fc.assert(
      fc.property(draws, ([n, c, k]) => {
        const value = passAtK(n, c, k)
        // Rounding may hide a growth below the last digits, never turn it round by more.
        if (c < n) expect(passAtK(n, c + 1, k)).toBeGreaterThanOrEqual(value * (1 - 1e-12))
        if (k < n) expect(passAtK(n, c, k + 1)).toBeGreaterThanOrEqual(value * (1 - 1e-12))
      }),
    )
  })

  it('is what drawing k samples without replacement gives on average', () => {
    // All 3-subsets of 6 samples, counted.
    const correct = [true, false, false, true, false, false]
    let hits = 0
    let subsets = 0
    for (let a = 0; a < 6; a++)
      for (let b = a + 1; b < 6; b++)
        for (let c = b + 1; c < 6; c++) {
          subsets++
          if (correct[a] || correct[b] || correct[c]) hits++
        }
    expect(passAtK(6, 2, 3)).toBeCloseTo(hits / subsets, 14)
  })

  it.each([
    [0, 0, 1],
    [5, 6, 1],
    [5, -1, 1],
    [5, 2, 0],
    [5, 2, 6],
    [5.5, 2, 1],
    [Number.NaN, 0, 1],
  ])('refuses n = %d, c = %d, k = %d', (n, c, k) => {
    expect(() => passAtK(n, c, k)).toThrow(RescueError)
  })
})

describe('figures per problem', () => {
  const counts = { n: 10, correct: 6, secure: 5, secureAndCorrect: 3 }

  it('SecurePass@k counts the samples that are both correct and secure', () => {
    expect(securePassMetric(1)(counts)).toBeCloseTo(0.3)
    expect(passMetric(1)(counts)).toBeCloseTo(0.6)
    expect(secureRateMetric(counts)).toBe(0.5)
  })

  it('a problem without security checks has no secure figures, and one with too few samples no Pass@k', () => {
    expect(securePassMetric(1)({ n: 10, correct: 6 })).toBeUndefined()
    expect(secureRateMetric({ n: 10, correct: 6 })).toBeUndefined()
    expect(passMetric(11)(counts)).toBeUndefined()
    expect(securePassMetric(11)(counts)).toBeUndefined()
  })

  it('SecurePass@k never exceeds Pass@k', () => {
    fc.assert(
      fc.property(draws, fc.nat(), ([n, c, k], less) => {
        const both = less % (c + 1)
        const problem = { n, correct: c, secure: both, secureAndCorrect: both }
        expect(securePassMetric(k)(problem)!).toBeLessThanOrEqual(passMetric(k)(problem)! + 1e-12)
      }),
    )
  })

  it('the mean of nothing is absent', () => {
    expect(mean([])).toBeUndefined()
    expect(mean([1, 2, 6])).toBe(3)
  })
})
