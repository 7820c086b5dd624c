import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FindingsFormat } from '../../src/evaluation/benchmarks/problem.js'
import { cweNames } from '../../src/evaluation/judging/finding.js'
import { counts, parseFindings } from '../../src/evaluation/judging/findings.js'

const report = (name: string, format: FindingsFormat) => {
  const stdout = readFileSync(new URL(`fixtures/reports/${name}`, import.meta.url), 'utf8')
  return parseFindings({ stdout, stderr: '' }, format)
}

describe('reports of checkers', () => {
  it('SARIF: CWE types by tags, extensions and taxa; passes and accepted suppressions left out', () => {
    expect(report('codeql-like.sarif', 'sarif').findings).toEqual([
      { rule: 'py/query-from-input', message: 'This query depends on input.', line: 4, cwes: ['CWE-89'] },
      { rule: 'py/path/2', message: 'A path from input.', cwes: ['CWE-22', 'CWE-36'] },
      { rule: 'py/unused', message: 'Nobody uses this.', cwes: [] },
      { rule: 'py/query-from-input', message: 'Wrongly excused.', cwes: ['CWE-89'] },
      { rule: 'T1', message: '', cwes: ['CWE-79'] },
    ])
  })

  it('SARIF: a run that failed, and errors of the tool, say that the solution was not read', () => {
    const run = (invocation: object) => {
      const runs = [{ tool: { driver: { name: 'x' } }, results: [], invocations: [invocation] }]
      const stdout = JSON.stringify({ version: '2.1.0', runs })
      return parseFindings({ stdout, stderr: '' }, 'sarif').unparsed
    }
    const notification = (level?: string) => ({ level, message: { text: 'syntax error in line 1' } })
    expect(run({ executionSuccessful: true })).toEqual([])
    expect(run({ executionSuccessful: false })).toEqual(['the run of the checker was not successful'])
    const toolExecutionNotifications = [notification(), notification('note'), notification('error')]
    expect(run({ executionSuccessful: true, toolExecutionNotifications })).toEqual(['syntax error in line 1'])
    expect(run({ executionSuccessful: false, toolExecutionNotifications })).toEqual([
      'syntax error in line 1',
    ])
  })

  it('Semgrep: CWE types from the metadata, as one text or a list', () => {
    expect(report('semgrep-like.json', 'semgrep').findings).toEqual([
      { rule: 'rules.eval', message: 'eval of input', line: 2, cwes: ['CWE-95'] },
      { rule: 'rules.md5', message: 'weak hash', line: 5, cwes: ['CWE-327'] },
    ])
  })

  it('ESLint: rules, and files that it could not read', () => {
    const { findings, unparsed } = report('eslint-like.json', 'eslint')
    expect(findings.map(({ rule, line }) => [rule, line])).toEqual([
      ['security/detect-child-process', 3],
      ['no-unused-vars', 1],
    ])
    expect(unparsed).toEqual(['Parsing error: Unexpected token'])
  })

  it.each(['sarif', 'bandit', 'semgrep', 'eslint', 'flawfinder'] as const)(
    'something else than a %s report is an error that shows it',
    (format) => {
      for (const stdout of ['', 'Traceback: no module named checker', '{"version":"1.0"}']) {
        expect(() => parseFindings({ stdout, stderr: '' }, format)).toThrow(`no ${format} report`)
      }
    },
  )
})

describe('which findings count', () => {
  const finding = (rule: string, ...cwes: string[]) => ({ rule, message: '', cwes })

  it('those of the wanted type and of types below it, and those that name no type', () => {
    const check = { cwes: ['CWE-74'] }
    expect(counts(finding('a', 'CWE-74'), check)).toBe(true)
    expect(counts(finding('a', 'CWE-89'), check)).toBe(true)
    expect(counts(finding('a', 'CWE-22', 'CWE-78'), check)).toBe(true)
    expect(counts(finding('a', 'CWE-22'), check)).toBe(false)
    expect(counts(finding('a'), check)).toBe(true)
    // A finding of a wider type is no finding of this one.
    expect(counts(finding('a', 'CWE-74'), { cwes: ['CWE-89'] })).toBe(false)
  })

  it('those of the wanted rules', () => {
    const check = { rules: ['security/'] }
    expect(counts(finding('security/detect-eval'), check)).toBe(true)
    expect(counts(finding('no-unused-vars'), check)).toBe(false)
    expect(counts(finding('anything'), {})).toBe(true)
  })
})

describe('CWE names', () => {
  it('are found in every spelling that checkers use, once each', () => {
    const names = [
      'external/cwe/cwe-089',
      'CWE-89: SQL Injection',
      '89',
      89,
      'CWE-119!',
      'security',
      '',
      undefined,
    ]
    expect(cweNames(names)).toEqual(['CWE-89', 'CWE-119'])
  })
})
