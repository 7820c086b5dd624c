import {
  type ApiCall,
  type LanguageId,
  type Procedure,
  type Program,
  parseProgram,
} from '../languages/index.js'
import type { ChangedText } from './change.js'

/** A function whose text was changed; or code between functions, which has no name of its own. */
export interface ChangedFunction {
  file: string
  language: LanguageId
  /** `<module>` for code outside of functions. */
  name: string
  /** Lines of the new file, from 1. */
  startLine: number
  endLine: number
  /** Those of its lines that were changed, ascending. */
  changedLines: number[]
  /** The function's new text, and before it the imports and globals that it uses. */
  draft: string
  /** API calls in the function, with lines of the new file. */
  calls: ApiCall[]
}

/** Statements outside of functions that do nothing by themselves. */
const declarative = new Set([
  'import',
  'include',
  'define',
  'typedef',
  'type',
  'using',
  'class',
  'function',
  'export',
])

/** Longest global that goes before a function's text, in lines: longer ones are tables, not context. */
const maxContextLines = 20

/**
 * The functions in which lines were changed, in source order. A function is the innermost one that has a name; callbacks belong to
 * the function around them. Changed imports and comments outside of functions do not count.
 *
 * @throws RescueError MISSING_DEPENDENCY where the grammar of the language is not installed
 */
export function changedFunctions(change: ChangedText): ChangedFunction[] {
  const program = parseProgram(change.text, change.language)
  const offset = change.firstLine - 1
  const lineUses = usesOfLines(program)
  const spans = new Map<string, Span & { changed: number[] }>()
  let last: (Span & { changed: number[] }) | undefined
  for (const line of change.changedLines.map((line) => line - offset)) {
    const between = last && !last.procedure && line <= last.endLine
    const span = between ? (lineUses.effective[line] ? last : undefined) : spanAt(program, line, lineUses)
    if (!span) continue
    const key = `${span.startLine}-${span.endLine}`
    last = spans.get(key) ?? { ...span, changed: [] }
    last.changed.push(line)
    spans.set(key, last)
  }
  return [...spans.values()].map(({ startLine, endLine, procedure, changed }) => {
    const calls = program.calls.filter(({ line }) => line >= startLine && line <= endLine)
    return {
      file: change.file,
      language: change.language,
      name: procedure?.name ?? moduleName,
      startLine: startLine + offset,
      endLine: endLine + offset,
      changedLines: changed.map((line) => line + offset),
      draft: draftOf(program, startLine, endLine),
      calls: calls.map((call) => ({ ...call, line: call.line + offset })),
    }
  })
}

/** Name of code outside of functions. */
export const moduleName = '<module>'

interface Span {
  startLine: number
  endLine: number
  /** Absent for code between functions. */
  procedure?: Procedure
}

function spanAt(program: Program, line: number, uses: LineUses): Span | undefined {
  const around = program.procedures
    .slice(1)
    .filter((procedure) => firstLineOf(procedure) <= line && line <= procedure.endLine)
    .sort((a, b) => a.endLine - a.startLine - (b.endLine - b.startLine))
  const procedure =
    around.find(({ name }) => !name.startsWith('<')) ??
    around.find(({ startLine, endLine }) => endLine > startLine) ??
    around[0]
  if (procedure) return { startLine: firstLineOf(procedure), endLine: procedure.endLine, procedure }
  if (!uses.effective[line]) return undefined
  let startLine = line
  let endLine = line
  while (startLine > 1 && !uses.inFunction[startLine - 1]) startLine--
  while (endLine < program.sourceLines.length && !uses.inFunction[endLine + 1]) endLine++
  return { startLine, endLine }
}

/** With its decorators. */
function firstLineOf({ startLine, host }: Procedure): number {
  return host?.control.form === 'function' ? Math.min(startLine, host.startLine) : startLine
}

/** What lines are used for, by line number. */
interface LineUses {
  inFunction: Uint8Array
  /** Outside of functions, and doing something. */
  effective: Uint8Array
}

function usesOfLines({ procedures, statements, sourceLines }: Program): LineUses {
  const inFunction = new Uint8Array(sourceLines.length + 2)
  const effective = new Uint8Array(sourceLines.length + 2)
  const [module, ...functions] = procedures
  for (const procedure of functions) inFunction.fill(1, firstLineOf(procedure), procedure.endLine + 1)
  for (const { kind, startLine, endLine, procedure, id } of statements) {
    if (procedure !== module || id === module.entry.id || declarative.has(kind)) continue
    effective.fill(1, startLine, endLine + 1)
  }
  return { inFunction, effective }
}

function draftOf(program: Program, startLine: number, endLine: number): string {
  const used = new Set(
    program.variables.filter((variable) => {
      if (variable.procedure.id !== 0) return false
      for (const id of variable.accesses) {
        const line = program.statements[id]!.startLine
        if (line >= startLine && line <= endLine) return true
      }
      return false
    }),
  )
  const lines = new Set<number>()
  for (const statement of program.procedures[0]!.body.statements) {
    const outside = statement.endLine < startLine || statement.startLine > endLine
    const short = statement.endLine - statement.startLine < maxContextLines
    if (!outside || !short || statement.control.form !== 'simple') continue
    const defines = statement.evaluation.steps.some(
      (step) => step.kind === 'write' && used.has(step.place.variable),
    )
    if (!defines) continue
    for (let line = statement.startLine; line <= statement.endLine; line++) lines.add(line)
  }
  for (let line = startLine; line <= endLine; line++) lines.add(line)
  const kept = [...lines].sort((a, b) => a - b).map((line) => program.sourceLines[line - 1])
  return `${kept.join('\n')}\n`
}
