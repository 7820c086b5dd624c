import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExactVectorStore } from '../../src/retrieval/exact-vector-store.js'
import { describeVectorStore } from './vector-store-conformance.js'

describeVectorStore('ExactVectorStore', async () => new ExactVectorStore())

describe('ExactVectorStore', () => {
  it('orders equal similarities by identifier, whatever order they came in', async () => {
    const store = new ExactVectorStore()
    const item = (id: string) => ({ id, vector: [1, 1], cwe: 'CWE-1' })
    await store.add(['b', 'a', 'C'].map(item))
    expect((await store.search([1, 0], 3)).map(({ id }) => id)).toEqual(['C', 'a', 'b'])
  })

  it('rejects vectors of another length or with a component that is no number', async () => {
    const store = new ExactVectorStore()
    await store.add([{ id: 'a', vector: [1, 0], cwe: 'CWE-1' }])
    const add = (vector: number[]) => store.add([{ id: 'b', vector, cwe: 'CWE-1' }])
    await expect(add([1, 0, 0])).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(add([1, Number.NaN])).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(store.search([1], 1)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await store.size()).toBe(1)
  })

  it('finds what comparing every pair by hand finds', async () => {
    const vector = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 7, maxLength: 7 })
    await fc.assert(
      fc.asyncProperty(fc.array(vector, { maxLength: 40 }), vector, async (vectors, query) => {
        const store = new ExactVectorStore()
        await store.add(vectors.map((v, i) => ({ id: String(i), vector: v, cwe: 'CWE-1' })))
        const norm = (v: number[]) => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0)) || 1
        const cosine = (v: number[]) =>
          v.reduce((sum, x, i) => sum + x * query[i]!, 0) / (norm(v) * norm(query))
        const hits = await store.search(query, 10)
        const best = vectors
          .map(cosine)
          .sort((a, b) => b - a)
          .slice(0, 10)
        expect(hits).toHaveLength(best.length)
        hits.forEach(({ id, similarity }, i) => {
          expect(similarity).toBeCloseTo(best[i]!, 5)
          expect(similarity).toBeCloseTo(cosine(vectors[Number(id)]!), 5)
        })
      }),
    )
  })
})
