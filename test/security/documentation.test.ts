import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const page = readFileSync(`${here}../../docs/security.md`, 'utf8')
const suites = readdirSync(here)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(here + name, 'utf8'))
const groups = suites.flatMap((text) => [...text.matchAll(/^attacks\('([^']+)'/gm)].map(([, name]) => name!))
const rows = [...page.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, name]) => name!)

describe('docs/security.md', () => {
  it('has a row for every group of attacks', () => {
    expect(groups.length).toBeGreaterThan(10)
    expect(groups.filter((name) => !rows.includes(name))).toEqual([])
  })

  it('names only files that exist', () => {
    const files = [...page.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, name]) => name!)
    const missing = files.filter((name) => {
      try {
        readFileSync(`${here}../../${name}`)
        return false
      } catch (thrown) {
        return (thrown as NodeJS.ErrnoException).code === 'ENOENT'
      }
    })
    expect(missing).toEqual([])
  })
})
