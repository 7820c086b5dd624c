import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { RescueError } from '../errors.js'
import { type LanguageId, languageOfFile } from '../languages/index.js'
import { safeGitEnvironment, safeGitSettings } from '../patches/git.js'
import { type InputLimits, limitsWith } from '../text/input-limits.js'
import { type ChangeSet, changedLinesBetween, everyLine } from './change.js'

/** Git's name for "no such version". */
const noObject = /^0+$/

interface FileChange {
  file: string
  language: LanguageId
  before: string | undefined
  after: string
}

/**
 * The changes between two revisions of a repository, with the whole new text of every changed file.
 *
 * @param range `A..B`, or `A...B` for what B changed since it left A
 * @param cwd a directory in the repository
 * @param limits sizes: `sourceLength` is that of a file, in bytes, and `textBytes` that of all of them
 * @throws RescueError INVALID_OPTION where the range is none, INVALID_INPUT where git does not know it or the change is too large,
 *   MISSING_DEPENDENCY without git, ABORTED
 */
export async function changesOfRange(
  range: string,
  { cwd, signal, limits }: { cwd: string; signal?: AbortSignal; limits?: Partial<InputLimits> },
): Promise<ChangeSet> {
  if (!/^[^\s-].*\.\./.test(range)) {
    throw new RescueError(
      'INVALID_OPTION',
      `"${range}" is no range of revisions. Give one such as main..HEAD.`,
    )
  }
  const { sourceLength, textBytes } = limitsWith(limits)
  const git = { cwd, maxOutput: textBytes, ...(signal && { signal }) }
  // Machine format, and nothing that the repository's own configuration could run.
  const args = ['diff', '--raw', '-z', '--no-abbrev', '--find-renames', '--no-ext-diff', '--no-textconv']
  const raw = await run([...args, '--end-of-options', range, '--'], git)
  const changes: ChangeSet = { texts: [], skipped: [] }
  const wanted = filesOf(raw.toString('utf8'), changes)
  const objects = wanted.flatMap(({ before, after }) => (before === undefined ? [after] : [before, after]))
  const sizes = await sizesOf([...new Set(objects)], git)
  const small = [...sizes].flatMap(([id, size]) => (size <= sourceLength ? [id] : []))
  const contents = await readObjects(small, git)
  for (const { file, language, before, after } of wanted) {
    const content = contents.get(after)
    if (content === undefined) {
      if ((sizes.get(after) ?? 0) > sourceLength) changes.skipped.push({ file, reason: 'too-large' })
    } else if (content.includes('\0')) changes.skipped.push({ file, reason: 'binary' })
    else {
      const old = before === undefined ? undefined : contents.get(before)
      const changedLines = old === undefined ? everyLine(content) : changedLinesBetween(old, content)
      if (changedLines.length > 0)
        changes.texts.push({ file, language, text: content, firstLine: 1, changedLines })
    }
  }
  return changes
}

/** Reads `:mode mode object object status NUL path NUL [path NUL]`, and leaves out what is deleted or no file. */
function filesOf(raw: string, { skipped }: ChangeSet): FileChange[] {
  const fields = raw.split('\0')
  const found: FileChange[] = []
  for (let at = 0; at + 1 < fields.length; ) {
    const [, newMode = '', before = '', after = '', status = ''] = fields[at++]!.split(' ')
    let file = fields[at++]!
    if (/^[RC]/.test(status)) file = fields[at++] ?? file
    if (!newMode.startsWith('100')) continue
    const language = languageOfFile(file)
    if (language) found.push({ file, language, before: noObject.test(before) ? undefined : before, after })
    else skipped.push({ file, reason: 'unsupported-language' })
  }
  return found
}

/** The sizes of the objects that are files, in bytes. */
async function sizesOf(ids: readonly string[], git: GitOptions): Promise<Map<string, number>> {
  const sizes = new Map<string, number>()
  if (ids.length === 0) return sizes
  const output = await run(['cat-file', '--batch-check'], git, `${ids.join('\n')}\n`)
  for (const line of output.toString('utf8').split('\n')) {
    const [id = '', type, size] = line.split(' ')
    if (type === 'blob') sizes.set(id, Number(size))
  }
  return sizes
}

/** The contents of objects, read by one process. */
async function readObjects(ids: readonly string[], git: GitOptions): Promise<Map<string, string>> {
  const contents = new Map<string, string>()
  if (ids.length === 0) return contents
  const output = await run(['cat-file', '--batch'], git, `${ids.join('\n')}\n`)
  let at = 0
  for (const id of ids) {
    const end = output.indexOf(10, at)
    const [, type, size] = output.toString('utf8', at, end).split(' ')
    at = end + 1
    if (type !== 'blob') continue
    contents.set(id, output.toString('utf8', at, at + Number(size)))
    at += Number(size) + 1
  }
  return contents
}

interface GitOptions {
  cwd: string
  /** Most that git may print, in bytes. */
  maxOutput: number
  signal?: AbortSignal
}

async function run(args: string[], { cwd, maxOutput, signal }: GitOptions, input = ''): Promise<Buffer> {
  const child = spawn('git', [...safeGitSettings, ...args], {
    cwd,
    env: { ...process.env, ...safeGitEnvironment },
    ...(signal && { signal }),
  })
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  // Git may end before it has read everything; its exit code tells.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  try {
    const printed = upTo(child.stdout, maxOutput)
    const [code, output, message] = await Promise.all([exit, printed, text(child.stderr)])
    if (code === 0) return output
    const reason = message
      .trim()
      .replace(/^fatal: /, '')
      .split('\n')[0]
    throw new RescueError(
      'INVALID_INPUT',
      `Git cannot read the changes: ${reason}. Check the directory and the range.`,
    )
  } catch (thrown) {
    if (signal?.aborted)
      throw new RescueError('ABORTED', 'Reading the changes was aborted.', { cause: thrown })
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new RescueError(
        'MISSING_DEPENDENCY',
        'A range of revisions is read with git, which was not found. Install it, or give a diff.',
        { cause: thrown },
      )
    }
    throw RescueError.from(thrown, 'INVALID_INPUT', 'Git cannot read the changes')
  } finally {
    child.kill()
  }
}

/** A stream as a whole. @throws RescueError INVALID_INPUT where it is too long */
async function upTo(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of stream) {
    size += part.length
    if (size > maxBytes) {
      throw new RescueError(
        'INVALID_INPUT',
        `The change is larger than ${maxBytes} bytes. Review less at a time.`,
      )
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}
