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
  others: /\/\/|\/\*|<!--|#!|#[ \t]{0,200}(?:error|warning|pragma)|^[ \t]{0,200}["'`]/m,
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
  const cuts = [...comments(program), ...directiveProse(program, source), ...loneLiterals(program)]
    .filter(({ start, end }) => start >= 0 && end <= source.length && end > start)
    .sort((a, b) => a.start - b.start)
  if (cuts.length === 0) return code
  const parts: string[] = []
  let at = 0
  let line = 0
  const touched = new Set<number>()
  for (const { start, end, by } of cuts) {
    if (start < at) continue
    const kept = source.slice(at, start)
    line += kept.split('\n').length - 1
    touched.add(line)
    parts.push(kept, by)
    at = end
  }
  const lines = [...parts, source.slice(at)].join('').split('\n')
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

/** Directives of the preprocessor whose text is for people. */
const spokenDirective = /^[ \t]*#[ \t]*(?:error|warning|pragma[ \t]+message)\b/

/** To the grammars of C and C++, a line comment behind a directive is part of its text. */
function directiveProse({ language, sourceLines }: Program, source: string): Cut[] {
  if (language !== 'c' && language !== 'cpp') return []
  const cuts: Cut[] = []
  let start = 0
  for (let line = 0; line < sourceLines.length; line++) {
    let end = start + sourceLines[line]!.length
    while (sourceLines[line]!.endsWith('\\') && line + 1 < sourceLines.length) {
      end += 1 + sourceLines[++line]!.length
    }
    const text = source.slice(start, end)
    const spoken = spokenDirective.exec(text)
    const comment = /^[ \t]*#/.test(text) ? lineComment(text) : -1
    if (spoken) cuts.push({ start: start + spoken[0].length, end, by: ' ...' })
    else if (comment >= 0) cuts.push({ start: start + comment, end, by: '' })
    start = end + 1
  }
  return cuts
}

/** Most characters of a literal of one character, as it is written. */
const longestCharacter = 12

/** Where the line comment of a directive begins; -1 where it has none. What is not closed is no literal. */
function lineComment(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '/' && text[at + 1] === '/') return at
    if (sign === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2)
      if (end < 0) return -1
      at = end + 1
    } else if (sign === '"') {
      const end = closingQuote(text, at, text.length)
      if (end < 0) return text.indexOf('//', at)
      at = end
    } else if (sign === "'") {
      at = Math.max(at, closingQuote(text, at, at + longestCharacter))
    }
  }
  return -1
}

function closingQuote(text: string, start: number, end: number): number {
  for (let at = start + 1; at < Math.min(end, text.length); at++) {
    if (text[at] === '\\') at++
    else if (text[at] === text[start]) return at
  }
  return -1
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
