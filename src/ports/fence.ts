/**
 * Puts code into a Markdown fence that the code cannot close: the fence is longer than any run of back-quotes inside
 * (CommonMark, section 4.5). Chat models read Markdown, so every prompt shows code this way.
 *
 * @param info what stands behind the opening fence, such as the language; characters that could end the line are left out
 */
export function fence(code: string, info: string): string {
  let longest = 2
  for (const run of code.match(/`+/g) ?? []) longest = Math.max(longest, run.length)
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${info.replace(/[^\w+#.-]/g, '')}\n${withoutFinalBreaks(code)}\n${ticks}`
}

/** One line: text that comes from data must not be able to open a heading, a list or a fence of its own. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** A text without the line feeds at its end. (A pattern such as `\n+$` takes the square of the longest run of line feeds.) */
export function withoutFinalBreaks(text: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === '\n') end--
  return text.slice(0, end)
}
