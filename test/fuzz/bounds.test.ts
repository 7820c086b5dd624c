import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyzeTask } from '../../src/analysis/index.js'
import { parseLines } from '../../src/cli/line-ranges.js'
import { Cassette } from '../../src/evaluation/index.js'
import { FileCallLog, inputLimitDefaults, loadKnowledgeBase, saveKnowledgeBase } from '../../src/index.js'
import { gitParts } from '../../src/patches/git.js'
import type { PatchStream } from '../../src/patches/index.js'
import { readOsvFixes } from '../../src/patches/osv.js'
import { readCsv } from '../../src/patches/read-csv.js'
import { readUnifiedDiff } from '../../src/patches/read-diff.js'
import { readPairDirectory } from '../../src/patches/read-directory.js'
import { gitReaderDefaults, readGitHistory } from '../../src/patches/read-git.js'
import { readJsonLines } from '../../src/patches/read-jsonl.js'
import { callChatModel } from '../../src/ports/call-chat-model.js'
import { changesOfDiff } from '../../src/review/diff-changes.js'
import { changesOfRange } from '../../src/review/git-changes.js'
import { readCoverage } from '../../src/slicing/coverage.js'
import { parseJson } from '../../src/text/parse-json.js'
import { readTextFile, readTextStream } from '../../src/text/read-text.js'
import { sampleBase } from '../knowledge/sample-base.js'

let folder: string
const at = (name: string, content?: string | Buffer) => {
  const path = join(folder, name)
  if (content !== undefined) writeFileSync(path, content)
  return path
}
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rescue-bounds-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A git work tree, and git in it. */
function newRepository(name: string) {
  const dir = at(name)
  mkdirSync(dir)
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', dir, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args])
  git('init', '-q')
  return { dir, git }
}

/** Of each outcome the identifier or the reason. */
async function outcomes(stream: PatchStream): Promise<string[]> {
  const found: string[] = []
  for await (const outcome of stream) {
    if (outcome.kind === 'patch') found.push(outcome.patch.id)
    if (outcome.kind === 'skipped') found.push(outcome.skipped.reason)
    if (outcome.kind === 'weakness') found.push(outcome.weakness.cwe)
  }
  return found
}

const record = (id: string, more: object = {}) => ({
  id,
  language: 'c',
  before: 'int a;\n',
  after: 'int b;\n',
  ...more,
})
const jsonLines = (...records: unknown[]) => records.map((one) => `${JSON.stringify(one)}\n`).join('')
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const change = (file: string, ...lines: string[]) =>
  `diff --git a/${file} b/${file}\n--- a/${file}\n+++ b/${file}\n@@ -1,${lines.length} +1,${lines.length} @@\n${lines.map((line) => `-${line}\n+${line}!\n`).join('')}`

