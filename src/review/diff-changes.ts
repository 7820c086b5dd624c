import { parsePatch, type StructuredPatch, type StructuredPatchHunk } from 'diff'
import { RescueError } from '../errors.js'
import { languageOfFile } from '../languages/index.js'
import { type DiffSection, diffSectionsOf } from '../patches/diff-sections.js'
import { type ChangeSet, changedLinesOf } from './change.js'

/**
 * The changes of a unified diff. A diff shows only its hunks, so each of them is a text of its own; with more context
 * (`git diff --function-context`) it holds whole functions.
 *
 * @throws RescueError INVALID_INPUT where the text is not empty and holds no diff
 */
export async function changesOfDiff(diff: string): Promise<ChangeSet> {
  const changes: ChangeSet = { texts: [], skipped: [] }
  let sections = 0
  for await (const section of diffSectionsOf(diff)) {
    sections++
    addSection(section, changes)
  }
  if (sections === 0 && diff.trim() !== '') {
    throw new RescueError(
      'INVALID_INPUT',
      'There is no unified diff in the input. Make one with: git diff --function-context A..B',
    )
  }
  return changes
}

function addSection({ text, cut }: DiffSection, { texts, skipped }: ChangeSet): void {
  if (cut) {
    skipped.push({ file: headerPath(text), reason: 'too-large' })
    return
  }
  // Of `git show` and `git log -c` at a merge; a reader of unified diffs finds no hunk in it.
  if (/^@@@/m.test(text)) {
    skipped.push({ file: headerPath(text), reason: 'combined' })
    return
  }
  let files: StructuredPatch[]
  try {
    files = parsePatch(text)
  } catch {
    skipped.push({ file: headerPath(text), reason: 'malformed' })
    return
  }
  for (const { newFileName, hunks } of files) {
    const file = newFileName === undefined ? headerPath(text) : newFileName.replace(/^b\//, '')
    // A deleted file has no new text.
    if (file === '/dev/null') continue
    if (/^(?:Binary files .* differ|GIT binary patch)$/m.test(text)) {
      skipped.push({ file, reason: 'binary' })
      continue
    }
    const language = languageOfFile(file)
    if (!language) {
      if (hunks.length > 0) skipped.push({ file, reason: 'unsupported-language' })
      continue
    }
    for (const hunk of hunks) {
      texts.push({
        file,
        language,
        text: newSide(hunk),
        firstLine: Math.max(1, hunk.newStart),
        changedLines: changedLinesOf(hunk),
      })
    }
  }
}

function newSide({ lines }: StructuredPatchHunk): string {
  return lines
    .filter((line) => line === '' || line[0] === ' ' || line[0] === '+')
    .map((line) => `${line.slice(1)}\n`)
    .join('')
}

/** The path where there is no `+++` line: of binary and of damaged sections. */
function headerPath(text: string): string {
  const [first = ''] = text.split('\n', 1)
  const at = first.startsWith('diff --git ')
    ? Math.max(first.lastIndexOf(' b/'), first.lastIndexOf(' "b/'))
    : -1
  if (at < 0) return /^\+\+\+ (?:b\/)?([^\t\n]*)/m.exec(text)?.[1] ?? ''
  const quoted = first[at + 1] === '"'
  return first.slice(at + (quoted ? 4 : 3), quoted && first.endsWith('"') ? -1 : undefined)
}
