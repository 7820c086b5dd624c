import { oneLine, withoutFinalBreaks } from '../text/markdown.js'
import type { SecurityKnowledge } from './security-context.js'

const hashComments = new Set([
  'python',
  'py',
  'ruby',
  'rb',
  'shell',
  'bash',
  'sh',
  'perl',
  'r',
  'yaml',
  'elixir',
  'julia',
])

/** Whatever ends a line in one of the languages. */
const lineBreak = /\r\n|[\n\r\u2028\u2029]/

/**
 * The security context for a completion model: line comments of the task's language, so that what follows is still one
 * valid source file, and no text of the knowledge can end the comment.
 */
export function renderCompletionContext(knowledge: SecurityKnowledge, language: string): string {
  const lines = [`Security notes for the code below: ${oneLine(knowledge.name)} (${oneLine(knowledge.cwe)})`]
  for (const { text } of knowledge.guidelines) lines.push(`- ${oneLine(text)}`)
  for (const { secure } of knowledge.examples) {
    lines.push('', 'How a fixed version of other code looks, for reference:')
    lines.push(
      ...withoutFinalBreaks(secure.code)
        .split(lineBreak)
        .map((line) => `    ${line}`),
    )
  }
  return comment(lines, language)
}

/** The text that a completion model is to continue: context, what is asked for as a comment, and the code begun. */
export function completionText(
  task: { language: string; code?: string; description?: string },
  context: string | undefined,
): string {
  const parts: string[] = []
  if (context !== undefined) parts.push(`${context}\n`)
  if (task.description) parts.push(comment(task.description.trim().split(lineBreak), task.language))
  if (task.code) parts.push(task.code)
  return parts.join('\n')
}

function comment(lines: readonly string[], language: string): string {
  const mark = hashComments.has(language.toLowerCase()) ? '#' : '//'
  return (
    lines
      .map((line) => `${mark} ${line}`.trimEnd())
      // A backslash at the end of a line would continue a C comment onto the line below it.
      .map((line) => (line.endsWith('\\') ? `${line} .` : line))
      .join('\n')
  )
}
