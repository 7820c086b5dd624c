/** A fenced block of a Markdown text. */
export interface FencedBlock {
  /** First word after the opening fence, in lower case. */
  tag: string
  code: string
}

/** An opening or closing fence: its indentation and its marks. */
const FENCE = /^([ \t]*)(`{3,}|~{3,})/

/**
 * Takes the fenced blocks out of a Markdown text with `\n` line ends (CommonMark, section 4.5). A fence that is never closed
 * reaches to the end.
 */
export function splitFences(text: string): { blocks: FencedBlock[]; prose: string } {
  const blocks: FencedBlock[] = []
  const prose: string[] = []
  let open: { marks: string; indent: number; tag: string; lines: string[] } | undefined
  const close = () => {
    if (open) blocks.push({ tag: open.tag, code: open.lines.join('\n') })
    open = undefined
  }
  for (const line of text.split('\n')) {
    const fence = FENCE.exec(line)
    const behind = fence ? line.slice(fence[0].length).trim() : ''
    if (!open) {
      // An info string never holds a backtick: ```x``` on one line is inline code.
      if (fence && !behind.includes('`')) {
        const tag = behind.split(/[\s{,:]/)[0]!.toLowerCase()
        open = { marks: fence[2]!, indent: fence[1]!.length, tag, lines: [] }
      } else prose.push(line)
    } else if (fence && fence[2]!.startsWith(open.marks) && behind === '') close()
    else open.lines.push(withoutIndent(line, open.indent))
  }
  close()
  return { blocks, prose: prose.join('\n') }
}

/** A block inside a list item is indented with its fence; that indentation is not the code's. */
function withoutIndent(line: string, indent: number): string {
  let cut = 0
  while (cut < indent && (line[cut] === ' ' || line[cut] === '\t')) cut++
  return line.slice(cut)
}
