import {
  type ApiCall,
  type Program,
  parseProgram,
  resolveLanguage,
  type Statement,
} from '../languages/index.js'
import { type ChangedHunk, type ChangedLine, changedHunks } from '../patches/changed-lines.js'
import type { SecurityPatch } from '../patches/patch.js'

/** What a guard that a fix adds looks at. */
export type GuardKind = 'null' | 'limit' | 'membership' | 'call' | 'other'

/** A check that a fix adds and that leaves early. */
export interface Guard {
  kind: GuardKind
  /** Calls in its condition. */
  calls: string[]
}

/** A change of one thing into another. */
export type Replacement = readonly [from: string, to: string]

/** What one fix does, in terms that can be counted over many fixes. Calls are qualified names; each entry occurs once. */
export interface FixPattern {
  /** Calls that the fixed version makes less often, from statements that it removes. */
  removedCalls: string[]
  /** Calls that the fixed version makes more often, from statements that it adds. */
  addedCalls: string[]
  /** Removed and added calls of the same place, where they pair up without doubt. */
  replacedCalls: Replacement[]
  /** Calls whose statement changed and that stay: their arguments changed. */
  changedCalls: string[]
  /** Calls of `changedCalls` that were handed a text built by formatting, and no longer are. */
  unformattedCalls: string[]
  /** Every call of either version, in source order: what is common in such code is no part of the fix. */
  callsBefore: string[]
  callsAfter: string[]
  guards: Guard[]
  /** Whether the fix sets a pointer or reference to null. */
  resets: boolean
  /** Constants and named options that only the vulnerable version has: `shell=True`, `XML_PARSE_NOENT`. */
  removedOptions: string[]
  /** Constants and named options that only the fixed version has. */
  addedOptions: string[]
  /** Single words that the fix changes into others in the same place: types, options, constants. */
  replacedWords: Replacement[]
  /** Names on the changed and removed lines. */
  names: string[]
}

