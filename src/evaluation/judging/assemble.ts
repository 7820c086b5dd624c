import type { Problem } from '../benchmarks/problem.js'

/**
 * The content of the solution file: a model that was given code to complete answers with all of it, with the function alone and
 * without the lines above it, or with the continuation only. What of the given code is missing is put in front.
 */
export function assembleSolution(
  { code, codeAfter }: Pick<Problem, 'code' | 'codeAfter'>,
  answer: string,
): string {
  const solution = completed(code, answer)
  return codeAfter === undefined ? solution : `${solution.replace(/\n?$/, '\n')}${codeAfter}`
}

function completed(given: string | undefined, answer: string): string {
  if (!given || given.trim() === '') return answer
  const lines = given.split('\n')
  const written = new Set(answer.split('\n').map((line) => line.trim()))
  const significant = lines.flatMap((line, index) => (/\w/.test(line) ? [{ text: line.trim(), index }] : []))
  const start = significant.findIndex(({ text }, i) => {
    if (!written.has(text)) return false
    // A line such as `try:` may occur in a continuation too: most of the given code from here on must be there.
    const rest = significant.slice(i)
    return rest.filter((line) => written.has(line.text)).length > rest.length / 2
  })
  if (start === 0) return answer
  if (start > 0) return `${lines.slice(0, significant[start]!.index).join('\n')}\n${answer}`
  return given.endsWith('\n') || /^\r?\n/.test(answer) ? given + answer : `${given}\n${answer}`
}
