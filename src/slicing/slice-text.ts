import type { Statement } from '../languages/index.js'
import { isJump } from './jumps.js'
import type { TextLayout } from './text-layout.js'

/** The text of a slice. */
export interface SliceText {
  readonly code: string
  /** Source lines that are kept, from 1, ascending. */
  readonly lines: readonly number[]
  /** Statements that are in the text, also those that only share a line or give others their frame. */
  readonly statements: ReadonlySet<number>
}

/** How a slice is written. */
export interface SliceTextOptions {
  /** Keep comments that stand right before what is kept. */
  readonly comments: boolean
  /** Keep every label of a switch and every handler of a `try`, since they decide where control goes. */
  readonly executable: boolean
}

/** Completes statements to text that parses: headers around them, whole lines, a no-op where a body would be empty. */
export function writeSlice(
  layout: TextLayout,
  statements: Iterable<number>,
  options: SliceTextOptions,
): SliceText {
  const { program } = layout
  const statementCount = program.statements.length
  const kept = keepUnits(layout, statements, options)
  const lines = new Set<number>()
  for (let unit = 0; unit < kept.length; unit++) {
    if (kept[unit]) for (const line of layout.lines[unit]!) lines.add(line)
  }
  for (const closing of layout.closings) {
    if (kept[closing.body] && !kept[closing.alternative]) lines.add(closing.line)
  }
  // A kept line may begin a comment that ends on another, or end one: without the rest of it the slice would not parse.
  for (const [first, last] of layout.sharedComments) {
    if (!lines.has(first) && !lines.has(last)) continue
    for (let line = first; line <= last; line++) lines.add(line)
  }
  if (options.comments) addComments(layout, lines)
  const inserted = noOperations(layout, kept)
  const numbers = [...lines].sort((a, b) => a - b)
  const text: string[] = []
  const pending = [...inserted].sort((a, b) => a[0] - b[0])
  let next = 0
  const insertUpTo = (line: number): void => {
    for (; next < pending.length && pending[next]![0] <= line; next++) {
      for (const added of pending[next]![1]) text.push(added)
    }
  }
  for (const line of numbers) {
    insertUpTo(line)
    text.push(program.sourceLines[line - 1]!)
  }
  insertUpTo(Number.POSITIVE_INFINITY)
  const keptStatements = new Set<number>()
  for (let id = 0; id < statementCount; id++) if (kept[id]) keptStatements.add(id)
  return { code: text.join(program.lineEnd), lines: numbers, statements: keptStatements }
}

/** Units that have to be there for the given statements to be there. */
function keepUnits(
  layout: TextLayout,
  statements: Iterable<number>,
  { executable }: SliceTextOptions,
): Uint8Array {
  const { program, lines, parents, unitsOnLine, blocksOf, sharedComments } = layout
  const statementCount = program.statements.length
  const kept = new Uint8Array(lines.length)
  const seenLine = new Uint8Array(unitsOnLine.length)
  const joined = new Map<number, number[]>()
  for (const [first, last] of sharedComments) {
    joined.set(first, [...(joined.get(first) ?? []), last])
    joined.set(last, [...(joined.get(last) ?? []), first])
  }
  const pending: number[] = []
  const keep = (unit: number): void => {
    if (unit < 0 || kept[unit]) return
    kept[unit] = 1
    pending.push(unit)
  }
  const see = (line: number): void => {
    if (seenLine[line]) return
    seenLine[line] = 1
    for (const other of unitsOnLine[line]!) keep(other)
    for (const at of joined.get(line) ?? []) see(at)
  }
  const settle = (): void => {
    while (pending.length > 0) {
      const unit = pending.pop()!
      keep(parents[unit]!)
      for (const line of lines[unit]!) see(line)
      if (unit < statementCount) {
        for (const block of blocksOf[unit]!) if (!block.optional) keep(statementCount + block.id)
      } else {
        for (const statement of program.blocks[unit - statementCount]!.statements) {
          if (statement.inseparable) keep(statement.id)
          if (executable && statement.control.form === 'case') keep(statement.id)
          if (executable && statement.control.form === 'arm') keep(statement.id)
        }
      }
    }
  }
  for (const id of statements) keep(unitFor(layout, program.statements[id]!))
  settle()
  // A `try` is not whole without a handler or a `finally`.
  for (const statement of program.statements) {
    if (!kept[statement.id] || statement.control.form !== 'try') continue
    const { handlers, finalizer } = statement.control
    if (executable) for (const handler of handlers) keep(handler.id)
    else if (!finalizer && !handlers.some((handler) => kept[handler.id])) keep(handlers[0]?.id ?? -1)
    settle()
  }
  if (executable) return kept
  const bodies = new Set(program.procedures.map(({ body }) => body))
  for (const block of program.blocks) {
    const [first, last] = [block.statements[0], block.statements.at(-1)]
    if (!first || !last || !kept[statementCount + block.id] || bodies.has(block)) continue
    // A guard without the jump that it ends with reads as if what it guards against were let through.
    if (isJump(last)) keep(last.id)
    // A `match` is not whole without an arm.
    else if (first.control.form === 'arm' && !block.statements.some(({ id }) => kept[id])) keep(first.id)
    settle()
  }
  return kept
}

/** The unit that shows a statement: the start of a procedure is shown by the statement that defines it. */
function unitFor(layout: TextLayout, statement: Statement): number {
  if (statement !== statement.procedure.entry) return statement.id
  const { host, body } = statement.procedure
  return host ? layout.program.statements.length + body.id : -1
}

/** Lines to put where a body would be empty, by the source line before which they go. */
function noOperations(layout: TextLayout, kept: Uint8Array): Map<number, string[]> {
  const { program } = layout
  const found = new Map<number, string[]>()
  for (const block of program.blocks) {
    if (!kept[program.statements.length + block.id] || !block.needsStatement) continue
    const first = block.statements[0]
    if (!first || block.statements.some((statement) => kept[statement.id])) continue
    const line = program.sourceLines[first.startLine - 1]!
    const indentation = /^\s*/.exec(line)![0]
    const added = found.get(first.startLine) ?? []
    added.push(indentation + program.noOperation)
    found.set(first.startLine, added)
  }
  return found
}

/** Adds the comments that stand right before a kept line, or before another that does. */
function addComments(layout: TextLayout, lines: Set<number>): void {
  const { program, unitsOnLine } = layout
  const { tree } = program
  const commentLines = new Set<number>()
  let line = 1
  for (let node = 0; node < tree.size; node++) {
    if (!program.isComment(node)) continue
    while (line < program.lineStarts.length && program.lineStarts[line]! <= tree.starts[node]!) line++
    for (let at = line; at <= program.lineStarts.length; at++) {
      if (at > line && program.lineStarts[at - 1]! >= tree.ends[node]!) break
      if (unitsOnLine[at]!.length === 0) commentLines.add(at)
    }
  }
  for (const at of [...commentLines].sort((a, b) => b - a)) if (lines.has(at + 1)) lines.add(at)
}
