import { escapeHtml } from '../text/escape-html.js'
import { visible } from '../text/hidden-characters.js'

/** Markup that may go into a page as it is. Only {@link html} and {@link trusted} make it, so data cannot pass for it. */
export class Html {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

/** What a template may hold; `undefined` and `false` leave nothing. */
export type Content = string | number | Html | readonly Html[] | undefined | false

/**
 * Builds markup from a template. Everything in it that is not markup already is escaped, for text and for quoted attributes, and
 * what is hidden in it is shown.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = parts[0] ?? ''
  for (const [index, value] of values.entries()) text += rendered(value) + (parts[index + 1] ?? '')
  return new Html(text)
}

/** Markup that we wrote ourselves. Never give it data. */
export function trusted(text: string): Html {
  return new Html(text)
}

function rendered(value: Content): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.toString()
  if (Array.isArray(value)) return value.map(rendered).join('')
  return escapeHtml(visible(String(value)))
}
