import { describe, expect, it } from 'vitest'
import type { VectorItem, VectorStore } from '../../src/ports/vector-store.js'

/** What every {@link VectorStore} must do; run against each implementation. */
export function describeVectorStore(
  name: string,
  create: (dimensions: number) => Promise<VectorStore>,
): void {
  /** Unit vectors of the plane by angle, so that a cosine can be read off. */
  const at = (degrees: number): number[] => {
    const radians = (degrees * Math.PI) / 180
    return [Math.cos(radians), Math.sin(radians)]
  }
  const items: VectorItem[] = [
    { id: 'sql-python', vector: at(0), cwe: 'CWE-89', language: 'python' },
    { id: 'sql-javascript', vector: at(20), cwe: 'CWE-89', language: 'javascript' },
    { id: 'path-python', vector: at(40), cwe: 'CWE-22', language: 'python' },
    { id: 'path-c', vector: at(90), cwe: 'CWE-22', language: 'c' },
    { id: 'path-everywhere', vector: at(120), cwe: 'CWE-22' },
  ]
  const filled = async () => {
    const store = await create(2)
    await store.add(items)
    return store
  }
  const ids = (hits: { id: string }[]) => hits.map(({ id }) => id)

  describe(`${name} as a vector store`, () => {
    it('finds nothing while it is empty', async () => {
      const store = await create(2)
      expect(await store.size()).toBe(0)
      expect(await store.search([1, 0], 5)).toEqual([])
    })

    it('returns the nearest first, with their cosine', async () => {
      const hits = await (await filled()).search(at(0), 3)
      expect(ids(hits)).toEqual(['sql-python', 'sql-javascript', 'path-python'])
      expect(hits[0]!.similarity).toBeCloseTo(1, 4)
      expect(hits[1]!.similarity).toBeCloseTo(Math.cos((20 * Math.PI) / 180), 4)
      expect(hits[2]!.similarity).toBeCloseTo(Math.cos((40 * Math.PI) / 180), 4)
    })

    it('reports negative cosines for what points away', async () => {
      const hits = await (await filled()).search(at(180), 5)
      expect(hits.at(-1)!.id).toBe('sql-python')
      expect(hits.at(-1)!.similarity).toBeCloseTo(-1, 4)
    })

    it('does not care how long query and vectors are', async () => {
      const store = await create(2)
      await store.add([{ id: 'long', vector: [30, 40], cwe: 'CWE-1' }])
      expect((await store.search([6, 8], 1))[0]!.similarity).toBeCloseTo(1, 4)
    })

    it('restricts by CWE type', async () => {
      const hits = await (await filled()).search(at(0), 5, { cwes: ['CWE-22'] })
      expect(ids(hits)).toEqual(['path-python', 'path-c', 'path-everywhere'])
    })

    it('restricts by language, and an item without one belongs to all', async () => {
      const hits = await (await filled()).search(at(0), 5, { languages: ['python'] })
      expect(ids(hits)).toEqual(['sql-python', 'path-python', 'path-everywhere'])
    })

    it('applies both restrictions before the limit', async () => {
      const hits = await (await filled()).search(at(0), 1, { cwes: ['CWE-22'], languages: ['c'] })
      expect(ids(hits)).toEqual(['path-c'])
    })

    it('finds nothing for an empty list of CWE types', async () => {
      expect(await (await filled()).search(at(0), 5, { cwes: [] })).toEqual([])
    })

    it('keeps a text beside a vector, whatever is in it', async () => {
      const store = await create(2)
      const content = '{"code":"a\\n\\u0027; -- \u00fc \ud83d\ude00"}'
      await store.add([{ id: 'with text', vector: at(0), cwe: 'CWE-1', content }])
      expect((await store.search(at(0), 1))[0]).toMatchObject({ id: 'with text', content })
    })

    it('counts what it holds', async () => {
      const store = await filled()
      expect(await store.size()).toBe(5)
      await store.add([{ id: 'more', vector: at(10), cwe: 'CWE-79', language: 'python' }])
      expect(await store.size()).toBe(6)
    })

    it('replaces an item that is added again', async () => {
      const store = await filled()
      await store.add([{ id: 'sql-python', vector: at(180), cwe: 'CWE-564', language: 'python' }])
      expect(await store.size()).toBe(5)
      expect(ids(await store.search(at(180), 1))).toEqual(['sql-python'])
      expect(ids(await store.search(at(0), 5, { cwes: ['CWE-564'] }))).toEqual(['sql-python'])
    })
  })
}
