import type { LineDependence } from './dependence-lines.js'
import { type Html, html } from './html.js'

/** Sizes of the drawing in pixels; the height of a line is that of the code beside it. */
export const arcSizes = { lineHeight: 20, width: 132, margin: 10 } as const

/**
 * Dependences as arcs beside the lines of a source. The wider apart two lines are, the further out swings their arc, so that arcs
 * nest and rarely cross. An arrow points at the line that depends.
 *
 * @param lines number of lines of the source
 * @param drawn says of each dependence whether it belongs to the slice; the others are drawn faintly
 */
export function dependenceArcs(
  dependences: readonly LineDependence[],
  { lines, inSlice }: { lines: number; inSlice: (dependence: LineDependence) => boolean },
): Html {
  const { lineHeight, width } = arcSizes
  const height = lines * lineHeight
  const longest = Math.max(1, ...dependences.map(distance))
  const byLength = [...dependences].sort((a, b) => distance(b) - distance(a))
  return html`<svg class="arcs" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" aria-hidden="true">
<defs>${(['data', 'control'] as const).map((kind) => html`<marker id="arrow-${kind}" class="${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5 8 4 0 7.5z"/></marker>`)}</defs>
${byLength.map((dependence) => arc(dependence, { longest, inSlice: inSlice(dependence) }))}
</svg>`
}

function arc(dependence: LineDependence, { longest, inSlice }: { longest: number; inSlice: boolean }): Html {
  const { lineHeight, width, margin } = arcSizes
  const { from, to, kind } = dependence
  // Data and control leave and reach a line a little apart, so that both are seen where both are there.
  const shift = kind === 'data' ? -2.5 : 3.5
  const start = (from - 0.5) * lineHeight + shift
  const end = (to - 0.5) * lineHeight + shift
  const reach = 16 + (width - margin - 16) * Math.sqrt(distance(dependence) / longest)
  // A cubic curve swings out to three quarters of its control points.
  const x = round(width - 3 - Math.min(reach, width - margin) / 0.75)
  const path = `M${width - 3} ${start}C${x} ${start} ${x} ${end} ${width - 3} ${end}`
  return html`<path class="${kind}${inSlice ? '' : ' faint'}" data-from="${from}" data-to="${to}" d="${path}" marker-end="url(#arrow-${kind})"><title>${describe(dependence)}</title></path>`
}

/** A dependence as a sentence. */
export function describe({ from, to, kind, variables }: LineDependence): string {
  if (kind === 'control') return `Whether line ${to} runs depends on line ${from}.`
  return `Line ${to} uses ${variables.join(', ') || 'what was made'} of line ${from}.`
}

function distance({ from, to }: LineDependence): number {
  return Math.abs(to - from)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
