import { type ApiCall, type LanguageId, parseProgram } from '../languages/index.js'

/**
 * The calls in what a task's code and its draft make together. A draft that repeats the given code stands alone; one that
 * continues it is parsed behind it, since that is where its imports and its opening lines are.
 */
export function apiCallsOf(
  language: LanguageId,
  source: { code?: string | undefined; draft?: string | undefined },
): readonly ApiCall[] {
  const { code = '', draft = '' } = source
  const text = draft.trim() === '' ? code : repeats(draft, code) ? draft : continued(code, draft)
  return text.trim() === '' ? [] : parseProgram(text, language).calls
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
