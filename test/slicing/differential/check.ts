import { messageOf } from '../../../src/errors.js'
import type { FuzzLanguage } from './model.js'
import type { Outcome, Run } from './outcome.js'
import { runTexts } from './run.js'

/** A backward executable slice from one line, with the source lines that it keeps. */
export type SliceFunction = (
  text: string,
  language: FuzzLanguage,
  line: number,
) => { code: string; lines: readonly number[] }

/** A statement whose values are compared: a call `probe(number, ...)`, each number once in a text. */
export interface Criterion {
  probe: number
  /** From 1. */
  line: number
}

/** A slice that does not do at its criterion what the original does. */
export interface Failure {
  /** Which of the texts. */
  index: number
  text: string
  criterion: Criterion
  kind: 'thrown' | 'criterion lost' | 'does not compile' | 'does not end' | 'ends by an error' | 'differs'
  slice: string
  /** Values at the criterion, for the first input for which they differ. */
  expected: string[]
  got: string[]
  detail: string
}

export interface Report {
  programs: number
  slices: number
  /** Share of non-blank lines kept, from 0 to 1, summed over the slices. */
  shareSum: number
  failures: Failure[]
}

/** Probes of helper functions and closures have numbers from here on; they are no criteria. */
const firstInnerProbe = 1000
const mostCriteria = 2

/** Up to two criteria of a text, spread over it, always with the last. */
export function criteriaOf(text: string): Criterion[] {
  const all: Criterion[] = []
  for (const match of text.matchAll(/\bprobe\(\s*(\d+)/g)) {
    const line = text.slice(0, match.index).split('\n').length
    if (Number(match[1]) < firstInnerProbe) all.push({ probe: Number(match[1]), line })
  }
  if (all.length <= mostCriteria) return all
  return [1, 2].map((part) => all[Math.floor((all.length * part) / mostCriteria) - 1]!)
}

/** Slices texts from their criteria, runs originals and slices, and compares what the criteria print. */
export function checkTexts(
  language: FuzzLanguage,
  texts: readonly { text: string; criteria: readonly Criterion[] }[],
  slice: SliceFunction,
): Report {
  const report: Report = { programs: texts.length, slices: 0, shareSum: 0, failures: [] }
  const made: { index: number; criterion: Criterion; code: string }[] = []
  for (const [index, { text, criteria }] of texts.entries()) {
    for (const criterion of criteria) {
      const fail = (kind: Failure['kind'], code: string, detail: string) =>
        report.failures.push({ index, text, criterion, kind, slice: code, expected: [], got: [], detail })
      try {
        const { code, lines } = slice(text, language, criterion.line)
        report.slices++
        report.shareSum += lines.length / text.split('\n').filter((line) => line.trim() !== '').length
        if (lines.includes(criterion.line)) made.push({ index, criterion, code })
        else fail('criterion lost', code, '')
      } catch (thrown) {
        fail('thrown', '', (thrown instanceof Error && thrown.stack) || messageOf(thrown))
      }
    }
  }
  const outcomes = runTexts(language, [...texts.map(({ text }) => text), ...made.map(({ code }) => code)])
  const originals = outcomes
    .slice(0, texts.length)
    .map((outcome, index) => runsOf(outcome, texts[index]!.text))
  for (const [position, { index, criterion, code }] of made.entries()) {
    const found = compare(originals[index]!, outcomes[texts.length + position]!, criterion.probe)
    if (found) report.failures.push({ index, text: texts[index]!.text, criterion, slice: code, ...found })
  }
  return report
}

/** A program that does not compile or end, or that ends by a fault, is a mistake of the generator, not of the slicer. */
function runsOf(outcome: Outcome, text: string): Run[] {
  const end =
    'runs' in outcome && outcome.runs.find((run) => run.end === 'timeout' || run.end === 'fault')?.end
  const fault = 'invalid' in outcome ? outcome.invalid : (end ?? false)
  if (fault !== false)
    throw new Error(`The generator made a program that cannot be used (${fault}):\n${text}`)
  return 'runs' in outcome ? outcome.runs : []
}

function compare(
  original: readonly Run[],
  outcome: Outcome,
  probe: number,
): Pick<Failure, 'kind' | 'expected' | 'got' | 'detail'> | undefined {
  if ('invalid' in outcome) {
    return { kind: 'does not compile', expected: [], got: [], detail: outcome.invalid }
  }
  const valuesOf = (run: Run | undefined) =>
    run?.probes
      .filter((line) => line.startsWith(`${probe} `))
      .map((line) => line.slice(`${probe} `.length)) ?? []
  for (const [input, run] of original.entries()) {
    const [expected, sliced] = [valuesOf(run), outcome.runs[input]]
    // Where an exception comes out of a call, what the slice does beyond does not count.
    const got = run.end === 'thrown' ? valuesOf(sliced).slice(0, expected.length) : valuesOf(sliced)
    // An exception of the program that the slice no longer catches, after the last value, is none of its claims.
    const failed = sliced?.end === 'fault'
    const kind =
      sliced?.end === 'timeout'
        ? 'does not end'
        : expected.join('\n') !== got.join('\n')
          ? 'differs'
          : failed
            ? 'ends by an error'
            : undefined
    if (kind) return { kind, expected, got: got.slice(0, 100), detail: `input ${input}` }
  }
  return undefined
}
