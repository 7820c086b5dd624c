import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/evaluation/benchmarks/problem.js'
import {
  buildReport,
  type Evaluation,
  renderHtml,
  renderMarkdown,
  type Sample,
} from '../../src/evaluation/index.js'
import { variantsOf } from '../../src/evaluation/variants.js'

const problem = (id: string, cwe?: string): Problem => ({
  id,
  language: 'c',
  ...(cwe && { cwe }),
  description: id,
  solutionFile: 's.c',
  files: {},
  functional: { command: 'x' },
  security: cwe ? [{ kind: 'exploit', command: 'y' }] : [],
})
const verdict = (passed: boolean) => ({ passed, reason: passed ? ('passed' as const) : ('failed' as const) })

/** Samples of a problem in a variant, each written as `correct secure`, such as `+-`; plain problems have no second mark. */
const samplesOf = (id: string, variant: string, marks: string, ledger: Sample['ledger'] = {}): Sample[] =>
  marks.split(' ').map((mark, sample) => ({
    ...{ problem: id, digest: 'd', variant, sample, solution: 'int x;', promptTokens: 100, ledger },
    ...(variant === 'rescue' &&
      mark.length > 1 && { context: { cwe: 'CWE-89', examples: ['e'], tokens: 50 } }),
    functional: verdict(mark[0] === '+'),
    security: mark.length > 1 ? [verdict(mark[1] === '+')] : [],
    containment: { level: 'namespaces', network: 'loopback-only', files: 'private', processes: 'namespace' },
  }))
const cost = (inputTokens: number, milliseconds: number) => ({
  calls: 1,
  inputTokens,
  outputTokens: 10,
  milliseconds,
})

const evaluation: Evaluation = {
  model: { name: 'm <1>', temperature: 0.2 },
  problems: [problem('a', 'CWE-89'), problem('b', 'CWE-22'), problem('c')],
  variants: variantsOf(['alone', 'rescue']),
  samples: [
    ...samplesOf('a', 'alone', '+- +- ++ --', { generation: cost(100, 1000) }),
    ...samplesOf('b', 'alone', '++ ++ -+ +-', { generation: cost(300, 3000) }),
    ...samplesOf('c', 'alone', '+ + + -'),
    ...samplesOf('a', 'rescue', '++ ++ ++ -+', { draft: cost(50, 500), generation: cost(400, 2000) }),
    ...samplesOf('b', 'rescue', '++ ++ -+ -+', { draft: cost(150, 700), generation: cost(600, 4000) }),
    ...samplesOf('c', 'rescue', '+ + - -'),
  ],
  failures: [],
}

