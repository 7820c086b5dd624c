import type Parser from 'tree-sitter'
import { RescueError } from '../errors.js'
import { lazyRequire } from '../ports/lazy-require.js'
import { collectCalls, collectImports, collectModules } from './api-calls.js'
import type { Language } from './language.js'
import type { LanguageId } from './language-id.js'
import { lineAt, startsOfLines } from './lines.js'
import { ProgramLowering } from './lowering.js'
import type { Limitation, Program } from './program.js'
import { languageOf } from './registry.js'
import {
  copySyntaxTree,
  createGrammarNames,
  ERROR_KIND,
  type GrammarNames,
  hasRole,
  kindOf,
  kindRoles,
  type SyntaxTree,
} from './syntax-tree.js'

/** Largest text that is parsed, in UTF-16 units. */
export const MAX_SOURCE_LENGTH = 16 * 1024 * 1024

/** Longest text that is tried as a fragment of a larger one, in UTF-16 units; each try parses it again. */
const MAX_FRAGMENT_LENGTH = 256 * 1024

/** Syntax errors that are listed one by one; the rest is counted. */
const MAX_LISTED_ERRORS = 20

interface Grammar {
  readonly parser: Parser
  readonly names: GrammarNames
}

const grammars = new Map<LanguageId, readonly Grammar[]>()

function grammarsOf(language: Language): readonly Grammar[] {
  let loaded = grammars.get(language.id)
  if (!loaded) {
    const NativeParser = lazyRequire<new () => Parser>('tree-sitter', 'parsing source code')
    loaded = language.loadGrammars().map((grammar) => {
      const parser = new NativeParser()
      parser.setLanguage(grammar as Parameters<Parser['setLanguage']>[0])
      return { parser, names: createGrammarNames((kind) => rolesOf(language, kind)) }
    })
    grammars.set(language.id, loaded)
  }
  return loaded
}

function rolesOf(language: Language, kind: string): number {
  return (
    (language.imports[kind] ? kindRoles.import : 0) |
    (language.modules[kind] ? kindRoles.module : 0) |
    (language.calls[kind] || language.impliedCalls[kind] ? kindRoles.call : 0) |
    (language.commentKinds.has(kind) ? kindRoles.comment : 0)
  )
}

/** Number of lines on which the parser does not understand a text; quicker than {@link parseProgram}. */
export function countErrorLines(code: string, languageId: LanguageId): number {
  const language = languageOf(languageId)
  const tries = tryFrames(parsedText(code, rowsOf(code), language), language)
  if (!tries.at(-1)!.native.rootNode.hasError) return 0
  const { tree } = keepBest(tries)
  return errorLinesOf(tree, startsOfLines(tree.text)).length
}

/** The lines of a source, whatever ends them, without a byte order mark. */
function rowsOf(code: string): string[] {
  const text = code.charCodeAt(0) === 0xfeff ? code.slice(1) : code
  return text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n')
}

/** What the parser gets of a source: the source itself, unless something had to be taken out of its lines. */
function parsedText(code: string, rows: readonly string[], language: Language): string {
  const lines = language.indentationMatters ? dedent(rows) : rows
  const isWhole = lines === rows && !code.includes('\r') && code.charCodeAt(0) !== 0xfeff
  return isWhole ? code : lines.join('\n')
}

function parseNative(text: string, parser: Parser): Parser.Tree {
  // The binding refuses strings longer than its buffer, which counts bytes of UTF-16.
  return parser.parse(text, undefined, { bufferSize: Math.max(32_768, text.length * 2 + 64) })
}

/** Parses a text into arrays, as it stands, with the first grammar of its language; its line ends must be `\n`. */
export function parseSyntaxTree(text: string, language: LanguageId): SyntaxTree {
  const { parser, names } = grammarsOf(languageOf(language))[0]!
  return copySyntaxTree(parseNative(text, parser), text, names)
}

/**
 * Parses and lowers a source text: a file, or a fragment such as a method that was cut out of its class. Never throws on odd
 * source; what could not be understood is listed in `limitations`.
 *
 * @throws RescueError INVALID_INPUT where the text is too large or none, UNSUPPORTED_LANGUAGE, MISSING_DEPENDENCY where the
 *   grammar is not installed
 */
