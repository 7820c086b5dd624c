import { describe, expect, it } from 'vitest'
import { readOsvFixes } from '../../src/patches/osv.js'
import { fixture } from './collect.js'

describe('readOsvFixes', () => {
  it('takes fixing commits of git ranges and of references, with the first CWE type', async () => {
    const { commits, skipped } = await readOsvFixes(fixture('osv/GHSA-one.json'))
    expect(commits).toEqual([
      { hash: 'aaaabbbbccccddddeeeeffff0000111122223333', cwe: 'CWE-89' },
      { hash: '1234567890abcdef', cwe: 'CWE-89' },
    ])
    expect(skipped).toEqual([])
  })

  it('reads a directory, each commit once, and reports what is no advisory', async () => {
    const { commits, skipped } = await readOsvFixes(fixture('osv'))
    expect(commits.map(({ hash, cwe }) => [hash.slice(0, 4), cwe])).toEqual([
      ['aaaa', 'CWE-89'],
      ['1234', 'CWE-89'],
    ])
    expect(skipped.map(({ reason, file }) => [reason, file.split('/').at(-1)])).toEqual([
      ['malformed', 'broken.json'],
      ['malformed', 'list.json'],
    ])
  })

  it('says that a path does not exist', async () => {
    await expect(readOsvFixes('/nowhere')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})
