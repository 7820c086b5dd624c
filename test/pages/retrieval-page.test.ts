import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Rescue, type TaskRetrieval } from '../../src/index.js'
import { retrievalPage } from '../../src/pages/index.js'
import { smallKnowledge } from '../support/knowledge.js'
import { hasChromium, launch, openPage } from './browser.js'
import { hostileBase, payload } from './hostile.js'

const sqlTask = {
  id: 'find-user',
  language: 'python',
  description: 'Look up a customer by e-mail.',
  cause:
    'The e-mail is formatted into the text of an SQL statement, so a quote in it changes the query: SQL injection.',
  draft: 'def find(db, email):\n    return db.execute(f"select * from users where email = \'{email}\'")\n',
}

describe.skipIf(!hasChromium)('the page of a retrieval, in Chromium', () => {
  let browser: Browser
  let rescue: Rescue
  let found: TaskRetrieval
  beforeAll(async () => {
    browser = await launch()
    rescue = await Rescue.create({ knowledge: await smallKnowledge() })
    found = await rescue.retrieve(sqlTask)
  })
  afterAll(() => browser?.close())

  it('shows the facets of the task and what they voted for', async () => {
    const { page, trouble } = await openPage(browser, retrievalPage([found], { name: 'our fixes' }))
    expect(await page.locator('.facets').textContent()).toContain(sqlTask.cause)
    expect(await page.locator('.facets .calls').textContent()).toContain('db.execute')
    const row = page.locator('tr.chosen', { hasText: 'CWE-89' }).first()
    const facet = found.weaknesses.find(({ cwe }) => cwe === 'CWE-89')!.facets.cause!
    expect(await row.locator('.facet').first().getAttribute('title')).toBe(
      `cause: score ${facet.score.toFixed(3)}, threshold ${found.explanation.thresholds.weakness.cause}, rank ${facet.rank}; votes`,
    )
    expect(trouble).toEqual([])
  })

  it('draws scores to one scale, with the threshold as a line', async () => {
    const { page } = await openPage(browser, retrievalPage([found], { name: 'x' }))
    const bars = await page
      .locator('table')
      .first()
      .locator('td:nth-child(2) .facet')
      .evaluateAll((facets) =>
        facets.map((facet) => ({
          score: Number(/score (-?[\d.]+)/.exec(facet.getAttribute('title') ?? '')?.[1]),
          width: Number(facet.querySelector('.score')?.getAttribute('width')),
          lines: facet.querySelectorAll('line').length,
        })),
      )
    expect(bars.length).toBeGreaterThan(1)
    const sorted = [...bars].sort((a, b) => Math.abs(a.score) - Math.abs(b.score))
    expect(sorted.map(({ width }) => width)).toEqual(
      [...sorted.map(({ width }) => width)].sort((a, b) => a - b),
    )
    expect(bars.every(({ lines }) => lines === 1)).toBe(true)
  })

  it('shows every task, also one for which nothing was found, and the code of examples', async () => {
    const nothing = await rescue.retrieve({
      language: 'python',
      description: 'Add two numbers.',
      draft: 'def add(a, b):\n    return a + b\n',
    })
    const { page } = await openPage(browser, retrievalPage([found, nothing], { name: 'x' }))
    expect(await page.locator('nav li').allInnerTexts()).toEqual([
      expect.stringContaining('CWE-89'),
      expect.stringContaining('nothing'),
    ])
    expect(await page.locator('#task-2 .note').first().textContent()).toBe(nothing.explanation.notes[0])
    await page.locator('#task-1 details summary').first().click()
    expect((await page.locator('#task-1 details pre').first().textContent())?.trimEnd()).toBe(
      found.examples[0]?.example.secure.code.trimEnd(),
    )
  })

  it('lets hostile tasks and knowledge run and fetch nothing', async () => {
    const hostile = await Rescue.create({ knowledge: hostileBase() })
    const task = { id: payload, language: payload, description: payload, cause: payload, draft: payload }
    const { page, trouble } = await openPage(
      browser,
      retrievalPage([await hostile.retrieve(task)], { name: payload }),
    )
    expect(await page.evaluate('window.pwned')).toBeUndefined()
    expect(await page.locator('img, script, [onerror], [style]').count()).toBe(0)
    expect(trouble).toEqual([])
  })
})
