import type { Token } from './highlight.js'
import { type Html, html } from './html.js'

/** Characters of a line from one place to another. */
export interface Extent {
  from: number
  to: number
}

/** One line of code as markup, with the part that a change is about marked. */
export function lineHtml(tokens: readonly Token[], marked?: Extent): Html[] {
  if (!marked) return tokens.map(tokenHtml)
  const parts: Html[] = []
  let inside: Html[] = []
  let at = 0
  for (const token of tokens) {
    for (const piece of split(token, at, marked)) {
      if (piece.inside) inside.push(tokenHtml(piece.token))
      else {
        if (inside.length > 0) parts.push(html`<mark>${inside}</mark>`)
        inside = []
        parts.push(tokenHtml(piece.token))
      }
    }
    at += token.text.length
  }
  if (inside.length > 0) parts.push(html`<mark>${inside}</mark>`)
  return parts
}

function tokenHtml({ kind, text }: Token): Html {
  return kind === 'plain' ? html`${text}` : html`<i class="${kind}">${text}</i>`
}

function split({ kind, text }: Token, start: number, { from, to }: Extent) {
  const cuts = [0, from - start, to - start, text.length].map((cut) =>
    Math.min(Math.max(cut, 0), text.length),
  )
  return [0, 1, 2].flatMap((part) => {
    const piece = text.slice(cuts[part], cuts[part + 1])
    return piece === '' ? [] : [{ inside: part === 1, token: { kind, text: piece } }]
  })
}
