import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadKnowledgeBase, loadKnowledgePatches } from '../../src/knowledge/load.js'
import { saveKnowledgeBase } from '../../src/knowledge/save.js'
import { KnowledgeVectors } from '../../src/knowledge/vectors.js'
import { sampleBase, sampleParts } from './sample-base.js'

const newDirectory = () => join(mkdtempSync(join(tmpdir(), 'rescue-')), 'base')

const saved = (dir = newDirectory()) => {
  saveKnowledgeBase(sampleBase(), dir)
  return dir
}

const contentOf = (dir: string) =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]))

describe('a saved knowledge base', () => {
  it('comes back as it was', async () => {
    const base = sampleBase({
      reviews: [{ about: 'example', id: 'two', decision: 'reject' }],
      calibration: { test: { cause: 0.3 } },
    })
    const dir = newDirectory()
    saveKnowledgeBase(base, dir)
    const loaded = await loadKnowledgeBase(dir)
    expect(loaded.parts).toEqual(base.parts)
    expect(loaded.examples.map(({ id }) => id)).toEqual(['one'])
  })

  it('has the same bytes whatever the order of its parts', () => {
    const one = saved()
    const two = newDirectory()
    const { weaknesses, examples } = sampleParts
    saveKnowledgeBase(
      sampleBase({ weaknesses: [...weaknesses].reverse(), examples: [...examples].reverse() }),
      two,
    )
    expect(contentOf(two)).toEqual(contentOf(one))
  })

  it('is lines of JSON, a guideline a line', () => {
    const { 'guidelines.jsonl': guidelines } = contentOf(saved())
    expect(
      guidelines!
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        cwe: 'CWE-89',
        text: 'Pass values to `cursor.execute()`.',
        languages: ['python'],
        origin: 'model',
        evidence: ['one'],
      },
      { cwe: 'CWE-89', text: 'Bind values.', origin: 'extractive' },
    ])
  })

  it('replaces an older one, and carries over what is not of the base', async () => {
    const dir = saved()
    writeFileSync(join(dir, 'README.md'), 'ours')
    saveKnowledgeBase(sampleBase({ examples: [] }), dir)
    expect((await loadKnowledgeBase(dir)).examples).toEqual([])
    expect(readFileSync(join(dir, 'README.md'), 'utf8')).toBe('ours')
    expect(readdirSync(join(dir, '..'))).toEqual(['base'])
  })

  it('replaces what a link points to, not the link', async () => {
    const dir = saved()
    const link = join(dir, '..', 'current')
    symlinkSync(dir, link)
    saveKnowledgeBase(sampleBase({ examples: [] }), link)
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect((await loadKnowledgeBase(dir)).examples).toEqual([])
  })

  it('does not overwrite a directory that holds something else', () => {
    const dir = newDirectory()
    mkdirSync(dir)
    writeFileSync(join(dir, 'thesis.txt'), 'dear')
    expect(() => saveKnowledgeBase(sampleBase(), dir)).toThrowError(
      expect.objectContaining({ code: 'FILE_UNWRITABLE' }),
    )
    expect(readdirSync(dir)).toEqual(['thesis.txt'])
  })

  it('says that it cannot be written where it cannot', () => {
    const file = saved()
    expect(() => saveKnowledgeBase(sampleBase(), join(file, 'manifest.json', 'base'))).toThrowError(
      expect.objectContaining({ code: 'FILE_UNWRITABLE' }),
    )
  })

  it('keeps the fixes where asked, so that it can be updated', async () => {
    const dir = newDirectory()
    const patches = [{ id: 'one', language: 'python', cwe: 'CWE-89', before: 'a', after: 'b' }]
    saveKnowledgeBase(sampleBase(), dir, { patches })
    expect(await loadKnowledgePatches(dir)).toEqual(patches)
    expect(await loadKnowledgePatches(saved())).toBeUndefined()
  })

  it('keeps vectors where asked; damaged ones are computed again', async () => {
    const embeddings = {
      identity: 'length',
      asked: 0,
      async embedDocuments(texts: string[]) {
        this.asked += texts.length
        return texts.map((text) => [text.length, 1])
      },
      embedQuery: async () => [],
    }
    const dir = newDirectory()
    const base = sampleBase()
    saveKnowledgeBase(base, dir, { vectors: [await base.vectors(embeddings)] })
    const computed = embeddings.asked
    await (await loadKnowledgeBase(dir)).vectors(embeddings)
    expect(embeddings.asked).toBe(computed)
    truncateSync(join(dir, 'vectors', '0.bin'), 30)
    await (await loadKnowledgeBase(dir)).vectors(embeddings)
    expect(embeddings.asked).toBe(2 * computed)
    expect((await loadKnowledgeBase(dir)).weaknesses).toHaveLength(2)
    expect(KnowledgeVectors.decode(readFileSync(join(dir, 'vectors', '0.bin')))).toBeUndefined()
  })
})

describe('a knowledge base that cannot be used', () => {
  const failureOf = async (dir: string) => {
    const error: unknown = await loadKnowledgeBase(dir).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'RescueError' })
    const { code, message } = error as { code: string; message: string }
    return `${code}: ${message}`
  }

  it('is missing', async () => {
    expect(await failureOf('/nowhere')).toMatch(/^FILE_UNREADABLE: .*rescue build/)
  })

  it('is another directory', async () => {
    expect(await failureOf(tmpdir())).toMatch(/^KNOWLEDGE_INVALID: .*manifest\.json/)
  })

  it.each(['weaknesses.jsonl', 'causes.jsonl', 'guidelines.jsonl', 'examples.jsonl'])(
    'lacks %s',
    async (name) => {
      const dir = saved()
      rmSync(join(dir, name))
      expect(await failureOf(dir)).toMatch(new RegExp(`^KNOWLEDGE_INVALID: .*${name}`))
    },
  )

  it('was cut off', async () => {
    const dir = saved()
    truncateSync(join(dir, 'examples.jsonl'), 50)
    expect(await failureOf(dir)).toMatch(/^KNOWLEDGE_INVALID: .*examples\.jsonl was changed or cut off/)
  })

  it('was edited: the message names the file that is meant for it', async () => {
    const dir = saved()
    appendFileSync(join(dir, 'guidelines.jsonl'), '{"cwe":"CWE-89","text":"Mine.","origin":"curated"}\n')
    expect(await failureOf(dir)).toMatch(
      /^KNOWLEDGE_INVALID: .*guidelines\.jsonl was changed.*reviews\.jsonl/,
    )
  })

  it('is of a newer format', async () => {
    const dir = saved()
    const file = join(dir, 'manifest.json')
    writeFileSync(
      file,
      JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), formatVersion: 2, brandNew: {} }),
    )
    expect(await failureOf(dir)).toMatch(/^KNOWLEDGE_VERSION: .*Update rescue-rag/)
  })

  it.each([
    ['no JSON', '{'],
    ['JSON of another kind', '[]'],
    ['null', 'null'],
    ['incomplete', '{"format":"rescue-rag-knowledge","formatVersion":1}'],
  ])('has a manifest that is %s', async (_, text) => {
    const dir = saved()
    writeFileSync(join(dir, 'manifest.json'), text)
    expect(await failureOf(dir)).toMatch(/^KNOWLEDGE_INVALID/)
  })

  it('has a review with a mistake: the message gives its line', async () => {
    const dir = saved()
    writeFileSync(join(dir, 'reviews.jsonl'), '\n{"about":"example","id":"one","decision":"bin"}\n')
    expect(await failureOf(dir)).toMatch(/^KNOWLEDGE_INVALID: Line 2 of .*reviews\.jsonl/)
  })
})
