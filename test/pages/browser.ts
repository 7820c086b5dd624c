import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Whether pages can be tested here: with the package `chromium` of Debian. */
export const hasChromium = existsSync(executablePath)
if (!hasChromium) console.warn(`Tests of pages in a browser are skipped: there is no ${executablePath}.`)

/** Starts the browser without anything that would reach for the network. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A page that was opened from its file, and all that went wrong in it. */
export interface OpenedPage {
  page: Page
  /** Messages of the console, errors, dialogs, and requests beside the file itself. */
  trouble: string[]
}

/** Opens HTML as users do: from a file. */
export async function openPage(
  browser: Browser,
  html: string,
  { hash = '', ...options }: BrowserContextOptions & { hash?: string } = {},
): Promise<OpenedPage> {
  const file = join(mkdtempSync(join(tmpdir(), 'rescue-page-')), 'page.html')
  writeFileSync(file, html)
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options })
  const trouble: string[] = []
  page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  const url = pathToFileURL(file).href
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) trouble.push(`request: ${request.url()}`)
  })
  await page.goto(url + hash)
  return { page, trouble }
}
