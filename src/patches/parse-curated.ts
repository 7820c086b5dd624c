import { resolveNamedLanguage } from '../languages/index.js'
import { codeIn } from '../text/code-spans.js'
import type { CuratedWeakness, TypicalTask } from './curated-weakness.js'
import { normalizeCwe } from './patch.js'
import { type SkippedRecord, skip } from './patch-outcome.js'

/** A parsed `weakness.md` and what in it could not be used. */
export interface CuratedParse {
  weakness?: CuratedWeakness
  skipped: SkippedRecord[]
}

type Section = 'causes' | 'guidelines'

/**
 * Parses a `weakness.md`: a title with the CWE number, bullets under "Causes" and "Guidelines", a guideline's languages in
 * parentheses before its text. A bullet may go on over indented lines.
 */
export function parseCuratedWeakness(text: string, file: string): CuratedParse {
  const skipped: SkippedRecord[] = []
  const problem = (line: number, detail: string) =>
    skipped.push(skip('malformed', detail, { file, line, ...(cwe && { record: cwe }) }).skipped)
  let cwe: string | undefined
  let section: Section | undefined
  const bullets: { section: Section; text: string; line: number }[] = []

  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1
    const text = raw.trimEnd()
    const marks = /^(#{1,6})\s/.exec(text)?.[1]
    const title = text.slice(marks?.length).trim()
    const bullet = /^[-*]\s/.test(text) ? text.slice(1).trim() : undefined
    const last = bullets.at(-1)
    if (marks === '#') {
      cwe = normalizeCwe(title)
      if (!cwe) problem(line, `The title "${title}" is not a CWE number.`)
    } else if (marks !== undefined) {
      section = /^causes$/i.test(title) ? 'causes' : /^guidelines$/i.test(title) ? 'guidelines' : undefined
      if (!section) problem(line, `The section "${title}" is unknown; there are "Causes" and "Guidelines".`)
    } else if (bullet !== undefined && section) {
      bullets.push({ section, text: bullet, line })
    } else if (/^\s+\S/.test(raw) && last && section) {
      last.text += ` ${raw.trim()}`
    } else if (raw.trim() !== '') {
      problem(line, `"${raw.trim().slice(0, 60)}" is not a bullet of a section.`)
    }
  }
  if (!cwe) {
    if (skipped.length === 0) problem(1, 'There is no title with a CWE number.')
    return { skipped }
  }

  const weakness: CuratedWeakness = { cwe, causes: [], guidelines: [] }
  for (const { section: of, text: bullet, line } of bullets) {
    if (of === 'causes') {
      weakness.causes.push(bullet)
      continue
    }
    const [list, rest] = languagesBefore(bullet)
    if (list === undefined) {
      weakness.guidelines.push({ text: bullet })
      continue
    }
    const names = list.split(',').map((name) => name.trim())
    const unknown = names.find((name) => !resolveNamedLanguage(name))
    if (unknown !== undefined) problem(line, `"${unknown}" is not a language that guidelines can be for.`)
    else weakness.guidelines.push({ text: rest, languages: names.map((name) => resolveNamedLanguage(name)!) })
  }
  return { weakness, skipped }
}

/**
 * Parses a `tasks.md`: a title with the CWE number, and a bullet per typical task, its languages in parentheses before the text, the
 * usual APIs in back-quotes behind it; a quoted line below the bullet (`  > ...`) is what a model says threatens there.
 */
export function parseTypicalTasks(text: string, file: string): CuratedParse {
  const skipped: SkippedRecord[] = []
  const problem = (line: number, detail: string) =>
    skipped.push(skip('malformed', detail, { file, line, ...(cwe && { record: cwe }) }).skipped)
  let cwe: string | undefined
  const tasks: TypicalTask[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.startsWith('# ')) cwe = normalizeCwe(line.slice(2))
    else if (line.startsWith('- ')) tasks.push(typicalTask(line.slice(2).trim()))
    else if (line.startsWith('  > ')) {
      const task = tasks.at(-1)
      const cause = line.slice('  > '.length).trim()
      if (cause === '') problem(index + 1, 'The quote is empty.')
      else if (!task) problem(index + 1, 'There is no task above what threatens.')
      else if (task.cause !== undefined) problem(index + 1, 'The task above has a cause already.')
      else task.cause = cause
    } else if (line.trim() !== '') problem(index + 1, `"${line.trim().slice(0, 60)}" is not a bullet.`)
  }
  if (!cwe) problem(1, 'There is no title with a CWE number.')
  return { ...(cwe && { weakness: { cwe, causes: [], guidelines: [], tasks } }), skipped }
}

/** A call, module, header or decorator; a fragment of code such as `len - 1` is none, and counts by its words. */
const API_NAME = /^@?[\w$][\w$:./!?>-]*$/

function typicalTask(bullet: string): TypicalTask {
  const [list, rest] = languagesBefore(bullet)
  const text = rest.replaceAll('`', '')
  const apis = codeIn(bullet)
    .map((code) => code.replace(/^new (?=\w)|\(\)$|^<|>$/g, ''))
    .filter((code) => API_NAME.test(code))
  return { text, apis, ...(list && { languages: list.split(',').map((name) => name.trim().toLowerCase()) }) }
}

/** The list in parentheses that a bullet begins with, if it does, and what comes behind it. */
function languagesBefore(bullet: string): [list: string | undefined, rest: string] {
  const [begin, list] = /^\(([a-z+#, ]+)\)\s/i.exec(bullet) ?? []
  return begin === undefined ? [undefined, bullet] : [list, bullet.slice(begin.length).trim()]
}
