import {
  type ApiCall,
  type LanguageId,
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
  /** Calls that the fixed version makes less often, from lines that it removes. */
  removedCalls: string[]
  /** Calls that the fixed version makes more often, from lines that it adds. */
  addedCalls: string[]
  /** Removed and added calls of the same place, where they pair up without doubt. */
  replacedCalls: Replacement[]
  /** Calls whose line changed and that stay: their arguments changed. */
  changedCalls: string[]
  /** Calls of `changedCalls` that were handed a text built by formatting, and no longer are. */
  unformattedCalls: string[]
  guards: Guard[]
  /** Single words that the fix changes into others in the same place: types, options, constants. */
  replacedWords: Replacement[]
  /** Names on the changed and removed lines. */
  names: string[]
}

/** Text that is built from parts: `%` and `format` in Python, templates, concatenation, `printf` formats. */
const formatting =
  /["'`]\s*%\s*[\w(]|\bf["']|\.format\s*\(|\$\{|["'`]\s*\+\s*\w|\w\s*\+\s*["'`]|\bs[nw]?printf\s*\(/

const word = /[\p{L}_$][\p{L}\p{N}_$]*/gu

/** Reads what a fix does off its two versions. A version that cannot be parsed has no calls and no guards. */
export function fixPatternOf(patch: SecurityPatch): FixPattern {
  const language = resolveLanguage(patch.language)
  const hunks = changedHunks(patch)
  const before = view(patch.before, language, hunks, 'removed')
  const after = view(patch.after, language, hunks, 'added')
  const removedCalls = before.changed.filter((name) => before.count(name) > after.count(name))
  const addedCalls = after.changed.filter((name) => after.count(name) > before.count(name))
  const changedCalls = before.changed.filter((name) => after.changed.includes(name))
  const builtText = (side: View, name: string) => side.linesOf(name).some((line) => formatting.test(line))
  return {
    removedCalls,
    addedCalls,
    replacedCalls: hunks.flatMap((hunk) => pairedCalls(hunk, before, after, removedCalls, addedCalls)),
    changedCalls,
    unformattedCalls: changedCalls.filter((name) => builtText(before, name) && !builtText(after, name)),
    guards: after.guards(),
    replacedWords: hunks.flatMap(pairedWords),
    names: [...new Set(hunks.flatMap(({ removed }) => removed.flatMap(({ text }) => wordsOf(text))))],
  }
}

/** One version with the lines that its side of the diff marks. */
interface View {
  /** Calls on marked lines, distinct. */
  changed: string[]
  /** How often a call is made in the whole version. */
  count(name: string): number
  /** Marked lines that make a call. */
  linesOf(name: string): string[]
  /** Calls on given lines, distinct. */
  callsOn(lines: readonly ChangedLine[]): string[]
  /** Conditions on marked lines whose body leaves. */
  guards(): Guard[]
}

function view(
  code: string,
  language: LanguageId | undefined,
  hunks: readonly ChangedHunk[],
  side: keyof ChangedHunk,
): View {
  const program = language && tryParse(code, language)
  const marked = new Map(hunks.flatMap((hunk) => hunk[side]).map(({ line, text }) => [line, text]))
  const calls: readonly ApiCall[] = program?.calls.filter(({ name }) => name !== '') ?? []
  const callsOn = (has: (line: number) => boolean) => [
    ...new Set(calls.filter(({ line }) => has(line)).map(({ qualified }) => qualified)),
  ]
  const counts = new Map<string, number>()
  for (const { qualified } of calls) counts.set(qualified, (counts.get(qualified) ?? 0) + 1)
  return {
    changed: callsOn((line) => marked.has(line)),
    count: (name) => counts.get(name) ?? 0,
    linesOf: (name) =>
      calls.flatMap(({ qualified, line }) => (qualified === name ? (marked.get(line) ?? []) : [])),
    callsOn: (lines) => {
      const numbers = new Set(lines.map(({ line }) => line))
      return callsOn((line) => numbers.has(line))
    },
    guards: () =>
      (program?.statements ?? [])
        .filter((statement) => marked.has(statement.startLine) && leaves(statement))
        .map(({ startLine, endLine }): Guard => {
          const condition = code
            .split(/\r?\n/)
            .slice(startLine - 1, endLine)
            .join(' ')
          const called = callsOn((line) => line >= startLine && line <= endLine)
          return { kind: kindOf(condition, called), calls: called }
        }),
  }
}

function tryParse(code: string, language: LanguageId) {
  try {
    return parseProgram(code, language)
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

function kindOf(condition: string, calls: readonly string[]): GuardKind {
  if (/\bNULL\b|\bnullptr\b|\bnull\b|\bundefined\b|\bis (?:not )?None\b/.test(condition)) return 'null'
  if (/[<>]=?/.test(condition.replace(/->|=>|<<|>>/g, ''))) return 'limit'
  if (/\b(?:not )?in\b|\.(?:includes|has)\(/.test(condition)) return 'membership'
  if (calls.length > 0) return 'call'
  return /^\s*(?:\}\s*else\s+)?if\s*\(?\s*!\s*[\w.>-]+\s*\)?\s*[:{]?\s*(?:return\b.*)?$/.test(condition)
    ? 'null'
    : 'other'
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

/** Words that change line by line, where a line has the same number of words before and after. */
function pairedWords({ removed, added }: ChangedHunk): Replacement[] {
  if (removed.length !== added.length) return []
  return removed.flatMap(({ text }, index) => {
    const [old, fresh] = [tokensOf(text), tokensOf(added[index]!.text)]
    if (old.length !== fresh.length) return []
    const changed = old.flatMap((from, i): Replacement[] => (from === fresh[i] ? [] : [[from, fresh[i]!]]))
    return changed.length === 1 && changed[0]!.every((token) => /^[\w$][\w$.=]*$/.test(token)) ? changed : []
  })
}

/** Words of a line, a keyword argument with its value as one: `shell=True`. */
function tokensOf(text: string): string[] {
  return text.match(/[\w$]+=[\w$.]+|[\w$.]+|[^\s\w$]/g) ?? []
}

function wordsOf(text: string): string[] {
  // Words of comments and texts are prose, not names.
  const code = text.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, '').replace(/(?:#|\/\/|\/?\*).*$/, '')
  return code.match(word) ?? []
}
