import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extractCode, splitFences } from '../../src/analysis/index.js'
import { writeWholeFile } from '../../src/cli/write-file.js'
import { answerItems } from '../../src/distillation/answer-list.js'
import { namedApis } from '../../src/distillation/grounding.js'
import { parseFindings } from '../../src/evaluation/index.js'
import { JsonLinesFile } from '../../src/evaluation/json-lines-file.js'
import { taskOfTexts } from '../../src/integrations/task-of-text.js'
import { highlight } from '../../src/pages/highlight.js'
import { parseCuratedWeakness } from '../../src/patches/parse-curated.js'
import { countTokens } from '../../src/ports/token-counter.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rescue-regressions-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('what was found by fuzzing, and by filling the disk', () => {
  it('a report quotes no more than a few words of what it is about', () => {
    const { skipped } = parseCuratedWeakness(
      `# ${'a'.repeat(5_000)}\n## ${'b'.repeat(5_000)}\n`,
      'weakness.md',
    )
    expect(skipped).toHaveLength(2)
    for (const { detail } of skipped) expect(detail.length).toBeLessThan(600)
  })

  it('a warning of gcc with several tags, and with brackets that are none, ends', () => {
    const warning = (said: string) =>
      parseFindings({ stdout: '', stderr: `a.c:3:1: warning: ${said}` }, 'gcc').findings
    expect(warning('leak [CWE-401] [-Wanalyzer-malloc-leak]')).toEqual([
      { rule: 'analyzer-malloc-leak', message: 'leak', line: 3, cwes: ['CWE-401'] },
    ])
    for (const said of [' [x]', ']]]', ' []', 'a [b] [c]d]', ' [ [ []']) expect(warning(said)).toHaveLength(1)
  })

  it('a file below a file is refused with a typed error', () => {
    writeFileSync(join(folder, 'plain'), '')
    expect(() => writeWholeFile(join(folder, 'plain', 'x'), 'text')).toThrow(
      expect.objectContaining({ code: 'FILE_UNWRITABLE' }),
    )
  })

  it('a write that failed half-way does not spoil the file for those after it', async () => {
    const file = new JsonLinesFile(join(folder, 'samples.jsonl'))
    await file.append({ a: 1 })
    await expect(file.append(1n)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
    appendFileSync(file.path, '{"half')
    await file.append({ b: 2 })
    const values: unknown[] = []
    for await (const { value } of file.read()) values.push(value)
    expect(values).toEqual([{ a: 1 }, { b: 2 }])
  })
})

describe('texts of 300,000 characters for which an expression once took the square of the length', () => {
  const long = (part: string) => part.repeat(Math.ceil(300_000 / part.length))

  // A quadratic search takes minutes here; the time limit of the test is far below.
  it.each<[string, () => unknown]>([
    ['unclosed thoughts in an answer', () => answerItems(long('<think>'))],
    ['emphasis without an end in an answer', () => answerItems(`${long('_')}x`)],
    ['a fence of back-quotes before an odd line end', () => splitFences(`${long('`')}\u2028x`)],
    ['blanks behind a call', () => extractCode(`f(x)\n${long(' ')}f(${long(' ')}\u2028x`, 'python')],
    ['a long word in a guideline', () => namedApis(long('a'))],
    ['a long word in a question', () => taskOfTexts([`${long('a')} app.py`])],
    ['escaped quotes that nothing closes, in a page', () => highlight(long('\\"'), 'python')],
    [
      'words just short of the longest run, for tokens',
      () => countTokens(long(`${'ab '.repeat(300)} ${'x'.repeat(999)} `)),
    ],
  ])(
    '%s',
    (_, run) => {
      expect(run()).toBeDefined()
    },
    30_000,
  )
})
