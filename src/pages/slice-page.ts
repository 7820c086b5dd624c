import type { Slice } from '../slicing/index.js'
import { dependenceGraph } from '../slicing/index.js'
import { dependenceArcs, describe } from './arcs.js'
import { lineHtml } from './code-view.js'
import { type LineDependence, lineDependences } from './dependence-lines.js'
import { highlight } from './highlight.js'
import { type Content, type Html, html } from './html.js'
import { page } from './page.js'
import { sliceScript } from './slice-script.js'
import { sliceCss } from './slice-style.js'
import { counted, languageName } from './text-view.js'

/** A source with its slice. */
export interface SlicedSource {
  /** Name of the file. */
  name: string
  code: string
  slice: Slice
  /** Lines that the slice is for. */
  criterion: readonly number[]
}

/** Most dependences that are drawn: beyond, only those of the slice are. */
const maxDrawn = 2_000

/**
 * A page that shows a slice within its source, with the dependences drawn beside the lines.
 *
 * @throws RescueError as {@link dependenceGraph}
 */
export function slicePage(source: SlicedSource): string {
  const body = html`<header class="bar"><h1 title="${source.name}">${source.name}</h1>${legend()}</header><main class="single">${sourceView(source, { id: 'source' })}${sliceAlone(source.slice)}</main>`
  return page({ title: `Slice of ${source.name}`, body, css: sliceCss, script: sliceScript })
}

/**
 * A page that shows the parallel slices of the two versions of a patch.
 *
 * @throws RescueError as {@link dependenceGraph}
 */
export function patchPage({
  vulnerable,
  secure,
}: {
  vulnerable: SlicedSource
  secure: SlicedSource
}): string {
  const side = (source: SlicedSource, title: string, kind: 'vulnerable' | 'secure') =>
    html`<section class="${kind}"><h2>${title} <span class="soft">${source.name}</span></h2>${sourceView(source, { id: kind })}</section>`
  const title = vulnerable.name === secure.name ? vulnerable.name : `${vulnerable.name} → ${secure.name}`
  const body = html`<header class="bar"><h1 title="${title}">${title}</h1>${legend()}</header><main class="two">${side(vulnerable, 'Before', 'vulnerable')}${side(secure, 'After', 'secure')}</main>`
  return page({ title: `Slices of ${title}`, body, css: sliceCss, script: sliceScript })
}

function legend(): Html {
  return html`<p class="legend"><span class="criterion">criterion</span><span class="kept">in the slice</span><span class="data">data</span><span class="control">control</span></p>
<label class="all"><input type="checkbox" id="all"> all dependences</label>`
}

function sourceView({ name, code, slice, criterion }: SlicedSource, { id }: { id: string }): Html {
  const lines = highlight(code.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), slice.language)
  if (lines.at(-1)?.length === 0) lines.pop()
  const kept = new Set(slice.lines)
  const points = new Set(criterion)
  const first = lines.findIndex((_, index) => points.has(index + 1)) + 1
  const inSlice = ({ from, to }: LineDependence) => kept.has(from) && kept.has(to)
  const all = lineDependences(dependenceGraph(code, slice.language))
  const drawn = all.length > maxDrawn ? all.filter(inSlice) : all
  const rows = lines.map((tokens, index) => {
    const line = index + 1
    const state: Content = points.has(line) ? 'criterion' : kept.has(line) ? 'kept' : 'left'
    return html`<span class="${state}"${line === first && html` id="${id}-criterion"`} data-line="${line}"${kept.has(line) && html` tabindex="0"`}><b>${line}</b>${lineHtml(tokens)}</span>`
  })
  const share = Math.round((100 * slice.lines.length) / Math.max(1, slice.sourceLines))
  return html`<p class="soft facts">${languageName(slice.language)}, ${counted(slice.sourceLines, 'line')}; the slice keeps ${slice.lines.length.toLocaleString('en')} (${share} %). ${all.length > maxDrawn && html`Of ${counted(all.length, 'dependence')}, those of the slice are drawn. `}${first > 0 && html`<a href="#${id}-criterion">Go to line ${first}</a>. `}Point at a line, or go through them with the arrow keys, to see what it depends on.</p>
<div class="source card" role="group" aria-label="Source of ${name}">${dependenceArcs(drawn, { lines: lines.length, inSlice })}<pre>${rows}</pre></div>
<output class="about soft" aria-live="polite"></output>
${limitationsHtml(slice)}
<details><summary>Dependences within the slice as a list</summary><ul class="list">${drawn.filter(inSlice).map((dependence) => html`<li>${describe(dependence)}</li>`)}</ul></details>`
}

function limitationsHtml({ limitations }: Slice): Html | undefined {
  if (limitations.length === 0) return undefined
  return html`<details><summary>${counted(limitations.length, 'limitation')} of the analysis</summary><ul class="list">${limitations.map(({ line, procedure, message }) => html`<li>Line ${line}, ${procedure}: ${message}</li>`)}</ul></details>`
}

function sliceAlone({ code, language }: Slice): Html {
  const lines = highlight(code.replace(/\r\n?/g, '\n').trimEnd(), language)
  return html`<details><summary>The slice alone</summary><pre class="alone card" tabindex="0">${lines.map((tokens) => html`${lineHtml(tokens)}\n`)}</pre></details>`
}
