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
  const { problems, samplesPerProblem: n, confidence, containments, failures, baseline } = report
  const per = n.least === n.most ? String(n.most) : `${n.least} to ${n.most}`
  return [
    `${problems.security} problems with a security side and ${problems.plain} without, ${per} samples of each problem and variant.`,
    `Figures are percent with the ${Number(percent(confidence))} % bootstrap interval over problems; differences are from "${baseline}", paired by problem.`,
    ...containments.map(
      ({ level, network, files, processes }) =>
        `Samples were judged in a sandbox by ${level}: network ${network}, files ${files}, processes ${processes}.`,
    ),
    ...(failures.length > 0
      ? [`${failures.length} samples are missing because they could not be made or judged; see below.`]
      : []),
  ]
}

/** Name and settings of the model in one line. */
export function modelLine({ model }: Report): string {
  return Object.entries(model)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
