import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { knowledgeDigest, loadKnowledgeBase, loadKnowledgePatches } from '../../src/index.js'
import { buildKnowledgeBase } from '../../src/knowledge/build.js'
import { KnowledgeBase } from '../../src/knowledge/knowledge-base.js'
import { mergeKnowledgeBases } from '../../src/knowledge/merge.js'
import { saveKnowledgeBase } from '../../src/knowledge/save.js'
import { updateKnowledgeBase } from '../../src/knowledge/update.js'
import type { PatchOutcome } from '../../src/patches/index.js'
import { sampleBase, sampleParts } from './sample-base.js'

const folders: string[] = []
const newDirectory = () => {
  const folder = mkdtempSync(join(tmpdir(), 'rescue-untyped-'))
  folders.push(folder)
  return join(folder, 'base')
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const refusedInput = expect.objectContaining({ name: 'RescueError', code: 'INVALID_INPUT' })
const fix = {
  id: 'one',
  language: 'python',
  cwe: 'CWE-502',
  before: 'def read(text):\n    return yaml.load(text)\n',
  after: 'def read(text):\n    return yaml.safe_load(text)\n',
}

describe('what callers without types may pass', () => {
  it.each([undefined, null, 5, {}, [], ''])('%j is no directory of a base', async (given) => {
    const dir = given as string
    await expect(loadKnowledgeBase(dir)).rejects.toEqual(refusedInput)
    await expect(loadKnowledgePatches(dir)).rejects.toEqual(refusedInput)
    await expect(updateKnowledgeBase(dir, [])).rejects.toEqual(refusedInput)
    expect(() => knowledgeDigest(dir)).toThrow(refusedInput)
    expect(() => saveKnowledgeBase(sampleBase(), dir)).toThrow(refusedInput)
  })

  it.each([undefined, null, 5, {}, [], { weaknesses: {}, examples: [] }])(
    '%j is no content of a base',
    (given) => {
      expect(() => new KnowledgeBase(given as never)).toThrow(refusedInput)
      expect(() => mergeKnowledgeBases(sampleBase(), given as never)).toThrow(refusedInput)
      expect(() => mergeKnowledgeBases(given as never, sampleBase())).toThrow(refusedInput)
    },
  )

  it.each([5, [null], [{ about: 'example', id: 'one', decision: 'perhaps' }]])(
    '%j are no decisions',
    (given) => {
      expect(() => sampleBase().withReviews(given as never)).toThrow(refusedInput)
    },
  )

  it.each([{}, { distill: () => {} }, 'extractive'])('%j is no distiller', async (distiller) => {
    const building = buildKnowledgeBase([fix], { distiller: distiller as never })
    await expect(building).rejects.toMatchObject({ name: 'RescueError', code: 'INVALID_OPTION' })
  })

  it('an earlier base is one', async () => {
    await expect(buildKnowledgeBase([fix], { previous: { parts: 5 } as never })).rejects.toEqual(refusedInput)
  })

  it.each([
    undefined,
    null,
    5,
    {},
    fix,
    { kind: 'patch' },
    { kind: 'patch', patch: { ...fix, before: 7 } },
    { kind: 'patch', patch: { ...fix, id: '' } },
    { kind: 'patch', patch: { ...fix, cause: 7 } },
    { kind: 'patch', patch: { ...fix, origin: 'here' } },
    { kind: 'weakness' },
    { kind: 'weakness', weakness: { cwe: 'SQL', causes: [], guidelines: [] } },
    { kind: 'weakness', weakness: { cwe: 'CWE-89', causes: [''], guidelines: [] } },
    { kind: 'skipped', skipped: { reason: 'boredom', detail: '', file: '' } },
  ])('%j in a stream of fixes is left out, and the others are read', async (given) => {
    async function* stream() {
      yield given as never
      yield { kind: 'patch', patch: fix } as const
    }
    const { report } = await buildKnowledgeBase(stream())
    expect(report).toMatchObject({
      read: 2,
      examples: 1,
      skipped: {
        malformed: { count: 1, places: [{ detail: expect.stringContaining('no outcome of a reader') }] },
      },
    })
  })
})

describe('a base with a file in the place of its vectors', () => {
  it('is loaded, and has the digest of a base without vectors', async () => {
    const dir = newDirectory()
    saveKnowledgeBase(sampleBase(), dir)
    const digest = knowledgeDigest(dir)
    writeFileSync(join(dir, 'vectors'), 'none')
    expect(knowledgeDigest(dir)).toBe(digest)
    await expect(loadKnowledgeBase(dir, { digest })).resolves.toBeDefined()
  })
})

describe('what was saved can be loaded', () => {
  it('also where fixes have fields of their own', async () => {
    const dir = newDirectory()
    const patch = { ...fix, stars: 3, origin: { commit: 'abc', url: 'https://example.org' } }
    const guidelines = [{ text: 'Load with `yaml.safe_load()`.', author: 'me' }]
    async function* stream(): AsyncGenerator<PatchOutcome> {
      yield { kind: 'patch', patch }
      yield { kind: 'weakness', weakness: { cwe: 'cwe-0502', causes: [], guidelines } }
    }
    const { base, patches } = await buildKnowledgeBase(stream())
    saveKnowledgeBase(base, dir, { patches })
    const loaded = await loadKnowledgeBase(dir)
    expect(loaded.examples).toMatchObject([{ id: 'one', origin: { commit: 'abc' } }])
    expect(loaded.weakness('CWE-502')?.guidelines).toEqual([
      { text: 'Load with `yaml.safe_load()`.', origin: 'curated' },
    ])
    expect(await loadKnowledgePatches(dir)).toEqual([{ ...fix, origin: { commit: 'abc' } }])
  })

  const { weaknesses, examples } = sampleParts
  const [first, ...others] = weaknesses
  it.each([
    ['a field of its own', { examples: [{ ...examples[0]!, stars: 3 }] }, 'record 1 of its examples.jsonl'],
    [
      'an empty guideline',
      { weaknesses: [{ ...first!, guidelines: [{ text: '', origin: 'model' as const }] }, ...others] },
      'guidelines.jsonl',
    ],
    ['a type that is none', { weaknesses: [...weaknesses, { ...first!, cwe: 'SQL' }] }, 'weaknesses.jsonl'],
    ['an example without its weakness', { weaknesses: [] }, 'there is no weakness of its CWE type'],
  ])('else it is refused, as with %s, and the old base stays', async (_, more, said) => {
    const dir = newDirectory()
    saveKnowledgeBase(sampleBase(), dir)
    const digest = knowledgeDigest(dir)
    const base = new KnowledgeBase({ ...sampleParts, ...more })
    expect(() => saveKnowledgeBase(base, dir)).toThrow(refusedInput)
    expect(() => saveKnowledgeBase(base, dir)).toThrow(said)
    expect(knowledgeDigest(dir)).toBe(digest)
  })
})
