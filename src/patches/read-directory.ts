import { type Dirent, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { languageOfFile } from '../languages/index.js'
import type { CuratedWeakness } from './curated-weakness.js'
import { parseCuratedWeakness, parseTypicalTasks } from './parse-curated.js'
import { normalizeCwe } from './patch.js'
import { type PatchOutcome, skip } from './patch-outcome.js'
import { unreadable } from './read-lines.js'

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
 * `weakness.md` gives the causes and guidelines, a `tasks.md` the typical tasks that a person wrote. `knowledge/README.md` describes the layout.
 *
 * @throws RescueError FILE_UNREADABLE
 */
export async function* readPairDirectory(root: string): AsyncGenerator<PatchOutcome> {
  yield* readFolder(root, root)
}

async function* readFolder(folder: string, root: string): AsyncGenerator<PatchOutcome> {
  const entries = list(folder)
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
  yield* readCurated(folder, names)
  const sides = (['vulnerable', 'secure'] as const).map((side) =>
    names.find((name) => name.startsWith(`${side}.`)),
  )
  if (sides[0] || sides[1]) yield await readPair(folder, root, sides, names.includes('cause.md'))
  for (const entry of entries) {
    if (entry.isDirectory() && !passedOver.has(entry.name)) yield* readFolder(join(folder, entry.name), root)
  }
}

/** What people wrote about a CWE type, from one or both of its files, as one outcome. */
async function* readCurated(folder: string, names: readonly string[]): AsyncGenerator<PatchOutcome> {
  let written: CuratedWeakness | undefined
  for (const [name, parse] of curatedFiles) {
    if (!names.includes(name)) continue
    const file = join(folder, name)
    const { weakness, skipped } = parse(await text(file), file)
    for (const problem of skipped) yield { kind: 'skipped', skipped: problem }
    if (weakness && written && weakness.cwe !== written.cwe) {
      const detail = `It is about ${weakness.cwe}, the file beside it about ${written.cwe}.`
      yield skip('malformed', detail, { file, record: weakness.cwe })
    } else if (weakness)
      written = { ...weakness, ...written, ...(weakness.tasks && { tasks: weakness.tasks }) }
  }
  if (written) yield { kind: 'weakness', weakness: written }
}

async function readPair(
  folder: string,
  root: string,
  [vulnerable, secure]: (string | undefined)[],
  hasCause: boolean,
): Promise<PatchOutcome> {
  const cwe = folder.split(sep).map(normalizeCweFolder).findLast(Boolean)
  const id = cwe ? `${cwe}/${basename(folder)}` : relative(dirname(root), folder).split(sep).join('/')
  const place = { file: folder, record: id }
  if (!vulnerable || !secure) {
    const missing = vulnerable ? 'secure' : 'vulnerable'
    return skip('incomplete-pair', `There is no file named ${missing}.* in the folder.`, place)
  }
  const before = await text(join(folder, vulnerable))
  const after = await text(join(folder, secure))
  if (before === after) return skip('no-change', 'Both files are the same.', place)
  const language = languageOfFile(secure) ?? (secure.slice('secure.'.length).toLowerCase() || undefined)
  if (!language) return skip('unknown-language', `"${secure}" has no extension.`, place)
  const cause = hasCause ? (await text(join(folder, 'cause.md'))).trim() : ''
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
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (thrown) {
    throw unreadable(folder, thrown)
  }
}

async function text(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (thrown) {
    throw unreadable(file, thrown)
  }
}
