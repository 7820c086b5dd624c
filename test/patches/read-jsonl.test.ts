import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJsonLines } from '../../src/patches/read-jsonl.js'
import { collect, fixture } from './collect.js'

const temporary = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'fixes.jsonl')
  writeFileSync(file, text)
  return file
}

describe('readJsonLines', () => {
  it('reads our own fields', async () => {
    const { patches } = await collect(readJsonLines(fixture('fixes.jsonl')))
    expect(patches[0]).toEqual({
      id: 'one',
      language: 'python',
      cwe: 'CWE-502',
      before: 'yaml.load(s)\n',
      after: 'yaml.safe_load(s)\n',
      cause: 'Loads tags.',
      origin: { source: 'demo', file: 'app/load.py', function: 'load', commit: 'abc' },
    })
  })

  it("reads SVEN's and SafeCoder's fields, with the language of the file and an identifier of the content", async () => {
    const { patches } = await collect(readJsonLines(fixture('fixes.jsonl')))
    expect(patches[1]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      language: 'python',
      cwe: 'CWE-89',
      before: 'cur.execute(q % n)\n',
      after: 'cur.execute(q, (n,))\n',
      origin: { file: 'app/find.py', function: 'find', commit: 'github.com/x/y/commit/1' },
    })
  })

  it('keeps a language that has no slicer as the data named it, and leaves an unknown CWE type out', async () => {
    const { patches } = await collect(readJsonLines(fixture('fixes.jsonl')))
    expect(patches[2]).toMatchObject({ id: 'eight', language: 'cobol' })
    expect(patches[2]).not.toHaveProperty('cwe')
  })

  it('reports each record that is no fix with its line, and reads the rest', async () => {
    const { patches, skipped } = await collect(readJsonLines(fixture('fixes.jsonl')))
    expect(patches).toHaveLength(3)
    expect(skipped.map(({ line, reason, record }) => [line, reason, record])).toEqual([
      [3, 'malformed', undefined],
      [5, 'malformed', undefined],
      [6, 'no-change', 'five'],
      [7, 'missing-field', 'six'],
      [8, 'unknown-language', 'seven'],
    ])
    expect(skipped[0]!.file).toBe(fixture('fixes.jsonl'))
  })

  it('reads other columns when told which', async () => {
    const file = temporary('{"old":"a = 1\\n","new":"a = 2\\n","tongue":"py","toString":"x"}\n')
    const columns = { before: 'old', after: ['fresh', 'new'], language: 'tongue', cwe: 'toString' }
    const { patches } = await collect(readJsonLines(file, { columns }))
    expect(patches[0]).toMatchObject({ before: 'a = 1\n', after: 'a = 2\n', language: 'python' })
  })

  it('takes numbers, and the first of a list', async () => {
    const file = temporary(
      '{"id":7,"language":["c"],"before":"a;","after":"b;","cwe":["CWE-20","CWE-787"]}\n',
    )
    const { patches } = await collect(readJsonLines(file))
    expect(patches[0]).toMatchObject({ id: '7', language: 'c', cwe: 'CWE-20' })
  })

  it('takes the language that it is told for records that say none', async () => {
    const { patches } = await collect(readJsonLines(fixture('fixes.jsonl'), { language: 'C++' }))
    expect(patches.map(({ id, language }) => [id.length > 5 ? 'sven' : id, language])).toEqual([
      ['one', 'python'],
      ['sven', 'python'],
      ['seven', 'cpp'],
      ['eight', 'cobol'],
    ])
  })

  it('takes a byte order mark, Windows line ends and a missing last line feed', async () => {
    const record = '{"language":"c","before":"a;","after":"b;"}'
    const { patches, skipped } = await collect(
      readJsonLines(temporary(`\uFEFF${record}\r\n\r\n${record.replace('a;', 'c;')}`)),
    )
    expect(patches.map(({ before }) => before)).toEqual(['a;', 'c;'])
    expect(skipped).toEqual([])
  })

  it('says that a file is missing', async () => {
    await expect(collect(readJsonLines('/nowhere/fixes.jsonl'))).rejects.toMatchObject({
      name: 'RescueError',
      code: 'FILE_UNREADABLE',
      file: '/nowhere/fixes.jsonl',
    })
  })
})
