import { type LanguageId, type Procedure, type Program, parseProgram } from '../languages/index.js'

/** A function as a part of its file. */
export interface FunctionText {
  /** The names around it and its own, distinct within the file. */
  key: string
  /** Absent where it has none. */
  name?: string
  /** Lines in the file, from 1, decorators included. */
  startLine: number
  endLine: number
  text: string
}

/** The functions of a file. */
export interface FunctionsOfFile {
  byKey: Map<string, FunctionText>
  /** The function that a line belongs to: the innermost that is cut out on its own. */
  ofLine(line: number): FunctionText | undefined
  /** The imports of the file whose names a function uses, as lines that are indented like it; empty where it uses none. */
  importsOf(text: string): string
}

/** A statement at the top of a file that imports, and the local names that it binds. */
interface Import {
  text: string
  names: readonly string[]
}

/** A function without a name that is longer is a module in a wrapper: what is in it is cut out on its own. */
const wrapperLines = 200

/** Longest import that is taken along, in characters: what is longer is a module in a wrapper, or in one line. */
const maxImportLength = 2_000

/**
 * Finds the functions of a file that can be cut out: those with a name; and of those without, the ones that stand outside of
 * every other (a route handler, a callback), with the statement that holds them. A file that cannot be parsed has none.
 */
export function functionsOf(code: string, language: LanguageId): FunctionsOfFile {
  const lines = code.replace(/\r\n?/g, '\n').split('\n')
  const byKey = new Map<string, FunctionText>()
  const byLine: (FunctionText | undefined)[] = new Array(lines.length + 1)
  const program = tryParse(code, language)
  for (const procedure of outerFirst(program?.procedures ?? [])) {
    if (!isCutOut(procedure)) continue
    const { startLine, endLine } = extentOf(procedure)
    const path = pathOf(procedure, lines)
    let key = path
    for (let n = 2; byKey.has(key); n++) key = `${path}#${n}`
    const found: FunctionText = {
      key,
      ...(isNamed(procedure) && { name: procedure.name }),
      startLine,
      endLine,
      text: `${lines.slice(startLine - 1, endLine).join('\n')}\n`,
    }
    byKey.set(key, found)
    for (let line = startLine; line <= endLine; line++) byLine[line] = found
  }
  const imports = program ? importsIn(program, lines) : []
  return {
    byKey,
    ofLine: (line) => byLine[line],
    importsOf(text) {
      const words = new Set(text.match(/[\p{L}\p{N}_$]+/gu))
      const used = imports.filter(({ names }) => names.some((name) => words.has(name)))
      const indentation = /^[ \t]*/.exec(text)![0]
      // Two statements on one line have one text.
      const lines = [...new Set(used.map((statement) => statement.text))].flatMap((one) => one.split('\n'))
      return lines.map((line) => `${indentation}${line}\n`).join('')
    },
  }
}

function tryParse(code: string, language: LanguageId): Program | undefined {
  try {
    return parseProgram(code, language)
  } catch {
    return undefined
  }
}

function outerFirst(procedures: readonly Procedure[]): Procedure[] {
  return procedures
    .filter(({ parent }) => parent)
    .sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine || a.id - b.id)
}

/** Imports that stand at the top level on lines of their own. Of a header of C nobody can tell which names it brings. */
function importsIn({ procedures, modules }: Program, lines: readonly string[]): Import[] {
  const importing = new Set(modules.map(({ line }) => line))
  const [module] = procedures
  return (module?.body.statements ?? []).flatMap(({ startLine, endLine, evaluation }): Import[] => {
    const names = evaluation.steps.flatMap((step) => (step.kind === 'write' ? step.place.name : []))
    const text = lines.slice(startLine - 1, endLine).join('\n')
    return importing.has(startLine) && text.length <= maxImportLength ? [{ text, names }] : []
  })
}

/** Names in angle brackets are ours, for functions that have none. */
function isNamed({ name }: Procedure): boolean {
  return !name.startsWith('<')
}

function isCutOut(procedure: Procedure): boolean {
  if (isNamed(procedure)) return true
  for (let at = procedure.parent; at?.parent; at = at.parent) {
    if (isNamed(at) || at.endLine - at.startLine < wrapperLines) return false
  }
  return true
}

/** A definition begins with its decorators; a function without a name, with the statement that holds it. */
function extentOf(procedure: Procedure): { startLine: number; endLine: number } {
  const { host, startLine, endLine } = procedure
  const isDefinition = host?.control.form === 'function' && host.control.procedure === procedure
  if (!host || (isNamed(procedure) && !isDefinition)) return { startLine, endLine }
  return { startLine: Math.min(host.startLine, startLine), endLine: Math.max(host.endLine, endLine) }
}

function pathOf(procedure: Procedure, lines: readonly string[]): string {
  const names: string[] = []
  for (let at: Procedure | undefined = procedure; at?.parent; at = at.parent) {
    const { startLine } = extentOf(at)
    names.unshift(isNamed(at) ? at.name : (lines[startLine - 1]?.trim() ?? ''))
  }
  return names.join(' / ')
}
