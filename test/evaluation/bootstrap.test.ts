import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RescueError } from '../../src/errors.js'
import { bootstrapMean, quantile } from '../../src/evaluation/bootstrap.js'
import { seededRandom } from '../../src/evaluation/random.js'

const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 })

describe('bootstrap interval of a mean', () => {
  it('lies within the data, and is the same for the same seed', () => {
    fc.assert(
      fc.property(values, fc.nat(), (data, seed) => {
        const options = { resamples: 200, seed }
        const { value, low, high, problems } = bootstrapMean(data, options)!
        expect(low).toBeLessThanOrEqual(high)
        expect(low).toBeGreaterThanOrEqual(Math.min(...data) - 1e-12)
        expect(high).toBeLessThanOrEqual(Math.max(...data) + 1e-12)
        expect(problems).toBe(data.length)
        expect(bootstrapMean(data, options)).toEqual({ value, low, high, problems })
      }),
    )
  })

  it('has the width that normal theory gives for many problems', () => {
    // 400 coin flips: standard error 0.5 / 20 = 0.025, so 95 % lie within 1.96 of it.
    const flips = Array.from({ length: 400 }, (_, i) => i % 2)
    const { value, low, high } = bootstrapMean(flips, { resamples: 5000 })!
    expect(value).toBe(0.5)
    expect((high - low) / 2).toBeGreaterThan(1.96 * 0.025 * 0.93)
    expect((high - low) / 2).toBeLessThan(1.96 * 0.025 * 1.07)
  })

  it('covers the true mean about as often as it says', () => {
    const random = seededRandom(42)
    let covered = 0
    const runs = 300
    for (let run = 0; run < runs; run++) {
      const data = Array.from({ length: 50 }, () => (random() < 0.4 ? 1 : 0))
      const { low, high } = bootstrapMean(data, { resamples: 400, seed: run })!
      if (low <= 0.4 && 0.4 <= high) covered++
    }
    expect(covered / runs).toBeGreaterThan(0.9)
    expect(covered / runs).toBeLessThan(0.99)
  })

  it('is narrower for paired differences than for problems that differ widely', () => {
    const hard = Array.from({ length: 40 }, (_, i) => i / 40)
    const alone = bootstrapMean(hard)!
    const difference = bootstrapMean(hard.map((value) => value + 0.1 - value))!
    expect(difference.high - difference.low).toBeLessThan(1e-9)
    expect(alone.high - alone.low).toBeGreaterThan(0.1)
  })

  it('is absent without values, and refuses options out of range', () => {
    expect(bootstrapMean([])).toBeUndefined()
    for (const options of [{ resamples: 0 }, { resamples: 1.5 }, { confidence: 1 }, { confidence: 0 }]) {
      expect(() => bootstrapMean([1, 2], options)).toThrow(RescueError)
    }
  })

  it('takes quantiles as NumPy does by default', () => {
    // numpy.quantile([1, 2, 4, 8], [0, 0.1, 0.5, 0.9, 1])
    const found = [0, 0.1, 0.5, 0.9, 1].map((share) => quantile([1, 2, 4, 8], share))
    for (const [i, exact] of [1, 1.3, 3, 6.8, 8].entries()) expect(found[i]).toBeCloseTo(exact, 12)
  })
})