/** Text that is built from parts: `%` and `format` in Python, templates, concatenation, `printf` formats. For single blanks. */
const formatting = /["'`] ?% ?[\w(]|\bf["']|\.format ?\(|\$\{|["'`] ?\+ ?\w|\w ?\+ ?["'`]|\bs[nw]?printf ?\(/

const word = /[\p{L}_$][\p{L}\p{N}_$]*/gu

/** Keyword arguments of Python, boolean properties of JavaScript, and constants. */
const option =
  /\b[a-z_]\w*=(?:True|False|None)\b|\b[a-zA-Z_]\w*: ?(?:true|false)\b|\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g

/** The programs of a patch's versions, parsed when they are asked for. */
export interface ParsedPatch {
  readonly before: () => Program
  readonly after: () => Program
}

const known = new WeakMap<SecurityPatch, FixPattern>()

/**
 * Reads what a fix does off its two versions. A version that cannot be parsed has no calls and no guards. Remembered for as
 * long as the patch lives, since parsing is what a build spends its time on.
 *
 * @param parsed the programs of the two versions, from callers that have them
 */
export function fixPatternOf(patch: SecurityPatch, parsed?: ParsedPatch): FixPattern {
  const pattern = known.get(patch) ?? readPattern(patch, parsed)
  known.set(patch, pattern)
  return pattern
}

function readPattern(patch: SecurityPatch, parsed = parserOf(patch)): FixPattern {
  const hunks = changedHunks(patch)
  const before = new View(patch.before, parsed?.before, hunks, 'removed')
  const after = new View(patch.after, parsed?.after, hunks, 'added')
  const removedCalls = before.changed.filter((name) => before.count(name) > after.count(name))
  const addedCalls = after.changed.filter((name) => after.count(name) > before.count(name))
  const changedCalls = before.changed.filter((name) => after.changed.includes(name))
  return {
    removedCalls,
    addedCalls,
    replacedCalls: hunks.flatMap((hunk) => pairedCalls(hunk, before, after, removedCalls, addedCalls)),
    changedCalls,
    unformattedCalls: changedCalls.filter((name) => before.isGivenText(name) && !after.isGivenText(name)),
    callsBefore: before.all,
    callsAfter: after.all,
    guards: after.guards(),
    resets: after.markedText.some((text) =>
      /[^=!<>]= ?(?:NULL|nullptr|None|null) ?;?$/.test(singleBlanks(text)),
    ),
    removedOptions: before.options.filter((name) => !patch.after.includes(name)),
    addedOptions: after.options.filter((name) => !patch.before.includes(name)),
    replacedWords: hunks.flatMap(pairedWords),
    names: [...new Set(hunks.flatMap(({ removed }) => removed.flatMap(({ text }) => wordsOf(text))))],
  }
}

/** Lines from 1, both included. */
interface Span {
  from: number
  to: number
}

/** One version with the lines that its side of the diff marks. */
class View {
  /** Distinct calls. */
  readonly all: string[]
  /** Distinct calls of statements that have a marked line. */
  readonly changed: string[]
  readonly markedText: string[]
  readonly #program: Program | undefined
  readonly #lines: string[]
  readonly #marked: ReadonlySet<number>
  readonly #calls: readonly ApiCall[]
  readonly #counts = new Map<string, number>()
  /** Per line, the lines of the smallest statement around it. */
  readonly #spans = new Map<number, Span>()

  constructor(
    code: string,
    parse: (() => Program) | undefined,
    hunks: readonly ChangedHunk[],
    side: keyof ChangedHunk,
  ) {
    this.#program = parse && tryParse(parse)
    this.#lines = code.split(/\r?\n/)
    this.#marked = new Set(hunks.flatMap((hunk) => hunk[side].map(({ line }) => line)))
    this.markedText = hunks.flatMap((hunk) => hunk[side].map(({ text }) => text))
    this.all = distinct((this.#program?.calls ?? []).filter(({ name }) => name !== ''))
    // Of a chain `db.execute(sql).fetchone()` the first call is the one that works on the arguments.
    this.#calls = (this.#program?.calls ?? []).filter(
      ({ name, qualified }, index, calls) =>
        name !== '' && calls[index + 1]?.qualified !== qualified.slice(0, -name.length - 1),
    )
    for (const { qualified } of this.#calls) {
      this.#counts.set(qualified, (this.#counts.get(qualified) ?? 0) + 1)
    }
    this.#findSpans()
    this.changed = this.#callsNear(this.#marked)
  }

  /** How often a call is made in the whole version. */
  count(name: string): number {
    return this.#counts.get(name) ?? 0
  }

  /** Distinct calls of statements that have one of the lines. */
  callsOn(lines: readonly ChangedLine[]): string[] {
    return this.#callsNear(new Set(lines.map(({ line }) => line)))
  }

  /** Whether a changed statement begins with this call and builds a text by formatting. */
  isGivenText(name: string): boolean {
    return this.#calls.some(({ qualified, name: last, line }) => {
      if (qualified !== name) return false
      const { from, to } = this.#spanOf(line)
      const text = singleBlanks(this.#lines.slice(from - 1, to).join(' '))
      return firstCallIn(text) === last && formatting.test(text)
    })
  }

  /** Conditions on marked lines whose body leaves. */
  guards(): Guard[] {
    const guards = (this.#program?.statements ?? []).filter(
      (statement) => this.#marked.has(statement.startLine) && leaves(statement),
    )
    return guards.map(({ startLine, endLine }): Guard => {
      const condition = singleBlanks(this.#lines.slice(startLine - 1, endLine).join(' '))
      const calls = distinct(this.#calls.filter(({ line }) => line >= startLine && line <= endLine))
      return { kind: kindOf(condition, calls), calls }
    })
  }

  /** Constants and named options on marked lines. */
  get options(): string[] {
    return [...new Set(this.markedText.flatMap((text) => text.match(option) ?? []))]
  }

  #callsNear(lines: ReadonlySet<number>): string[] {
    return distinct(
      this.#calls.filter(({ line }) => {
        const { from, to } = this.#spanOf(line)
        for (let near = from; near <= to; near++) if (lines.has(near)) return true
        return false
      }),
    )
  }

  /** The changed argument of a call may stand on a line of its own, so calls are looked at with their statement. */
  #spanOf(line: number): Span {
    return this.#spans.get(line) ?? { from: line, to: line }
  }

  #findSpans(): void {
    for (const statement of this.#program?.statements ?? []) {
      const { startLine: from, endLine: to, control, procedure } = statement
      // Both stand for a whole function.
      if (control.form === 'function' || statement === procedure.entry) continue
      for (let line = from; line <= to; line++) {
        const known = this.#spans.get(line)
        if (!known || to - from < known.to - known.from) this.#spans.set(line, { from, to })
      }
    }
  }
}

function distinct(calls: readonly ApiCall[]): string[] {
  return [...new Set(calls.map(({ qualified }) => qualified))]
}

function parserOf({ language: name, before, after }: SecurityPatch): ParsedPatch | undefined {
  const language = resolveLanguage(name)
  return (
    language && { before: () => parseProgram(before, language), after: () => parseProgram(after, language) }
  )
}

function tryParse(parse: () => Program): Program | undefined {
  try {
    return parse()
  } catch {
    // Too large or not to be parsed: such a fix still counts as one of the cluster.
    return undefined
  }
}

