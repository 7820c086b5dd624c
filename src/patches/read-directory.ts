import { type Dirent, readdirSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { RescueError } from '../errors.js'
import { languageOfFile } from '../languages/index.js'
import { compareText } from '../text/compare-text.js'
import { type InputLimits, limitsWith } from '../text/input-limits.js'
import { readTextFile, unreadable } from '../text/read-text.js'
import type { CuratedWeakness } from './curated-weakness.js'
import { parseCuratedWeakness, parseTypicalTasks } from './parse-curated.js'
import { normalizeCwe } from './patch.js'
import { type PatchOutcome, skip } from './patch-outcome.js'

/** Files in which people write about a CWE type. */
const curatedFiles = [
  ['weakness.md', parseCuratedWeakness],
  ['tasks.md', parseTypicalTasks],
] as const

/** Folders that never hold patches. */
const passedOver = new Set(['node_modules', '.git'])

/**
 * Reads a directory of pairs, in the order of their names: every folder with a `vulnerable.*` and a `secure.*` file is a patch, its
 * `cause.md` says what threatens, the nearest folder above that is named like a CWE type gives the type, and in that folder a
 * `weakness.md` gives the causes and guidelines, a `tasks.md` the typical tasks that a person wrote. `knowledge/README.md` describes
 * the layout.
 *
 * @param options sizes of a file; `sourceLength` counts, in bytes
 * @throws RescueError FILE_UNREADABLE
 */
export async function* readPairDirectory(
  root: string,
  { limits }: { limits?: Partial<InputLimits> } = {},
): AsyncGenerator<PatchOutcome> {
  yield* readFolder(root, { root, longest: limitsWith(limits).sourceLength })
}

/** Where a walk began, and the longest file that it reads, in bytes. */
interface Walk {
  root: string
  longest: number
}

async function* readFolder(folder: string, walk: Walk): AsyncGenerator<PatchOutcome> {
  const entries = list(folder)
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
  yield* readCurated(folder, names, walk)
  const fileOf = (side: 'vulnerable' | 'secure') => names.find((name) => name.startsWith(`${side}.`))
  const pair = {
    vulnerable: fileOf('vulnerable'),
    secure: fileOf('secure'),
    hasCause: names.includes('cause.md'),
  }
  if (pair.vulnerable || pair.secure) yield await pairOrSkip(folder, walk, pair)
  for (const entry of entries) {
    if (entry.isDirectory() && !passedOver.has(entry.name)) yield* readFolder(join(folder, entry.name), walk)
  }
}

/** What people wrote about a CWE type, from one or both of its files, as one outcome. */
async function* readCurated(
  folder: string,
  names: readonly string[],
  { longest }: Walk,
): AsyncGenerator<PatchOutcome> {
  let written: CuratedWeakness | undefined
  for (const [name, parse] of curatedFiles) {
    if (!names.includes(name)) continue
    const file = join(folder, name)
    let text: string
    try {
      text = await readTextFile(file, longest)
    } catch (thrown) {
      yield tooLarge(thrown, { file })
      continue
    }
    const { weakness, skipped } = parse(text, file)
    for (const problem of skipped) yield { kind: 'skipped', skipped: problem }
    if (weakness && written && weakness.cwe !== written.cwe) {
      const detail = `It is about ${weakness.cwe}, the file beside it about ${written.cwe}.`
      yield skip('malformed', detail, { file, record: weakness.cwe })
    } else if (weakness)
      written = { ...weakness, ...written, ...(weakness.tasks && { tasks: weakness.tasks }) }
  }
  if (written) yield { kind: 'weakness', weakness: written }
}

/** A pair with a file that is too large is left out; the others are read. */
async function pairOrSkip(...given: Parameters<typeof readPair>): Promise<PatchOutcome> {
  try {
    return await readPair(...given)
  } catch (thrown) {
    return tooLarge(thrown, { file: given[0] })
  }
}

/** @throws what was thrown, where it is about something else than the size */
function tooLarge(thrown: unknown, place: { file: string }): PatchOutcome {
  if (thrown instanceof RescueError && thrown.code === 'INVALID_INPUT') {
    return skip('too-large', thrown.message, place)
  }
  throw thrown
}

/** The files of a pair by name; a side that is absent is missing. */
interface PairFiles {
  vulnerable: string | undefined
  secure: string | undefined
  /** Whether a `cause.md` lies beside them. */
  hasCause: boolean
}

async function readPair(
  folder: string,
  { root, longest }: Walk,
  { vulnerable, secure, hasCause }: PairFiles,
): Promise<PatchOutcome> {
  const cwe = folder.split(sep).map(normalizeCweFolder).findLast(Boolean)
  const id = cwe ? `${cwe}/${basename(folder)}` : relative(dirname(root), folder).split(sep).join('/')
  const place = { file: folder, record: id }
  if (!vulnerable || !secure) {
    const missing = vulnerable ? 'secure' : 'vulnerable'
    return skip('incomplete-pair', `There is no file named ${missing}.* in the folder.`, place)
  }
  const before = await readTextFile(join(folder, vulnerable), longest)
  const after = await readTextFile(join(folder, secure), longest)
  if (before === after) return skip('no-change', 'Both files are the same.', place)
  const language = languageOfFile(secure) ?? (secure.slice('secure.'.length).toLowerCase() || undefined)
  if (!language) return skip('unknown-language', `"${secure}" has no extension.`, place)
  const cause = hasCause ? (await readTextFile(join(folder, 'cause.md'), longest)).trim() : ''
  return {
    kind: 'patch',
    patch: { id, language, ...(cwe && { cwe }), before, after, ...(cause && { cause }) },
  }
}

/** Whether a directory holds a pair somewhere: tells it from a folder of other files. */
export function holdsPairs(folder: string): boolean {
  return list(folder).some((entry) =>
    entry.isDirectory()
      ? !passedOver.has(entry.name) && holdsPairs(join(folder, entry.name))
      : /^(?:vulnerable|secure)\.|^weakness\.md$/.test(entry.name),
  )
}

/** Only a folder that is named `CWE-89`, not one that begins with a number. */
function normalizeCweFolder(name: string): string | undefined {
  return /^cwe/i.test(name) ? normalizeCwe(name) : undefined
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name))
  } catch (thrown) {
    throw unreadable(folder, thrown)
  }
}
