import { describe, expect, it } from 'vitest'
import { programOfSeed } from './arbitraries.js'
import { checkTexts, criteriaOf, type SliceFunction } from './check.js'
import { fuzz, shrink } from './fuzz.js'
import type { FuzzLanguage } from './model.js'
import { printers } from './print.js'
import { missingTool, runTexts } from './run.js'
import { runC } from './run-c.js'

const linesOf = (text: string) => text.split('\n').flatMap((line, i) => (line.trim() ? [i + 1] : []))

const identity: SliceFunction = (code) => ({ code, lines: linesOf(code) })

/** Leaves out the lines that match, a line by itself where that compiles. */
const without =
  (pattern: RegExp, instead: string): SliceFunction =>
  (text) => {
    const kept = text.split('\n').map((line) => line.replace(pattern, instead))
    return { code: kept.join('\n'), lines: linesOf(text) }
  }

const endless: Record<FuzzLanguage, string> = {
  python: 'def program(a, b):\n    while True:\n        probe(0, a)\n',
  javascript: 'function program(a, b) {\n  for (;;) {\n    probe(0, a)\n  }\n}\n',
  c: 'void program(unsigned a, unsigned b) {\n  for (;;) {\n    probe(0, a);\n  }\n}\n',
}
const ending: Record<FuzzLanguage, string> = {
  python: 'def program(a, b):\n    for k in range(2):\n        probe(0, a)\n',
  javascript: 'function program(a, b) {\n  for (let k = 0; k < 2; k++) {\n    probe(0, a)\n  }\n}\n',
  c: 'void program(unsigned a, unsigned b) {\n  for (unsigned k = 0; k < 2; k++) {\n    probe(0, a);\n  }\n}\n',
}

for (const language of ['python', 'javascript', 'c'] as const) {
  const missing = missingTool(language)
  const title = `the differential runner for ${language}${missing ? ` (skipped: ${missing})` : ''}`
  describe.skipIf(missing !== undefined)(title, () => {
    const count = 20

    it('makes the same program of a seed every time, and different ones of different seeds', () => {
      const texts = Array.from({ length: 20 }, (_, seed) => printers[language](programOfSeed(language, seed)))
      const again = Array.from({ length: 20 }, (_, seed) => printers[language](programOfSeed(language, seed)))
      expect(again).toEqual(texts)
      expect(new Set(texts).size).toBe(20)
    })

    it('makes programs whose probes print, differently for different inputs', () => {
      const texts = Array.from({ length: count }, (_, seed) =>
        printers[language](programOfSeed(language, seed)),
      )
      const outcomes = runTexts(language, texts)
      const runs = outcomes.flatMap((outcome) => ('runs' in outcome ? [outcome.runs] : []))
      expect(runs).toHaveLength(count)
      expect(runs.filter((each) => each.some(({ probes }) => probes.length > 1)).length).toBeGreaterThan(
        count / 2,
      )
      const varied = runs.filter((each) => new Set(each.map(({ probes }) => probes.join())).size > 1)
      expect(varied.length).toBeGreaterThan(count / 3)
    })

    it('accepts the program itself as its slice', () => {
      const report = fuzz(language, { seed: 1, count, slice: identity })
      expect(report.failures).toEqual([])
      expect(report.shareSum / report.slices).toBe(1)
    })

    it('finds out a slicer that loses jumps, and shrinks to a small program', () => {
      const slice = without(/\bcontinue\b/, language === 'python' ? 'pass' : '')
      const { failures } = fuzz(language, { seed: 1, count: 60, slice })
      expect(failures.map(({ kind }) => kind)).toContain('differs')
      const { seed, kind } = failures.find((failure) => failure.kind === 'differs')!
      const smallest = shrink(language, { seed, slice, timeLimit: 60_000 })!
      expect(smallest.kind).toBe(kind)
      expect(smallest.text).toContain('continue')
      expect(linesOf(smallest.text).length).toBeLessThan(25)
    }, 240_000)

    it('finds out a slicer that loses assignments', () => {
      const slice = without(/^(\s*)[xyz] [+^|]?= [^(]*$/, language === 'python' ? '$1pass' : '$1;')
      const { failures } = fuzz(language, { seed: 1, count: 60, slice })
      expect(failures.map(({ kind }) => kind)).toContain('differs')
    })

    it('reports slices that do not compile, do not end, throw or lose their criterion, and none of the others', () => {
      const ended = { text: ending[language], criteria: criteriaOf(ending[language]) }
      const check = (slice: SliceFunction) =>
        checkTexts(language, [ended], slice).failures.map(({ kind }) => kind)
      expect(check((code) => ({ code: endless[language], lines: linesOf(code) }))).toEqual(['does not end'])
      expect(check((code) => ({ code: `${code}\n(`, lines: linesOf(code) }))).toEqual(['does not compile'])
      expect(check((code) => ({ code, lines: [1] }))).toEqual(['criterion lost'])
      expect(
        check(() => {
          throw new Error('no slice')
        }),
      ).toEqual(['thrown'])
      const outcomes = runTexts(language, [`${ending[language]}\n(`, ending[language], endless[language]])
      expect(
        outcomes.map((outcome) => ('runs' in outcome ? outcome.runs.map(({ end }) => end)[0] : 'invalid')),
      ).toEqual(['invalid', 'finished', 'timeout'])
    }, 120_000)
  })
}

describe.skipIf(missingTool('c') !== undefined)('the C generator', () => {
  it('makes programs without undefined behaviour', () => {
    const texts = Array.from({ length: 20 }, (_, seed) => printers.c(programOfSeed('c', seed)))
    const ends = runC(texts, { sanitize: true }).flatMap((outcome) =>
      'runs' in outcome ? outcome.runs.map(({ end }) => end) : ['invalid'],
    )
    expect(new Set(ends)).toEqual(new Set(['finished']))
  }, 120_000)
})
