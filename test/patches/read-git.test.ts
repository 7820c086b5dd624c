import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readGitHistory } from '../../src/patches/read-git.js'
import { readPatches } from '../../src/patches/read-patches.js'
import { collect } from './collect.js'
import { TestRepository } from './git-repository.js'

const search = (query: string) => `import sqlite3

TABLE = "items"


def connect(path):
    return sqlite3.connect(path)


class Search:
    def find(self, db, name):
        cur = db.cursor()
        ${query}
        return cur.fetchall()

    def count(self, db):
        return db.execute("SELECT COUNT(*) FROM items").fetchone()[0]
`
const unsafeQuery = `cur.execute("SELECT * FROM items WHERE name = '%s'" % name)`
const boundQuery = `cur.execute("SELECT * FROM items WHERE name = ?", (name,))`

const server = (route: string, view: string) => `const express = require('express')
const path = require('path')
const app = express()

app.get('/file', async (req, res) => {
  ${route}
})

function show(cell, text) {
  ${view}
}

module.exports = { app, show }
`
const openRoute = "res.sendFile(path.join('/srv/files', req.query.name))"
const checkedRoute = "res.sendFile(path.basename(req.query.name), { root: '/srv/files' })"

const buffer = (copy: string, release: string) => `#include <string.h>
#include <stdlib.h>

static int
keep(char *to, size_t size, const char *from)
{
  ${copy}
  return 0;
}

void drop(struct box *b)
{
  free(b->data);
  ${release}
}
`

const packing = (imports: string, pack: string) => `${imports}

def name_of(order):
    return f"order-{order.number}.tar"

def pack(name):
    ${pack}
`

const png = (byte: number) => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, byte, 0, 255])

