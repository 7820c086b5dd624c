import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonLines, rescue } from '../support/cli.js'

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url))
const present = existsSync(data)
if (!present) console.warn(`SKIPPED: the real fixes and tasks are not there (${data}).`)

describe.skipIf(!present)('the 1,123 real fixes', () => {
  let folder: string
  let report: {
    read: number
    examples: number
    duplicates: number
    nearDuplicates: unknown[]
    unclassified: unknown[]
    skipped: Record<string, { count: number }>
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rescue-shared-'))
    const out = join(folder, 'base')
    const { code, stdout, stderr } = await rescue([
      'build',
      join(data, 'vulnerability-fixes.jsonl'),
      '--out',
      out,
      '--json',
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    report = JSON.parse(stdout)
  }, 180_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('are all read, and each one that is left out is counted with its reason', () => {
    const skipped = Object.values(report.skipped).reduce((sum, { count }) => sum + count, 0)
    expect(report.read).toBe(1123)
    expect(
      report.examples +
        report.duplicates +
        report.nearDuplicates.length +
        report.unclassified.length +
        skipped,
    ).toBe(1123)
    // Ruby 75, Go 39, Java 23 have no slicer.
    expect(report.skipped['unsupported-language']?.count).toBe(137)
    expect(report.skipped).not.toHaveProperty('unsliceable')
  })

  it.each([
    ['tasks.jsonl', 81],
    ['benign-tasks.jsonl', 40],
  ])('answer every line of %s', async (name, lines) => {
    const { code, stdout } = await rescue([
      'retrieve',
      '--tasks',
      join(data, name),
      '--knowledge',
      join(folder, 'base'),
      '--json',
    ])
    expect(code).toBe(0)
    const results = jsonLines<{
      id: string
      weaknesses: unknown[]
      examples: unknown[]
      guidelines: unknown[]
    }>(stdout)
    expect(results).toHaveLength(lines)
    expect(new Set(results.map(({ id }) => id)).size).toBe(lines)
    if (name === 'tasks.jsonl')
      expect(results.filter(({ weaknesses }) => weaknesses.length > 0).length).toBeGreaterThan(60)
  })
})
