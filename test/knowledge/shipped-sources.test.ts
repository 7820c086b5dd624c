import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { buildKnowledgeBase } from '../../src/knowledge/build.js'
import { loadKnowledgeBase } from '../../src/knowledge/load.js'
import { saveKnowledgeBase } from '../../src/knowledge/save.js'
import { readAllPatches } from '../../src/patches/index.js'

const sources = fileURLToPath(new URL('../../knowledge', import.meta.url))
const folders = readdirSync(sources)
  .filter((name) => name.startsWith('CWE-'))
  .sort()
  .slice(0, 6)
  .map((name) => join(sources, name))

const built = async (paths: readonly string[]) => {
  const { base, report } = await buildKnowledgeBase(readAllPatches(paths))
  const dir = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'base')
  saveKnowledgeBase(base, dir)
  const files = Object.fromEntries(
    readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]),
  )
  return { dir, files, report }
}

describe('the sources of the shipped base (six folders of them)', () => {
  it('build without a model to the same bytes twice, in any order, and load', async () => {
    const first = await built(folders)
    const second = await built([...folders].reverse())
    expect(second.files).toEqual(first.files)
    expect(first.report).toMatchObject({
      skipped: {},
      duplicates: 0,
      nearDuplicates: [],
      calls: 0,
      unclassified: [],
    })
    const base = await loadKnowledgeBase(first.dir)
    expect(base.weaknesses).toHaveLength(folders.length)
    for (const { causes, guidelines } of base.weaknesses) {
      expect([...causes, ...guidelines].every(({ origin }) => origin === 'curated')).toBe(true)
    }
    for (const example of base.examples) expect(example.cause).toBeTruthy()
  }, 120_000)
})
