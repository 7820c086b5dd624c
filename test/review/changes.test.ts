import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changedLinesBetween } from '../../src/review/change.js'
import { changedFunctions, changesOfDiff, changesOfRange } from '../../src/review/index.js'

const before = 'def f(a):\n    check(a)\n    run(a)\n    return a\n'
const after = 'def f(a):\n    run(a)\n    return a + 1\n'

let repository: string
const git = (...args: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args],
    {
      cwd: repository,
      encoding: 'utf8',
    },
  )
const write = (name: string, text: string) => writeFileSync(join(repository, name), text)

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'rescue-review-'))
  git('init', '-q', '-b', 'main')
  mkdirSync(join(repository, 'src'))
  write('src/app.py', before)
  write('src/same.py', before)
  write('old name.py', `${before}\n# a comment that makes it long enough to be found again\n`)
  write('gone.py', before)
  git('add', '-A')
  git('commit', '-qm', 'one')
  write('src/app.py', after)
  git('mv', 'old name.py', 'new "name".py')
  write('new "name".py', `${after}\n# a comment that makes it long enough to be found again\n`)
  rmSync(join(repository, 'gone.py'))
  write('added.js', 'export const x = 1\n')
  write('notes.md', 'text\n')
  write('image.c', 'int x;\0\n')
  symlinkSync('/etc/passwd', join(repository, 'link.py'))
  git('add', '-A')
  git('commit', '-qm', 'two')
})
afterAll(() => rmSync(repository, { recursive: true, force: true }))

