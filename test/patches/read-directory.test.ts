import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPairDirectory } from '../../src/patches/read-directory.js'
import { collect, fixture } from './collect.js'

describe('readPairDirectory', () => {
  const read = () => collect(readPairDirectory(fixture('pairs')))

  it('reads a pair with its CWE type, language and cause', async () => {
    const { patches } = await read()
    expect(patches).toEqual([
      {
        id: 'CWE-89/python-sqlite3-find-member',
        language: 'python',
        cwe: 'CWE-89',
        before: expect.stringContaining('% name'),
        after: expect.stringContaining('(name,)'),
        cause: "The member's name becomes part of the statement.",
      },
    ])
  })

  it('reads what a person wrote about a weakness', async () => {
    const { weaknesses } = await read()
    expect(weaknesses).toEqual([
      {
        cwe: 'CWE-89',
        causes: ['Text from a request becomes part of the statement.'],
        guidelines: [
          { text: 'Pass values as the second argument of `cursor.execute()`.', languages: ['python'] },
          { text: 'Bind values instead of formatting them.' },
        ],
        tasks: [
          {
            text: 'Look up a member by name: sqlite3, cursor.execute()',
            apis: ['sqlite3', 'cursor.execute'],
            languages: ['python', 'java'],
            cause: 'SQL injection: `name` is formatted into the statement.',
          },
          { text: 'Include a header: <libpq-fe.h>', apis: ['libpq-fe.h'] },
        ],
      },
    ])
  })

  it('does not mix what is written about two types in one folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rescue-'))
    writeFileSync(join(folder, 'weakness.md'), '# CWE-89\n\n## Causes\n\n- Text becomes code.\n')
    writeFileSync(join(folder, 'tasks.md'), '# CWE-79\n\n- Show a name\n')
    const { weaknesses, skipped } = await collect(readPairDirectory(folder))
    expect(weaknesses).toEqual([{ cwe: 'CWE-89', causes: ['Text becomes code.'], guidelines: [] }])
    expect(skipped.map(({ reason, record }) => [reason, record])).toEqual([['malformed', 'CWE-79']])
  })

  it('reports pairs and lines that it cannot use', async () => {
    const { skipped } = await read()
    expect(skipped.map(({ reason, record, line }) => [reason, record, line])).toEqual([
      ['malformed', undefined, 1],
      ['malformed', 'CWE-89', 14],
      ['malformed', 'CWE-89', 16],
      ['malformed', 'CWE-89', 12],
      ['malformed', 'CWE-89', 3],
      ['malformed', 'CWE-89', 6],
      ['malformed', 'CWE-89', 8],
      ['incomplete-pair', 'CWE-89/c-sqlite3-unfinished', undefined],
    ])
  })
})
