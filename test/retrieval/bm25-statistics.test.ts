import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bm25Index } from '../../src/retrieval/bm25.js'
import { Bm25Scorer, bm25Statistics } from '../../src/retrieval/bm25-statistics.js'

describe('Bm25Scorer', () => {
  const token = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'constructor', '__proto__', 'ü')
  const tokens = fc.array(token, { maxLength: 8 })

  it('gives each document the score of an index of all of them, after JSON too', () => {
    fc.assert(
      fc.property(fc.array(tokens, { minLength: 1, maxLength: 12 }), tokens, (documents, query) => {
        const statistics = JSON.parse(JSON.stringify(bm25Statistics(documents)))
        const scorer = new Bm25Scorer(statistics)
        const index = Bm25Index.build(documents)
        expect(scorer.upperBound(query)).toBeCloseTo(index.upperBound(query), 9)
        index.scores(query).forEach((score, i) => {
          // The index keeps its weights as 32-bit floats.
          expect(scorer.score(query, documents[i]!)).toBeCloseTo(score, 4)
        })
      }),
    )
  })
})