describe('a report', () => {
  const report = buildReport(evaluation, { ks: [1, 2, 9] })
  const [alone, rescue] = report.variants

  it('has the figures of the definitions, over problems with a security side', () => {
    const value = (variant: typeof alone, name: string) => variant?.figures[name]?.value
    // Both: 1 and 2 of 4. Secure: 1 and 3. Correct: 3 and 3.
    expect(value(alone, 'SP@1')).toBeCloseTo((1 / 4 + 2 / 4) / 2)
    expect(value(alone, 'SecureRate')).toBeCloseTo((1 / 4 + 3 / 4) / 2)
    expect(value(alone, 'Pass@1')).toBeCloseTo(3 / 4)
    // 1 - C(3,2)/C(4,2) = 1/2 and 1 - C(2,2)/C(4,2) = 5/6.
    expect(value(alone, 'SP@2')).toBeCloseTo((1 / 2 + 5 / 6) / 2)
    // Both: 3 and 2. Secure: 4 and 4. Correct: 3 and 2.
    expect(value(rescue, 'SP@1')).toBeCloseTo((3 / 4 + 2 / 4) / 2)
    expect(value(rescue, 'SecureRate')).toBe(1)
    expect(value(rescue, 'Pass@1')).toBeCloseTo((3 / 4 + 2 / 4) / 2)
    expect(alone?.figures['SP@1']?.problems).toBe(2)
    // Four samples say nothing about nine.
    expect(alone?.figures).not.toHaveProperty('SP@9')
  })

  it('compares with the baseline problem by problem', () => {
    expect(alone).not.toHaveProperty('differences')
    expect(rescue?.differences?.['SP@1']?.value).toBeCloseTo((2 / 4 + 0) / 2)
    expect(rescue?.differences?.['Pass@1']?.value).toBeCloseTo((0 - 1 / 4) / 2)
    const { low, high } = rescue!.differences!['SP@1']!
    expect([low, high]).toEqual([0, 0.5])
  })

  it('says what the help does to problems without a security side', () => {
    expect(alone?.noHarm?.figures['Pass@1']?.value).toBeCloseTo(3 / 4)
    expect(rescue?.noHarm).toMatchObject({
      samplesWithContext: 0,
      differences: { 'Pass@1': { value: -0.25, problems: 1 } },
    })
    expect(rescue?.noHarm?.figures).not.toHaveProperty('SP@1')
  })

  it('has a row per CWE type, in their order', () => {
    expect(report.cwes.map(({ cwe, problems }) => [cwe, problems])).toEqual([
      ['CWE-22', 1],
      ['CWE-89', 1],
    ])
    expect(report.cwes[1]?.figures.rescue?.['SP@1']).toBeCloseTo(3 / 4)
  })

  it('has the mean tokens and time of each step, over the samples that took it', () => {
    expect(rescue?.steps.draft).toEqual({
      samples: 8,
      calls: 1,
      inputTokens: 100,
      outputTokens: 10,
      milliseconds: 600,
    })
    expect(rescue?.steps.generation).toMatchObject({ samples: 8, inputTokens: 500, milliseconds: 3000 })
    expect(alone?.steps.generation).toMatchObject({ inputTokens: 200, milliseconds: 2000 })
    expect(alone?.steps.draft).toBeUndefined()
    expect(alone?.tokens).toEqual({ input: 1600, output: 80 })
    expect(rescue?.samplesWithContext).toBe(1)
  })

  it('tells how samples ended, and in which containment', () => {
    expect(alone?.verdicts).toEqual({
      functional: { failed: 3, passed: 9 },
      security: { failed: 4, passed: 4 },
    })
    expect(renderMarkdown(report)).toContain('| alone | failed 3, passed 9 | failed 4, passed 4 |')
    expect(renderHtml(report)).toContain('<td>alone</td><td>failed 3, passed 9</td>')
    expect(report.containments).toHaveLength(1)
  })

  it('leaves out problems that one of two variants lacks from their difference', () => {
    const partial = buildReport({
      ...evaluation,
      samples: evaluation.samples.filter(({ problem: id, variant }) => !(id === 'a' && variant === 'alone')),
      failures: [{ problem: 'a', variant: 'alone', sample: 0, code: 'MODEL_FAILED', message: 'gone | away' }],
    })
    const found = partial.variants[1]?.differences?.['SP@1']
    expect(found).toMatchObject({ value: 0, problems: 1 })
    expect(renderMarkdown(partial)).toContain('| a | alone | 0 | MODEL_FAILED: gone \\| away |')
    expect(renderHtml(partial)).toContain(
      '<td>a</td><td>alone</td><td>0</td><td>MODEL_FAILED: gone | away</td>',
    )
  })

  it('of nothing is empty, and of plain problems alone has no security part', () => {
    const empty = buildReport({ ...evaluation, problems: [], samples: [], variants: [] })
    expect(renderMarkdown(empty)).toContain('Problems: 0 with a security side, 0 without.')
    const plain = buildReport({
      ...evaluation,
      problems: [problem('c')],
      samples: evaluation.samples.filter(({ problem: id }) => id === 'c'),
    })
    expect(plain.variants[1]?.figures).toEqual({})
    expect(renderMarkdown(plain)).not.toContain('## Security and correctness')
    expect(renderHtml(plain)).toContain('No harm')
  })

  it('compares with nothing where the baseline was not run, and refuses one that was not and is asked for', () => {
    const alone = { ...evaluation, variants: variantsOf(['rescue']) }
    const uncompared = buildReport(alone)
    expect(uncompared.variants[0]).not.toHaveProperty('differences')
    for (const text of [renderMarkdown(uncompared), renderHtml(uncompared)]) {
      expect(text).toContain('SP@1')
      expect(text).not.toContain('ifference')
    }
    expect(() => buildReport(alone, { baseline: 'alone' })).toThrow(/"alone".*rescue/)
    expect(buildReport(evaluation, { baseline: 'rescue' }).variants[0]).toHaveProperty('differences')
  })

  it('is a table like that of the paper in Markdown', () => {
    const lines = renderMarkdown(report).split('\n')
    expect(lines).toContain('| variant | SP@1 | SP@2 | SecureRate | Pass@1 | Pass@2 |')
    expect(lines.find((line) => line.startsWith('| rescue | 62.5 (50.0 to 75.0) |'))).toContain(
      '100.0 (100.0 to 100.0)',
    )
    expect(lines.find((line) => line.startsWith('| rescue | +25.0 (0.0 to +50.0) |'))).toBeDefined()
    expect(lines).toContain('Model: name m <1>, temperature 0.2')
  })

  it('is one HTML page with plots, without scripts or other files, and with every text escaped', () => {
    const html = renderHtml(report)
    expect(html.match(/<svg /g)).toHaveLength(5)
    expect(html).not.toMatch(/<script|<link|src=|href=|@import|url\(/)
    expect(html).toContain('m &lt;1&gt;')
    expect(html).not.toContain('m <1>')
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
    // 600 ms in 8 of 12 samples.
    expect(html).toContain('<title>draft: 0.400 s</title>')
    const named = (name: string) => (name === 'rescue' ? '<b>' : name)
    const hostile = renderHtml(
      buildReport({
        ...evaluation,
        variants: evaluation.variants.map((variant) => ({ ...variant, name: named(variant.name) })),
        samples: evaluation.samples.map((sample) => ({ ...sample, variant: named(sample.variant) })),
      }),
    )
    expect(hostile).toContain('&lt;b&gt;')
    expect(hostile.replaceAll(/<b>(alone|&lt;b&gt;)<\/b>/g, '')).not.toContain('<b>')
  })

  it('is plain data: JSON gives it back', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })
})
