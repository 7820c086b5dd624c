/**
 * Puts code into a Markdown fence that the code cannot close: the fence is longer than any run of back-quotes inside
 * (CommonMark, section 4.5).
 */
export function fence(code: string, language: string): string {
  let longest = 2
  for (const run of code.match(/`+/g) ?? []) longest = Math.max(longest, run.length)
  const ticks = '`'.repeat(longest + 1)
  const info = language.replace(/[^\w+#.-]/g, '')
  return `${ticks}${info}\n${code.replace(/\n+$/, '')}\n${ticks}`
}

/** One line: text that comes from data must not be able to open a heading, a list or a fence of its own. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
