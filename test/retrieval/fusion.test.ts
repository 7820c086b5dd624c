import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FacetScores, fuse } from '../../src/retrieval/fusion.js'

const facet = (name: string, scores: number[], threshold: number): FacetScores => ({
  facet: name,
  scores: Float64Array.from(scores),
  threshold,
})
const paper = { alpha: 60, rankCut: 10 }

describe('fuse', () => {
  it('adds 1 / (rank + alpha) of every facet that scores above its threshold', () => {
    const fused = fuse([facet('cause', [0.9, 0.8, 0.5], 0.75), facet('api', [3, 9, 5], 4)], paper)
    // cause ranks 1, 2, 3, the third below 0.75; api ranks 3, 1, 2, the first below 4.
    expect(fused).toEqual([
      {
        candidate: 1,
        score: 1 / 62 + 1 / 61,
        facets: { cause: { score: 0.8, rank: 2, votes: true }, api: { score: 9, rank: 1, votes: true } },
      },
      {
        candidate: 0,
        score: 1 / 61,
        facets: { cause: { score: 0.9, rank: 1, votes: true }, api: { score: 3, rank: 3, votes: false } },
      },
      {
        candidate: 2,
        score: 1 / 62,
        facets: { cause: { score: 0.5, rank: 3, votes: false }, api: { score: 5, rank: 2, votes: true } },
      },
    ])
  })

  it('needs a score above the threshold, not at it', () => {
    expect(fuse([facet('cause', [0.75], 0.75)], paper)).toEqual([])
  })

  it('lets equal scores share a rank and skips the ranks they take up', () => {
    const fused = fuse([facet('api', [5, 7, 7, 6], 0)], paper)
    expect(fused.map(({ candidate, facets }) => [candidate, facets.api!.rank])).toEqual([
      [1, 1],
      [2, 1],
      [3, 3],
      [0, 4],
    ])
  })

  it('cuts off ranks beyond the tenth, and a tie that begins within it stays whole', () => {
    const scores = [...Array.from({ length: 9 }, (_, i) => 100 - i), 50, 50, 50, 40]
    const fused = fuse([facet('code', scores, 0)], paper)
    expect(fused).toHaveLength(12)
    expect(fused.at(-1)!.facets.code).toEqual({ score: 50, rank: 10, votes: true })
  })

  it('lets a facet that says nothing about a candidate stay silent on it', () => {
    const fused = fuse([facet('cause', [Number.NaN, 0.9], 0.5), facet('api', [8, 1], 4)], paper)
    expect(fused).toEqual([
      { candidate: 0, score: 1 / 61, facets: { api: { score: 8, rank: 1, votes: true } } },
      {
        candidate: 1,
        score: 1 / 61,
        facets: { cause: { score: 0.9, rank: 1, votes: true }, api: { score: 1, rank: 2, votes: false } },
      },
    ])
  })

  it('finds nothing without facets or candidates', () => {
    expect(fuse([], paper)).toEqual([])
    expect(fuse([facet('cause', [], 0)], paper)).toEqual([])
  })

  const scores = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 15 })

  it('agrees with the definition, candidate by candidate', () => {
    const options = fc.record({ alpha: fc.constantFrom(0, 1, 60), rankCut: fc.integer({ min: 1, max: 6 }) })
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 4 }), options, (a, threshold, { alpha, rankCut }) => {
        const b = a.map((score, i) => (score * 3 + i) % 5)
        const fused = fuse([facet('a', a, threshold), facet('b', b, 1)], { alpha, rankCut })
        const vote = (all: number[], tau: number, i: number) => {
          const rank = 1 + all.filter((score) => score > all[i]!).length
          return all[i]! > tau && rank <= rankCut ? 1 / (rank + alpha) : 0
        }
        const expected = a.map((_, i) => vote(a, threshold, i) + vote(b, 1, i))
        expect(fused.map(({ candidate }) => candidate).sort((x, y) => x - y)).toEqual(
          expected.flatMap((score, i) => (score > 0 ? [i] : [])),
        )
        for (const { candidate, score } of fused) expect(score).toBeCloseTo(expected[candidate]!, 12)
        const order = fused.map(({ score }) => score)
        expect(order).toEqual([...order].sort((x, y) => y - x))
      }),
    )
  })
})