describe('changesOfRange', () => {
  it('reads the whole new text of changed, added and renamed files, whatever their names', async () => {
    const { texts } = await changesOfRange('HEAD~1..HEAD', { cwd: repository })
    expect(texts.map(({ file }) => file).sort()).toEqual(['added.js', 'new "name".py', 'src/app.py'])
    expect(texts.find(({ file }) => file === 'src/app.py')).toEqual({
      file: 'src/app.py',
      language: 'python',
      text: after,
      firstLine: 1,
      // Line 2 stands where the check was deleted.
      changedLines: [2, 3],
    })
    expect(texts.find(({ file }) => file === 'added.js')?.changedLines).toEqual([1])
  })

  it('names what it does not review; deleted files and symbolic links have no text', async () => {
    const { skipped } = await changesOfRange('HEAD~1..HEAD', { cwd: repository })
    expect(skipped).toEqual(
      expect.arrayContaining([
        { file: 'notes.md', reason: 'unsupported-language' },
        { file: 'image.c', reason: 'binary' },
      ]),
    )
    expect(skipped).toHaveLength(2)
  })

  it('works from a subdirectory, and takes three dots', async () => {
    const { texts } = await changesOfRange('HEAD~1...HEAD', { cwd: join(repository, 'src') })
    expect(texts.map(({ file }) => file)).toContain('src/app.py')
  })

  it('runs nothing that the repository configures', async () => {
    git('config', 'diff.external', `touch ${join(repository, 'ran')} #`)
    git('config', 'diff.evil.textconv', `touch ${join(repository, 'ran')} #`)
    write('.git/info/attributes', '*.py diff=evil\n')
    await changesOfRange('HEAD~1..HEAD', { cwd: repository })
    expect(existsSync(join(repository, 'ran'))).toBe(false)
  })

  it.each([
    ['--output=/tmp/x..y', 'INVALID_OPTION'],
    ['HEAD', 'INVALID_OPTION'],
    ['nowhere..HEAD', 'INVALID_INPUT'],
  ])('refuses the range %s', async (range, code) => {
    await expect(changesOfRange(range, { cwd: repository })).rejects.toMatchObject({
      name: 'RescueError',
      code,
    })
  })

  it('says so outside of a repository', async () => {
    await expect(changesOfRange('a..b', { cwd: tmpdir() })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('heeds the signal', async () => {
    const signal = AbortSignal.abort()
    await expect(changesOfRange('HEAD~1..HEAD', { cwd: repository, signal })).rejects.toMatchObject({
      code: 'ABORTED',
    })
  })
})

describe('a check that is deleted at the end of a function', () => {
  it('is a change of that function, not of what follows it', () => {
    const older = 'def f(a):\n    b = a\n    check(b)\n\ndef g():\n    run()\n'
    const text = older.replace('    check(b)\n', '')
    const changedLines = changedLinesBetween(older, text)
    expect(
      changedFunctions({ file: 'x.py', language: 'python', text, firstLine: 1, changedLines }),
    ).toMatchObject([{ name: 'f', changedLines: [2] }])
  })
})

describe('changesOfDiff', () => {
  it('sees the same changed lines in the diff of a range', async () => {
    const { texts } = await changesOfDiff(
      git('diff', '--no-ext-diff', '--no-textconv', 'HEAD~1..HEAD', '--', 'src/app.py'),
    )
    expect(texts).toMatchObject([{ file: 'src/app.py', text: after, firstLine: 1, changedLines: [2, 3] }])
  })

  it('takes each hunk for itself, with its lines in the new file', async () => {
    const diff =
      '--- a/x.c\n+++ b/x.c\n@@ -10,2 +10,3 @@ int f(void)\n a();\n+b();\n c();\n@@ -40,2 +41,1 @@\n-d();\n e();\n'
    const { texts } = await changesOfDiff(diff)
    expect(texts).toEqual([
      { file: 'x.c', language: 'c', text: 'a();\nb();\nc();\n', firstLine: 10, changedLines: [11] },
      { file: 'x.c', language: 'c', text: 'e();\n', firstLine: 41, changedLines: [41] },
    ])
  })

  it.each([
    ['behind which nothing comes', '@@ -1,3 +1,2 @@\n def f(a):\n     b = a\n-    check(b)\n', 2],
    ['behind which a blank line comes', '@@ -1,4 +1,3 @@\n def f(a):\n     b = a\n-    check(b)\n \n', 2],
    [
      'behind which another function comes',
      '@@ -1,4 +1,3 @@\n def f(a):\n     b = a\n-    check(b)\n def g():\n',
      2,
    ],
    ['in the middle', '@@ -1,3 +1,2 @@\n def f(a):\n-    check(a)\n     b = a\n', 2],
    ['before a brace', '@@ -1,4 +1,3 @@\n f(a) {\n   b = a\n-  check(b)\n }\n', 2],
    ['between functions', '@@ -1,4 +1,2 @@\n     b = a\n-\n-X = 1\n def g():\n', 2],
    ['of blanks alone', '@@ -1,3 +1,2 @@\n     b = a\n-\n def g():\n', 2],
    ['with no context', '@@ -3,1 +2,0 @@\n-    check(b)\n', 3],
  ])('places deleted lines %s', async (_, hunk, line) => {
    const { texts } = await changesOfDiff(`--- a/x.py\n+++ b/x.py\n${hunk}`)
    expect(texts[0]?.changedLines).toEqual([line])
  })

  it('passes over deleted files, and names those it does not review', async () => {
    const diff = [
      'diff --git a/gone.py b/gone.py\ndeleted file mode 100644\n--- a/gone.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-x = 1\n',
      'diff --git a/a.png b/a.png\nindex 1..2 100644\nBinary files a/a.png and b/a.png differ\n',
      'diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-a\n+b\n',
    ].join('')
    expect(await changesOfDiff(diff)).toEqual({
      texts: [],
      skipped: [
        { file: 'a.png', reason: 'binary' },
        { file: 'a.txt', reason: 'unsupported-language' },
      ],
    })
  })

  it('says so where the diff is that of a merge', async () => {
    const diff =
      'diff --cc x.py\nindex 1,2..3\n--- a/x.py\n+++ b/x.py\n@@@ -1,2 -1,2 +1,3 @@@\n  a\n +b\n++c\n'
    expect(await changesOfDiff(diff)).toEqual({ texts: [], skipped: [{ file: 'x.py', reason: 'combined' }] })
  })

  it('reviews the rest where one file of a diff is damaged', async () => {
    const diff =
      'diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1,9 +1,9 @@\n-a\n+b\ndiff --git a/b.py b/b.py\n--- a/b.py\n+++ b/b.py\n@@ -1 +1 @@\n-a\n+run()\n'
    const { texts, skipped } = await changesOfDiff(diff)
    expect(texts.map(({ file }) => file)).toEqual(['b.py'])
    expect(skipped).toEqual([{ file: 'a.py', reason: 'malformed' }])
  })

  it('finds nothing in an empty diff, and refuses what is none', async () => {
    expect(await changesOfDiff('\n')).toEqual({ texts: [], skipped: [] })
    await expect(changesOfDiff('hello\n')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})
