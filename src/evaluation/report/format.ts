import type { Estimate } from '../bootstrap.js'
import type { Report } from './report.js'

/** Names of steps for people, in their order. */
export const stepTitles = {
  draft: 'draft',
  cause: 'cause',
  cweLevel: 'CWE-level retrieval',
  codeLevel: 'code-level retrieval',
  generation: 'generation',
} as const

/** A share as percent, such as `51.2`. */
export function percent(value: number): string {
  return (100 * value).toFixed(1)
}

/** An estimate as percent with its interval: `51.2 (42.0 to 60.1)`; with a sign for differences. */
export function interval(estimate: Estimate | undefined, style: 'value' | 'difference' = 'value'): string {
  if (!estimate) return ''
  const show = (value: number) => (style === 'difference' && value > 0 ? '+' : '') + percent(value)
  return `${show(estimate.value)} (${show(estimate.low)} to ${show(estimate.high)})`
}

/** Names of the figures that any variant has, in their order. */
export function figureNames(report: Report): string[] {
  return [...new Set(report.variants.flatMap(({ figures }) => Object.keys(figures)))]
}

/** What a reader should know before the figures, in sentences. */
export function remarks(report: Report): string[] {
  const { problems, samplesPerProblem: n, confidence, containments, failures } = report
  const per = n.least === n.most ? String(n.most) : `${n.least} to ${n.most}`
  const compared = isCompared(report) ? `; differences are from "${report.baseline}", paired by problem` : ''
  return [
    `Problems: ${problems.security} with a security side, ${problems.plain} without. Samples of each problem and variant: ${per}.`,
    `Figures are percent with the ${Number(percent(confidence))} % bootstrap interval over problems${compared}.`,
    ...containments.map(
      ({ level, network, files, processes }) =>
        `Samples were judged in a sandbox by ${level}: network ${network}, files ${files}, processes ${processes}.`,
    ),
    ...(failures.length > 0
      ? [`Missing samples, which could not be made or judged: ${failures.length}; see below.`]
      : []),
  ]
}

/** Whether the baseline was run, and others to compare with it. */
export function isCompared({ variants }: Report): boolean {
  return variants.some(({ differences, noHarm }) => differences ?? noHarm?.differences)
}

/** A table as texts. */
export interface Table {
  head: string[]
  rows: string[][]
}

/** One figure of every variant by CWE type. */
export function cweTable({ cwes, variants }: Report, figure: string): Table {
  return {
    head: ['CWE type', 'problems', ...variants.map(({ name }) => name)],
    rows: cwes.map(({ cwe, problems, figures }) => [
      cwe,
      String(problems),
      ...variants.map(({ name }) => {
        const value = figures[name]?.[figure]
        return value === undefined ? '' : percent(value)
      }),
    ]),
  }
}

/** How the samples of each variant ended: many that ran out of time or memory speak of the machine. */
export function verdictTable({ variants }: Report): Table {
  const counts = (reasons: Record<string, number>) =>
    Object.entries(reasons)
      .map(([reason, count]) => `${reason} ${count}`)
      .join(', ')
  return {
    head: ['variant', 'tests', 'security checks'],
    rows: variants.map(({ name, verdicts }) => [
      name,
      counts(verdicts.functional),
      counts(verdicts.security),
    ]),
  }
}

/** The samples that are missing, and why. */
export function missingSamples({ failures }: Report): Table {
  return {
    head: ['problem', 'variant', 'sample', 'error'],
    rows: failures.map(({ problem, variant, sample, code, message }) => [
      problem,
      variant,
      String(sample),
      `${code}: ${message}`,
    ]),
  }
}

/** Name and settings of the model in one line. */
export function modelLine({ model }: Report): string {
  return Object.entries(model)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
