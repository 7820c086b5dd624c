import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { buildKnowledgeBase } from '../../src/knowledge/build.js'
import { loadKnowledgeBase } from '../../src/knowledge/load.js'
import { saveKnowledgeBase } from '../../src/knowledge/save.js'
import { readPatches } from '../../src/patches/index.js'
import { TestRepository } from '../patches/git-repository.js'

const script = (call: string) =>
  `import os\n\n\ndef pack(name):\n    path = "/srv/" + name\n    ${call}\n    return path\n`
const loader = (call: string) =>
  `import yaml\n\n\ndef read(stream):\n    data = ${call}(stream)\n    return data["name"]\n`

describe('a team that keeps its base current', () => {
  const { argv } = process
  afterEach(() => {
    process.argv = argv
    vi.restoreAllMocks()
  })

  it('builds it from the history of its repository, and adds the fixes of each release', async () => {
    const repository = new TestRepository()
    repository.commit('Start', {
      'pack.py': script('os.system("tar cf " + path)'),
      'load.py': loader('yaml.load'),
    })
    repository.commit('Fix command injection in pack()', {
      'pack.py': script('os.spawnvp(0, "tar", ["tar", "cf", path])'),
    })
    repository.git('tag', 'v1')
    repository.commit('Fix CWE-502 in read()', { 'load.py': loader('yaml.safe_load') })

    const dir = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'base')
    const first = await buildKnowledgeBase(readPatches(repository.path, { git: { range: 'v1' } }))
    saveKnowledgeBase(first.base, dir, { patches: first.patches })
    expect((await loadKnowledgeBase(dir)).weaknesses.map(({ cwe }) => cwe)).toEqual(['CWE-78'])

    // examples/keep-current.mjs, as docs/knowledge.md shows it.
    const print = vi.spyOn(console, 'log').mockImplementation(() => {})
    process.argv = ['node', 'keep-current.mjs', dir, repository.path, 'v1..HEAD']
    await import('../../examples/keep-current.mjs' as string)
    expect(print.mock.calls.flat()).toEqual(['CWE-78: 1 fixes, unchanged', 'CWE-502: 1 fixes, distilled'])
    const base = await loadKnowledgeBase(dir)
    expect(base.weakness('CWE-502')!.guidelines.map(({ text }) => text)).toEqual([
      'Replace `yaml.load()` with `yaml.safe_load()` (seen in 1 of 1 fixes).',
    ])
    expect(base.examplesOf('CWE-502')[0]!.origin).toMatchObject({ file: 'load.py', function: 'read' })
  })
})
