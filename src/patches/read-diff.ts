import { parsePatch, type StructuredPatch, type StructuredPatchHunk } from 'diff'
import { messageOf } from '../errors.js'
import { languageOfFile } from '../languages/index.js'
import { type InputLimits, limitsWith } from '../text/input-limits.js'
import { contentId, originOf } from './column-mapping.js'
import { type DiffSection, diffSections } from './diff-sections.js'
import { cweOfMessage } from './fix-message.js'
import { type PatchOutcome, skip } from './patch-outcome.js'
import { readLines } from './read-lines.js'

/** Options of {@link readUnifiedDiff}. */
export interface DiffReaderOptions {
  /** CWE type of every change, where neither a commit message nor anything else in the file says it. */
  cwe?: string
  /** Sizes of the parts of a diff; `lineLength`, `sectionLength`, `messageLength` and `sourceLength` count. */
  limits?: Partial<InputLimits>
}

/**
 * Reads unified diffs: of `diff -u`, `git diff`, `git show`, `git log -p`, `git format-patch`.
 *
 * A diff holds only the hunks of a change, so each hunk becomes one patch of its own: its context and removed lines are the
 * code before, its context and added lines the code after. Such a patch is marked `fragment`, since its text may begin and end in
 * the midst of a function; more context (`git diff -U30` or `--function-context`) makes better patches, a git work tree the best ones.
 *
 * @throws RescueError FILE_UNREADABLE; INVALID_INPUT for a compressed file
 */
export async function* readUnifiedDiff(
  file: string,
  { cwe, limits: given }: DiffReaderOptions = {},
): AsyncGenerator<PatchOutcome> {
  const limits = limitsWith(given)
  let found = false
  for await (const section of diffSections(readLines(file, limits.lineLength), limits)) {
    found = true
    if (section.cut) {
      const detail = `The change of one file is longer than ${limits.sectionLength} characters.`
      yield skip('too-large', detail, { file, line: section.line })
    } else {
      for (const outcome of outcomesOf(section, file, cwe)) yield withinSize(outcome, limits)
    }
  }
  if (!found) yield skip('malformed', 'There is no unified diff in the file.', { file, line: 1 })
}

function withinSize(outcome: PatchOutcome, { sourceLength }: InputLimits): PatchOutcome {
  if (outcome.kind !== 'patch') return outcome
  const { patch, place } = outcome
  if (Math.max(patch.before.length, patch.after.length) <= sourceLength) return outcome
  const detail = `The hunk is longer than ${sourceLength} characters.`
  return skip('too-large', detail, { ...(place ?? { file: '' }), record: patch.id })
}

function* outcomesOf(section: DiffSection, file: string, cwe: string | undefined): Generator<PatchOutcome> {
  const place = { file, line: section.line }
  if (/^(?:Binary files .* differ|GIT binary patch)$/m.test(section.text)) {
    yield skip('binary', 'The changed file is binary.', place)
    return
  }
  let parsed: StructuredPatch[]
  try {
    parsed = parsePatch(section.text)
  } catch (thrown) {
    yield skip('malformed', `The diff cannot be parsed: ${messageOf(thrown)}`, place)
    return
  }
  for (const change of parsed) {
    for (const hunk of change.hunks) yield outcomeOfHunk(change, hunk, section, place, cwe)
  }
}

function outcomeOfHunk(
  change: StructuredPatch,
  hunk: StructuredPatchHunk,
  section: DiffSection,
  place: { file: string; line: number },
  cwe: string | undefined,
): PatchOutcome {
  const path = pathOf(change.newFileName) ?? pathOf(change.oldFileName)
  const where = { ...place, ...(path && { record: `${path}:${hunk.oldStart}` }) }
  if (hunk.oldLines === 0 && pathOf(change.oldFileName) === undefined) {
    return skip('file-added', `"${path}" is new.`, where)
  }
  if (hunk.newLines === 0 && pathOf(change.newFileName) === undefined) {
    return skip('file-deleted', `"${path}" is deleted.`, where)
  }
  const extension = /\.([a-z0-9]{1,20})$/i.exec(path ?? '')?.[1]?.toLowerCase()
  const language = (path && languageOfFile(path)) ?? extension
  if (!path || !language) {
    return skip('unknown-language', `The file name "${path ?? ''}" does not say what language it is.`, where)
  }
  const before = side(hunk, '-')
  const after = side(hunk, '+')
  if (before === after) return skip('no-change', 'Before and after are the same text.', where)
  const type = cweOfMessage(section.commit?.message ?? '') ?? cwe
  const origin = originOf({ file: path, commit: section.commit?.hash })
  return {
    kind: 'patch',
    patch: {
      id: contentId(language, before, after, path),
      language,
      ...(type && { cwe: type }),
      before,
      after,
      fragment: true,
      ...(origin && { origin }),
    },
    place,
  }
}

/** One side of a hunk: its context, and the lines that are marked. */
function side(hunk: StructuredPatchHunk, mark: '-' | '+'): string {
  return hunk.lines
    .filter((line) => line[0] === mark || line[0] === ' ' || line === '')
    .map((line) => `${line.slice(1)}\n`)
    .join('')
}

/** The path without git's `a/` and `b/`; undefined for `/dev/null`. */
function pathOf(name: string | undefined): string | undefined {
  if (!name || name === '/dev/null') return undefined
  return name.replace(/^[ab]\//, '')
}
