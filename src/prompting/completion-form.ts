import { visible } from '../text/hidden-characters.js'
import { oneLine, withoutFinalBreaks } from '../text/markdown.js'
import { commentLines } from './comment-lines.js'
import type { SecurityKnowledge } from './security-context.js'

/** Whatever ends a line in one of the languages, once the hidden separators are shown. */
const lineBreak = /\r\n?|\n/

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
      ...withoutFinalBreaks(visible(secure.code))
        .split(lineBreak)
        .map((line) => `    ${line}`),
    )
  }
  return commentLines(lines, language)
}

/** The text that a completion model is to continue: context, what is asked for as a comment, and the code begun. */
export function completionText(
  task: { language: string; code?: string; description?: string },
  context: string | undefined,
): string {
  const parts: string[] = []
  if (context !== undefined) parts.push(`${context}\n`)
  if (task.description)
    parts.push(commentLines(visible(task.description.trim()).split(lineBreak), task.language))
  if (task.code) parts.push(visible(task.code))
  return parts.join('\n')
}
