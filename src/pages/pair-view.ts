import { changedHunks } from '../patches/index.js'
import { type Extent, lineHtml } from './code-view.js'
import { highlight, type Token } from './highlight.js'
import { type Html, html } from './html.js'

/** The two sides of a fix. */
export interface PairCode {
  vulnerable: string
  secure: string
  language: string
}

interface Row {
  left?: Side
  right?: Side
}

interface Side {
  tokens: readonly Token[]
  changed: boolean
  marked?: Extent
}

/** Vulnerable and secure code side by side, line by line, with the change marked. */
export function pairView({ vulnerable, secure, language }: PairCode): Html {
  const rows = alignedRows({ vulnerable, secure, language })
  return html`<div class="pair">
<figure class="vulnerable"><figcaption>Vulnerable</figcaption><pre tabindex="0">${rows.map(({ left }) => sideHtml(left, 'del'))}</pre></figure>
<figure class="secure"><figcaption>Secure</figcaption><pre tabindex="0">${rows.map(({ right }) => sideHtml(right, 'ins'))}</pre></figure>
</div>`
}

function sideHtml(side: Side | undefined, element: 'del' | 'ins'): Html {
  if (!side) return html`<span class="gap"></span>`
  const line = lineHtml(side.tokens, side.marked)
  if (!side.changed) return html`<span>${line}</span>`
  return element === 'del' ? html`<del>${line}</del>` : html`<ins>${line}</ins>`
}

/** Lines that both have stand beside each other; those of a change too, with gaps where one side is longer. */
function alignedRows({ vulnerable, secure, language }: PairCode): Row[] {
  const [left, right] = [vulnerable, secure].map((code) => highlight(unix(code), language)) as [
    Token[][],
    Token[][],
  ]
  const rows: Row[] = []
  let [l, r] = [0, 0]
  for (const { removed, added } of changedHunks({ before: vulnerable, after: secure })) {
    const same = removed[0] ? removed[0].line - 1 - l : (added[0]?.line ?? 1) - 1 - r
    for (let i = 0; i < same; i++) rows.push(equal(left[l++], right[r++]))
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      const [before, after] = [removed[i]?.text, added[i]?.text]
      const marks = before !== undefined && after !== undefined ? difference(before, after) : undefined
      rows.push({
        ...(before !== undefined && {
          left: { tokens: left[l++] ?? [], changed: true, ...(marks && { marked: marks.before }) },
        }),
        ...(after !== undefined && {
          right: { tokens: right[r++] ?? [], changed: true, ...(marks && { marked: marks.after }) },
        }),
      })
    }
  }
  while (l < left.length || r < right.length) rows.push(equal(left[l++], right[r++]))
  const last = rows.at(-1)
  if (last && !last.left?.tokens.length && !last.right?.tokens.length) rows.pop()
  return rows
}

function equal(left: readonly Token[] | undefined, right: readonly Token[] | undefined): Row {
  return {
    ...(left && { left: { tokens: left, changed: false } }),
    ...(right && { right: { tokens: right, changed: false } }),
  }
}

/** Where two lines differ: all but what they begin and end with. Undefined where they have too little in common to show it. */
function difference(before: string, after: string): { before: Extent; after: Extent } | undefined {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from++
  let end = 0
  while (end < shorter - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  const common = before.slice(0, from).trim().length + before.slice(before.length - end).trim().length
  if (common < 0.3 * Math.max(before.trim().length, after.trim().length)) return undefined
  return { before: { from, to: before.length - end }, after: { from, to: after.length - end } }
}

function unix(code: string): string {
  return code.replace(/\r\n?/g, '\n')
}