/** Thirty commits, of which eight are security fixes. */
function makeHistory() {
  const repository = new TestRepository()
  const commit = repository.commit.bind(repository)
  const fixes: Record<string, string> = {}
  commit('Start the project', { 'README.md': '# Shop\n', '.gitignore': 'tmp\n' })
  commit('Add search', { 'shop/search.py': search(unsafeQuery) })
  commit('Add the server', { 'web/server.js': server(openRoute, 'cell.innerHTML = text') })
  commit('Add buffers', { 'native/buffer.c': buffer('strcpy(to, from);', 'b->size = 0;') })
  commit('Add a logo', { 'web/logo.png': png(1) })
  commit('Add a copy of a library', {
    'vendor/lib/parse.js': 'function parse(t) {\n  return eval(t)\n}\n',
    'third_party/zip.c': 'int unzip(char *n)\n{\n  return 0;\n}\n',
  })
  commit('Document the search', { 'README.md': '# Shop\n\nSearch by name.\n' })
  fixes.sql = commit('Fix SQL injection in the item search\n\nReported by a customer.', {
    'shop/search.py': search(boundQuery),
    'test/test_search.py': 'def test_find():\n    assert True\n',
  })
  commit('Test the search', { 'test/test_search.py': 'def test_find():\n    assert find(db, "a") == []\n' })
  commit('Fix CVE-2021-0001 in the copied library', {
    'vendor/lib/parse.js': 'function parse(t) {\n  return JSON.parse(t)\n}\n',
  })
  fixes.traversal = commit('web: do not leave the folder of files\n\nCWE-22, found in review.', {
    'web/server.js': server(checkedRoute, 'cell.innerHTML = text'),
  })
  commit('Format the server', {
    'web/server.js': server(checkedRoute, 'cell.innerHTML = text').replace('async ', ''),
  })
  commit('Rename the search', { 'shop/find.py': search(boundQuery), 'shop/search.py': '' })
  commit('Remove the empty file', {})
  repository.git('switch', '--quiet', '--create', 'escape')
  fixes.script = commit('Fix stored XSS in the list', {
    'web/server.js': server(checkedRoute, 'cell.textContent = text').replace('async ', ''),
  })
  repository.git('switch', '--quiet', 'main')
  commit('Raise the limit', { 'shop/limits.py': 'LIMIT = 10\n' })
  repository.git('merge', '--quiet', '--no-ff', '-m', "Merge branch 'escape': security fix for XSS", 'escape')
  fixes.overflow = commit('Fix heap buffer overflow in keep() (GHSA-aaaa-bbbb-cccc)', {
    'native/buffer.c': buffer('snprintf(to, size, "%s", from);', 'b->size = 0;'),
    'web/logo.png': png(2),
  })
  commit('Make the logo smaller', { 'web/logo.png': png(3) })
  commit('Update the changelog for the security release', { 'CHANGELOG.md': 'Fixed a vulnerability.\n' })
  fixes.dangling = commit('native: use-after-free in drop()', {
    'native/buffer.c': buffer('snprintf(to, size, "%s", from);', 'b->data = NULL;'),
  })
  commit('Generate the protocol\n\nCVE-2020-1111', {
    'shop/wire_pb2.py': 'def f():\n    return 1\n',
    'shop/shell.py': packing('import os', 'os.system("tar cf " + name)'),
  })
  commit('Generate the protocol again after CVE-2020-1111', {
    'shop/wire_pb2.py': 'def f():\n    return 2\n',
  })
  // A fix that moves the file at the same time.
  repository.git('mv', 'shop/shell.py', 'shop/archive.py')
  fixes.shell = commit('security: pack without a shell', {
    'shop/archive.py': packing('import subprocess', 'subprocess.run(["tar", "cf", name], check=True)'),
  })
  commit('Add a cache', {
    'shop/cache.py': 'import pickle\n\n\ndef load(raw):\n    return pickle.loads(raw)\n',
  })
  commit('Speed up the cache', {
    'shop/cache.py': 'import pickle\n\n\ndef load(raw):\n    return pickle.loads(raw) if raw else None\n',
  })
  fixes.cache = commit('Fix CWE-502: the cache builds objects', {
    'shop/cache.py': 'import json\n\n\ndef load(raw):\n    return json.loads(raw) if raw else None\n',
  })
  commit('Revert "Fix SQL injection in the item search"', { 'shop/notes.py': 'NOTE = 1\n' })
  fixes.decorator = commit('Prevent CSRF attacks on orders', {
    'shop/cache.py':
      'import json\n\n\n@csrf_protect\ndef load(raw):\n    return json.loads(raw) if raw else None\n',
  })
  commit('Release 1.0', { VERSION: '1.0\n' })
  return { repository, fixes }
}

