import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../src/patches/read-csv.js'
import { collect, fixture } from './collect.js'

describe('readCsv', () => {
  const read = () => collect(readCsv(fixture('fixes.csv')))

  it('reads quoted fields with line breaks, quotes and commas, in the columns of CVEfixes', async () => {
    const { patches } = await read()
    expect(patches[0]).toEqual({
      id: '1',
      language: 'python',
      cwe: 'CWE-502',
      before: 'yaml.load(\n  "a, b")\n',
      after: "yaml.safe_load('a')",
      origin: { file: 'app.py' },
    })
  })

  it('takes the word that data frames write for a missing value as missing', async () => {
    const { patches } = await read()
    expect(patches[1]).toMatchObject({ id: '2', language: 'c' })
    expect(patches[1]).not.toHaveProperty('cwe')
  })

  it.each(['nan', 'NaN', 'None', 'NULL', 'n/a', ' '])('takes %j for missing', async (word) => {
    const file = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'missing.csv')
    writeFileSync(file, `before,after,language,cwe,project\na,b,c,CWE-1,${word}\na,${word},c,CWE-1,x\n`)
    const { patches, skipped } = await collect(readCsv(file))
    expect(patches.map(({ origin }) => origin)).toEqual([undefined])
    expect(skipped.map(({ reason }) => reason)).toEqual(['missing-field'])
  })

  it('takes the first of several CWE types, and the language of the file name', async () => {
    const { patches } = await read()
    expect(patches[2]).toMatchObject({ id: '6', cwe: 'CWE-242', language: 'c' })
  })

  it('reports rows that are no records with their line, and reads the rest', async () => {
    const { patches, skipped } = await read()
    expect(patches.map(({ id }) => id)).toEqual(['1', '2', '6'])
    expect(skipped.map(({ reason, line }) => [reason, line])).toEqual([
      ['malformed', 6],
      ['malformed', 8],
      ['no-change', 9],
    ])
  })

  it('reports a quote that is never closed, and keeps what came before', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'open.csv')
    writeFileSync(file, 'before,after,language\na,b,c\n"c,d,e\nf,g,h\n')
    const { patches, skipped } = await collect(readCsv(file))
    expect(patches).toHaveLength(1)
    expect(skipped.map(({ reason }) => reason)).toEqual(['malformed'])
  })

  it('ends at a row without an end, keeps what came before and does not take its inside for rows', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'endless.csv')
    const rows = Array.from({ length: 2_000 }, (_, i) => `r${i},before ${i},after ${i},c\n`).join('')
    writeFileSync(file, `id,before,after,language\n${rows}x,"${rows.repeat(2)}",b,c\n${rows}`)
    const { patches, skipped } = await collect(readCsv(file, { limits: { lineLength: 5_000 } }))
    expect(patches).toHaveLength(2_000)
    expect(skipped).toEqual([
      { reason: 'too-large', detail: expect.stringContaining('no further'), file, line: expect.any(Number) },
    ])
  })

  it('says that a file is missing', async () => {
    await expect(collect(readCsv('/nowhere.csv'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})
