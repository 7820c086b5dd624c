import { lstatSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { messageOf, RescueError } from '../errors.js'
import { type InputLimits, limitsWith } from '../text/input-limits.js'
import { parseJson } from '../text/parse-json.js'
import { readTextFile, unreadable } from '../text/read-text.js'
import { normalizeCwe } from './patch.js'
import { type SkippedRecord, skip } from './patch-outcome.js'

/** A commit that fixes a vulnerability, as an advisory names it. */
export interface FixCommit {
  /** Full hash, or an abbreviation that git resolves. */
  hash: string
  /** CWE type of the vulnerability; the message of the commit is asked where it is absent. */
  cwe?: string
}

/** What advisories say, and which of them could not be read. */
export interface AdvisoryFixes {
  /** In the order of the files; a commit that several advisories name comes once. */
  commits: FixCommit[]
  /** Files and records that are no advisory. */
  skipped: SkippedRecord[]
}

/** The part of the OSV format (https://ossf.github.io/osv-schema/) that names fixes. */
const advisory = z.object({
  id: z.string(),
  affected: z
    .array(
      z.object({
        ranges: z
          .array(
            z.object({
              type: z.string(),
              events: z.array(z.object({ fixed: z.string().optional() })).optional(),
            }),
          )
          .nullish(),
        database_specific: z.looseObject({}).nullish(),
      }),
    )
    .nullish(),
  references: z.array(z.object({ type: z.string().optional(), url: z.string() })).nullish(),
  database_specific: z.looseObject({}).nullish(),
})

/**
 * Reads OSV advisories: the commits that fix (of ranges of type `GIT`, and of references to commits), and the CWE types
 * (`database_specific.cwe_ids`, as GitHub writes them).
 *
 * @param path an advisory, a file with a list of them, or a directory of such files
 * @param options sizes of a file; `textBytes` and `jsonDepth` count
 * @throws RescueError FILE_UNREADABLE
 */
export async function readOsvFixes(
  path: string,
  { limits }: { limits?: Partial<InputLimits> } = {},
): Promise<AdvisoryFixes> {
  const { textBytes, jsonDepth } = limitsWith(limits)
  const commits = new Map<string, FixCommit>()
  const skipped: SkippedRecord[] = []
  for (const file of await jsonFiles(path)) {
    let parsed: unknown
    try {
      parsed = parseJson(await readTextFile(file, textBytes), jsonDepth)
    } catch (thrown) {
      const reason =
        thrown instanceof RescueError && thrown.code === 'INVALID_INPUT' ? 'too-large' : 'malformed'
      skipped.push(skip(reason, `The advisory cannot be read: ${messageOf(thrown)}`, { file }).skipped)
      continue
    }
    for (const entry of [parsed].flat()) {
      const result = advisory.safeParse(entry)
      if (!result.success) {
        skipped.push(skip('malformed', 'The file is not an OSV advisory.', { file }).skipped)
        continue
      }
      for (const commit of fixesOf(result.data)) {
        const known = commits.get(commit.hash)
        if (!known?.cwe) commits.set(commit.hash, commit)
      }
    }
  }
  return { commits: [...commits.values()], skipped }
}

function fixesOf({ affected, references, ...entry }: z.infer<typeof advisory>): FixCommit[] {
  const specific = [entry, ...(affected ?? [])].flatMap(
    ({ database_specific: own }) => own?.cwe_ids ?? own?.cwes ?? [],
  )
  const cwe = specific
    .map((item) => (typeof item === 'string' ? item : (item as { cweId?: string } | null)?.cweId))
    .map(normalizeCwe)
    .find(Boolean)
  const ranges = (affected ?? []).flatMap(({ ranges: own }) => own ?? [])
  const fixed = ranges
    .filter(({ type }) => type === 'GIT')
    .flatMap(({ events }) => (events ?? []).flatMap((event) => event.fixed ?? []))
  const linked = (references ?? []).flatMap(({ url }) => /\/commit\/([0-9a-f]{7,64})\b/i.exec(url)?.[1] ?? [])
  return [...new Set([...fixed, ...linked].map((hash) => hash.toLowerCase()))].map((hash) => ({
    hash,
    ...(cwe && { cwe }),
  }))
}

async function jsonFiles(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const names = await readdir(path, { recursive: true })
    // Links are passed over: a directory from elsewhere could lead to files of the user.
    return names
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(path, name))
      .filter((file) => lstatSync(file).isFile())
      .sort()
  } catch (thrown) {
    throw unreadable(path, thrown)
  }
}