describe('readGitHistory', () => {
  let history: ReturnType<typeof makeHistory>
  let read: Awaited<ReturnType<typeof collect>>

  beforeAll(async () => {
    history = makeHistory()
    read = await collect(readGitHistory(history.repository.path, { source: 'shop' }))
  }, 60_000)

  const patchesOf = (commit: string) => read.patches.filter(({ origin }) => origin?.commit === commit)

  it('finds exactly the eight fixes among thirty commits', () => {
    expect(history.repository.git('rev-list', '--count', '--no-merges', 'HEAD')).toBe('29')
    expect(history.repository.git('rev-list', '--count', 'HEAD')).toBe('30')
    expect(Object.keys(history.fixes)).toHaveLength(8)
    expect(new Set(read.patches.map(({ origin }) => origin?.commit))).toEqual(
      new Set(Object.values(history.fixes)),
    )
    expect(read.patches).toHaveLength(8)
  })

  it('takes the CWE type from the message, by number or name', () => {
    const types = Object.fromEntries(
      Object.entries(history.fixes).map(([name, commit]) => [name, patchesOf(commit)[0]!.cwe]),
    )
    expect(types).toEqual({
      sql: 'CWE-89',
      traversal: 'CWE-22',
      script: 'CWE-79',
      overflow: 'CWE-787',
      dangling: 'CWE-416',
      shell: undefined,
      cache: 'CWE-502',
      decorator: 'CWE-352',
    })
  })

  it('cuts a method out with its full text before and after', () => {
    const [patch] = patchesOf(history.fixes.sql!)
    const method = (query: string) =>
      `    def find(self, db, name):\n        cur = db.cursor()\n        ${query}\n        return cur.fetchall()\n`
    expect(patch).toEqual({
      id: `${history.fixes.sql!.slice(0, 12)}:shop/search.py:find:11`,
      language: 'python',
      cwe: 'CWE-89',
      before: method(unsafeQuery),
      after: method(boundQuery),
      origin: { source: 'shop', file: 'shop/search.py', function: 'find', commit: history.fixes.sql },
    })
  })

  it('cuts a handler without a name out with the statement that holds it', () => {
    const [patch] = patchesOf(history.fixes.traversal!)
    expect(patch!.before).toBe(
      `const path = require('path')\napp.get('/file', async (req, res) => {\n  ${openRoute}\n})\n`,
    )
    expect(patch!.origin).not.toHaveProperty('function')
  })

  it('takes a C function with its return type', () => {
    const [patch] = patchesOf(history.fixes.overflow!)
    expect(patch!.before).toMatch(/^static int\nkeep\(char \*to/)
  })

  it('follows a file that the fix moves', () => {
    const [patch] = patchesOf(history.fixes.shell!)
    expect(patch).toMatchObject({
      before: 'import os\ndef pack(name):\n    os.system("tar cf " + name)\n',
      origin: { file: 'shop/archive.py', function: 'pack' },
    })
  })

  it('takes a decorator as a part of its function', () => {
    const [patch] = patchesOf(history.fixes.decorator!)
    expect(patch!.after).toMatch(/^import json\n@csrf_protect\ndef load/)
    expect(patch!.before).toMatch(/^import json\ndef load/)
  })

  it('reports tests, copies, generated and binary files of the commits that it looked at', () => {
    const reasons = new Set(read.skipped.map(({ reason, file }) => `${reason} ${file}`))
    expect(reasons).toContain('vendored vendor/lib/parse.js')
    expect(reasons).toContain('generated shop/wire_pb2.py')
    expect(reasons).toContain('unsupported-language web/logo.png')
  })

  it('looks at a range only', async () => {
    const { sql, script } = history.fixes
    const { patches } = await collect(readGitHistory(history.repository.path, { range: `${sql}..${script}` }))
    expect(patches.map(({ cwe }) => cwe)).toEqual(['CWE-22', 'CWE-79'])
  })

  it('takes other patterns of messages', async () => {
    const messages = { include: [/cache/], exclude: [/Fix/] }
    const { patches } = await collect(readGitHistory(history.repository.path, { messages }))
    expect(patches.map(({ origin }) => origin?.function)).toEqual(['load'])
  })

  it('keeps the usual exclusions where only the inclusions are given', async () => {
    const messages = { include: [/SQL injection/] }
    const { patches } = await collect(readGitHistory(history.repository.path, { messages }))
    expect(patches.map(({ origin }) => origin?.commit)).toEqual([history.fixes.sql])
  })

  it.each([
    ['hashes instead of commits', { commits: ['abc'] }],
    ['a commit that is an option', { commits: [{ hash: '--all' }] }],
    ['nothing for a commit', { commits: [null] }],
    ['a number for a range', { range: 5 }],
  ])('refuses %s', async (_, options) => {
    const reading = collect(readGitHistory(history.repository.path, options as never))
    await expect(reading).rejects.toMatchObject({ code: 'INVALID_OPTION' })
  })

  it('takes exactly the commits of a list, with the type that the list gives', async () => {
    const { path } = history.repository
    const commits = [{ hash: history.fixes.shell!.slice(0, 10), cwe: 'CWE-78' }, { hash: 'f'.repeat(40) }]
    const { patches, skipped } = await collect(readGitHistory(path, { commits }))
    expect(patches.map(({ cwe, origin }) => [cwe, origin?.commit])).toEqual([['CWE-78', history.fixes.shell]])
    expect(skipped.map(({ reason }) => reason)).toEqual(['unknown-commit'])
  })

  it('compares a merge that is listed with its first parent', async () => {
    const { path, git } = {
      path: history.repository.path,
      git: history.repository.git.bind(history.repository),
    }
    const merge = git('rev-list', '--merges', 'HEAD')
    const { patches } = await collect(readGitHistory(path, { commits: [{ hash: merge }] }))
    expect(patches.map(({ cwe, origin }) => [cwe, origin?.function])).toEqual([['CWE-79', 'show']])
  })

  it('passes over a commit that sweeps through the code', async () => {
    const { patches, skipped } = await collect(readGitHistory(history.repository.path, { maxFiles: 0 }))
    expect(patches).toEqual([])
    expect(skipped.filter(({ reason }) => reason === 'too-many-files')).toHaveLength(8)
  })

  it('is what readPatches does with a work tree', async () => {
    const { patches } = await collect(readPatches(history.repository.path))
    expect(patches).toHaveLength(8)
  })

  it.each(['--output=/tmp/x', '', 'nowhere..HEAD'])('refuses the range "%s"', async (range) => {
    await expect(collect(readGitHistory(history.repository.path, { range }))).rejects.toMatchObject({
      name: 'RescueError',
    })
  })

  it('stops when aborted', async () => {
    const controller = new AbortController()
    const reading = readGitHistory(history.repository.path, { signal: controller.signal })
    expect((await reading.next()).done).toBe(false)
    controller.abort()
    await expect(collect(reading)).rejects.toMatchObject({ code: 'ABORTED' })
  })

  it('leaves links out, and files that say that they are generated', async () => {
    const repository = new TestRepository()
    for (const value of ['1', '2']) {
      rmSync(join(repository.path, 'link.py'), { force: true })
      symlinkSync(`target-${value}`, join(repository.path, 'link.py'))
      repository.commit('Fix code injection', {
        'parser.py': `# Generated by a tool. Do not edit.\ndef f():\n    return ${value}\n`,
      })
    }
    const { patches, skipped } = await collect(readGitHistory(repository.path))
    expect(patches).toEqual([])
    expect(skipped.map(({ reason, file }) => [reason, file])).toContainEqual(['generated', 'parser.py'])
  })

  it('leaves files out that are no text, or begin with a byte order mark that is none of the code', async () => {
    const repository = new TestRepository()
    const code = (call: string) => `import ast\ndef f(x):\n    return ${call}(x)\n`
    for (const call of ['eval', 'ast.literal_eval']) {
      repository.commit('Fix code injection', {
        'marked.py': `\uFEFF${code(call)}`,
        'wide.py': Buffer.from(`\uFEFF${code(call)}`, 'utf16le'),
      })
    }
    const { patches, skipped } = await collect(readGitHistory(repository.path))
    expect(patches.map(({ after }) => after)).toEqual([code('ast.literal_eval')])
    expect(skipped.map(({ reason, file }) => [reason, file])).toContainEqual(['binary', 'wide.py'])
  })

  it('says that a directory is no work tree', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'rescue-'))
    await expect(collect(readGitHistory(dir))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  it('does not run what the repository tells git to run', async () => {
    const repository = new TestRepository()
    repository.commit('Start', {
      'a.py': 'def f(x):\n    return eval(x)\n',
      '.gitattributes': '*.py diff=evil\n',
    })
    repository.commit('Fix code injection', { 'a.py': 'def f(x):\n    return int(x)\n' })
    const trap = join(repository.path, 'trapped')
    const configure = (name: string, program: string) =>
      execFileSync('git', ['-C', repository.path, 'config', name, program])
    configure('diff.evil.textconv', `touch ${trap}; cat`)
    configure('core.fsmonitor', `touch ${trap}; echo`)
    const { patches } = await collect(readGitHistory(repository.path))
    expect(patches).toHaveLength(1)
    expect(execFileSync('ls', [repository.path], { encoding: 'utf8' })).not.toContain('trapped')
  })
})
