import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { LanguageId } from '../../src/languages/index.js'
import { changedFunctions } from '../../src/review/index.js'

const textOf = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
const changed = (file: string, language: LanguageId, changedLines: number[]) =>
  changedFunctions({ file, language, text: textOf(file), firstLine: 1, changedLines })
const python = (...lines: number[]) => changed('shop.py', 'python', lines)
const script = (...lines: number[]) => changed('handlers.js', 'javascript', lines)

describe('changedFunctions', () => {
  it('finds the function around a changed line, with its decorators', () => {
    expect(python(17)).toMatchObject([{ name: 'find', startLine: 12, endLine: 17, changedLines: [17] }])
    expect(python(12)).toMatchObject([{ name: 'find' }])
  })

  it('joins the changed lines of one function', () => {
    expect(python(9, 13, 17)).toMatchObject([
      { name: 'names', changedLines: [9] },
      { name: 'find', changedLines: [13, 17] },
    ])
  })

  it('takes the innermost function that has a name', () => {
    expect(python(15)).toMatchObject([{ name: 'quoted', startLine: 14 }])
    expect(python(24)).toMatchObject([{ name: 'pack' }])
  })

  it('counts a callback to the function around it, and takes one that stands alone for itself', () => {
    expect(script(9)).toMatchObject([{ name: 'list', startLine: 7, endLine: 11 }])
    expect(script(4)).toMatchObject([{ startLine: 3, endLine: 5 }])
  })

  it('puts the imports and globals before the draft that it uses, and no others', () => {
    const [find] = python(17)
    expect(find?.draft).toContain('PREFIX = "order-"\n@retry(times=3)\ndef find(db, name):')
    expect(find?.draft).not.toContain('UNUSED')
    expect(find?.draft).not.toContain('import os')
    expect(python(24)[0]?.draft).toMatch(/^import os\n {4}def pack/)
  })

  it('lists the calls of the function with their lines in the file', () => {
    expect(python(24)[0]?.calls).toEqual([{ name: 'system', qualified: 'os.system', line: 24 }])
    expect(script(4)[0]?.calls.map(({ line }) => line)).toEqual([3, 4, 4])
  })

  it('takes code between functions as one piece', () => {
    expect(python(28, 29)).toMatchObject([{ name: '<module>', changedLines: [28, 29], endLine: 29 }])
  })

  it('passes over comments, blank lines and imports outside of functions', () => {
    expect(python(1, 2, 3, 10, 26, 27)).toEqual([])
  })

  it('counts lines from where a fragment begins', () => {
    const text = 'def go(path):\n    os.remove(path)\n'
    const [go] = changedFunctions({
      file: 'a.py',
      language: 'python',
      text,
      firstLine: 101,
      changedLines: [102],
    })
    expect(go).toMatchObject({ name: 'go', startLine: 101, endLine: 102, changedLines: [102] })
    expect(go?.calls).toMatchObject([{ line: 102 }])
  })

  it('takes a fragment that begins within a function as it is', () => {
    const text = '    data = request.args["x"]\n    os.system(data)\n'
    expect(
      changedFunctions({ file: 'a.py', language: 'python', text, firstLine: 7, changedLines: [8] }),
    ).toMatchObject([
      { name: '<module>', startLine: 7, changedLines: [8], calls: [{ qualified: 'os.system' }] },
    ])
  })
})