describe('one that is too large is left out, and the others are read:', () => {
  it('a line of JSON', async () => {
    const file = at('long.jsonl', jsonLines(record('a'), record('b', { note: 'x'.repeat(500) }), record('c')))
    expect(await outcomes(readJsonLines(file, { limits: { lineLength: 300 } }))).toEqual([
      'a',
      'too-large',
      'c',
    ])
  })

  it('the code of a record', async () => {
    const file = at('code.jsonl', jsonLines(record('a', { after: 'x'.repeat(50) }), record('b')))
    expect(await outcomes(readJsonLines(file, { limits: { sourceLength: 40 } }))).toEqual(['too-large', 'b'])
  })

  it('deep nesting of JSON', async () => {
    const deep = `{"id":"deep","x":${nested(50_000)}}\n`
    const file = at('deep.jsonl', jsonLines(record('a')) + deep + jsonLines(record('b')))
    expect(await outcomes(readJsonLines(file))).toEqual(['a', 'malformed', 'b'])
  })

  it('a record of CSV', async () => {
    const rows = ['id,language,before,after', 'a,c,x,y', `b,c,x,${'y'.repeat(500)}`, 'c,c,x,y']
    const file = at('long.csv', `${rows.join('\n')}\n`)
    expect(await outcomes(readCsv(file, { limits: { sourceLength: 200 } }))).toEqual(['a', 'too-large', 'c'])
    // Nobody can tell where such a row was meant to end, so the file is read no further.
    expect(await outcomes(readCsv(file, { limits: { lineLength: 200 } }))).toEqual(['a', 'too-large'])
  })

  it('the change of one file in a diff', async () => {
    const text = change('a.c', 'x') + change('b.c', ...Array<string>(200).fill('y')) + change('c.c', 'z')
    const file = at('long.diff', text)
    const found = await outcomes(readUnifiedDiff(file, { limits: { sectionLength: 300 } }))
    expect(found).toEqual([
      expect.stringMatching(/^[0-9a-f]{12}$/),
      'too-large',
      expect.stringMatching(/^[0-9a-f]{12}$/),
    ])
  })

  it('a hunk of a diff', async () => {
    const file = at('hunk.diff', change('a.c', 'x') + change('b.c', 'y'.repeat(100)))
    const found = await outcomes(readUnifiedDiff(file, { limits: { sourceLength: 50 } }))
    expect(found[1]).toBe('too-large')
  })

  it.each(['@@ -1,999999999 +1 @@', `@@ -1,${'9'.repeat(400)} +1,${'9'.repeat(400)} @@`])(
    'a hunk whose header promises more lines than there are: %.30s',
    async (header) => {
      const hostile = `diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n${header}\n-x\n+y\n`
      const file = at('counts.diff', hostile + change('b.c', 'z'))
      const found = await outcomes(readUnifiedDiff(file))
      expect(found.at(-1)).toMatch(/^[0-9a-f]{12}$/)
      const { texts } = await changesOfDiff(hostile + change('b.c', 'z'))
      expect(texts.map((text) => text.file)).toContain('b.c')
    },
  )

  it('a file of a pair, and what is written about a type', async () => {
    for (const [name, size] of [
      ['small', 1],
      ['large', 500],
    ] as const) {
      mkdirSync(at(`pairs/CWE-89/${name}`), { recursive: true })
      at(`pairs/CWE-89/${name}/vulnerable.py`, 'x = 1\n'.repeat(size))
      at(`pairs/CWE-89/${name}/secure.py`, 'x = 2\n')
    }
    at('pairs/CWE-89/weakness.md', `# CWE-89\n\n## Causes\n\n- ${'long '.repeat(500)}\n`)
    const found = await outcomes(readPairDirectory(at('pairs'), { limits: { sourceLength: 1_000 } }))
    expect(found).toEqual(['too-large', 'too-large', 'CWE-89/small'])
  })

  it('an advisory', async () => {
    mkdirSync(at('osv'), { recursive: true })
    const fixed = (id: string, details: string) => ({
      id,
      details,
      references: [{ url: 'https://example.org/commit/0123456789abcdef' }],
    })
    at('osv/a.json', JSON.stringify(fixed('A', 'x'.repeat(1_000))))
    at('osv/b.json', JSON.stringify(fixed('B', '')))
    at('osv/c.json', nested(5_000))
    const { commits, skipped } = await readOsvFixes(at('osv'), { limits: { textBytes: 500, jsonDepth: 50 } })
    expect(commits).toHaveLength(1)
    expect(skipped.map(({ reason }) => reason)).toEqual(['too-large', 'too-large'])
  })

  it('what is behind the bound of a commit message', async () => {
    const message = (cwe: string) => `From ${'0'.repeat(40)} Mon Sep 17\nSubject: Fix\n\n${cwe}\n---\n`
    const file = at('message.patch', message(`${'x'.repeat(500)}\nCWE-79`) + change('a.c', 'x'))
    const typesWith = async (messageLength: number) => {
      const types: (string | undefined)[] = []
      for await (const outcome of readUnifiedDiff(file, { limits: { messageLength } })) {
        if (outcome.kind === 'patch') types.push(outcome.patch.cwe)
      }
      return types
    }
    expect(await typesWith(1_000)).toEqual(['CWE-79'])
    expect(await typesWith(300)).toEqual([undefined])
  })

  it('a part of what git prints', async () => {
    const { dir, git } = newRepository('message')
    git('commit', '-q', '--allow-empty', '-F', at('message.txt', 'word '.repeat(50_000)))
    const parts: string[] = []
    const args = ['log', '--format=%B%x00%an%x00']
    for await (const part of gitParts(dir, args, { maxPart: 70_000 })) parts.push(part)
    expect(parts.map(({ length }) => length)).toEqual([70_000, 1, 1])
  })

  it('the source files of a commit', async () => {
    const { dir, git } = newRepository('files')
    for (const value of [1, 2]) {
      for (const name of ['a', 'b', 'c'])
        writeFileSync(join(dir, `${name}.py`), `def f():\n    return ${value}\n`)
      git('add', '.')
      git('commit', '-q', '-m', 'Fix an SQL injection')
    }
    expect(await outcomes(readGitHistory(dir, { maxFiles: 2 }))).toEqual(['no-parent', 'too-many-files'])
    expect(await outcomes(readGitHistory(dir, { maxFiles: 3 }))).toHaveLength(4)
    expect(gitReaderDefaults.maxFiles).toBe(15)
  })

  it('a file in git, for a build and for a review', async () => {
    const { dir, git } = newRepository('repository')
    const write = (sign: string) => {
      for (const [name, size] of [
        ['small.py', 1],
        ['large.py', 900],
      ] as const)
        writeFileSync(join(dir, name), `def f(x):\n${`    x = '${sign}'\n`.repeat(size)}    return x\n`)
      git('add', '.')
      git('commit', '-q', '-m', 'Fix an SQL injection')
    }
    write('a')
    write('b')
    const limits = { sourceLength: 5_000 }
    const found = await outcomes(readGitHistory(dir, { limits }))
    expect(found).toEqual(['no-parent', 'too-large', expect.stringContaining('small.py')])
    const review = await changesOfRange('HEAD~1..HEAD', { cwd: dir, limits })
    expect(review.texts.map(({ file }) => file)).toEqual(['small.py'])
    expect(review.skipped).toEqual([{ file: 'large.py', reason: 'too-large' }])
    await expect(
      changesOfRange('HEAD~1..HEAD', { cwd: dir, limits: { textBytes: 100 } }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })
})

describe('what is too large as a whole is refused with a typed error:', () => {
  it('a text file and a stream', async () => {
    const file = at('text.txt', 'x'.repeat(100))
    expect(await readTextFile(file, 100)).toHaveLength(100)
    await expect(readTextFile(file, 99)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(readTextStream(Readable.from(['ab', 'cd']), 'It', 3)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })

  it('a device that never ends', async () => {
    await expect(readTextFile('/dev/zero', 1_000_000)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('JSON that is nested too deep, but not brackets in strings', () => {
    expect(() => parseJson(nested(101))).toThrow('100 deep')
    expect(parseJson(nested(100))).toBeDefined()
    expect(parseJson(JSON.stringify('['.repeat(1_000)))).toHaveLength(1_000)
    expect(parseJson(String.raw`["\\\"[[[", "\\"]`, 1)).toEqual(['\\"[[[', '\\'])
  })

  it('a manifest, a file and a line of a knowledge base', async () => {
    const dir = at('base')
    saveKnowledgeBase(sampleBase(), dir)
    const load = (limits: object) => loadKnowledgeBase(dir, { limits })
    await expect(load({})).resolves.toBeDefined()
    for (const limits of [{ manifestBytes: 100 }, { fileBytes: 100 }, { lineLength: 100 }]) {
      await expect(load(limits)).rejects.toMatchObject({ code: 'KNOWLEDGE_INVALID' })
    }
  })

  it('a manifest that is nested too deep', async () => {
    const dir = at('deep-base')
    saveKnowledgeBase(sampleBase(), dir)
    const file = join(dir, 'manifest.json')
    const manifest = readFileSync(file, 'utf8')
    writeFileSync(file, manifest.replace('"files"', `"calibration": {"x": ${nested(20_000)}},\n  "files"`))
    await expect(loadKnowledgeBase(dir)).rejects.toMatchObject({ code: 'KNOWLEDGE_INVALID' })
  })

  it('an answer of a model', async () => {
    const model = { invoke: async () => 'x'.repeat(101) }
    const ask = (maxAnswerLength: number) =>
      callChatModel(model, [{ role: 'user', content: 'x' }], 'a test', { maxAnswerLength })
    await expect(ask(101)).resolves.toHaveLength(101)
    await expect(ask(100)).rejects.toMatchObject({ code: 'MODEL_ANSWER' })
  })

  it.each(['code', 'description', 'cause', 'draft'])('the %s of a task', async (field) => {
    const task = { language: 'c', [field]: 'x'.repeat(inputLimitDefaults.taskTextLength + 1) }
    await expect(analyzeTask(task)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('a coverage report', () => {
    expect(() => readCoverage('SF:a.py\nDA:1,1\nend_of_record\n', { maxLength: 10 })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    )
    expect(() => readCoverage(nested(5_000))).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })

  it('line numbers of a slice', () => {
    expect(() => parseLines('1-9999999')).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
    expect(() => parseLines('1-600000,600001-1200000')).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
  })

  it('an entry of a cassette', async () => {
    const file = at('cassette.jsonl', `${nested(1_000)}\n`)
    await expect(Cassette.open(file, { mode: 'replay', model: {} })).rejects.toMatchObject({
      code: 'MALFORMED_RECORD',
    })
  })

  it('a checkpoint', () => {
    const file = at('calls.jsonl', '')
    truncateSync(file, 3 * 1024 ** 3)
    expect(() => new FileCallLog(file)).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }))
    rmSync(file)
  })

  it.each(['jsonl', 'csv', 'diff'])('a compressed .%s', async (extension) => {
    const file = at(`packed.${extension}`, gzipSync(jsonLines(record('a'))))
    const read = { jsonl: readJsonLines, csv: readCsv, diff: readUnifiedDiff }[extension]!
    await expect(outcomes(read(file))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})
