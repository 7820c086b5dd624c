import { type ApiCall, parseProgram, resolveLanguage, scanCalls, scanModules } from '../languages/index.js'
import type { ApiCallSource } from './analysis.js'

/** Calls and imported modules, and how they were found. */
export interface FoundCalls {
  readonly calls: readonly ApiCall[]
  /** Undefined where the language is not known at all. */
  readonly by: ApiCallSource | undefined
}

/**
 * The calls in what a task's code and its draft make together, and the modules that it imports, by the language's grammar or, where
 * there is none, by the look of the text. A draft that repeats the given code stands alone; one that continues it is read behind it,
 * since that is where its imports and its opening lines are.
 */
export function apiCallsOf(
  language: string,
  source: { code?: string | undefined; draft?: string | undefined },
): FoundCalls {
  const { code = '', draft = '' } = source
  const text = draft.trim() === '' ? code : repeats(draft, code) ? draft : continued(code, draft)
  const parsed = resolveLanguage(language)
  if (parsed) {
    if (text.trim() === '') return { calls: [], by: 'syntax-tree' }
    const { calls, modules } = parseProgram(text, parsed)
    return { calls: [...calls, ...modules], by: 'syntax-tree' }
  }
  const scanned = scanCalls(text, language)
  return { calls: [...(scanned ?? []), ...scanModules(text, language)], by: scanned && 'scan' }
}

/** Share of the given lines that a draft must hold to count as a whole program rather than a continuation. */
const repeatedShare = 0.5

function repeats(draft: string, code: string): boolean {
  const given = significantLines(code)
  const written = new Set(significantLines(draft))
  return given.filter((line) => written.has(line)).length > repeatedShare * given.length
}

/** Lines that carry something to recognise: no blanks, no lone brackets. */
function significantLines(text: string): string[] {
  return text.split('\n').flatMap((line) => (/\w/.test(line) ? [line.trim()] : []))
}

/** A line break in between, unless there is one: the given code often ends with a comment that says what to write. */
export function continued(code: string, draft: string): string {
  return code === '' || code.endsWith('\n') || /^\r?\n/.test(draft) ? code + draft : `${code}\n${draft}`
}
