import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { extensions, knowledgeRoot, readSources } from '../../scripts/knowledge-sources.js'
import { resolveLanguage } from '../../src/languages/index.js'

const folders = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
const cwes = folders(knowledgeRoot)
const { pairs, weaknesses, skipped } = await readSources()

describe('layout of the knowledge sources', () => {
  it('has nothing that the reader leaves out', () => {
    expect(skipped).toEqual([])
  })

  it('is one folder per CWE type, with a tasks.md, a weakness.md and folders of pairs', () => {
    expect(readdirSync(knowledgeRoot).filter((name) => !cwes.includes(name))).toEqual(['README.md'])
    for (const cwe of cwes) {
      expect(cwe).toMatch(/^CWE-[1-9]\d*$/)
      const plain = readdirSync(join(knowledgeRoot, cwe), { withFileTypes: true }).filter(
        (entry) => !entry.isDirectory(),
      )
      expect(
        plain.map(({ name }) => name),
        cwe,
      ).toEqual(['tasks.md', 'weakness.md'])
    }
    expect(weaknesses.map(({ cwe }) => cwe).sort()).toEqual([...cwes].sort())
  })

  it.each(cwes)('%s: a pair is a folder named by language, library and task, with three files', (cwe) => {
    for (const name of folders(join(knowledgeRoot, cwe))) {
      expect(name).toMatch(/^(?:python|javascript|typescript|c|cpp)(?:-[a-z0-9]+){2,}$/)
      const extension = extensions[resolveLanguage(name.split('-')[0]!)!]
      expect(readdirSync(join(knowledgeRoot, cwe, name)).sort(), name).toEqual(
        ['cause.md', `secure.${extension}`, `vulnerable.${extension}`].sort(),
      )
    }
  })

  it('has every text in UTF-8 with line feeds, ending in one', () => {
    const odd = readdirSync(knowledgeRoot, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => {
        const bytes = readFileSync(path)
        const text = bytes.toString('utf8')
        return !text.endsWith('\n') || /\r|\uFEFF|\uFFFD/.test(text) || text.endsWith('\n\n')
      })
    expect(odd).toEqual([])
  })
})

describe.each(weaknesses)('$cwe/tasks.md', ({ tasks = [] }) => {
  it('has forty to ninety tasks, none of them twice, most with the usual APIs', () => {
    expect(tasks.length).toBeGreaterThanOrEqual(40)
    expect(tasks.length).toBeLessThanOrEqual(90)
    expect(new Set(tasks.map(({ text }) => text)).size).toBe(tasks.length)
    expect(tasks.filter(({ apis }) => apis.length > 0).length).toBeGreaterThan(tasks.length / 2)
  })
})

describe.each(weaknesses)('$cwe/weakness.md', ({ causes, guidelines }) => {
  it('has three to six causes and four to twelve guidelines', () => {
    expect(causes.length).toBeGreaterThanOrEqual(3)
    expect(causes.length).toBeLessThanOrEqual(6)
    expect(guidelines.length).toBeGreaterThanOrEqual(4)
    expect(guidelines.length).toBeLessThanOrEqual(12)
  })

  it('has guidelines of one sentence each, none of them twice', () => {
    for (const { text } of guidelines) expect(sentences(text), text).toBe(1)
    expect(new Set(guidelines.map(({ text }) => text)).size).toBe(guidelines.length)
  })
})

describe('cause.md', () => {
  it.each(pairs.map(({ id, cause }) => [id, cause]))(
    '%s: one paragraph of two to four sentences',
    (_, cause) => {
      expect(cause).not.toMatch(/^#|\n\s*\n/)
      expect(sentences(cause)).toBeGreaterThanOrEqual(2)
      expect(sentences(cause)).toBeLessThanOrEqual(4)
    },
  )
})

/** Sentences of a text: full stops that end one are followed by a space and a capital, a quote or a digit, or by nothing. */
function sentences(text: string): number {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<!\b(?:e\.g|i\.e|etc|vs))[.!?]["')]*(?: (?=["'(`]?[A-Z0-9`])|$)/)
    .filter(Boolean).length
}
