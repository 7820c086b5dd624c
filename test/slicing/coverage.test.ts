import { describe, expect, it } from 'vitest'
import { RescueError } from '../../src/errors.js'
import { readCoverage, Slicer } from '../../src/slicing/index.js'

const code = ['def f(a):', '    x = 1', '    if a:', '        x = 2', '    return x'].join('\n')

describe('coverage of a run', () => {
  it('restricts the slice to what was executed', () => {
    const slicer = new Slicer({ hops: 'all', direction: 'backward' })
    expect(slicer.slice(code, 'python', { lines: [5] }).lines).toEqual([1, 2, 3, 4, 5])
    const coverage = readCoverage(
      JSON.stringify({ files: { 'f.py': { executed_lines: [1, 2, 3, 5], missing_lines: [4] } } }),
    ).get('f.py')!
    expect(slicer.slice(code, 'python', { lines: [5], coverage }).lines).toEqual([1, 2, 5])
  })

  it('is read from LCOV', () => {
    const report = 'TN:\nSF:src/f.js\nDA:1,3\nDA:2,0\nDA:4,1\nend_of_record\n'
    const { executed, missed } = readCoverage(report).get('src/f.js')!
    expect([...executed]).toEqual([1, 4])
    expect([...missed]).toEqual([2])
  })

  it('is read from the JSON of Istanbul, a line counting as run if any statement on it ran', () => {
    const at = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 9 } })
    const report = JSON.stringify({
      '/f.js': { path: '/f.js', statementMap: { 0: at(1), 1: at(1), 2: at(3) }, s: { 0: 0, 1: 2, 2: 0 } },
    })
    const { executed, missed } = readCoverage(report).get('/f.js')!
    expect([...executed]).toEqual([1])
    expect([...missed]).toEqual([3])
  })

  it('refuses what is no coverage report', () => {
    for (const report of ['', 'hello', '{"files": 3}', '[]']) {
      expect(() => readCoverage(report)).toThrow(RescueError)
    }
  })
})
