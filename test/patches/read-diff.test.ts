import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readUnifiedDiff } from '../../src/patches/read-diff.js'
import { collect, fixture } from './collect.js'

describe('readUnifiedDiff', () => {
  it('makes a fragment of each hunk: context and removed lines before, context and added lines after', async () => {
    const { patches } = await collect(readUnifiedDiff(fixture('plain.diff'), { cwe: 'CWE-787' }))
    expect(patches[0]).toMatchObject({
      language: 'c',
      cwe: 'CWE-787',
      fragment: true,
      before: 'void keep(char *to, const char *from)\n{\n    strcpy(to, from);\n}\n',
      after: 'void keep(char *to, const char *from)\n{\n    snprintf(to, LEN, "%s", from);\n}\n',
    })
  })

  it('does not take a removed line that looks like a header for one', async () => {
    const { patches } = await collect(readUnifiedDiff(fixture('plain.diff')))
    expect(patches).toHaveLength(2)
    expect(patches[1]).toMatchObject({ before: 'a = 1\n-- the old marker\nb = 2\n', after: 'a = 1\nb = 2\n' })
    expect(patches[1]).not.toHaveProperty('cwe')
  })

  it('does not count the remark on a missing line feed as a line of its hunk', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'two.diff')
    const remark = '\\ No newline at end of file\n'
    const change = (name: string) =>
      `--- a/${name}\n+++ b/${name}\n@@ -1,2 +1,2 @@\n a\n-b\n${remark}+c\n${remark}`
    writeFileSync(file, change('x.py') + change('y.py'))
    const { patches, skipped } = await collect(readUnifiedDiff(file))
    expect(patches.map(({ origin, before, after }) => [origin?.file, before, after])).toEqual([
      ['x.py', 'a\nb\n', 'a\nc\n'],
      ['y.py', 'a\nb\n', 'a\nc\n'],
    ])
    expect(skipped).toEqual([])
  })

  it('reads a series of mailed patches: commit and CWE type come from the message', async () => {
    const { patches } = await collect(readUnifiedDiff(fixture('0001-escape-names.patch')))
    expect(
      patches.map(({ cwe, language, origin }) => [origin?.commit?.[0], origin?.file, cwe, language]),
    ).toEqual([
      ['1', 'web/list.js', 'CWE-79', 'javascript'],
      ['1', 'web/list.js', 'CWE-79', 'javascript'],
      ['7', 'web/renamed.py', undefined, 'python'],
    ])
    expect(patches[1]!.before).toBe('function head(club) {\n  h1.innerHTML = club\n}\n')
    expect(patches[2]!.after).toBe('run(words)\ndone()\n')
  })

  it('takes the CWE type of the message before the one that it is told, but none of the names of files', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'mailed.patch')
    const mail = (subject: string) =>
      `From ${'0'.repeat(40)} Mon Sep 17\nSubject: ${subject}\n---\n docs/cwe-22.md | 2 +-\n\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n-- \n2.40\n`
    writeFileSync(file, mail('Fix CWE-79') + mail('Fix it'))
    const { patches } = await collect(readUnifiedDiff(file, { cwe: 'CWE-20' }))
    expect(patches.map(({ cwe }) => cwe)).toEqual(['CWE-79', 'CWE-20'])
  })

  it('reports binary and added files with the line of their section', async () => {
    const { skipped } = await collect(readUnifiedDiff(fixture('0001-escape-names.patch')))
    expect(skipped.map(({ reason, line }) => [reason, line])).toEqual([
      ['binary', 27],
      ['file-added', 30],
    ])
  })

  it('says that a file holds no diff', async () => {
    const { skipped } = await collect(readUnifiedDiff(fixture('fixes.jsonl')))
    expect(skipped).toEqual([expect.objectContaining({ reason: 'malformed', line: 1 })])
  })
})
