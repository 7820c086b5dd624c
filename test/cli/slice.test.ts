import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rescue } from '../support/cli.js'

const before = `def area(shape):
    width = shape.width
    height = shape.height
    label = shape.label
    print(label)
    size = width * height
    return size
`
const after = before.replace('size = width * height', 'size = max(width, 0) * max(height, 0)')
let folder: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rescue-cli-'))
  await writeFile(at('before.py'), before)
  await writeFile(at('after.py'), after)
  await writeFile(at('notes.txt'), before)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('rescue slice', () => {
  it('prints the source lines that a line depends on', async () => {
    const { code, stdout, stderr } = await rescue([
      'slice',
      at('before.py'),
      '--lines',
      '6',
      '--direction',
      'backward',
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('width = shape.width')
    expect(stdout).not.toContain('label')
  })

  it('prints JSON with the fields that scripts rely on', async () => {
    const { stdout } = await rescue(['slice', at('before.py'), '--lines', '6', '--json'])
    const slice = JSON.parse(stdout)
    expect(slice).toMatchObject({ language: 'python', sourceLines: 7 })
    expect(slice.lines).toEqual(expect.arrayContaining([1, 2, 3, 6, 7]))
    expect(slice.lines).not.toContain(4)
    expect(slice.code.split('\n')).toContain('    size = width * height')
  })

  it('reads standard input, and takes hops and all', async () => {
    const args = (hops: string) => [
      'slice',
      '-',
      '--language',
      'py',
      '--lines',
      '7',
      '--hops',
      hops,
      '--direction',
      'backward',
      '--json',
    ]
    const [one, all] = await Promise.all(['1', 'all'].map((hops) => rescue(args(hops), { stdin: before })))
    expect(JSON.parse(one?.stdout ?? '').lines).not.toContain(2)
    expect(JSON.parse(all?.stdout ?? '').lines).toContain(2)
  })

  it('prints the parallel pair of a patch', async () => {
    const { code, stdout } = await rescue(['slice', '--before', at('before.py'), '--after', at('after.py')])
    expect(code).toBe(0)
    const { vulnerable, secure } = JSON.parse(stdout)
    expect(vulnerable.lines).toContain(6)
    expect(secure.code).toContain('max(width, 0)')
    expect(vulnerable.language).toBe('python')
  })

  it.each([
    ['no lines', ['slice', 'before.py'], 2, 'INVALID_OPTION'],
    ['a line 0', ['slice', 'before.py', '--lines', '0'], 2, 'INVALID_OPTION'],
    ['an empty range', ['slice', 'before.py', '--lines', '9-7'], 2, 'INVALID_OPTION'],
    [
      'hops that are no number',
      ['slice', 'before.py', '--lines', '1', '--hops', 'many'],
      2,
      'INVALID_OPTION',
    ],
    ['an unknown option', ['slice', 'before.py', '--frobnicate'], 2, 'unknown option'],
    ['an unknown direction', ['slice', 'before.py', '--lines', '1', '--direction', 'up'], 2, 'backward'],
    ['a missing file', ['slice', 'absent.py', '--lines', '1'], 1, 'FILE_UNREADABLE'],
    ['an unknown extension', ['slice', 'notes.txt', '--lines', '1'], 1, 'UNSUPPORTED_LANGUAGE'],
    [
      'an unknown language',
      ['slice', 'before.py', '--lines', '1', '--language', 'cobol'],
      1,
      'UNSUPPORTED_LANGUAGE',
    ],
    ['lines beyond the end', ['slice', 'before.py', '--lines', '99'], 1, 'INVALID_INPUT'],
    ['an unknown command', ['dice'], 2, 'unknown command'],
  ])('refuses %s with a sentence and the right exit code', async (_, args, code, hint) => {
    const run = await rescue(args, { cwd: folder })
    expect(run.stderr).toContain(hint)
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: '' })
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })
})

describe('rescue pdg', () => {
  it('prints procedures, statements and dependences as scripts rely on them', async () => {
    const { code, stdout } = await rescue(['pdg', at('before.py'), '--json'])
    expect(code).toBe(0)
    const graph = JSON.parse(stdout)
    const area = graph.procedures.find((procedure: { name: string }) => procedure.name === 'area')
    expect(area).toMatchObject({ startLine: 1, endLine: 7 })
    const idAt = (line: number) =>
      area.statements.find((statement: { startLine: number }) => statement.startLine === line).id
    expect(area.dependences).toContainEqual({ from: idAt(2), to: idAt(6), kind: 'data', variable: 'width' })
    expect(area.dependences).not.toContainEqual(expect.objectContaining({ from: idAt(4), to: idAt(6) }))
  })

  it('prints a listing for people', async () => {
    const { stdout } = await rescue(['pdg', at('before.py')])
    expect(stdout).toContain('area  lines 1-7')
    expect(stdout).toContain('6 depends on 2  data width')
  })
})
