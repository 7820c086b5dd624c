import { splitLines, type TextLine } from './read-lines.js'

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
  commit?: DiffCommit
}

const hunkHeader = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/
const commitLine = /^(?:From|commit) ([0-9a-f]{40}|[0-9a-f]{64})\b/

/**
 * Cuts a stream of lines into the sections of single files, so that a diff of any length is read with the memory of its
 * largest file. Counts the lines of each hunk, since a removed line may itself look like a header (`--- a`).
 */
export async function* diffSections(lines: AsyncIterable<TextLine>): AsyncGenerator<DiffSection> {
  let section: string[] | undefined
  let start = 1
  let commit: DiffCommit | undefined
  let inMessage = false
  let sawHunk = false
  let before = 0
  let after = 0

  const finished = (): DiffSection | undefined => {
    if (!section) return undefined
    const done = { text: `${section.join('\n')}\n`, line: start, ...(commit && { commit }) }
    section = undefined
    return done
  }

  for await (const { text, line } of lines) {
    if (section && (before > 0 || after > 0)) {
      // Inside a hunk nothing is a header.
      section.push(text)
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
        section = [text]
        start = line
        sawHunk = false
        inMessage = false
      }
      continue
    }
    if (inMessage && commit) {
      if (text === '---') inMessage = false
      else commit.message += `${text.trim()}\n`
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
    section.push(text)
  }
  const done = finished()
  if (done) yield done
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
