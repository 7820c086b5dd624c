import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { proseOf, read, root } from './blocks.js'

const { forbidden } = createRequire(import.meta.url)(`${root}.dependency-cruiser.cjs`) as {
  forbidden: { name: string }[]
}

describe('docs/architecture.md', () => {
  const rows = [...read('docs/architecture.md').matchAll(/^\| `([\w.]+)\/?` +\|/gm)].map(
    ([, name = '']) => name,
  )
  const groundFloor = ['languages', 'ports', 'text']

  it('has a row for every folder of src', () => {
    const folders = readdirSync(`${root}src`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
    expect(rows.filter((row) => row !== 'rescue.ts').sort()).toEqual(folders.sort())
  })

  it('has the rows in the order that the dependency rules check', () => {
    const stages = forbidden.flatMap(({ name }) => /^(\w+)-knows-only/.exec(name)?.[1] ?? [])
    expect(rows.map((row) => row.replace('.ts', ''))).toEqual([...groundFloor, ...stages])
  })
})

describe('docs/method.md', () => {
  const parts = proseOf('docs/method.md')
    .split(/^(?=##+ )/m)
    .filter((part) => part.includes('**Where.**'))

  it('has the parts of the paper', () => {
    expect(parts.length).toBeGreaterThanOrEqual(10)
  })

  it.each(parts.map((part) => [part.split('\n')[0], part]))(
    '%s says where it lives, what was kept and changed, and with which command it was measured',
    (_, part = '') => {
      const labels = [...part.matchAll(/^\*\*(\w+)\.\*\*/gm)].map(([, label]) => label)
      expect(labels).toEqual(['Where', 'Kept', 'Changed', 'Measured'])
      const measured = part.slice(part.indexOf('**Measured.**'))
      expect(measured).toMatch(/`(npm run \S+|npx tsx \S+.*|npx vitest run \S+)`/)
    },
  )
})
