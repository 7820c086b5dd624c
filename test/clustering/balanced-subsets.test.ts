import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balancedSubsets } from '../../src/clustering/balanced-subsets.js'

const options = { maxSize: 10, seed: 1 }

/** `count` points around each centre, a hundredth apart. */
const around = (centres: number[][], count: number) =>
  centres.flatMap((centre) =>
    Array.from({ length: count }, (_, i) => centre.map((value, d) => value + (d === 0 ? i / 1000 : 0))),
  )

describe('balancedSubsets', () => {
  it('finds the groups that are there', () => {
    const points = around(
      [
        [0, 0],
        [0, 10],
        [10, 0],
      ],
      10,
    )
    const groups = balancedSubsets(points, options).map((subset) => subset.map((i) => Math.floor(i / 10)))
    expect(groups.map((group) => new Set(group).size)).toEqual([1, 1, 1])
    expect(new Set(groups.flat())).toEqual(new Set([0, 1, 2]))
  })

  it('cuts uneven groups at the border that still packs into the fewest subsets', () => {
    // 14 near one another and 6 far off: two subsets are needed, so 4 of the 14 have to go with the 6.
    const points = [...around([[0, 0]], 14), ...around([[10, 0]], 6)]
    const sizes = balancedSubsets(points, options).map((subset) => subset.length)
    expect(sizes.sort()).toEqual([10, 10])
  })

  it('lets a small group stand alone where that costs no further subset', () => {
    const points = [...around([[0, 0]], 10), ...around([[10, 0]], 3)]
    expect(
      balancedSubsets(points, options)
        .map((subset) => subset.length)
        .sort(),
    ).toEqual([10, 3])
  })

  it('does not fill a subset up with points of another group', () => {
    const points = [...around([[0, 0]], 7), ...around([[10, 0]], 6)]
    const groups = balancedSubsets(points, options).map((subset) => subset.map((i) => (i < 7 ? 0 : 1)))
    expect(groups.map((group) => new Set(group).size)).toEqual([1, 1])
  })

  it('packs identical points', () => {
    const subsets = balancedSubsets(
      Array.from({ length: 25 }, () => [1, 2]),
      options,
    )
    expect(subsets.map((subset) => subset.length)).toEqual([10, 10, 5])
  })

  it('partitions any points into ceil(n / size) subsets of at most that size, the same every time', () => {
    const vectors = fc.array(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 3, maxLength: 3 }), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(vectors, fc.integer({ min: 1, max: 12 }), fc.integer(), (points, maxSize, seed) => {
        const subsets = balancedSubsets(points, { maxSize, seed })
        expect(subsets).toHaveLength(Math.ceil(points.length / maxSize))
        expect(Math.max(0, ...subsets.map((subset) => subset.length))).toBeLessThanOrEqual(maxSize)
        expect(subsets.flat().sort((a, b) => a - b)).toEqual(points.map((_, i) => i))
        expect(balancedSubsets(points, { maxSize, seed })).toEqual(subsets)
      }),
      { numRuns: 200 },
    )
  })
})
