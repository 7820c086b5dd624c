import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPatches } from '../../src/patches/read-patches.js'
import { collect, fixture } from './collect.js'

describe('readPatches', () => {
  it.each([
    ['fixes.jsonl', 3],
    ['plain.diff', 2],
    ['0001-escape-names.patch', 3],
    ['pairs', 1],
  ])('chooses the reader of %s', async (name, count) => {
    expect((await collect(readPatches(fixture(name)))).patches).toHaveLength(count)
  })

  it('reads the files of a directory in the order of their names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rescue-'))
    for (const name of ['b', 'a', 'c']) {
      writeFileSync(
        join(folder, `${name}.jsonl`),
        `{"id":"${name}","language":"c","before":"x","after":"y"}\n`,
      )
    }
    writeFileSync(join(folder, 'notes.txt'), 'no fixes')
    expect((await collect(readPatches(folder))).patches.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('says at once that a path does not exist', () => {
    expect(() => readPatches('/nowhere')).toThrowError(expect.objectContaining({ code: 'FILE_UNREADABLE' }))
  })

  it('says what it can read', () => {
    const self = new URL(import.meta.url).pathname
    expect(() => readPatches(self)).toThrowError(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })
})
