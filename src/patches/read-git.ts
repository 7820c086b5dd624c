import { basename, resolve } from 'node:path'
import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import { type LanguageId, languageOfFile } from '../languages/index.js'
import { type InputLimits, limitsWith } from '../text/input-limits.js'
import { changedFunctions } from './changed-functions.js'
import { originOf } from './column-mapping.js'
import { cweOfMessage, type FixMessagePatterns, fixMessageDefaults, isFixMessage } from './fix-message.js'
import { GitObjects, git, gitParts } from './git.js'
import type { FixCommit } from './osv.js'
import { type PatchOutcome, skip } from './patch-outcome.js'
import { defaultPathFilter, pathReason, saysGenerated } from './path-filter.js'

/** Options of {@link readGitHistory}. */
export interface GitReaderOptions {
  /** Commits that are looked at: a range such as `v1.0..v2.0`, or a branch. */
  range?: string
  /** Exactly these commits, whatever their messages say; `range` and `messages` are then not used. */
  commits?: readonly FixCommit[]
  /** How fixes are told by their message; what is not given is as in the default. */
  messages?: Partial<FixMessagePatterns>
  /** Which paths are tests, copies and generated files. */
  paths?: typeof defaultPathFilter
  /** Most source files that a fix changes: more is a sweep through the code, from which nothing is learned. */
  maxFiles?: number
  /** Name of the repository, kept with each patch. The name of its folder by default. */
  source?: string
  /** Sizes of files; `sourceLength` counts, in bytes. */
  limits?: Partial<InputLimits>
  /** Ends the reading with the code ABORTED. */
  signal?: AbortSignal
}

/** Defaults of {@link GitReaderOptions}. */
export const gitReaderDefaults = {
  range: 'HEAD',
  messages: fixMessageDefaults,
  paths: defaultPathFilter,
  maxFiles: 15,
} as const satisfies GitReaderOptions

interface Commit {
  hash: string
  parent: string | undefined
  message: string
  cwe: string | undefined
}

interface ChangedFile {
  path: string
  /** Objects of the two versions. */
  before: string
  after: string
}

/**
 * Mines a git work tree for vulnerability fixes: finds the commits, takes the source files that each changes, and cuts them to
 * the changed functions, with their full text before and after and the imports that they use. Tests, copies of other projects and
 * generated files are left out. Merges are passed over, since the commits that they bring are looked at themselves; one that is
 * listed in `commits` is compared with its first parent. Memory holds one commit at a time.
 *
 * @throws RescueError FILE_UNREADABLE where it is no work tree or the range does not exist; MISSING_DEPENDENCY without git;
 * INVALID_OPTION; ABORTED
 */
export async function* readGitHistory(
  repository: string,
  options: GitReaderOptions = {},
): AsyncGenerator<PatchOutcome> {
  const settings = {
    ...withDefaults({ ...gitReaderDefaults, source: basename(resolve(repository)) }, options),
    limits: limitsWith(options.limits),
  }
  for (const name of [settings.range, ...(options.commits ?? []).map((commit) => commit?.hash)]) {
    if (typeof name !== 'string' || name === '' || name.startsWith('-')) {
      throw new RescueError(
        'INVALID_OPTION',
        `"${name}" is not a range or commit of git. Give a range such as "v1.0..HEAD", or commits as { hash }.`,
      )
    }
  }
  await git(repository, ['rev-parse', '--is-inside-work-tree'], options.signal)
  const objects = new GitObjects(repository)
  try {
    const commits = options.commits
      ? listedCommits(repository, options.commits, options.signal)
      : fixCommits(repository, settings)
    for await (const commit of commits) {
      if ('kind' in commit) yield commit
      else yield* patchesOf(commit, repository, objects, settings)
    }
  } finally {
    objects.close()
  }
}

type Settings = Required<Omit<GitReaderOptions, 'commits' | 'signal' | 'limits'>> &
  Pick<GitReaderOptions, 'signal'> & { limits: InputLimits }

/** Files are small and fixes change much of them; what belongs together is decided by the functions in them. */
const renames = '--find-renames=30%'

/** Hash, parents and message, each part ended by NUL. */
const logFormat = '--format=%H%x00%P%x00%B%x00'

async function* fixCommits(
  repository: string,
  { range, messages, signal }: Settings,
): AsyncGenerator<Commit> {
  const patterns = withDefaults(fixMessageDefaults, messages)
  const args = ['log', '--no-merges', '--reverse', logFormat, '--end-of-options', range, '--']
  for await (const commit of logged(repository, args, signal)) {
    if (isFixMessage(commit.message, patterns)) yield commit
  }
}

