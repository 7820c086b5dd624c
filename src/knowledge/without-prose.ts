import { type LanguageId, type Program, parseProgram } from '../languages/index.js'

/** Offsets in the source, its lines joined by line feeds, and what takes the place of what is between them. */
interface Cut {
  start: number
  end: number
  by: string
}

/** Comments, and lines that begin with a literal, as far as they can be told without parsing, which takes longest. */
const mayHoldProse = {
  python: /#|^[ \t]{0,200}[rbufRBUF]{0,2}["']/m,
  others: /\/\/|\/\*|<!--|#!|^[ \t]{0,200}["'`]/m,
}

/** A text that is one literal and nothing else: where it is a statement, it is a docstring or does nothing. */
const loneLiteral = /^[rbufRBUF]{0,2}("""|'''|"|'|`)/

/** Directives of JavaScript are literals that do something. */
const directive = /^["']use \w{1,20}["']$/

/**
 * Code without what its authors wrote for people: comments, and literals that are a statement of their own, such as docstrings. An
 * example of a knowledge base goes into prompts, so it holds what runs and nothing that only speaks. Lines that held nothing
 * else are left out.
 *
 * @param parse the program of the code, for callers that need it elsewhere as well
 */
export function withoutProse(
  code: string,
  language: LanguageId,
  parse: () => Program = () => parseProgram(code, language),
): string {
  if (!mayHoldProse[language === 'python' ? 'python' : 'others'].test(code)) return code
  const program = parse()
  const source = program.sourceLines.join('\n')
  const cuts = [...comments(program), ...macroComments(program, source), ...loneLiterals(program)]
    .filter(({ start, end }) => start >= 0 && end <= source.length && end > start)
    .sort((a, b) => a.start - b.start)
  if (cuts.length === 0) return code
  let text = ''
  let at = 0
  const touched = new Set<number>()
  for (const { start, end, by } of cuts) {
    if (start < at) continue
    text += source.slice(at, start)
    touched.add(text.split('\n').length - 1)
    text += by
    at = end
  }
  const lines = (text + source.slice(at)).split('\n')
  const kept = lines
    .map((line, index) => (touched.has(index) ? line.trimEnd() : line))
    .filter((line, index) => line !== '' || !touched.has(index))
  return kept.join(program.lineEnd) + (/[\r\n]$/.test(code) ? program.lineEnd : '')
}

/** A blank in their place keeps the words around them apart. */
function comments(program: Program): Cut[] {
  const { tree, isComment } = program
  const cuts: Cut[] = []
  const offsetOf = sourceOffsets(program)
  for (let node = 0; node < tree.size; node++) {
    if (isComment(node)) {
      cuts.push({ start: offsetOf(tree.starts[node]!), end: offsetOf(tree.ends[node]!), by: ' ' })
    }
  }
  return cuts
}

/** To the grammar of C, a comment behind a macro is part of its text. */
function macroComments({ language, sourceLines }: Program, source: string): Cut[] {
  if (language !== 'c' && language !== 'cpp') return []
  const cuts: Cut[] = []
  let start = 0
  for (const line of sourceLines) {
    const comment = /^[ \t]*#[ \t]*define\b/.test(line) ? line.indexOf(' //') : -1
    const isInLiteral = (line.slice(0, Math.max(0, comment)).match(/"/g) ?? []).length % 2 === 1
    if (comment >= 0 && !isInLiteral) cuts.push({ start: start + comment, end: start + line.length, by: '' })
    start += line.length + 1
  }
  return cuts.filter(({ end }) => end <= source.length)
}

/** Literals keep their quotes, since a body may hold nothing else. */
function loneLiterals(program: Program): Cut[] {
  const { tree, statements } = program
  const offsetOf = sourceOffsets(program)
  return statements.flatMap(({ node, control, evaluation }): Cut[] => {
    if (node < 0 || control.form !== 'simple' || evaluation.steps.length > 0) return []
    const start = tree.starts[node]!
    const text = tree.text.slice(start, tree.ends[node]!).replace(/;$/, '')
    const [opening, quote] = loneLiteral.exec(text) ?? []
    if (opening === undefined || !text.endsWith(quote!) || directive.test(text)) return []
    const from = start + opening.length
    const to = start + text.length - quote!.length
    return to > from ? [{ start: offsetOf(from), end: offsetOf(to), by: '...' }] : []
  })
}

/** From offsets in the text that was parsed, which may lack common indentation or stand in a frame, to those in the source. */
function sourceOffsets({ tree, span, lineStarts, sourceLines }: Program): (offset: number) => number {
  const shifts: number[] = []
  let sourceStart = 0
  for (const [index, line] of sourceLines.entries()) {
    const start = Math.max(lineStarts[index]!, span.start)
    const end = Math.min(
      index + 1 < lineStarts.length ? lineStarts[index + 1]! - 1 : tree.text.length,
      span.end,
    )
    shifts.push(sourceStart + line.length - (end - start) - start)
    sourceStart += line.length + 1
  }
  return (offset) => {
    if (offset < span.start || offset > span.end) return -1
    let low = 0
    let high = Math.min(lineStarts.length, shifts.length) - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (lineStarts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return offset + shifts[low]!
  }
}
