import { escapeHtml } from '../../text/escape-html.js'
import type { Estimate } from '../bootstrap.js'
import { interval } from './format.js'

/** One row of a plot. */
export interface PlotRow {
  label: string
  estimate: Estimate
}

/** Part of a stacked bar. */
export interface StackPart {
  label: string
  value: number
}

const row = 26
const left = 170
const width = 560
const right = 190

/** Bars from zero with whiskers for the interval; differences reach to both sides of zero. */
export function intervalPlot(title: string, rows: readonly PlotRow[], style: 'value' | 'difference'): string {
  const values = rows.flatMap(({ estimate }) => [estimate.low, estimate.high, estimate.value])
  const least = style === 'value' ? 0 : Math.min(0, ...values)
  const most = style === 'value' ? 1 : Math.max(0, ...values)
  const span = most - least || 1
  const x = (value: number) => (left + ((value - least) / span) * width).toFixed(1)
  const bars = rows.map(({ label, estimate }, i) => {
    const y = 10 + i * row
    const [from, to] = [Math.min(0, estimate.value), Math.max(0, estimate.value)]
    const middle = y + row / 2 - 3
    return [
      `<text x="${left - 8}" y="${middle + 4}" text-anchor="end">${escapeHtml(label)}</text>`,
      `<rect x="${x(from)}" y="${y}" width="${(((to - from) / span) * width).toFixed(1)}" height="${row - 8}" class="${estimate.value < 0 ? 'worse' : 'bar'}"/>`,
      `<path d="M${x(estimate.low)} ${middle}H${x(estimate.high)}M${x(estimate.low)} ${middle - 4}v8M${x(estimate.high)} ${middle - 4}v8" class="whisker"/>`,
      `<text x="${left + width + 10}" y="${middle + 4}">${escapeHtml(interval(estimate, style))}</text>`,
    ].join('')
  })
  const height = rows.length * row + 14
  const zero = `<path d="M${x(0)} 4V${height - 4}" class="axis"/>`
  return svg(title, height, bars.join('') + zero)
}

/** Bars made of parts, with a legend: what a sample of each variant costs, step by step. */
export function stackPlot(
  title: string,
  rows: readonly { label: string; parts: readonly StackPart[] }[],
  unit: string,
): string {
  const total = (parts: readonly StackPart[]) => parts.reduce((sum, { value }) => sum + value, 0)
  const most = Math.max(...rows.map(({ parts }) => total(parts)), Number.MIN_VALUE)
  // The row with the most parts tells their order.
  const fullestFirst = [...rows].sort((a, b) => b.parts.length - a.parts.length)
  const labels = [...new Set(fullestFirst.flatMap(({ parts }) => parts.map(({ label }) => label)))]
  const bars = rows.map(({ label, parts }, i) => {
    const y = 10 + i * row
    let at = left
    const drawn = parts.map((part) => {
      const length = (part.value / most) * width
      const rect = `<rect x="${at.toFixed(1)}" y="${y}" width="${length.toFixed(1)}" height="${row - 8}" class="part${labels.indexOf(part.label) % 6}"><title>${escapeHtml(part.label)}: ${part.value.toFixed(3)} ${unit}</title></rect>`
      at += length
      return rect
    })
    const text = `<text x="${left - 8}" y="${y + 14}" text-anchor="end">${escapeHtml(label)}</text>`
    return `${text}${drawn.join('')}<text x="${left + width + 10}" y="${y + 14}">${total(parts).toFixed(2)} ${unit}</text>`
  })
  const legend = labels.map((label, i) => {
    const [x, y] = [left + (i % 3) * 190, rows.length * row + 18 + Math.floor(i / 3) * 20]
    return `<rect x="${x}" y="${y}" width="12" height="12" class="part${i % 6}"/><text x="${x + 18}" y="${y + 11}">${escapeHtml(label)}</text>`
  })
  const height = rows.length * row + 24 + Math.ceil(labels.length / 3) * 20
  return svg(title, height, bars.join('') + legend.join(''))
}

function svg(title: string, height: number, content: string): string {
  const size = left + width + right
  return `<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${size} ${height}" width="${size}" height="${height}">${content}</svg>`
}
