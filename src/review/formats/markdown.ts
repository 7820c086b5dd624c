import { codeSpans } from '../../text/code-spans.js'
import { visible } from '../../text/hidden-characters.js'
import { fence } from '../../text/markdown.js'
import { shortName } from '../../text/short-name.js'
import { skipReasons } from '../change.js'
import { moduleName } from '../changed-functions.js'
import type { Finding } from '../finding.js'
import type { Review } from '../review.js'

/** The review as Markdown, for people and for comments on a change. */
export function reviewMarkdown({ findings, functions, known, skipped }: Review): string {
  const parts = ['# Security guidance for this change', summary(findings.length, { functions, known })]
  parts.push(...findings.map(findingMarkdown))
  if (skipped.length > 0) {
    const lines = skipped.map(({ file, reason }) => `- ${code(file)}: ${skipReasons[reason]}`)
    parts.push(
      `<details><summary>${counted(skipped.length, 'file')} not reviewed</summary>\n\n${lines.join('\n')}\n\n</details>`,
    )
  }
  return `${parts.join('\n\n')}\n`
}

function summary(findings: number, { functions, known }: { functions: number; known: number }): string {
  const quiet =
    known > 0 ? ` ${counted(known, 'finding')} of the baseline ${known === 1 ? 'stays' : 'stay'} quiet.` : ''
  const looked = `${counted(functions, 'changed function')} looked at`
  if (findings === 0)
    return `${looked}; the knowledge base has nothing new to say about ${functions === 1 ? 'it' : 'them'}.${quiet}`
  return `${looked}, guidance for ${findings}. This is what fixes of similar code teach, not a verdict about this code.${quiet}`
}

function findingMarkdown(finding: Finding): string {
  const { cwe, name, file, startLine, calls, guidelines, example, others, opinion } = finding
  const where = finding.function === moduleName ? 'code outside of a function' : code(finding.function)
  const parts = [`## ${inline(cwe)} ${inline(name)}`, `${code(`${file}:${startLine}`)}, ${where}`]
  if (opinion)
    parts.push(`A model was asked whether it is there: **${opinion.present}**. ${inline(opinion.reason)}`)
  if (calls.length > 0) {
    const list = calls.map(({ qualified, line }) => `${code(qualified)} (line ${line})`)
    parts.push(`Fixes of this weakness also deal with: ${[...new Set(list)].join(', ')}.`)
  }
  parts.push(guidelines.map((text) => `- ${guideline(text)}`).join('\n'))
  if (example) {
    parts.push(
      `<details><summary>How a fix of other code looks</summary>\n\n${fence(example.code, example.language)}\n\n</details>`,
    )
  }
  if (others.length > 0) {
    parts.push(
      `Also possible here: ${others.map((other) => `${inline(other.cwe)} (${inline(shortName(other.name))})`).join(', ')}.`,
    )
  }
  return parts.filter((part) => part !== '').join('\n\n')
}

/** Text that must not become a link, a heading, HTML or a mention. */
function inline(text: string): string {
  return visible(text.replace(/\s+/g, ' '))
    .replace(/[\\`*_[\]#|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, '&#64;')
}

/** A guideline keeps its code spans, and nothing else of Markdown. */
function guideline(text: string): string {
  const parts = codeSpans(visible(text.replace(/\s+/g, ' ').trim()))
  return parts.map(({ raw, code }) => (code === undefined ? inline(raw) : raw)).join('')
}

/** A code span that its text cannot close (CommonMark, section 6.1). */
function code(text: string): string {
  const line = visible(text.replace(/\s+/g, ' '))
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const ticks = '`'.repeat(longest + 1)
  return longest === 0 ? `${ticks}${line}${ticks}` : `${ticks} ${line} ${ticks}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
