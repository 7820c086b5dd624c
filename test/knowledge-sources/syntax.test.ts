import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesOf, readSources, type SourceFile } from '../../scripts/knowledge-sources.js'
import { type LanguageId, languageIds } from '../../src/languages/index.js'
import {
  type Complaints,
  checkCFamily,
  checkJavaScript,
  checkPython,
  checkTypeScript,
  isInstalled,
  missingHeader,
} from './support/syntax.js'

const checks: Record<LanguageId, (files: readonly SourceFile[]) => Complaints | Promise<Complaints>> = {
  python: checkPython,
  javascript: checkJavaScript,
  typescript: checkTypeScript,
  c: (files) => checkCFamily(files, 'c'),
  cpp: (files) => checkCFamily(files, 'cpp'),
}
/** The program that a check needs, where that is not this Node. */
const programs: Partial<Record<LanguageId, string>> = { python: 'python3', c: 'gcc', cpp: 'g++' }
/** A text that is no program, in each language. */
const broken: Record<LanguageId, string> = {
  python: 'def area(width:\n    return width\n',
  javascript: 'export function area(width { return width }\n',
  typescript: 'export function area(width: number { return width }\n',
  c: 'int area(int width { return width; }\n',
  cpp: 'auto area(int width -> int { return width; }\n',
}

const { pairs } = await readSources()

describe.each(languageIds)('syntax of the knowledge sources in %s', (language) => {
  const program = programs[language]
  const missing = program !== undefined && !isInstalled(program)
  if (missing) console.warn(`Skipped: ${program} is not installed, so no ${language} source is checked.`)
  const files = filesOf(pairs, language)
  let complaints: Complaints = {}
  beforeAll(async () => {
    if (!missing) complaints = await checks[language](files)
  }, 600_000)
  afterAll(() => {
    const headers = new Set(Object.values(complaints).flatMap((text) => missingHeader(text) ?? []))
    if (headers.size > 0) console.warn(`Skipped: sources that need the headers ${[...headers].join(', ')}`)
  })

  it.skipIf(missing).for(files)('$name', ({ path }, { skip }) => {
    const complaint = complaints[path]
    const header = missingHeader(complaint ?? '')
    skip(header !== undefined, `the header ${header} is not installed`)
    expect(complaint).toBeUndefined()
  })

  it.skipIf(missing)('the check refuses a text that is no program', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rescue-rag-syntax-'))
    try {
      const path = join(folder, `broken.${language === 'cpp' ? 'cpp' : 'c'}`)
      writeFileSync(path, broken[language])
      const found = await checks[language]([{ name: 'broken', path, language, code: broken[language] }])
      expect(Object.keys(found)).toEqual([path])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
