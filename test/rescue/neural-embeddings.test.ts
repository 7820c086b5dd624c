import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  calibrate,
  embedderIdentity,
  loadKnowledgeBase,
  Rescue,
  saveKnowledgeBase,
  TransformersEmbeddings,
} from '../../src/index.js'
import { smallKnowledge } from '../support/knowledge.js'
import { miniLmDirectory } from '../support/optional.js'

const modelPath = miniLmDirectory()

describe.skipIf(!modelPath)('Rescue with a neural embedder (npm run optional-packages)', () => {
  const embeddings = new TransformersEmbeddings({
    model: 'Xenova/all-MiniLM-L6-v2',
    dtype: 'q8',
    pooling: 'mean',
    modelPath: modelPath!,
  })
  const identity = embedderIdentity(embeddings)
  const task = {
    language: 'python',
    description: 'Return the customers whose surname was typed into the search form.',
    cause:
      'What a visitor typed into the form becomes part of the statement that the database runs, so a quote changes the query.',
  }

  it('builds, calibrates, keeps and searches a base', async () => {
    const built = await smallKnowledge(['CWE-89', 'CWE-22', 'CWE-787'])
    const uncalibrated = await Rescue.create({ knowledge: built, embeddings })
    const warned = await uncalibrated.retrieve(task)
    expect(warned.explanation.notes[0]).toContain(`not for ${identity}: calibrate the base`)

    const calibrated = built.withCalibration(identity, await calibrate(built, { embeddings }))
    const dir = mkdtempSync(join(tmpdir(), 'rescue-neural-'))
    try {
      await saveKnowledgeBase(calibrated, join(dir, 'base'), { vectors: [await built.vectors(embeddings)] })
      const knowledge = await loadKnowledgeBase(join(dir, 'base'))
      const rescue = await Rescue.create({ knowledge, embeddings })
      const { weaknesses, examples, explanation } = await rescue.retrieve(task)
      expect(explanation.embedder).toBe(identity)
      expect(explanation.notes.join()).not.toContain('calibrate')
      expect(weaknesses[0]?.cwe).toBe('CWE-89')
      expect(examples[0]).toMatchObject({ cwe: 'CWE-89', language: 'python', match: 'same' })
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }, 120_000)
})
