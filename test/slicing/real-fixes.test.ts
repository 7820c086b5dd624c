import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type LanguageId, parseSyntaxTree, resolveLanguage } from '../../src/languages/index.js'
import { mapLines, type Slice, Slicer } from '../../src/slicing/index.js'

const file = new URL('../../../shared/data/vulnerability-fixes.jsonl', import.meta.url)
const present = existsSync(file)
if (!present) console.warn('skipped: ../shared/data/vulnerability-fixes.jsonl is not there')

interface Fix {
  id: string
  language: LanguageId
  before: string
  after: string
}

const read = (): Fix[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Fix)
    .flatMap((fix) => {
      const language = resolveLanguage(fix.language)
      return language ? [{ ...fix, language }] : []
    })

const linesOf = (code: string): string[] => code.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
const errorsIn = (code: string, language: LanguageId): number =>
  parseSyntaxTree(code.replace(/\r\n?/g, '\n'), language).errors.length

/** Those of some lines that hold more than comments and blanks. */
const codeLines = (code: string, language: LanguageId, lines: readonly number[]): number[] => {
  const comment = language === 'python' ? /#.*/g : /\/\*[\s\S]*?(\*\/|$)|\/\/.*/g
  const text = linesOf(
    linesOf(code)
      .join('\n')
      .replace(comment, (found) => found.replace(/[^\n]/g, '')),
  )
  return lines.filter((line) => text[line - 1]!.trim() !== '')
}

describe.skipIf(!present)('real fixes', () => {
  it('are all sliced: every changed statement is kept and nothing stops parsing', () => {
    const slicer = new Slicer()
    const fixes = read()
    const lost: string[] = []
    const broken: string[] = []
    for (const fix of fixes) {
      const { vulnerable, secure } = slicer.slicePatch(fix)
      const { deleted, added } = mapLines(linesOf(fix.before), linesOf(fix.after))
      const check = (code: string, slice: Slice, changed: readonly number[]): void => {
        const missing = codeLines(code, fix.language, changed).filter((line) => !slice.lines.includes(line))
        for (const line of missing)
          lost.push(`${fix.id} ${fix.language} ${line}: ${linesOf(code)[line - 1]!.trim()}`)
        if (errorsIn(slice.code, fix.language) > errorsIn(code, fix.language)) broken.push(fix.id)
      }
      check(fix.before, vulnerable, deleted)
      check(fix.after, secure, added)
    }
    expect(fixes.length).toBeGreaterThan(900)
    expect(broken).toEqual([])
    expect(lost).toEqual([])
  }, 300_000)
})
