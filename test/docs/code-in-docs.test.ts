import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const documents = [
  'README.md',
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** A code block that names its source: `<!-- code: examples/quick-start.mjs -->` in the line before it. */
const block = /<!-- code: (\S+) -->\n```\w*\n([\s\S]*?)\n```/g

describe('code in documents', () => {
  const blocks = documents.flatMap((document) =>
    [...readFileSync(root + document, 'utf8').matchAll(block)].map(([, source = '', code = '']) => ({
      document,
      source,
      code,
    })),
  )

  it('is cut from files', () => {
    expect(blocks.map(({ source }) => source)).toContain('examples/quick-start.mjs')
  })

  it.each(blocks)('$document shows $source as it is', ({ source, code }) => {
    expect(readFileSync(root + source, 'utf8').trimEnd()).toBe(code)
  })

  it.each(documents)('%s links only to files that exist', (document) => {
    const folder = new URL(document, `file://${root}`)
    for (const [, target = ''] of readFileSync(root + document, 'utf8').matchAll(
      /\]\((?!https?:|#)([^)#\s]+)/g,
    )) {
      expect(() => readFileSync(new URL(target, folder)), target).not.toThrow()
    }
  })
})
