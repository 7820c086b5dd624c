import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RescueError } from '../../src/errors.js'
import { Bm25Index } from '../../src/retrieval/bm25.js'

interface GoldenCase {
  name: string
  options: { k1: number; b: number; epsilon: number }
  documents: string[][]
  queries: { tokens: string[]; scores: number[] }[]
}

const golden = JSON.parse(readFileSync(new URL('golden/bm25.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[]
}

describe('Bm25Index', () => {
  it('says whether it knows a token', () => {
    const index = Bm25Index.build([['sql', 'query'], ['path']])
    expect(['sql', 'path', 'toString', ''].map((token) => index.has(token))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it.each(golden.cases)('scores as the formula says: $name', ({ options, documents, queries }) => {
    const index = Bm25Index.build(documents, options)
    for (const { tokens, scores } of queries) {
      const found = index.scores(tokens)
      expect(found.length).toBe(documents.length)
      scores.forEach((score, document) => {
        // Weights are kept as 32-bit floats.
        expect(found[document]).toBeCloseTo(score, 5)
      })
    }
  })

  it('uses the parameters of rank_bm25 when none are given', () => {
    const index = Bm25Index.build([['a']])
    expect(index.options).toEqual({ k1: 1.5, b: 0.75, epsilon: 0.25 })
  })

  it('gives the 0.5108 of a calculation by hand', () => {
    // N = 3, n = 1, |d| = avgdl, f = 1: idf = ln 2.5 - ln 1.5 = 0.5108; weight (1 * 2.5) / (1 + 1.5) = 1
    expect(Bm25Index.build([['a'], ['b'], ['c']]).scores(['a'])[0]).toBeCloseTo(Math.log(2.5 / 1.5), 6)
  })

  it('has no score for anything in an empty index', () => {
    expect(Bm25Index.build([]).scores(['a'])).toHaveLength(0)
  })

  it('rejects a stored index that contradicts itself', () => {
    const stored = Bm25Index.build([['a'], ['b']]).toJSON()
    expect(() => Bm25Index.fromJSON({ ...stored, documents: [0, 7] })).toThrow(RescueError)
    expect(() => Bm25Index.fromJSON({ ...stored, counts: [1] })).toThrow(/Build the base again/)
  })

  const token = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'constructor', '__proto__', 'ü')
  const tokens = fc.array(token, { maxLength: 8 })
  const documents = fc.array(tokens, { minLength: 1, maxLength: 12 })

  it('gives a document the same score alone, in a subset and among all', () => {
    fc.assert(
      fc.property(documents, tokens, fc.infiniteStream(fc.nat()), (docs, query, draws) => {
        const index = Bm25Index.build(docs)
        const all = index.scores(query)
        const subset = [...draws.take(5)].map((n) => n % docs.length)
        expect([...index.scores(query, subset)]).toEqual(subset.map((document) => all[document]))
      }),
    )
  })

  it('survives JSON with the same scores', () => {
    fc.assert(
      fc.property(documents, tokens, (docs, query) => {
        const index = Bm25Index.build(docs, { k1: 1.2, b: 0.5 })
        const restored = Bm25Index.fromJSON(JSON.parse(JSON.stringify(index)))
        expect([...restored.scores(query)]).toEqual([...index.scores(query)])
      }),
    )
  })

  it('never reaches its upper bound', () => {
    fc.assert(
      fc.property(documents, tokens, (docs, query) => {
        const index = Bm25Index.build(docs)
        const bound = index.upperBound(query)
        for (const score of index.scores(query)) expect(score).toBeLessThanOrEqual(bound + 1e-5)
      }),
    )
  })

  it('adds up over the tokens of a query', () => {
    fc.assert(
      fc.property(documents, tokens, tokens, (docs, left, right) => {
        const index = Bm25Index.build(docs)
        const [a, b, both] = [left, right, [...left, ...right]].map((query) => index.scores(query))
        both!.forEach((score, i) => {
          expect(score).toBeCloseTo(a![i]! + b![i]!, 8)
        })
      }),
    )
  })
})
