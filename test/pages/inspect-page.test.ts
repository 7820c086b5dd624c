import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KnowledgeBase } from '../../src/index.js'
import { inspectPage } from '../../src/pages/index.js'
import { smallKnowledge } from '../support/knowledge.js'
import { hasChromium, launch, openPage } from './browser.js'
import { hostileBase, payload } from './hostile.js'

describe.skipIf(!hasChromium)('the page of a knowledge base, in Chromium', () => {
  let browser: Browser
  let base: KnowledgeBase
  const open = (options: Parameters<typeof openPage>[2] = {}) =>
    openPage(browser, inspectPage(base, { name: 'our fixes' }), options)
  beforeAll(async () => {
    ;[browser, base] = await Promise.all([launch(), smallKnowledge()])
  })
  afterAll(() => browser?.close())

  it('opens with an overview, loads nothing and reports nothing', async () => {
    const { page, trouble } = await open()
    expect(await page.title()).toBe('our fixes: knowledge base')
    await page.getByRole('heading', { name: 'What this base knows' }).waitFor()
    expect(await page.locator('.totals div', { hasText: 'weaknesses' }).textContent()).toContain('5')
    expect(await page.locator('main article:visible').count()).toBe(1)
    expect(trouble).toEqual([])
  })

  it('shows a weakness with its rules, causes and pairs, the change marked', async () => {
    const { page, trouble } = await open()
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /SQL Injection/ })
      .click()
    const article = page.locator('article:visible')
    expect(await article.locator('h2').textContent()).toContain('SQL Injection')
    expect(await article.locator('.guidelines li').count()).toBe(base.weakness('CWE-89')!.guidelines.length)
    expect(await article.locator('.example').count()).toBe(base.examplesOf('CWE-89').length)
    const pair = article.locator('.example[open] .pair')
    expect(await pair.locator('.vulnerable del').count()).toBeGreaterThan(0)
    expect(await pair.locator('.secure ins').count()).toBeGreaterThan(0)
    const heights = await pair.locator('pre').evaluateAll((all) => all.map((pre) => pre.children.length))
    expect(heights[0]).toBe(heights[1])
    const [example] = base.examplesOf('CWE-89')
    const lines = (await pair.locator('.secure pre > :not(.gap)').allInnerTexts()).join('\n')
    expect(lines).toBe(example?.secure.code.trimEnd())
    expect(trouble).toEqual([])
  })

  it.each([
    ['#CWE-89', 'SQL Injection'],
    ['#%E0%A4%A', 'Overview'],
    ['', 'Overview'],
  ])('opened at "%s" marks %s in the tree', async (hash, name) => {
    const { page, trouble } = await open({ hash })
    expect(await page.locator('nav a[aria-current]').allTextContents()).toEqual([
      expect.stringContaining(name),
    ])
    expect(trouble).toEqual([])
  })

  it('searches rules and code, marks what was found, and clears with Escape', async () => {
    const { page } = await open({ hash: '#CWE-89' })
    await page.keyboard.press('/')
    await page.keyboard.type('sqlite3_prepare')
    await page.locator('#status', { hasText: '1 weakness' }).waitFor()
    expect(await page.locator('nav li:visible').count()).toBe(1)
    expect(await page.evaluate('CSS.highlights.get("search").size')).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    expect(await page.locator('nav li:visible').count()).toBe(base.weaknesses.length)
    expect(await page.evaluate('CSS.highlights.has("search")')).toBe(false)
  })

  it('searches text whose lower case is longer', async () => {
    const text = `${'İ'.repeat(20)}x`
    const cause = { text, origin: 'curated' } as const
    const weakness = { cwe: 'CWE-89', name: 'SQL', parents: [], guidelines: [], causes: [cause] }
    const html = inspectPage(new KnowledgeBase({ weaknesses: [weakness], examples: [] }), { name: 'x' })
    const { page, trouble } = await openPage(browser, html, { hash: '#CWE-89' })
    await page.getByRole('searchbox').fill('x')
    await page.locator('#status', { hasText: '1 weakness' }).waitFor()
    expect(await page.evaluate('CSS.highlights.get("search").size')).toBe(1)
    expect(trouble).toEqual([])
  })

  it('says so where nothing is found', async () => {
    const { page } = await open()
    await page.getByRole('searchbox').fill('no such word anywhere')
    await page.locator('#status', { hasText: '0 weaknesses' }).waitFor()
    expect(await page.locator('nav li:visible').count()).toBe(0)
  })

  it('filters examples and rules by language', async () => {
    const { page } = await open({ hash: '#CWE-787' })
    await page.getByRole('radio', { name: 'C++' }).press('Space')
    const shown = await page.locator('article:visible .example:visible').count()
    expect(shown).toBe(base.examplesOf('CWE-787').filter(({ language }) => language === 'cpp').length)
    const spoken = base.weaknesses.filter(({ cwe }) =>
      base.examplesOf(cwe).some(({ language }) => language === 'cpp'),
    )
    expect(await page.locator('#status').textContent()).toMatch(new RegExp(`^${spoken.length} `))
  })

  it('is used with the keyboard alone', async () => {
    const { page } = await open()
    const title = () => page.locator('article:visible h2').textContent()
    const overview = await title()
    await page.keyboard.press('j')
    await expect.poll(title).not.toBe(overview)
    const first = await title()
    await page.keyboard.press('j')
    await expect.poll(title).not.toBe(first)
    await page.keyboard.press('k')
    await expect.poll(title).toBe(first)
    await page.keyboard.press('o')
    expect(await page.locator('article:visible .example:not([open])').count()).toBe(0)
    await page.keyboard.press('/')
    await page.keyboard.type('path traversal')
    await page.keyboard.press('Enter')
    await expect.poll(title).toContain('Path Traversal')
  })

  it('can be read without its script', async () => {
    const { page } = await open({ javaScriptEnabled: false, hash: '#CWE-78' })
    expect(await page.locator('article:visible h2').textContent()).toContain('OS Command Injection')
  })

  it.each(['light', 'dark'] as const)('has readable contrast in %s', async (colorScheme) => {
    const { page } = await open({ colorScheme, hash: '#CWE-89' })
    const ratio = await page.evaluate(`(() => {
      const luminance = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0)
      const background = luminance(getComputedStyle(document.body).backgroundColor)
      return Math.min(...[...document.querySelectorAll('nav a span, .soft, h3')].map((element) => {
        const [a, b] = [luminance(getComputedStyle(element).color), background].sort((x, y) => y - x)
        return (a + 0.05) / (b + 0.05)
      }))
    })()`)
    // WCAG 2.2, criterion 1.4.3.
    expect(ratio).toBeGreaterThanOrEqual(4.5)
  })

  it('lets a hostile base run and fetch nothing', async () => {
    const html = inspectPage(hostileBase(), { name: payload })
    const { page, trouble } = await openPage(browser, html, { hash: '#CWE-89' })
    await page.keyboard.press('/')
    await page.keyboard.type('<script')
    await page.waitForTimeout(200)
    await page.keyboard.press('Enter')
    expect(await page.evaluate('window.pwned')).toBeUndefined()
    expect(trouble).toEqual([])
    expect(await page.locator('script').count()).toBe(1)
    expect(await page.locator('img, svg[onload], [onerror], [style]').count()).toBe(0)
    expect(await page.locator('article h2').first().count()).toBe(1)
    expect(await page.title()).toBe(`${payload}: knowledge base`)
  })

  it('would stop a script that slipped through, by its policy', async () => {
    const html = inspectPage(base, { name: 'x' }).replace(
      '<main>',
      '<main><script>window.pwned = 1</script><b onclick="window.pwned = 1">click</b>',
    )
    const { page, trouble } = await openPage(browser, html)
    await page.getByText('click', { exact: true }).click()
    expect(await page.evaluate('window.pwned')).toBeUndefined()
    expect(trouble.join('\n')).toContain('Content Security Policy')
  })
})
