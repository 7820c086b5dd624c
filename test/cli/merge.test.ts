import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadKnowledgeBase, mergeKnowledgeBases, saveKnowledgeBase } from '../../src/index.js'
import { rescue } from '../support/cli.js'
import { smallKnowledge } from '../support/knowledge.js'

let folder: string
const run = (...args: string[]) => rescue(['merge', ...args], { cwd: folder })
const reviewed = (base: string, text: string) => writeFileSync(join(folder, base, 'reviews.jsonl'), text)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rescue-merge-'))
  for (const [name, cwes] of [
    ['ours', ['CWE-89', 'CWE-22']],
    ['theirs', ['CWE-22', 'CWE-78']],
    ['third', ['CWE-79']],
  ] as const) {
    saveKnowledgeBase(await smallKnowledge([...cwes]), join(folder, name))
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('rescue merge', () => {
  it('writes what all bases hold, once, with thresholds of its own', async () => {
    const { code, stdout, stderr } = await run('ours', 'theirs', 'third', '--out', 'all', '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const report = JSON.parse(stdout)
    const merged = await loadKnowledgeBase(join(folder, 'all'))
    expect(merged.weaknesses.map(({ cwe }) => cwe)).toEqual(['CWE-22', 'CWE-78', 'CWE-79', 'CWE-89'])
    expect(merged.parts.calibration).not.toEqual({})
    const shared = (await smallKnowledge(['CWE-22'])).parts
    expect(report).toMatchObject({
      weaknesses: 4,
      examples: merged.examples.length,
      repeated: { weaknesses: 1, examples: shared.examples.length },
      conflicts: [],
      calibrated: true,
    })
    expect(report.bases.map(({ name }: { name: string }) => name)).toEqual(['ours', 'theirs', 'third'])
  })

  it('writes what mergeKnowledgeBases returns', async () => {
    await run('ours', 'theirs', '--out', 'two', '--quiet')
    const load = (name: string) => loadKnowledgeBase(join(folder, name))
    const { weaknesses, examples } = (await load('two')).parts
    const expected = mergeKnowledgeBases(await load('ours'), await load('theirs')).parts
    expect({ weaknesses, examples }).toEqual({
      weaknesses: expected.weaknesses,
      examples: expected.examples,
    })
  })

  it('says where the bases contradict each other, and lets the first one count', async () => {
    const { examples } = await loadKnowledgeBase(join(folder, 'theirs'))
    const { id } = examples.find(({ cwe }) => cwe === 'CWE-22')!
    const review = (decision: string) => ({ about: 'example', id, decision, note: '\u001B[2J' })
    reviewed('ours', `${JSON.stringify(review('reject'))}\n`)
    reviewed('theirs', `${JSON.stringify({ ...review('edit'), replacement: { cause: 'Other.' } })}\n`)
    const text = await run('ours', 'theirs', '--out', 'reviewed')
    const { conflicts } = JSON.parse((await run('ours', 'theirs', '--out', 'reviewed', '--json')).stdout)
    reviewed('ours', '')
    reviewed('theirs', '')
    expect(text.stdout).toContain(`example "${id}": reviewers decided reject, elsewhere edit`)
    expect(conflicts).toMatchObject([{ kind: 'review', kept: { decision: 'reject' } }])
    const merged = await loadKnowledgeBase(join(folder, 'reviewed'))
    expect(merged.examples.map((example) => example.id)).not.toContain(id)
  })

  it('adds the base of the package with --shipped', async () => {
    const { stdout, code } = await run('ours', '--shipped', '--out', 'with-shipped', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout).weaknesses).toBeGreaterThan(100)
  })

  it.each([
    ['a single base', ['ours', '--out', 'x'], 2, 'at least two'],
    ['the same base twice', ['ours', './ours', '--out', 'x'], 2, 'named twice'],
    ['no --out', ['ours', 'theirs'], 2, '--out'],
    ['a base as the target', ['ours', 'theirs', '--out', 'ours/'], 2, 'one of the bases'],
    ['a base that is not there', ['ours', 'absent', '--out', 'x'], 1, 'FILE_UNREADABLE'],
    ['a directory that is no base', ['ours', 'plain', '--out', 'x'], 1, 'KNOWLEDGE_INVALID'],
    ['a target that holds other files', ['ours', 'theirs', '--out', 'plain'], 1, 'FILE_UNWRITABLE'],
  ])('refuses %s and writes nothing', async (_, args, code, said) => {
    rmSync(join(folder, 'plain'), { recursive: true, force: true })
    mkdirSync(join(folder, 'plain'))
    writeFileSync(join(folder, 'plain', 'letter.txt'), 'Dear')
    const before = readFileSync(join(folder, 'ours', 'manifest.json'), 'utf8')
    const result = await run(...args)
    expect(result).toMatchObject({ code, stdout: '' })
    expect(result.stderr).toContain(said)
    expect(readdirSync(folder)).not.toContain('x')
    expect(readdirSync(join(folder, 'plain'))).toEqual(['letter.txt'])
    expect(readFileSync(join(folder, 'ours', 'manifest.json'), 'utf8')).toBe(before)
  })
})
