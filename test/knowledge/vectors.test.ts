import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { KnowledgeVectors } from '../../src/knowledge/vectors.js'
import type { Embeddings } from '../../src/ports/embeddings.js'

/** Counts what it is asked for. */
const embedder = (
  identity: string,
  vector: number[],
): Embeddings & { asked: string[]; identity: string } => ({
  asked: [] as string[],
  identity,
  async embedDocuments(texts: string[]) {
    this.asked.push(...texts)
    return texts.map(() => vector)
  },
  embedQuery: async () => vector,
})

const three = embedder('three', [3, 4, 0])
const vectors = await KnowledgeVectors.of(['a', 'b'], three)

/** The file with other content before its digest, and the digest that belongs to it: damage that is made on purpose. */
const forged = (change: (content: Buffer) => Buffer) => {
  const content = change(Buffer.from(vectors.encode().subarray(0, -32)))
  return Buffer.concat([content, createHash('sha256').update(content).digest()])
}

const withNumber = (value: number) => (content: Buffer) => {
  content.writeFloatLE(value, content.length - 8)
  return content
}

describe('KnowledgeVectors', () => {
  it('come back from their file as they were', () => {
    const decoded = KnowledgeVectors.decode(vectors.encode())
    expect(decoded).toMatchObject({ identity: 'three', dimensions: 3, size: 2 })
    expect([...decoded!.vectorOf('a')!]).toEqual([...new Float32Array([0.6, 0.8, 0])])
    expect(KnowledgeVectors.decode(forged((content) => content))?.size).toBe(2)
  })

  it.each([
    ['a number that is not finite', withNumber(Number.NaN)],
    ['a number that is infinite', withNumber(Number.POSITIVE_INFINITY)],
    ['more at its end', (content: Buffer) => Buffer.concat([content, Buffer.alloc(4)])],
    ['less than it says', (content: Buffer) => content.subarray(0, -4)],
    [
      'another number of rows',
      (content: Buffer) => Buffer.from(content.toString('latin1').replace('"rows":2', '"rows":9'), 'latin1'),
    ],
    ['no head', (content: Buffer) => content.subarray(content.indexOf('\n') + 1)],
    ['a head that is nested deep', () => Buffer.from(`${'['.repeat(1_000_000)}\n`)],
    ['nothing in it', () => Buffer.alloc(0)],
  ])('are passed over where the file has %s', (_, change) => {
    expect(KnowledgeVectors.decode(forged(change))).toBeUndefined()
  })

  it('are passed over where a bit of the file was lost', () => {
    const file = vectors.encode()
    for (let at = 0; at < file.length; at += 7) {
      const damaged = Buffer.from(file)
      damaged[at]! ^= 1
      expect(KnowledgeVectors.decode(damaged)).toBeUndefined()
    }
    expect(KnowledgeVectors.decode(Buffer.alloc(3))).toBeUndefined()
  })

  it('are taken over for the same embedder only', async () => {
    const same = embedder('three', [3, 4, 0])
    await KnowledgeVectors.of(['a', 'c'], same, vectors)
    expect(same.asked).toEqual(['c'])
    const other = embedder('other', [1, 0, 0])
    const computed = await KnowledgeVectors.of(['a', 'c'], other, vectors)
    expect(other.asked).toEqual(['a', 'c'])
    expect([...computed.vectorOf('a')!]).toEqual([1, 0, 0])
  })

  it.each([
    ['of another length', [1, 2]],
    ['with numbers that are not finite', [Number.NaN, 1, 1]],
  ])('refuse a vector %s', async (_, vector) => {
    const changing = { ...embedder('three', vector), identity: 'three' }
    await expect(KnowledgeVectors.of(['a', 'c'], changing, vectors)).rejects.toMatchObject({
      code: 'MODEL_FAILED',
    })
  })
})
