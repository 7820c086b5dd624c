import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { embedderIdentity } from '../../src/ports/embeddings.js'
import { HashedEmbeddings } from '../../src/ports/hashed-embeddings.js'

const cosine = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)

describe('HashedEmbeddings', () => {
  it('gives the same vector on every machine', () => {
    // Worked out in Python: FNV-1a over the code units, the finaliser of MurmurHash3, index modulo 16, sign from the top bit.
    const embeddings = new HashedEmbeddings({ dimensions: 16, gramWeight: 0 })
    const filled = (text: string) => embeddings.embed(text).flatMap((x, i) => (x === 0 ? [] : [[i, x]]))
    expect(filled('sql')).toEqual([[3, 1]])
    expect(filled('path')).toEqual([[0, -1]])
    expect(filled('md5')).toEqual([[7, 1]])
  })

  it('damps repetition to 1 + ln(count) before scaling to unit length', () => {
    const vector = new HashedEmbeddings({ gramWeight: 0 }).embed('sql sql sql path')
    const [large, small] = vector.map(Math.abs).sort((a, b) => b - a)
    expect(large! / small!).toBeCloseTo(1 + Math.log(3), 10)
  })

  it('brings texts on one subject nearer than texts on two', () => {
    const embeddings = new HashedEmbeddings()
    const [query, same, other] = [
      'User input is concatenated into an SQL query, so an attacker can inject statements.',
      'SQL injection: queries are built from input by string concatenation.',
      'The buffer is smaller than the copied data, so memory behind it is overwritten.',
    ].map((text) => embeddings.embed(text))
    expect(cosine(query!, same!)).toBeGreaterThan(cosine(query!, other!) + 0.2)
  })

  it('sees the words inside identifiers', () => {
    const embeddings = new HashedEmbeddings()
    const [camel, snake, prose] = ['parseXmlDocument(', 'parse_xml_document', 'XML document parsing'].map(
      (text) => embeddings.embed(text),
    )
    expect(cosine(camel!, snake!)).toBeCloseTo(1, 10)
    expect(cosine(camel!, prose!)).toBeCloseTo(1, 10)
  })

  it('gives the zero vector for a text without words', () => {
    expect(new HashedEmbeddings({ dimensions: 4 }).embed(' -- 42 the ')).toEqual([0, 0, 0, 0])
  })

  it('names its settings, so that vectors of other settings are not mixed with its own', () => {
    const identities = [{}, { dimensions: 256 }, { gramWeight: 0 }].map((options) =>
      embedderIdentity(new HashedEmbeddings(options)),
    )
    expect(new Set(identities).size).toBe(3)
  })

  it.each([
    { dimensions: 0 },
    { dimensions: 1.5 },
    { dimensions: Number.NaN },
    { gramWeight: -1 },
    { gramWeight: Number.NaN },
  ])('rejects %o', (options) => {
    expect(() => new HashedEmbeddings(options)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })

  it('gives finite vectors of unit or zero length, the same one by one and together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }), async (texts) => {
        const embeddings = new HashedEmbeddings({ dimensions: 64 })
        const together = await embeddings.embedDocuments(texts)
        for (const [i, text] of texts.entries()) {
          expect(together[i]).toEqual(await embeddings.embedQuery(text))
          const length = Math.sqrt(cosine(together[i]!, together[i]!))
          expect(Math.min(Math.abs(length), Math.abs(length - 1))).toBeLessThan(1e-9)
        }
      }),
    )
  })
})
