import type { ApiCall } from '../program.js'
import { beforeCalls, beforeNames, keywords, type LexicalSyntax, lexicalSyntaxes } from './syntax.js'

const byName = new Map(
  Object.entries(lexicalSyntaxes).flatMap(([name, syntax]) =>
    [name, ...syntax.aliases].map((alias) => [alias, { name, syntax }] as const),
  ),
)

/** The name of a language whose calls {@link scanCalls} finds, by any of its names (`C#`, `golang`); undefined for others. */
export function resolveScannedLanguage(name: string): string | undefined {
  return entryOf(name)?.name
}

/** From a name to the parenthesis of its arguments: type arguments, blanks. Every repetition has a bound, so that no text takes long. */
const TO_ARGUMENTS = /(<[\w\s,.?<>[\]]{0,100}>)?[ \t]{0,80}\(/y
/** From a name to arguments without parentheses, as far as they are plain. */
const PLAIN_ARGUMENT = /[ \t]+(?:["'`:@$\d]|([A-Za-z_]\w*))/y
/** What follows the parameters of a constructor in its declaration, and no call. */
const BODY = /\s{0,400}(?:\{|=>|throws\b|:\s{0,80}(?:base|this)\b)/y
/** Operators that are words, which no argument begins with. */
const wordOperators = new Set('if unless while until and or then do rescue in end'.split(' '))
/** Text before a token that is looked at. */
const LOOK_BEHIND = 120
/** Length of a name that a chain of calls may go on. */
const MAX_CHAIN = 200

/**
 * Calls in code of a language that has no grammar here, in source order, found by their look: names before parentheses, and Ruby's
 * commands with plain arguments. Comments and strings are skipped, interpolated code is not. No scopes are known and no
 * imports resolved. Undefined where the language is not known either.
 */
export function scanCalls(code: string, language: string): ApiCall[] | undefined {
  const syntax = syntaxOf(language)
  if (!syntax) return undefined
  const { token, separator, afterCall } = syntax.names
  const text = withoutComments(code, syntax)
  const calls: ApiCall[] = []
  /** Per open parenthesis, the call whose arguments it holds, and whether what looks like one may be the declaration of a constructor. */
  const open: { name: string; declared: number }[] = []
  let next = { name: '', declared: -1, at: -1 }
  let closed = { name: '', at: -1 }
  let line = 1
  let counted = 0
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found === '(') open.push(next.at === index ? next : { name: '', declared: -1 })
    else if (found === ')') {
      const { name, declared } = open.pop() ?? { name: '', declared: -1 }
      BODY.lastIndex = index + 1
      if (declared >= 0 && BODY.test(text)) {
        calls.splice(declared, 1)
        closed = { name: '', at: index }
      } else closed = { name, at: index }
    } else {
      const parts = found.split(separator)
      const before = text.slice(Math.max(0, index - LOOK_BEHIND), index)
      TO_ARGUMENTS.lastIndex = index + found.length
      const toArguments = TO_ARGUMENTS.exec(text)
      const hasArguments = toArguments !== null && isBalanced(toArguments[1] ?? '')
      const argumentsAt = TO_ARGUMENTS.lastIndex - 1
      const called = hasArguments
        ? !declares(parts, before, syntax)
        : syntax.parenthesesOptional && isCommand(parts, before, text, index + found.length)
      if (!called) continue
      // `connect(x).cursor(` goes on from the call before.
      const step = afterCall.exec(before)
      const chained =
        step !== null &&
        closed.at === index - step[0].length &&
        closed.name !== '' &&
        closed.name.length < MAX_CHAIN
      const qualified = (chained ? [closed.name, ...parts] : parts).join('.')
      const mayDeclare = syntax.declaresByType && parts.length === 1 && !/\bnew\s{1,100}$/.test(before)
      if (hasArguments) next = { name: qualified, declared: mayDeclare ? calls.length : -1, at: argumentsAt }
      for (; counted < index; counted++) if (text.charCodeAt(counted) === 10) line++
      calls.push({ name: parts.at(-1)!, qualified, line })
    }
  }
  return calls
}

/** Modules that such code imports, each once; see {@link scanCalls}. */
export function scanModules(code: string, language: string): ApiCall[] {
  const syntax = syntaxOf(language)
  const found = new Map<string, ApiCall>()
  let line = 1
  let counted = 0
  for (const { 0: statement, 1: module, index } of syntax ? code.matchAll(syntax.imports) : []) {
    const at = index + statement.length
    for (; counted < at; counted++) if (code.charCodeAt(counted) === 10) line++
    const parts = module!.split(/[\\/.]/).filter((part) => part !== '')
    const qualified = parts.join('.')
    if (parts.length > 0 && !found.has(qualified))
      found.set(qualified, { name: parts.at(-1)!, qualified, line })
  }
  return [...found.values()]
}

function entryOf(language: string) {
  return byName.get(language.trim().toLowerCase().replace(/^\./, ''))
}

function syntaxOf(language: string): LexicalSyntax | undefined {
  return entryOf(language)?.syntax
}

/** Comments and the insides of strings as blanks, so that every line stays where it is. */
function withoutComments(code: string, { skipped, interpolated, codeStarts }: LexicalSyntax): string {
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ')
  const first = codeStarts?.exec(code)?.index ?? 0
  return (
    blank(code.slice(0, first)) +
    code.slice(first).replace(skipped, (found) => {
      if (!/^\$?@?\$?["'`]/.test(found)) return blank(found)
      let kept = found[0]!
      for (const part of interpolated ? found.matchAll(interpolated) : []) {
        const start = part.index + part[0].indexOf(part[1]!)
        kept += blank(found.slice(kept.length, start)) + part[1]
      }
      return kept + blank(found.slice(kept.length))
    })
  )
}

function isBalanced(typeArguments: string): boolean {
  return typeArguments.split('<').length === typeArguments.split('>').length
}

/** Whether a name before a parenthesis is a keyword, or is declared there. */
function declares(parts: readonly string[], before: string, { declaresByType }: LexicalSyntax): boolean {
  const [first] = parts
  const word = /([A-Za-z_]\w{0,120})[ \t]{1,120}$/.exec(before)?.[1]
  if (word !== undefined && beforeNames.has(word)) return true
  if (/\bfunc[ \t]{0,80}\([^()]{0,120}\)[ \t]{0,80}$/.test(before)) return true
  if (parts.length > 1) return false
  if (keywords.has(first!) || before.endsWith('$')) return true
  if (!declaresByType) return false
  return (
    (word !== undefined && !beforeCalls.has(word)) || /[\w>?\]]>[ \t]{1,120}$|\[\][ \t]{1,120}$/.test(before)
  )
}

/** Whether a name without parentheses is called: `Open3.capture2 command`, `system "ls"`. */
function isCommand(parts: readonly string[], before: string, text: string, end: number): boolean {
  const [first] = parts
  if (/\b(?:def|class|module)[ \t]{1,120}$|[:.@$]$/.test(before)) return false
  if (parts.length > 1 && /^[A-Z]/.test(first!) && /^[a-z_]/.test(parts.at(-1)!)) return true
  PLAIN_ARGUMENT.lastIndex = end
  const argument = PLAIN_ARGUMENT.exec(text)
  if (!argument || (argument[1] !== undefined && wordOperators.has(argument[1]))) return false
  if (parts.length > 1) return true
  return !keywords.has(first!) && /(?:^|[\n;={(|]|\b(?:return|do|then|else))[ \t]{0,120}$/.test(before)
}
