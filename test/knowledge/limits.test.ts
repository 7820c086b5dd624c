import { appendFileSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { knowledgeDigest, loadKnowledgeBase, loadKnowledgePatches } from '../../src/index.js'
import { buildKnowledgeBase } from '../../src/knowledge/build.js'
import { type BuildLimits, buildLimitDefaults } from '../../src/knowledge/collect-patches.js'
import { type LoadLimits, loadLimitDefaults } from '../../src/knowledge/load.js'
import { saveKnowledgeBase } from '../../src/knowledge/save.js'
import { updateKnowledgeBase } from '../../src/knowledge/update.js'
import { KnowledgeVectors } from '../../src/knowledge/vectors.js'
import type { PatchOutcome, SecurityPatch } from '../../src/patches/index.js'
import { HashedEmbeddings } from '../../src/ports/hashed-embeddings.js'
import { sampleBase } from './sample-base.js'

const folders: string[] = []
const newDirectory = () => {
  const folder = mkdtempSync(join(tmpdir(), 'rescue-limits-'))
  folders.push(folder)
  return join(folder, 'base')
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const fix = (n: number): SecurityPatch => ({
  id: `f${n}`,
  language: 'python',
  cwe: 'CWE-502',
  before: `def read_${n}(text):\n    return yaml.load(text)\n`,
  after: `def read_${n}(text):\n    return yaml.safe_load(text)\n`,
})
const lengthOf = ({ before, after }: SecurityPatch) => before.length + after.length

describe('a build', () => {
  const build = (source: Iterable<SecurityPatch>, limits: Partial<BuildLimits>) =>
    buildKnowledgeBase(source, { limits })

  it('takes as many distinct fixes as its limits allow, and no more', async () => {
    const three = [fix(1), fix(2), fix(3)]
    await expect(build(three, { fixes: 3 })).resolves.toBeDefined()
    await expect(build(three, { fixes: 2 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/more than 2 fixes .*rescue merge.*limits\.fixes/),
    })
    const repeated = [...three, ...three, { ...fix(4), language: 'ruby' }]
    await expect(build(repeated, { fixes: 3 })).resolves.toMatchObject({ report: { duplicates: 3 } })
  })

  it('takes as much code as its limits allow, and no more', async () => {
    const two = [fix(1), fix(2)]
    const sourceLength = lengthOf(fix(1)) + lengthOf(fix(2))
    await expect(build(two, { sourceLength })).resolves.toBeDefined()
    await expect(build(two, { sourceLength: sourceLength - 1 })).rejects.toThrow(/characters of code/)
  })

  it('counts what people wrote about weaknesses, too', async () => {
    async function* written(): AsyncGenerator<PatchOutcome> {
      for (let n = 0; n < 50; n++) {
        yield { kind: 'weakness', weakness: { cwe: 'CWE-89', causes: ['x'.repeat(100)], guidelines: [] } }
      }
    }
    await expect(buildKnowledgeBase(written(), { limits: { sourceLength: 4_000 } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })

  it('stops reading there, however much follows', async () => {
    let read = 0
    function* endless() {
      for (;;) yield fix(++read)
    }
    await expect(build(endless(), { fixes: 20 })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(read).toBe(21)
  })

  it('counts old and new fixes of an update together', async () => {
    const dir = newDirectory()
    const { base, patches } = await buildKnowledgeBase([fix(1), fix(2)])
    saveKnowledgeBase(base, dir, { patches })
    const update = (fixes: number) => updateKnowledgeBase(dir, [fix(2), fix(3)], { limits: { fixes } })
    await expect(update(3)).resolves.toMatchObject({ report: { examples: 3 } })
    await expect(update(2)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('takes a limit that is undefined as its default', async () => {
    expect(buildLimitDefaults.fixes).toBeGreaterThanOrEqual(10_000)
    await expect(
      build([fix(1), fix(2)], { fixes: undefined } as unknown as BuildLimits),
    ).resolves.toBeDefined()
  })
})

describe('loading a base', () => {
  const saved = async () => {
    const dir = newDirectory()
    const base = sampleBase()
    const vectors = await base.vectors(new HashedEmbeddings())
    saveKnowledgeBase(base, dir, { vectors: [vectors], patches: [fix(1)] })
    return dir
  }
  const load = (dir: string, limits: Partial<LoadLimits>) => loadKnowledgeBase(dir, { limits })
  const refused = { code: 'KNOWLEDGE_INVALID' }

  it('refuses decisions of reviewers that are too long, as a line and as a file', async () => {
    const dir = await saved()
    const note = 'x'.repeat(20_000)
    appendFileSync(
      join(dir, 'reviews.jsonl'),
      `${JSON.stringify({ about: 'example', id: 'one', decision: 'reject', note })}\n`,
    )
    await expect(load(dir, {})).resolves.toBeDefined()
    await expect(load(dir, { lineLength: 15_000 })).rejects.toMatchObject({ ...refused, line: 1 })
    await expect(load(dir, { fileBytes: 15_000 })).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('reviews.jsonl is larger than 15000 bytes'),
    })
  })

  it('refuses vectors that are too large', async () => {
    const dir = await saved()
    writeFileSync(join(dir, 'vectors', '1.bin'), Buffer.alloc(100_000))
    await expect(load(dir, {})).resolves.toBeDefined()
    await expect(load(dir, { fileBytes: 90_000 })).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('1.bin is larger'),
    })
  })

  it('passes over files of vectors beyond the limit', async () => {
    const dir = await saved()
    const other = await KnowledgeVectors.of(['x'], {
      embedQuery: async () => [1],
      embedDocuments: async () => [[1]],
    })
    writeFileSync(join(dir, 'vectors', '0.bin'), other.encode())
    writeFileSync(
      join(dir, 'vectors', '1.bin'),
      (await sampleBase().vectors(new HashedEmbeddings())).encode(),
    )
    const embeddings = new HashedEmbeddings()
    let asked = 0
    const embed = embeddings.embedDocuments.bind(embeddings)
    embeddings.embedDocuments = (texts) => {
      asked += texts.length
      return embed(texts)
    }
    await (await load(dir, { vectorFiles: 2 })).vectors(embeddings)
    expect(asked).toBe(0)
    await (await load(dir, { vectorFiles: 1 })).vectors(embeddings)
    expect(asked).toBeGreaterThan(0)
  })

  it('bounds the fixes that a base was built from', async () => {
    const dir = await saved()
    await expect(loadKnowledgePatches(dir)).resolves.toHaveLength(1)
    for (const limits of [{ fileBytes: 100 }, { lineLength: 100 }, { manifestBytes: 100 }]) {
      await expect(loadKnowledgePatches(dir, { limits })).rejects.toMatchObject(refused)
    }
  })

  it('has limits for everything that is read', () => {
    expect(Object.keys(loadLimitDefaults)).toEqual([
      'manifestBytes',
      'fileBytes',
      'lineLength',
      'vectorFiles',
    ])
  })
})

describe('the digest of a base', () => {
  it.each(['manifest.json', 'reviews.jsonl', 'vectors/0.bin'])(
    'is not that of a file elsewhere: %s',
    async (name) => {
      const dir = newDirectory()
      const vectors = await sampleBase().vectors(new HashedEmbeddings())
      saveKnowledgeBase(sampleBase(), dir, { vectors: [vectors] })
      appendFileSync(join(dir, 'reviews.jsonl'), '')
      renameSync(join(dir, name), join(dir, '..', 'elsewhere'))
      symlinkSync(`${'../'.repeat(name.split('/').length)}elsewhere`, join(dir, name))
      expect(() => knowledgeDigest(dir)).toThrow(
        expect.objectContaining({ code: 'FILE_UNREADABLE', message: expect.stringContaining('leads out') }),
      )
    },
  )
})
