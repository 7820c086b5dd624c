import { visible } from './hidden-characters.js'

/**
 * Puts code into a Markdown fence that the code cannot close: the fence is longer than any run of back-quotes inside
 * (CommonMark, section 4.5). Chat models read Markdown, so every prompt shows code this way. What is hidden in the code is shown.
 *
 * @param info what stands behind the opening fence, such as the language; characters that could end the line are left out
 */
export function fence(code: string, info: string): string {
  const shown = withoutFinalBreaks(visible(code))
  let longest = 2
  for (const run of shown.match(/`+/g) ?? []) longest = Math.max(longest, run.length)
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${info.replace(/[^\w+#.-]/g, '')}\n${shown}\n${ticks}`
}

/** What begins a block of Markdown: a heading, a quote, a list item, a fence, a rule (CommonMark, chapter 4). */
const blockStart = /^(?:#{1,6}(?=\s|$)|>|[-+*](?=\s)|`{3}|~{3}|[-_*=](?:\s*[-_*=]){2})/

/** One line: text that comes from data must not be able to open a heading, a list or a fence of its own. */
export function oneLine(text: string): string {
  const line = visible(text.replace(/\s+/g, ' ').trim())
  return blockStart.test(line) ? `\\${line}` : line
}

/** The headings of our prompts; a line under them, as Markdown also writes headings, is `underline`. */
const ourHeading =
  /^[ \t>]*(?:#{1,6}[ \t]+)?(?:security (?:knowledge|notes)\b|task[ \t#]*$|case \d|list \d|what to write\b)/i
const underline = /^[ \t]*(?:=+|-+)[ \t]*$/

/**
 * Prose of a task between the parts of a prompt: it keeps its Markdown, but a heading that looks like one of ours is escaped, and a
 * fence that it opens is closed.
 */
export function proseBlock(text: string): string {
  const lines = visible(text)
    .trim()
    .split(/\r\n?|\n/)
  let open: string | undefined
  const escaped = lines.map((line, index) => {
    const [opening = '', marks] = /^[ \t]*(`{3,}|~{3,})/.exec(line) ?? []
    const rest = line.slice(opening.length)
    if (open !== undefined) {
      if (marks?.startsWith(open) && rest.trim() === '') open = undefined
      return line
    }
    if (marks !== undefined && !(marks.startsWith('`') && rest.includes('`'))) open = marks
    const isHeading = /^[ \t>]*#/.test(line) || underline.test(lines[index + 1] ?? '')
    return isHeading && ourHeading.test(line) ? `\\${line.trimStart()}` : line
  })
  return open === undefined ? escaped.join('\n') : `${escaped.join('\n')}\n${open}`
}

/** A text without the line feeds at its end. (A pattern such as `\n+$` takes the square of the longest run of line feeds.) */
export function withoutFinalBreaks(text: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === '\n') end--
  return text.slice(0, end)
}
