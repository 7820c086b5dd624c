import { inputLimitDefaults } from '../text/input-limits.js'
import { splitLines, type TextLine } from './read-lines.js'

/** Sizes of sections; see `InputLimits`. */
export interface SectionLimits {
  sectionLength: number
  messageLength: number
}

/** What stands before the files of a commit in `git format-patch`, `git log -p` or `git show`. */
export interface DiffCommit {
  hash?: string
  /** Subject and body, as far as they stand in the file. */
  message: string
}

/** The part of a diff that changes one file. */
export interface DiffSection {
  /** The lines as they stand, joined by line feeds. */
  text: string
  /** Line of the diff at which the section begins. */
  line: number
  /** Whether it is longer than the limit and `text` is only its beginning. */
  cut: boolean
  commit?: DiffCommit
}

const hunkHeader = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/
const commitLine = /^(?:From|commit) ([0-9a-f]{40}|[0-9a-f]{64})\b/

/**
 * Cuts a stream of lines into the sections of single files, so that a diff of any length is read with the memory of its
 * largest file, and no more than `sectionLength` of it. Counts the lines of each hunk, since a removed line may itself look like a
 * header (`--- a`); a line that can be none of a hunk ends it, whatever its header promised.
 */
export async function* diffSections(
  lines: AsyncIterable<TextLine>,
  { sectionLength, messageLength }: SectionLimits = inputLimitDefaults,
): AsyncGenerator<DiffSection> {
  let section: string[] | undefined
  let length = 0
  let start = 1
  let commit: DiffCommit | undefined
  let inMessage = false
  let sawHunk = false
  let before = 0
  let after = 0

  const finished = (): DiffSection | undefined => {
    if (!section) return undefined
    const cut = length > sectionLength
    const done = { text: `${section.join('\n')}\n`, line: start, cut, ...(commit && { commit }) }
    section = undefined
    return done
  }

  const add = (text: string) => {
    if (length <= sectionLength) section!.push(text)
    length += text.length + 1
  }

  for await (const { text, line } of lines) {
    if (section && (before > 0 || after > 0) && !isOfHunk(text)) before = after = 0
    if (section && (before > 0 || after > 0)) {
      // Inside a hunk nothing is a header.
      add(text)
      const mark = text[0]
      if (mark !== '+' && mark !== '\\') before -= 1
      if (mark !== '-' && mark !== '\\') after -= 1
      continue
    }
    const hash = commitLine.exec(text)?.[1]
    const git = text.startsWith('diff --git ') || text.startsWith('Index: ')
    // A plain diff has no `diff --git`: a second `---` after hunks begins the next file.
    const plain = text.startsWith('--- ') && (!section || sawHunk)
    if (hash || git || plain) {
      const done = finished()
      if (done) yield done
      if (hash) {
        commit = { hash, message: '' }
        inMessage = true
      } else {
        section = []
        length = 0
        add(text)
        start = line
        sawHunk = false
        inMessage = false
      }
      continue
    }
    if (inMessage && commit) {
      if (text === '---') inMessage = false
      else if (commit.message.length < messageLength) {
        commit.message += `${text.slice(0, messageLength).trim()}\n`
      }
      continue
    }
    if (!section) continue
    const hunk = hunkHeader.exec(text)
    if (hunk) {
      sawHunk = true
      before = Number(hunk[1] ?? 1)
      after = Number(hunk[2] ?? 1)
    } else if (sawHunk && !text.startsWith('\\')) {
      // The signature of a mailed patch, or text between commits.
      const done = finished()
      if (done) yield done
      continue
    }
    add(text)
  }
  const done = finished()
  if (done) yield done
}

/** Whether a line can stand in a hunk; mailers cut the blank off an empty line. */
function isOfHunk(text: string): boolean {
  return text === '' || text === '\r' || ' +-\\'.includes(text[0]!)
}

/** The sections of a diff that is in memory. */
export async function* diffSectionsOf(text: string): AsyncGenerator<DiffSection> {
  yield* diffSections(
    splitLines(
      (async function* () {
        yield text
      })(),
    ),
  )
}
