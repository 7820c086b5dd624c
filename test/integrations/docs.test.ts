import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** `<!-- FILE: PART -->` before a code block says that it shows the part of that name of an example. */
const SHOWN = /<!-- (\S+): (\S+) -->\n```js\n([\s\S]*?)\n```/g

describe.each(['docs/langchain.md', 'docs/ai-sdk.md', 'docs/mcp.md'])('%s', (page) => {
  const text = read(page)
  const shown = [...text.matchAll(SHOWN)]

  it('says for every piece of JavaScript which example it shows', () => {
    expect(shown.length).toBeGreaterThan(0)
    expect(shown).toHaveLength(text.match(/```js\n/g)?.length ?? 0)
  })

  it.each(shown.map(([, file = '', part = '', code = '']) => ({ file, part, code })))(
    'shows "$part" of $file as it is',
    ({ file, part, code }) => {
      const start = `// docs: ${part}\n`
      const example = read(file)
      const from = example.indexOf(start)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(code).toBe(example.slice(from + start.length, example.indexOf('\n// docs: end', from)))
    },
  )
})