const leaving = new Set(['return', 'throw', 'break', 'continue', 'goto', 'exit'])

/** Whether a statement is a condition whose body leaves: the form of a guard. */
function leaves({ control }: Statement): boolean {
  if (control.form === 'assert') return true
  if (control.form !== 'if') return false
  return [control.consequent, control.alternative].some((block) =>
    block?.statements.some((statement) => leaving.has(statement.control.form)),
  )
}

/** @param condition with single blanks */
function kindOf(condition: string, calls: readonly string[]): GuardKind {
  if (/\bNULL\b|\bnullptr\b|\bnull\b|\bundefined\b|\bis (?:not )?None\b/.test(condition)) return 'null'
  if (/[<>]=?/.test(condition.replace(/->|=>|<<|>>/g, ''))) return 'limit'
  if (/\b(?:not )?in\b|\.(?:includes|has)\(/.test(condition)) return 'membership'
  if (calls.length > 0) return 'call'
  const tested = condition.replace(/^\} ?else /, '')
  const [negation] = /^if ?\(? ?! ?[\w.>-]+ ?\)?/.exec(tested) ?? []
  return negation !== undefined && /^ ?[:{]? ?(?:return\b|$)/.test(tested.slice(negation.length))
    ? 'null'
    : 'other'
}

/** Without its edges, and with one blank for each run of them: so no pattern can share a run out in many ways. */
function singleBlanks(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The word before the first parenthesis that has one. */
function firstCallIn(text: string): string | undefined {
  const tokens = text.match(/[\w$]+|[^\s\w$]/g) ?? []
  const at = tokens.findIndex((token, index) => tokens[index + 1] === '(' && /^[\w$]/.test(token))
  return tokens[at]
}

/** The removed and the added call of one place, where there is one of each: `yaml.load` and `yaml.safe_load`. */
function pairedCalls(
  hunk: ChangedHunk,
  before: View,
  after: View,
  removedCalls: readonly string[],
  addedCalls: readonly string[],
): Replacement[] {
  const removed = before.callsOn(hunk.removed).filter((name) => removedCalls.includes(name))
  const added = after.callsOn(hunk.added).filter((name) => addedCalls.includes(name))
  return removed.length === 1 && added.length === 1 ? [[removed[0]!, added[0]!]] : []
}

/** Numbers, constants, types, dotted names and options; other names are the project's own. */
const telling = /^(?:\d\w*|[A-Z][A-Z0-9_]+|u?int\w*|long|short|char|float|double|(?:un)?signed|size_t)$/
const dottedOrOption = /^[\w$]+[.=][\w$.]+$/

function isTelling(token: string): boolean {
  return telling.test(token) || dottedOrOption.test(token) || token.endsWith('_t')
}

/** Words that change line by line, where a line has the same number of words before and after. */
function pairedWords({ removed, added }: ChangedHunk): Replacement[] {
  if (removed.length !== added.length) return []
  return removed.flatMap(({ text }, index) => {
    const [old, fresh] = [tokensOf(text), tokensOf(added[index]!.text)]
    if (old.length !== fresh.length) return []
    const changed = old.flatMap((from, i): Replacement[] => (from === fresh[i] ? [] : [[from, fresh[i]!]]))
    return changed.length === 1 && changed[0]!.every(isTelling) ? changed : []
  })
}

/** Words of a line, a keyword argument with its value as one: `shell=True`. */
function tokensOf(text: string): string[] {
  return text.match(/[\w$]+(?:=[\w$.]+|\.[\w$.]*)?|\.[\w$.]*|[^\s\w$]/g) ?? []
}

function wordsOf(text: string): string[] {
  // Words of comments and texts are prose, not names.
  const code = withoutTexts(text)
  const comment = code.search(/#|\/\/|\*/)
  return (comment < 0 ? code : code.slice(0, comment)).match(word) ?? []
}

/** A line without the texts in it; a quote that nothing closes is one of prose, and so are those of its kind behind it. */
function withoutTexts(line: string): string {
  const unclosed = new Set<string>()
  let kept = ''
  for (let at = 0; at < line.length; at++) {
    const quote = line[at]!
    const end = '"\'`'.includes(quote) && !unclosed.has(quote) ? endOfText(line, at) : -1
    if (end < 0) {
      if ('"\'`'.includes(quote)) unclosed.add(quote)
      kept += quote
    } else at = end
  }
  return kept
}

/** Where the text that begins with the quote at `start` ends; -1 where it does not. */
function endOfText(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === line[start]) return at
  }
  return -1
}
