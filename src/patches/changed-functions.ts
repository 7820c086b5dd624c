import { structuredPatch } from 'diff'
import { type LanguageId, parseProgram } from '../languages/index.js'
import { type ChangedHunk, changedHunks, maxEditLength } from './changed-lines.js'
import { type FunctionsOfFile, functionsOf } from './functions-of.js'

/** A part of a file that a change touches, in both versions. */
export interface ChangedFunction {
  /** Name of the function; absent for one without a name and for code outside any function. */
  name?: string
  before: string
  after: string
  /** Line of the version after at which it begins. */
  line: number
  /** Whether it is a piece of code outside any function, cut from its file. */
  fragment?: boolean
}

/** Lines around a change outside any function that are kept of a long file. */
const contextLines = 10

/** Up to so many lines a file whose change lies outside any function is kept whole. */
const wholeFileLines = 80

/** Most functions that are taken to show a change of an import alone: more say the same again. */
const maxImporting = 3

/**
 * Cuts a changed file to the functions that changed, each with its full text before and after, below those imports of its file
 * whose names it uses. A function is found in the other version by its name and the names around it; a single one that a change
 * renames, by being the only one. Functions that only one version has are left out. Where no function changed but an import that some
 * of them use, these are taken; else the changed code outside of functions is kept with its surroundings.
 */
export function changedFunctions(before: string, after: string, language: LanguageId): ChangedFunction[] {
  const hunks = changedHunks({ before, after })
  if (hunks.length === 0) return []
  const old = functionsOf(before, language)
  const fresh = functionsOf(after, language)
  const cut = ([from, to]: readonly string[]): ChangedFunction[] => {
    const [was, is] = [old.byKey.get(from!)!, fresh.byKey.get(to!)!]
    const bare = { before: was.text, after: is.text }
    const importing = {
      before: old.importsOf(was.text) + was.text,
      after: fresh.importsOf(is.text) + is.text,
    }
    const sides = canImport(bare, importing, language) ? importing : bare
    if (sides.before === sides.after) return []
    return [{ ...(is.name && { name: is.name }), ...sides, line: is.startLine }]
  }
  const touched = touchedKeys(hunks, old, fresh)
  const pairs = touched.filter((key) => old.byKey.has(key) && fresh.byKey.has(key)).map((key) => [key, key])
  const gone = touched.filter((key) => !fresh.byKey.has(key))
  const came = touched.filter((key) => !old.byKey.has(key))
  if (gone.length === 1 && came.length === 1) pairs.push([gone[0]!, came[0]!])
  const changed = pairs.flatMap(cut)
  if (changed.length > 0) return changed.sort((a, b) => a.line - b.line)
  if (touched.length > 0) return []
  const users = [...fresh.byKey].filter(([key, { text }]) => {
    const isSame = old.byKey.get(key)?.text === text
    return isSame && old.importsOf(text) !== fresh.importsOf(text)
  })
  const shown = users.slice(0, maxImporting).flatMap(([key]) => cut([key, key]))
  return shown.length > 0 ? shown : outsideFunctions(before, after)
}

interface Sides {
  before: string
  after: string
}

/** Whether functions are understood as well below imports: a method of JavaScript, cut out of its class, cannot stand there. */
function canImport(bare: Sides, importing: Sides, language: LanguageId): boolean {
  const errors = (code: string) => parseProgram(code, language).errorLines.length
  return (['before', 'after'] as const).every(
    (side) => importing[side] === bare[side] || errors(importing[side]) <= errors(bare[side]),
  )
}

function touchedKeys(hunks: readonly ChangedHunk[], old: FunctionsOfFile, fresh: FunctionsOfFile): string[] {
  const keys = new Set<string>()
  for (const { removed, added } of hunks) {
    for (const { line } of removed) keys.add(old.ofLine(line)?.key ?? '')
    for (const { line } of added) keys.add(fresh.ofLine(line)?.key ?? '')
  }
  keys.delete('')
  return [...keys]
}

/** Changed code outside functions: the whole file where it is short, else each change with the lines around it. */
function outsideFunctions(before: string, after: string): ChangedFunction[] {
  const lines = Math.max(before.split('\n').length, after.split('\n').length)
  if (lines <= wholeFileLines) return [{ before, after, line: 1 }]
  const options = { context: contextLines, maxEditLength }
  const patch = structuredPatch('', '', before, after, undefined, undefined, options)
  const side = (hunk: readonly string[], mark: '-' | '+') =>
    hunk
      .filter((line) => line[0] === mark || line[0] === ' ')
      .map((line) => `${line.slice(1)}\n`)
      .join('')
  return (patch?.hunks ?? []).map((hunk) => ({
    before: side(hunk.lines, '-'),
    after: side(hunk.lines, '+'),
    line: hunk.newStart,
    fragment: true,
  }))
}
