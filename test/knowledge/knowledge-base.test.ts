import { describe, expect, it } from 'vitest'
import type { KnowledgeBase } from '../../src/knowledge/knowledge-base.js'
import { KnowledgeVectors } from '../../src/knowledge/vectors.js'
import type { Embeddings } from '../../src/ports/embeddings.js'
import { pathExample, sampleBase, sqlExample } from './sample-base.js'

/** Counts what it is asked for. */
class LengthEmbeddings implements Embeddings {
  readonly identity = 'length'
  readonly asked: string[] = []

  async embedDocuments(texts: string[]) {
    this.asked.push(...texts)
    return texts.map((text) => [text.length, 1])
  }

  async embedQuery(text: string) {
    return [text.length, 1]
  }
}

describe('KnowledgeBase', () => {
  it('orders weaknesses and examples by CWE number', () => {
    const base = sampleBase()
    expect(base.weaknesses.map(({ cwe }) => cwe)).toEqual(['CWE-22', 'CWE-89'])
    expect(base.examples.map(({ id }) => id)).toEqual(['two', 'one'])
  })

  it('looks weaknesses and examples up', () => {
    const base = sampleBase()
    expect(base.weakness('CWE-89')?.name).toBe('SQL Injection')
    expect(base.weakness('CWE-79')).toBeUndefined()
    expect(base.examplesOf('CWE-22')).toEqual([pathExample])
    expect(base.examplesOf('CWE-79')).toEqual([])
  })

  it('leaves out what a reviewer rejected, and says what a reviewer wrote', () => {
    const base = sampleBase().withReviews([
      { about: 'guideline', cwe: 'CWE-89', text: '  bind   VALUES. ', decision: 'reject' },
      {
        about: 'guideline',
        cwe: 'CWE-89',
        text: 'Pass values to `cursor.execute()`.',
        decision: 'edit',
        replacement: 'Bind values in `cursor.execute()`.',
      },
      { about: 'example', id: 'two', decision: 'reject' },
      { about: 'example', id: 'gone', decision: 'reject' },
    ])
    expect(base.weakness('CWE-89')?.guidelines).toEqual([
      {
        text: 'Bind values in `cursor.execute()`.',
        languages: ['python'],
        origin: 'curated',
        evidence: ['one'],
      },
    ])
    expect(base.examples).toEqual([sqlExample])
    expect(base.unmatchedReviews).toEqual([{ about: 'example', id: 'gone', decision: 'reject' }])
  })

  it('keeps what a reviewer wrote when the original is no longer distilled', () => {
    const base = sampleBase().withReviews([
      {
        about: 'guideline',
        cwe: 'CWE-22',
        text: 'Old wording.',
        decision: 'edit',
        replacement: 'Resolve paths.',
      },
    ])
    expect(base.weakness('CWE-22')?.guidelines).toEqual([{ text: 'Resolve paths.', origin: 'curated' }])
    expect(base.unmatchedReviews).toEqual([])
  })

  it('heeds the last of several decisions about the same thing', () => {
    const about = { about: 'guideline' as const, cwe: 'CWE-89', text: 'Bind values.' }
    const edit = (replacement: string) => ({
      ...about,
      text: 'bind  values.',
      decision: 'edit' as const,
      replacement,
    })
    const textsAfter = (...reviews: Parameters<KnowledgeBase['withReviews']>[0]) => {
      const base = sampleBase().withReviews(reviews)
      expect(base.unmatchedReviews).toEqual([])
      return base.weakness('CWE-89')?.guidelines.map(({ text }) => text)
    }
    const other = 'Pass values to `cursor.execute()`.'
    expect(textsAfter(edit('One.'), edit('Two.'))).toEqual([other, 'Two.'])
    expect(textsAfter(edit('One.'), { ...about, decision: 'reject' })).toEqual([other])
    expect(textsAfter({ ...about, decision: 'reject' }, edit('Two.'))).toEqual([other, 'Two.'])
    const example = { about: 'example' as const, id: 'two' }
    const base = sampleBase().withReviews([
      { ...example, decision: 'reject' },
      { ...example, decision: 'edit', replacement: { cause: 'Dots.' } },
    ])
    expect(base.examplesOf('CWE-22')).toMatchObject([{ id: 'two', cause: 'Dots.' }])
    expect(base.unmatchedReviews).toEqual([])
  })

  it('takes edits of causes and examples', () => {
    const base = sampleBase().withReviews([
      {
        about: 'cause',
        cwe: 'CWE-89',
        text: 'A request value becomes part of a statement.',
        decision: 'edit',
        replacement: 'Text of a request is read as SQL.',
      },
      {
        about: 'example',
        id: 'two',
        decision: 'edit',
        replacement: { cause: 'Dots.', secure: 'open(safe(p))\n' },
      },
    ])
    expect(base.weakness('CWE-89')?.causes).toEqual([
      { text: 'Text of a request is read as SQL.', origin: 'curated' },
    ])
    expect(base.examplesOf('CWE-22')).toEqual([
      { ...pathExample, cause: 'Dots.', secure: { code: 'open(safe(p))\n', sourceLines: 3 } },
    ])
    expect(base.parts.examples).toContainEqual(pathExample)
  })

  it('embeds each text once and remembers the vectors', async () => {
    const base = sampleBase()
    const embeddings = new LengthEmbeddings()
    const vectors = await base.vectors(embeddings)
    await base.vectors(embeddings)
    expect([...embeddings.asked].sort()).toEqual(
      [
        '',
        'A request value becomes part of a statement.',
        'The name becomes part of the statement.',
        'cur.execute(q, (n,))\n',
        'open(check(p))\n',
      ].sort(),
    )
    const [length, one] = vectors.vectorOf('open(check(p))\n')!
    expect(length! / one!).toBeCloseTo(15, 4)
    expect(Math.hypot(length!, one!)).toBeCloseTo(1, 6)
    expect(vectors.vectorOf('something else')).toBeUndefined()
  })

  it('embeds only what vectors that were added do not hold', async () => {
    const embeddings = new LengthEmbeddings()
    const base = sampleBase()
    base.addVectors(await KnowledgeVectors.of(['open(check(p))\n'], embeddings))
    embeddings.asked.length = 0
    const vectors = await base.vectors(embeddings)
    expect(embeddings.asked).not.toContain('open(check(p))\n')
    expect(vectors.vectorOf('open(check(p))\n')).toBeDefined()
    expect(vectors.size).toBe(5)
  })

  it('keeps vectors of embedders without a name apart: they may be other models', async () => {
    const base = sampleBase()
    const unnamed = (vector: number[]) => ({
      embedDocuments: async (texts: string[]) => texts.map(() => vector),
      embedQuery: async () => vector,
    })
    const [flat, steep] = [unnamed([1, 0]), unnamed([0, 1])]
    expect([...(await base.vectors(flat)).vectorOf('open(check(p))\n')!]).toEqual([1, 0])
    expect([...(await base.vectors(steep)).vectorOf('open(check(p))\n')!]).toEqual([0, 1])
    expect(await base.vectors(flat)).toBe(await base.vectors(flat))
    // As a module that exports both functions.
    const bare = Object.assign(Object.create(null), unnamed([0, 1]))
    expect(await base.vectors(bare)).not.toBe(await base.vectors(flat))
  })

  it('reports an embedder that fails, and asks again the next time', async () => {
    const base = sampleBase()
    const broken = {
      identity: 'length',
      embedDocuments: () => Promise.reject(new Error('offline')),
      embedQuery: async () => [],
    }
    await expect(base.vectors(broken)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    await expect(base.vectors(new LengthEmbeddings())).resolves.toBeInstanceOf(KnowledgeVectors)
  })
})

describe('KnowledgeVectors', () => {
  it('survives its file form', async () => {
    const embeddings = new LengthEmbeddings()
    const vectors = await KnowledgeVectors.of(['a', 'bb', 'ccc'], embeddings)
    const read = KnowledgeVectors.decode(vectors.encode())!
    expect(read.identity).toBe('length')
    for (const text of ['a', 'bb', 'ccc']) expect(read.vectorOf(text)).toEqual(vectors.vectorOf(text))
  })

  it('is not read from a damaged or foreign file', async () => {
    const file = (await KnowledgeVectors.of(['a'], new LengthEmbeddings())).encode()
    expect(KnowledgeVectors.decode(file.subarray(0, -1))).toBeUndefined()
    const flipped = Buffer.from(file)
    flipped[flipped.length - 40]! ^= 1
    expect(KnowledgeVectors.decode(flipped)).toBeUndefined()
    expect(KnowledgeVectors.decode(Buffer.from('nonsense'))).toBeUndefined()
    expect(KnowledgeVectors.decode(Buffer.alloc(0))).toBeUndefined()
  })

  it('refuses vectors that do not fit together', async () => {
    const odd = { embedDocuments: async () => [[1, 2], [1]], embedQuery: async () => [] }
    await expect(KnowledgeVectors.of(['a', 'b'], odd)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    const few = { embedDocuments: async () => [[1, 2]], embedQuery: async () => [] }
    await expect(KnowledgeVectors.of(['a', 'b'], few)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
  })
})
