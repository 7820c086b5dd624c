import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Example, KnowledgeBase, Rescue, Slicer } from '../../src/index.js'
import { inspectPage, patchPage, retrievalPage, slicePage } from '../../src/pages/index.js'
import { smallKnowledge } from '../support/knowledge.js'
import { hasChromium, launch, openPage } from './browser.js'

/** A word that has no place to break, a text that runs from right to left, and a line that no screen is wide enough for. */
const word = 'Unzerbrechlichkeitsnachweisverfahren'.repeat(15)
const hebrew = 'שם המשתמש מגיע מן הבקשה ונכנס אל תוך השאילתה. '.repeat(8)
const line = `const ${word} = "${'z'.repeat(3_000)}" // ${hebrew}`

const sliced = { code: `${line}\n${line}\n`, sourceLines: 2 }
const example: Omit<Example, 'id' | 'language'> = {
  cwe: 'CWE-89',
  vulnerable: sliced,
  secure: { ...sliced, code: `${line.replace('zzz', 'yyy')}\n` },
  secureApis: [word, hebrew],
  vulnerableApis: [],
  cause: `${hebrew}${word}`,
}
const awkwardBase = () =>
  new KnowledgeBase({
    weaknesses: [
      {
        cwe: 'CWE-89',
        name: `${word} ('${hebrew}')`,
        parents: ['CWE-943', word],
        causes: [{ text: `${hebrew}${word} \`${word}\``, origin: 'curated' }],
        guidelines: [{ text: `${word} \`${word}\` ${hebrew}`, languages: ['python', word], origin: 'model' }],
      },
      { cwe: 'CWE-123456', name: word, parents: [], causes: [], guidelines: [] },
    ],
    examples: [
      { ...example, id: `CWE-89/${word}`, language: 'javascript' },
      { ...example, id: hebrew, language: word },
    ],
  })

const source = (code: string) => ({
  name: `${word}.js`,
  code,
  slice: new Slicer().slice(code, 'javascript', { lines: [2] }),
  criterion: [2],
})

async function awkwardPages(): Promise<Record<string, string>> {
  const rescue = await Rescue.create({ knowledge: awkwardBase() })
  const task = {
    id: word,
    language: word,
    description: `${hebrew}${word}`,
    cause: hebrew + word,
    draft: line,
  }
  const retrievals = [await rescue.retrieve(task), await rescue.retrieve({ ...task, language: 'javascript' })]
  const code = `function f(a) {\n  ${line}\n  return a\n}\n`
  return {
    base: inspectPage(awkwardBase(), { name: word }),
    retrieval: retrievalPage(retrievals, { name: word }),
    slice: slicePage(source(code)),
    patch: patchPage({ vulnerable: source(code), secure: source(code.replace('zzz', 'yyy')) }),
  }
}

describe.skipIf(!hasChromium)('the layout of pages, in Chromium', () => {
  let browser: Browser
  let pages: Record<string, string>
  beforeAll(async () => {
    ;[browser, pages] = await Promise.all([launch(), awkwardPages()])
  })
  afterAll(() => browser?.close())

  describe.each(['base', 'retrieval', 'slice', 'patch'])('of a %s', (kind) => {
    it.each([390, 1280])('keeps long words and right-to-left text within a width of %i', async (width) => {
      const viewport = { width, height: 800 }
      const { page, trouble } = await openPage(browser, pages[kind]!, { viewport, hash: '#CWE-89' })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      const bar = await page.locator('.bar').boundingBox()
      expect(bar?.height).toBeLessThan(200)
      expect(trouble).toEqual([])
    })
  })

  it('keeps the bars of three facets within their cells', async () => {
    const rescue = await Rescue.create({ knowledge: await smallKnowledge() })
    const found = await rescue.retrieve({
      language: 'python',
      cause: 'SQL injection: the name is formatted into the text of the query.',
      draft: 'def find(db, name):\n    return db.execute(f"select * from users where name = \'{name}\'")\n',
    })
    for (const width of [390, 1280, 1920]) {
      const viewport = { width, height: 800 }
      const { page } = await openPage(browser, retrievalPage([found], { name: 'x' }), { viewport })
      const spilt = await page.locator('td > *').evaluateAll(
        (all) =>
          all.filter((content) => {
            const cell = content.parentElement!.getBoundingClientRect()
            return (
              content.scrollWidth > content.clientWidth + 1 ||
              content.getBoundingClientRect().right > cell.right
            )
          }).length,
      )
      expect({ width, spilt, columns: await page.locator('thead').last().locator('th').count() }).toEqual({
        width,
        spilt: 0,
        columns: 5,
      })
    }
  })

  it('colours the whole of a kept line, as far as the longest line goes', async () => {
    const { page } = await openPage(browser, pages.slice!)
    const widths = await page
      .locator('.source [data-line]')
      .evaluateAll((rows) => rows.map((row) => Math.round(row.getBoundingClientRect().width)))
    expect(new Set(widths).size).toBe(1)
    expect(widths[0]).toBeGreaterThan(10_000)
  })

  it('lets text from right to left begin at the right', async () => {
    const { page } = await openPage(browser, pages.base!, { hash: '#CWE-89' })
    const share = await page.evaluate(`(() => {
      const cause = document.querySelector('article:target .example .cause')
      const first = new Range()
      first.setStart(cause.firstChild, 0)
      first.setEnd(cause.firstChild, 1)
      const box = cause.getBoundingClientRect()
      return (first.getBoundingClientRect().left - box.left) / box.width
    })()`)
    expect(share).toBeGreaterThan(0.5)
  })

  it('brings the chosen weakness into view where the tree stands above it', async () => {
    const html = inspectPage(await smallKnowledge(), { name: 'x' })
    const { page } = await openPage(browser, html, { viewport: { width: 390, height: 800 } })
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /SQL Injection/ })
      .click()
    const top = async () => (await page.locator('article:visible h2').boundingBox())!.y
    await expect.poll(top).toBeLessThan(300)
    expect(await top()).toBeGreaterThanOrEqual(0)
  })
})
