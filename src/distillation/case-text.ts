import { createTwoFilesPatch } from 'diff'
import { resolveLanguage } from '../languages/index.js'
import { maxEditLength } from '../patches/changed-lines.js'
import type { SecurityPatch } from '../patches/patch.js'
import { Slicer } from '../slicing/index.js'
import { fence, withoutFinalBreaks } from '../text/markdown.js'

/** Lines of context around a change in the diff that a model reads. */
const contextLines = 3

/** A fix as a model reads it: the vulnerable code, then the change as a diff. */
export function caseText({ language, before, after }: SecurityPatch): string {
  return [`Language: ${language}`, fence(before, language), fence(diffOf(before, after), 'diff')].join('\n')
}

/** The same, cut to the statements that matter; undefined where the slicer cannot. */
export function slicedCaseText(patch: SecurityPatch, slicer: Slicer = new Slicer()): string | undefined {
  const language = resolveLanguage(patch.language)
  if (!language) return undefined
  try {
    const { vulnerable, secure } = slicer.slicePatch({ before: patch.before, after: patch.after, language })
    return caseText({ ...patch, before: vulnerable.code, after: secure.code })
  } catch {
    return undefined
  }
}

function diffOf(before: string, after: string): string {
  const diff = createTwoFilesPatch('vulnerable', 'secure', before, after, undefined, undefined, {
    context: contextLines,
    maxEditLength,
  })
  if (diff !== undefined) return diff.slice(diff.indexOf('--- vulnerable'))
  // Texts that have almost nothing in common: the new one says as much as their diff would.
  return withoutFinalBreaks(after.replace(/\r\n?/g, '\n'))
    .split('\n')
    .map((line) => `+${line}`)
    .join('\n')
}
