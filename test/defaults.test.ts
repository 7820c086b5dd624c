import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withDefaults } from '../src/defaults.js'
import { bootstrapMean, Sandbox } from '../src/evaluation/index.js'
import {
  Bm25Index,
  ExtractiveDistiller,
  HashedEmbeddings,
  PatchClusterer,
  readGitHistory,
  SecurePromptBuilder,
} from '../src/index.js'
import { trustedSamples } from './evaluation/support/namespaces.js'
import { collect } from './patches/collect.js'
import { TestRepository } from './patches/git-repository.js'

const containment = await trustedSamples()

describe('withDefaults', () => {
  it('fills in what is not given, and what is given as undefined', () => {
    const options: { a?: number | undefined; b?: number; c?: boolean } = { a: undefined, c: false }
    expect(withDefaults({ a: 1, b: 2, c: true }, options)).toEqual({ a: 1, b: 2, c: false })
  })

  it('is what options of the library go through', () => {
    expect(new SecurePromptBuilder({ maxContextTokens: undefined } as object).options.maxContextTokens).toBe(
      600,
    )
    expect(() => new PatchClusterer({ subsetSize: undefined, seed: undefined } as object)).not.toThrow()
    expect(() => new ExtractiveDistiller({ minSupport: undefined } as object)).not.toThrow()
    expect(new HashedEmbeddings({ dimensions: undefined } as object).embed('word')).toHaveLength(1024)
    expect(Bm25Index.build([['a']], { k1: undefined } as object).options.k1).toBe(1.5)
    expect(bootstrapMean([1], { resamples: undefined } as object)?.value).toBe(1)
  })

  it('reads a git history where no range is given', async () => {
    const repository = new TestRepository()
    repository.commit('first', { 'a.py': 'x = 1\n' })
    await expect(
      collect(readGitHistory(repository.path, { range: undefined } as object)),
    ).resolves.toMatchObject({
      patches: [],
    })
    rmSync(repository.path, { recursive: true })
  })

  it('keeps the limits of the sandbox', async () => {
    const limits = { timeoutMs: undefined, memoryBytes: undefined, outputBytes: undefined } as object
    const sandbox = await Sandbox.create({ ...containment, limits })
    expect(await sandbox.run({ command: 'echo done', files: {}, limits })).toMatchObject({
      outcome: 'exited',
      stdout: 'done\n',
    })
  })
})