async function* listedCommits(
  repository: string,
  commits: readonly FixCommit[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Commit | PatchOutcome> {
  for (const { hash, cwe } of commits) {
    const name = `${hash}^{commit}`
    const known = await git(
      repository,
      ['rev-parse', '--verify', '--quiet', '--end-of-options', name],
      signal,
    ).catch((thrown: unknown) => {
      if (thrown instanceof RescueError && thrown.code === 'FILE_UNREADABLE') return undefined
      throw thrown
    })
    if (known === undefined) {
      yield skip('unknown-commit', `There is no commit ${hash}.`, { file: repository, record: hash })
      continue
    }
    const args = ['log', '-1', logFormat, '--end-of-options', known.trim(), '--']
    for await (const commit of logged(repository, args, signal)) yield { ...commit, cwe: cwe ?? commit.cwe }
  }
}

async function* logged(
  repository: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Commit> {
  let fields: string[] = []
  for await (const part of gitParts(repository, args, { signal })) {
    fields.push(part)
    if (fields.length < 3) continue
    const [hash, parents, message] = fields as [string, string, string]
    fields = []
    yield {
      hash: hash.trim(),
      parent: parents.split(' ')[0] || undefined,
      message,
      cwe: cweOfMessage(message),
    }
  }
}

async function* patchesOf(
  commit: Commit,
  repository: string,
  objects: GitObjects,
  settings: Settings,
): AsyncGenerator<PatchOutcome> {
  const short = commit.hash.slice(0, 12)
  if (!commit.parent) {
    yield skip('no-parent', 'It is the first commit.', { file: repository, record: short })
    return
  }
  const files: (ChangedFile & { language: LanguageId })[] = []
  let count = 0
  for await (const file of changedFiles(repository, commit, settings.signal)) {
    const place = { file: file.path, record: short }
    const language = languageOfFile(file.path)
    const reason = pathReason(file.path, settings.paths)
    if (reason) yield skip(reason, `"${file.path}" is left out by its path.`, place)
    else if (!language) yield skip('unsupported-language', `"${file.path}" has no slicer.`, place)
    else if (++count <= settings.maxFiles) files.push({ ...file, language })
  }
  if (count > settings.maxFiles) {
    const detail = `It changes ${count} source files; at most ${settings.maxFiles} are taken.`
    yield skip('too-many-files', detail, { file: repository, record: short })
    return
  }
  for (const file of files) yield* patchesOfFile(file, commit, objects, settings)
}

async function* patchesOfFile(
  { path, before, after, language }: ChangedFile & { language: LanguageId },
  commit: Commit,
  objects: GitObjects,
  { source, limits }: Settings,
): AsyncGenerator<PatchOutcome> {
  const short = commit.hash.slice(0, 12)
  const place = { file: path, record: short }
  const versions: string[] = []
  for (const id of [before, after]) {
    const content = await objects.read(id, limits.sourceLength)
    if (content === 'too-large') {
      yield skip('too-large', `"${path}" is longer than ${limits.sourceLength} bytes.`, place)
      return
    }
    if (!content || content.includes(0)) {
      yield skip('binary', `"${path}" is no text.`, place)
      return
    }
    // Not Buffer.toString, which keeps a byte order mark.
    versions.push(new TextDecoder().decode(content))
  }
  const [old, fresh] = versions as [string, string]
  if (saysGenerated(fresh)) {
    yield skip('generated', `"${path}" says that it is generated.`, place)
    return
  }
  const changed = changedFunctions(old, fresh, language)
  if (changed.length === 0) {
    yield skip('no-change', `"${path}" changes no code that both versions have.`, place)
    return
  }
  for (const { name, line, fragment, ...sides } of changed) {
    yield {
      kind: 'patch',
      patch: {
        id: `${short}:${path}:${name ?? ''}:${line}`,
        language,
        ...(commit.cwe && { cwe: commit.cwe }),
        ...sides,
        ...(fragment && { fragment }),
        origin: originOf({ source, file: path, function: name, commit: commit.hash })!,
      },
    }
  }
}

/** Files that a commit changes or renames, against its first parent; not those that it adds or deletes, nor links and modules. */
async function* changedFiles(
  repository: string,
  { hash, parent }: Commit,
  signal: AbortSignal | undefined,
): AsyncGenerator<ChangedFile> {
  const args = [
    'diff-tree',
    '-r',
    '-z',
    '--raw',
    renames,
    '--no-abbrev',
    '--no-ext-diff',
    parent!,
    hash,
    '--',
  ]
  let entry: string[] = []
  for await (const part of gitParts(repository, args, { signal })) {
    entry.push(part)
    const [mode, , before, after, status] = entry[0]!.split(' ')
    const isRename = /^[RC]/.test(status ?? '')
    if (entry.length < (isRename ? 3 : 2)) continue
    const path = entry.at(-1)!
    const newMode = entry[0]!.split(' ')[1]
    entry = []
    const isFile = /^:?100/.test(mode!) && /^100/.test(newMode!)
    if (isFile && /^[MR]/.test(status!) && before !== after) yield { path, before: before!, after: after! }
  }
}
