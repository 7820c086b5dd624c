import { createHash } from 'node:crypto'
import { type Html, html, trusted } from './html.js'
import { themeCss } from './theme.js'

/** Parts of a page. */
export interface PageParts {
  title: string
  body: Html
  /** Style of this kind of page, after the common theme. */
  css: string
  /** Script of this kind of page. The page must be readable without it. */
  script?: string
}

/**
 * A whole HTML file that loads nothing. The security policy admits its own style and script by their digests, so markup that slipped
 * through all escaping still could neither run nor fetch anything.
 */
export function page({ title, body, css, script = '' }: PageParts): string {
  const style = themeCss + css
  const policy = [
    "default-src 'none'",
    `style-src '${digest(style)}'`,
    script === '' ? "script-src 'none'" : `script-src '${digest(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${body}
${script !== '' && html`<script>${trusted(script)}</script>`}
</body>
</html>
`
  return document.toString()
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