export function parseProgram(code: string, languageId: LanguageId): Program {
  if (typeof code !== 'string') {
    throw new RescueError(
      'INVALID_INPUT',
      `The source is of type ${typeof code}. Pass the text of a file or function.`,
    )
  }
  if (code.length > MAX_SOURCE_LENGTH) {
    throw new RescueError(
      'INVALID_INPUT',
      `The source has ${code.length} characters; at most ${MAX_SOURCE_LENGTH} are analysed. Pass a single file or function.`,
    )
  }
  const language = languageOf(languageId)
  const rows = rowsOf(code)
  // A line feed ends the last line; it does not begin another one.
  const sourceLines = rows.length > 1 && rows.at(-1) === '' ? rows.slice(0, -1) : rows
  const { tree, span } = keepBest(tryFrames(parsedText(code, rows, language), language))
  const lineStarts = startsOfLines(tree.text)
  const imports = collectImports(tree, language)
  const lowering = new ProgramLowering(tree, language, lineStarts, imports)
  lowering.resolve()
  const errorLines = errorLinesOf(tree, lineStarts)
  return {
    language: language.id,
    tree,
    span,
    lineStarts,
    sourceLines,
    lineEnd: code.includes('\r\n') ? '\r\n' : '\n',
    procedures: lowering.procedures,
    statements: lowering.statements,
    blocks: lowering.blocks,
    variables: lowering.variables,
    calls: collectCalls(tree, language, imports, (offset) => lowering.lineAt(offset)),
    modules: collectModules(tree, language, (offset) => lowering.lineAt(offset)),
    errorLines,
    limitations: [...syntaxErrors(errorLines, lowering), ...lowering.limitations],
    noOperation: language.noOperation,
    isComment: (node) => hasRole(tree, node, kindRoles.comment),
    library: language.library,
  }
}

function syntaxErrors(lines: readonly number[], lowering: ProgramLowering): Limitation[] {
  return lines.slice(0, MAX_LISTED_ERRORS).map((line, index) => {
    const more = index === MAX_LISTED_ERRORS - 1 ? lines.length - MAX_LISTED_ERRORS : 0
    const procedure = lowering.procedures.findLast((p) => p.startLine <= line && line <= p.endLine)
    return {
      kind: 'syntax-error',
      message: `The parser did not understand the text here${more > 0 ? ` and at ${more} more lines` : ''}.`,
      line,
      procedure: procedure?.name ?? '<module>',
    }
  })
}

/** A text that was parsed with one of the grammars, in one of the frames that fragments may miss. */
interface FramedParse {
  readonly native: Parser.Tree
  readonly names: GrammarNames
  readonly text: string
  readonly span: Program['span']
}

/**
 * Parses the bare text and, where that fails, the text in frames, each with every grammar, until one is understood: the last one then.
 */
function tryFrames(text: string, language: Language): FramedParse[] {
  const bare = { before: '', after: '' }
  const frames = text.length <= MAX_FRAGMENT_LENGTH ? [bare, ...language.fragmentFrames] : [bare]
  const tries: FramedParse[] = []
  for (const { before, after } of frames) {
    const framed = before + text + after
    const span = { start: before.length, end: before.length + text.length }
    for (const { parser, names } of grammarsOf(language)) {
      const native = parseNative(framed, parser)
      tries.push({ native, names, text: framed, span })
      if (!native.rootNode.hasError) return tries
    }
  }
  return tries
}

/** Copies the parse with the fewest errors. Copying costs more than parsing: only what has to be compared is copied. */
function keepBest(tries: readonly FramedParse[]): Pick<Program, 'tree' | 'span'> {
  const last = tries.at(-1)!
  return (last.native.rootNode.hasError ? tries : [last])
    .map(({ native, names, text, span }) => ({ tree: copySyntaxTree(native, text, names), span }))
    .reduce((best, next) => (errorWeight(next.tree) < errorWeight(best.tree) ? next : best))
}

/** How much of a text the parser did not understand: characters in errors, and a bit for each error. */
function errorWeight(tree: SyntaxTree): number {
  let weight = 0
  for (const node of tree.errors) {
    weight += 10 + (kindOf(tree, node) === ERROR_KIND ? tree.ends[node]! - tree.starts[node]! : 0)
  }
  return weight
}

/** Lines, from 1, on which the parser met something that it did not understand, each once. */
function errorLinesOf(tree: SyntaxTree, lineStarts: Uint32Array): number[] {
  return [...new Set(tree.errors.map((node) => lineAt(lineStarts, tree.starts[node]!)))]
}

/** Takes away the indentation that all lines share, judged by the first line with code. */
function dedent(lines: readonly string[]): readonly string[] {
  const first = lines.find((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
  const indentation = first === undefined ? '' : /^[ \t\f]*/.exec(first)![0]
  if (indentation === '') return lines
  return lines.map((line) =>
    line.startsWith(indentation) ? line.slice(indentation.length) : line.trimStart(),
  )
}
