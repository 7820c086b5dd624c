import { type Block, lineAt, type Program } from '../languages/index.js'

/**
 * How the text of a program divides into units that a slice keeps or leaves out: one per statement and one per block. The tokens
 * of a unit are those that belong to no unit within it: for an `if`, its header; for an `else` block, the keyword and
 * the braces. Needs no knowledge of any grammar.
 */
export interface TextLayout {
  readonly program: Program
  /** Lines, from 1, on which a unit has tokens. Units are statements, by id, then blocks. */
  readonly lines: readonly (readonly number[])[]
  /** Enclosing unit, -1 for the outermost. */
  readonly parents: Int32Array
  /** Units that have tokens on a line, by line. */
  readonly unitsOnLine: readonly (readonly number[])[]
  /** Blocks that are directly in a statement, by statement id. */
  readonly blocksOf: readonly (readonly Block[])[]
  /** Line breaks between a body and what follows it that can move: see {@link Closing}. */
  readonly closings: readonly Closing[]
  /** Comments over several lines that share their first or last line with a unit, as first and last line. */
  readonly sharedComments: readonly (readonly [first: number, last: number])[]
}

/**
 * In `} else {` the brace that ends the first body shares its line with what may be left out. Then the last line of what is left
 * out, `}`, takes its place.
 */
export interface Closing {
  /** Unit of the body that ends. */
  readonly body: number
  /** Unit of the block that may be left out. */
  readonly alternative: number
  /** Line that holds nothing but the last brace of the alternative. */
  readonly line: number
}

/** Divides the text of a program into units. */
export function layOutText(program: Program): TextLayout {
  const { tree, statements, blocks, lineStarts } = program
  const unitCount = statements.length + blocks.length
  const parents = new Int32Array(unitCount).fill(-1)
  const unitAt = assignUnits(program, parents)
  const lines: number[][] = Array.from({ length: unitCount }, () => [])
  const unitsOnLine: number[][] = Array.from({ length: lineStarts.length + 1 }, () => [])
  const owners = new Int32Array(tree.size)
  const comments: [number, number][] = []
  let line = 1
  for (let node = 0; node < tree.size; node++) {
    const own = unitAt[node]!
    const owner = own >= 0 ? own : node === 0 ? -1 : owners[tree.parents[node]!]!
    owners[node] = owner
    if (tree.firstChildren[node]! >= 0 || owner < 0) continue
    const start = tree.starts[node]!
    let end = tree.ends[node]!
    while (end > start && tree.text.charCodeAt(end - 1) <= 32) end--
    if (end === start || start < program.span.start || end > program.span.end) continue
    while (line < lineStarts.length && lineStarts[line]! <= start) line++
    if (program.isComment(node)) {
      const last = lineAt(lineStarts, end - 1)
      if (last > line) comments.push([line, last])
      continue
    }
    for (let at = line; ; at++) {
      const mine = lines[owner]!
      if (mine[mine.length - 1] !== at) mine.push(at)
      const here = unitsOnLine[at]!
      if (here[here.length - 1] !== owner && !here.includes(owner)) here.push(owner)
      if (at >= lineStarts.length || lineStarts[at]! >= end) break
    }
  }
  for (let unit = 0; unit < unitCount; unit++) {
    const node = unit < statements.length ? statements[unit]!.node : blocks[unit - statements.length]!.node
    if (parents[unit]! < 0 && node > 0 && tree.parents[node]! >= 0)
      parents[unit] = owners[tree.parents[node]!]!
  }
  const blocksOf: Block[][] = statements.map(() => [])
  for (const block of blocks) {
    const parent = parents[statements.length + block.id]!
    if (parent >= 0 && parent < statements.length) blocksOf[parent]!.push(block)
  }
  const sharedComments = comments.filter((ends) => ends.some((at) => unitsOnLine[at]!.length > 0))
  const layout = { program, lines, parents, unitsOnLine, blocksOf, sharedComments, closings: [] }
  return { ...layout, closings: findClosings(layout) }
}

/** The innermost unit that starts with each node, -1 for none; units on one node are nested as the program says. */
function assignUnits(program: Program, parents: Int32Array): Int32Array {
  const { tree, statements, blocks, procedures } = program
  const unitAt = new Int32Array(tree.size).fill(-1)
  const entries = new Set(procedures.map((procedure) => procedure.entry.id))
  for (const statement of statements) if (!entries.has(statement.id)) unitAt[statement.node] = statement.id
  for (const block of blocks) {
    const unit = statements.length + block.id
    if (block.node < 0) continue
    const other = unitAt[block.node]!
    if (other < 0) unitAt[block.node] = unit
    else if (other < statements.length && block.statements.some((statement) => statement.id === other))
      parents[other] = unit
    else {
      parents[unit] = other
      unitAt[block.node] = unit
    }
  }
  return unitAt
}

function findClosings(layout: Omit<TextLayout, 'closings'>): Closing[] {
  const { program, lines } = layout
  const { tree, statements } = program
  const found: Closing[] = []
  for (const statement of statements) {
    if (statement.control.form !== 'if' || !statement.control.alternative) continue
    const { consequent, alternative } = statement.control
    if (!alternative.optional || consequent.node < 0 || alternative.node < 0) continue
    const close = tree.ends[consequent.node]! - 1
    const last = tree.ends[alternative.node]! - 1
    if (tree.text[close] !== '}' || tree.text[last] !== '}') continue
    // In text with errors a brace may be one of the frame that a fragment was put into.
    if (close < program.span.start || last >= program.span.end) continue
    const closeLine = lineAt(program.lineStarts, close)
    const line = lineAt(program.lineStarts, last)
    const before = tree.text.slice(program.lineStarts[closeLine - 1], close)
    if (before.trim() !== '' || line <= closeLine || program.sourceLines[line - 1]!.trim() !== '}') continue
    // Only where the alternative begins on the line of the brace is there anything to move.
    if (lineAt(program.lineStarts, tree.starts[alternative.node]!) !== closeLine) continue
    const body = statements.length + consequent.id
    const own = lines[body] as number[]
    if (own[own.length - 1] !== closeLine || own.length < 2) continue
    own.pop()
    found.push({ body, alternative: statements.length + alternative.id, line })
  }
  return found
}
