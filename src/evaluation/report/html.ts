import { escapeHtml } from '../../text/escape-html.js'
import { stepNames } from '../ledger.js'
import {
  cweTable,
  figureNames,
  interval,
  missingSamples,
  modelLine,
  remarks,
  stepTitles,
  type Table,
  verdictTable,
} from './format.js'
import { intervalPlot, type PlotRow, stackPlot } from './plots.js'
import type { Report, VariantReport } from './report.js'

const style = `
:root { color-scheme: light dark; --ink: #1c2430; --paper: #fff; --line: #c9d1da; --bar: #4878a8; --worse: #c2554d }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --paper: #14181e; --line: #3a434e; --bar: #6f9fd0; --worse: #e07a70 } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .7rem; text-align: right; white-space: nowrap }
th:first-child, td:first-child { text-align: left }
svg { max-width: 100%; height: auto; font: 13px system-ui, sans-serif; fill: var(--ink) }
.bar { fill: var(--bar) } .worse { fill: var(--worse) }
.whisker { stroke: var(--ink); fill: none; stroke-width: 1.5 } .axis { stroke: var(--line); fill: none }
.part0 { fill: #4878a8 } .part1 { fill: #d98b3f } .part2 { fill: #5a9e6f } .part3 { fill: #b65b7a } .part4 { fill: #8a78b8 } .part5 { fill: #8a8f98 }
`

/** The report as one HTML page: no scripts, no other files. */
export function renderHtml(report: Report): string {
  const names = figureNames(report)
  const [first] = names
  const parts = [
    '<h1>Evaluation</h1>',
    `<p>Model: ${escapeHtml(modelLine(report))}</p>`,
    `<ul>${remarks(report)
      .map((remark) => `<li>${escapeHtml(remark)}</li>`)
      .join('')}</ul>`,
  ]
  if (first !== undefined) {
    parts.push(
      section(
        first,
        intervalPlot(
          first,
          rowsOf(report, first, (variant) => variant.figures),
          'value',
        ),
      ),
      section(
        'Security and correctness',
        table({
          head: ['variant', ...names],
          rows: report.variants.map(({ name, figures }) => [
            name,
            ...names.map((figure) => interval(figures[figure])),
          ]),
        }),
      ),
    )
    const differences = rowsOf(report, first, (variant) => variant.differences)
    if (differences.length > 0) {
      parts.push(
        section(
          `${first}: difference from ${report.baseline}`,
          intervalPlot('Differences', differences, 'difference'),
        ),
      )
    }
    parts.push(section(`${first} per CWE type`, table(cweTable(report, first))))
  }
  const harm = rowsOf(report, 'Pass@1', ({ noHarm }) => noHarm?.differences)
  if (harm.length > 0) {
    parts.push(
      section(
        'No harm: change of Pass@1 on problems without a security side',
        intervalPlot('No harm', harm, 'difference'),
      ),
    )
  }
  parts.push(
    section('Time per sample', stackPlot('Time', costRows(report, 'milliseconds', 1000), 's')),
    section('Tokens read per sample', stackPlot('Tokens', costRows(report, 'inputTokens', 1), 'tokens')),
    section('How samples ended', table(verdictTable(report))),
    section(
      'Variants',
      `<ul>${report.variants
        .map(({ name, description }) => `<li><b>${escapeHtml(name)}</b>: ${escapeHtml(description)}</li>`)
        .join('')}</ul>`,
    ),
  )
  const missing = missingSamples(report)
  if (missing.rows.length > 0) parts.push(section('Missing samples', table(missing)))
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Evaluation</title>
<style>${style}</style>
${parts.join('\n')}
</html>
`
}

function rowsOf(
  { variants }: Report,
  figure: string,
  of: (variant: VariantReport) => VariantReport['figures'] | undefined,
): PlotRow[] {
  return variants.flatMap((variant) => {
    const estimate = of(variant)?.[figure]
    return estimate ? [{ label: variant.name, estimate }] : []
  })
}

function costRows({ variants }: Report, name: 'milliseconds' | 'inputTokens', unit: number) {
  return variants.map((variant) => ({
    label: variant.name,
    parts: stepNames.flatMap((step) => {
      const cost = variant.steps[step]
      // Per sample of the variant, also where only some took the step.
      return cost && cost[name] > 0
        ? [{ label: stepTitles[step], value: (cost[name] * cost.samples) / variant.samples / unit }]
        : []
    }),
  }))
}

function section(title: string, content: string): string {
  return `<h2>${escapeHtml(title)}</h2>\n<div class="wide">${content}</div>`
}

function table({ head, rows }: Table): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  return `<table><thead>${cells('th', head)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`
}
