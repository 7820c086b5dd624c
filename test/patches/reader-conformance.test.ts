import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type ReadPatchesOptions, readPatches } from '../../src/patches/read-patches.js'
import { collect } from './collect.js'

/** What every reader of `readPatches` must do. A new reader adds one entry. */
interface ReaderCase {
  /** Writes an input of two good records with something unusable between them; returns the path to read. */
  write(folder: string): string
  options?: ReadPatchesOptions
}

const before = 'import yaml\n\ndef load(text):\n    return yaml.load(text)\n'
const after = before.replace('yaml.load', 'yaml.safe_load')
const record = (id: string) => ({ id, language: 'python', cwe: 'CWE-502', before, after })
const quoted = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
const diffOf = (file: string) =>
  `diff --git a/${file} b/${file}\n--- a/${file}\n+++ b/${file}\n@@ -1,4 +1,4 @@\n import yaml\n \n def load(text):\n-    return yaml.load(text)\n+    return yaml.safe_load(text)\n`

const addedFile =
  'diff --git a/new.py b/new.py\nnew file mode 100644\n--- /dev/null\n+++ b/new.py\n@@ -0,0 +1,1 @@\n+x = 1\n'

const readers: Record<string, ReaderCase> = {
  'JSON lines': {
    write: (folder) =>
      put(
        folder,
        'fixes.jsonl',
        `${JSON.stringify(record('a'))}\n{"id": "broken"\n${JSON.stringify(record('b'))}\n`,
      ),
  },
  CSV: {
    write: (folder) =>
      put(
        folder,
        'fixes.csv',
        [
          'id,language,cwe,before,after',
          quoted(['a', 'python', 'CWE-502', before, after]),
          quoted(['broken', 'python', 'CWE-502', before, '']),
          quoted(['b', 'python', 'CWE-502', before, after]),
        ].join('\n'),
      ),
  },
  'a unified diff': {
    write: (folder) => put(folder, 'fixes.diff', diffOf('a.py') + addedFile + diffOf('b.py')),
    options: { cwe: 'CWE-502' },
  },
  'a directory of pairs': {
    write(folder) {
      for (const name of ['a', 'b']) {
        put(folder, `pairs/CWE-502/python-${name}/vulnerable.py`, before)
        put(folder, `pairs/CWE-502/python-${name}/secure.py`, after)
        put(folder, `pairs/CWE-502/python-${name}/cause.md`, 'The text may name any class.\n')
      }
      put(folder, 'pairs/CWE-502/python-broken/vulnerable.py', before)
      return join(folder, 'pairs')
    },
  },
}

function put(folder: string, name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

const folder = mkdtempSync(join(tmpdir(), 'rescue-readers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(Object.entries(readers))('the reader of %s', (name, { write, options = {} }) => {
  const path = write(join(folder, name.replaceAll(' ', '-')))

  it('gives the good records, whole and in order', async () => {
    const { patches } = await collect(readPatches(path, options))
    expect(patches).toHaveLength(2)
    expect(new Set(patches.map(({ id }) => id)).size).toBe(2)
    for (const patch of patches) {
      expect(patch).toMatchObject({ language: 'python', cwe: 'CWE-502' })
      expect(patch.before).toContain('yaml.load(text)')
      expect(patch.after).toContain('yaml.safe_load(text)')
    }
  })

  it('reports what it cannot use, with a reason, a sentence and the place, and loses nothing else', async () => {
    const { skipped } = await collect(readPatches(path, options))
    expect(skipped).toHaveLength(1)
    expect(skipped[0]?.detail).toMatch(/\w+ \w+/)
    expect(skipped[0]?.file).toContain(path)
  })

  it('reads it from UTF-16 as well, as Windows PowerShell writes it', async () => {
    if (statSync(path).isDirectory()) return
    const wide = path.replace(/(?=\.\w+$)/, '-16')
    writeFileSync(wide, Buffer.from(`\uFEFF${readFileSync(path, 'utf8')}`, 'utf16le'))
    expect((await collect(readPatches(wide, options))).patches).toEqual(
      (await collect(readPatches(path, options))).patches,
    )
  })

  it('gives the same each time', async () => {
    const once = await collect(readPatches(path, options))
    expect(await collect(readPatches(path, options))).toEqual(once)
  })

  it('leaves its input as it is when the caller stops early', async () => {
    for await (const outcome of readPatches(path, options)) {
      expect(outcome.kind).toBeDefined()
      break
    }
    expect((await collect(readPatches(path, options))).patches).toHaveLength(2)
  })
})
