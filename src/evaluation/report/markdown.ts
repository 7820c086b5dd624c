import { stepNames } from '../ledger.js'
import {
  cweTable,
  figureNames,
  interval,
  isCompared,
  missingSamples,
  modelLine,
  percent,
  remarks,
  stepTitles,
  type Table,
  verdictTable,
} from './format.js'
import type { Report } from './report.js'

/** The report as Markdown. */
export function renderMarkdown(report: Report): string {
  const names = figureNames(report)
  const sections = [
    '# Evaluation',
    `Model: ${modelLine(report)}`,
    remarks(report)
      .map((remark) => `- ${remark}`)
      .join('\n'),
  ]
  if (report.problems.security > 0) {
    sections.push(
      '## Security and correctness',
      table({
        head: ['variant', ...names],
        rows: report.variants.map(({ name, figures }) => [
          name,
          ...names.map((figure) => interval(figures[figure])),
        ]),
      }),
    )
    const compared = report.variants.filter(({ differences }) => differences)
    if (compared.length > 0) {
      sections.push(
        `## Difference from ${report.baseline}`,
        table({
          head: ['variant', ...names],
          rows: compared.map(({ name, differences }) => [
            name,
            ...names.map((figure) => interval(differences?.[figure], 'difference')),
          ]),
        }),
      )
    }
  }
  sections.push(
    ...noHarm(report),
    ...perCwe(report, names),
    ...costs(report),
    '## How samples ended',
    table(verdictTable(report)),
    ...variantList(report),
    ...failures(report),
  )
  return `${sections.join('\n\n')}\n`
}

function noHarm(report: Report): string[] {
  const { variants, baseline } = report
  const judged = variants.filter((variant) => variant.noHarm)
  if (judged.length === 0) return []
  const names = [...new Set(judged.flatMap(({ noHarm }) => Object.keys(noHarm!.figures)))]
  const compared = isCompared(report) ? names : []
  return [
    '## No harm: problems without a security side',
    table({
      head: [
        'variant',
        'with context',
        ...names,
        ...compared.map((name) => `${name}, difference from ${baseline}`),
      ],
      rows: judged.map(({ name, noHarm }) => [
        name,
        `${percent(noHarm!.samplesWithContext)} %`,
        ...names.map((figure) => interval(noHarm!.figures[figure])),
        ...compared.map((figure) => interval(noHarm!.differences?.[figure], 'difference')),
      ]),
    }),
  ]
}

function perCwe(report: Report, names: readonly string[]): string[] {
  const [first] = names
  if (report.cwes.length === 0 || first === undefined) return []
  return [`## ${first} per CWE type`, table(cweTable(report, first))]
}

function costs({ variants }: Report): string[] {
  const taken = stepNames.filter((step) => variants.some(({ steps }) => steps[step]))
  return [
    '## Tokens and time per sample',
    'Of each step: tokens read / written, and seconds.',
    table({
      head: ['variant', 'prompt tokens', 'with context', ...taken.map((step) => stepTitles[step])],
      rows: variants.map(({ name, promptTokens, samplesWithContext, steps }) => [
        name,
        promptTokens.toFixed(0),
        `${percent(samplesWithContext)} %`,
        ...taken.map((step) => {
          const cost = steps[step]
          if (!cost) return ''
          const seconds = (cost.milliseconds / 1000).toFixed(3)
          return cost.calls === 0
            ? `${seconds} s`
            : `${cost.inputTokens.toFixed(0)} / ${cost.outputTokens.toFixed(0)}, ${seconds} s`
        }),
      ]),
    }),
  ]
}

function variantList({ variants }: Report): string[] {
  return ['## Variants', variants.map(({ name, description }) => `- **${name}**: ${description}`).join('\n')]
}

function failures(report: Report): string[] {
  const missing = missingSamples(report)
  return missing.rows.length === 0 ? [] : ['## Missing samples', table(missing)]
}

function table({ head, rows }: Table): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
