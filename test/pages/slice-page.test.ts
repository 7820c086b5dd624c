import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LanguageId, Slicer } from '../../src/index.js'
import { patchPage, slicePage } from '../../src/pages/index.js'
import { hasChromium, launch, openPage } from './browser.js'
import { payload } from './hostile.js'

const code = `def area(shape):
    width = shape.width
    label = shape.label
    print(label)
    if width > 0:
        size = width * 2
        return size
    return 0
`
const sourceOf = (
  text: string,
  lines: number[],
  { name = 'area.py', language = 'python' as LanguageId } = {},
) => ({
  name,
  code: text,
  slice: new Slicer({ direction: 'backward' }).slice(text, language, { lines }),
  criterion: lines,
})

describe.skipIf(!hasChromium)('the page of a slice, in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it('shows every line, and which are kept and asked for', async () => {
    const { page, trouble } = await openPage(browser, slicePage(sourceOf(code, [6])))
    const lines = await page.locator('.source [data-line]').allTextContents()
    expect(lines.map((line, index) => line.replace(String(index + 1), '')).join('\n')).toBe(code.trimEnd())
    expect(await page.locator('.criterion[data-line]').getAttribute('data-line')).toBe('6')
    expect(await page.locator('.left[data-line="3"], .left[data-line="4"]').count()).toBe(2)
    expect(trouble).toEqual([])
  })

  it('draws an arc for each dependence, from line to line', async () => {
    const { page } = await openPage(browser, slicePage(sourceOf(code, [6])))
    const arc = (from: number, to: number, kind: string) =>
      page.locator(`.arcs > path.${kind}[data-from="${from}"][data-to="${to}"]`)
    expect(await arc(2, 6, 'data').textContent()).toBe('Line 6 uses width of line 2.')
    expect(await arc(5, 6, 'control').textContent()).toBe('Whether line 6 runs depends on line 5.')
    const box = (await arc(2, 6, 'data').boundingBox())!
    const row = async (line: number) => (await page.locator(`.source [data-line="${line}"]`).boundingBox())!
    const [two, six] = [await row(2), await row(6)]
    expect(box.y).toBeGreaterThan(two.y)
    expect(box.y).toBeLessThan(two.y + two.height)
    expect(box.y + box.height).toBeGreaterThan(six.y)
    expect(box.y + box.height).toBeLessThan(six.y + six.height + 4)
  })

  it('hides dependences outside of the slice until they are asked for', async () => {
    const { page } = await openPage(browser, slicePage(sourceOf(code, [6])))
    const outside = page.locator('.arcs > path[data-from="3"][data-to="4"]')
    expect(await outside.isVisible()).toBe(false)
    await page.getByRole('checkbox', { name: 'all dependences' }).check()
    expect(await outside.isVisible()).toBe(true)
  })

  it('leads to the criterion, however long the source is', async () => {
    const filler = '    filler = 0\n'.repeat(400)
    const long = code.replace('    if', `${filler}    if`)
    const { page } = await openPage(browser, slicePage(sourceOf(long, [406])))
    await page.getByRole('link', { name: 'Go to line 406' }).click()
    const box = (await page.locator('[data-line="406"]').boundingBox())!
    const bar = (await page.locator('.bar').boundingBox())!
    expect(box.y).toBeGreaterThan(bar.y + bar.height)
    expect(box.y).toBeLessThan(800)
  })

  it('says with the keyboard what a line depends on', async () => {
    const { page } = await openPage(browser, slicePage(sourceOf(code, [6])))
    await page.locator('[data-line="5"]').focus()
    await page.keyboard.press('ArrowDown')
    const about = page.locator('.about')
    expect(await about.textContent()).toContain('Line 6 uses width of line 2.')
    expect(await page.locator('.source .lit').count()).toBeGreaterThanOrEqual(3)
  })

  it('shows both versions of a patch', async () => {
    const vulnerable = sourceOf(code, [6], { name: 'before.py' })
    const secure = sourceOf(code.replace('width * 2', 'min(width, 9) * 2'), [6], { name: 'after.py' })
    const { page, trouble } = await openPage(browser, patchPage({ vulnerable, secure }))
    expect(await page.locator('.source').count()).toBe(2)
    expect(await page.locator('.secure .criterion').textContent()).toContain('min(width, 9)')
    expect(trouble).toEqual([])
  })

  it.each(['python', 'javascript', 'c'] as const)(
    'lets hostile %s run and fetch nothing',
    async (language) => {
      const text = `x = 1\n${payload}\n/* ${payload}\n""" ${payload}\n`
      const { page, trouble } = await openPage(
        browser,
        slicePage(sourceOf(text, [1, 2], { name: payload, language })),
      )
      expect(await page.evaluate('window.pwned')).toBeUndefined()
      expect(await page.locator('img, script:nth-of-type(2), [onerror], [style]').count()).toBe(0)
      expect(trouble).toEqual([])
    },
  )
})
