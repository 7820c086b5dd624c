// The sources of the shipped base as the tests and the checkers' benchmark read them.
import { fileURLToPath } from 'node:url'
import type { LanguageId } from '../src/languages/index.js'
import type { CuratedWeakness } from '../src/patches/curated-weakness.js'
import type { SkippedRecord } from '../src/patches/patch-outcome.js'
import { readPatches } from '../src/patches/read-patches.js'

/** The directory with the sources of the shipped base. */
export const knowledgeRoot = fileURLToPath(new URL('../knowledge', import.meta.url))

/** The sides of a pair, as its files are named. */
export const sides = ['vulnerable', 'secure'] as const

/** Extension of a pair's files, by the language that its folder's name begins with. */
export const extensions: Readonly<Record<LanguageId, string>> = {
  python: 'py',
  javascript: 'js',
  typescript: 'ts',
  c: 'c',
  cpp: 'cpp',
}

/** How the sources in C and C++ compile: some libraries keep their headers in folders of their own. */
export const compilerOptions = {
  c: ['-std=gnu17', '-I/usr/include/postgresql', '-I/usr/include/libxml2'],
  cpp: ['-std=c++20', '-I/usr/include/postgresql', '-I/usr/include/libxml2'],
} as const

/** A vulnerability-fix pair of the shipped base. */
export interface Pair {
  /** `CWE-89/python-psycopg-order-search`: also its folder below {@link knowledgeRoot}. */
  id: string
  cwe: string
  language: LanguageId
  vulnerable: string
  secure: string
  cause: string
}

/** One of the two files of a pair. */
export interface SourceFile {
  /** Path below {@link knowledgeRoot}. */
  name: string
  /** Absolute path. */
  path: string
  language: LanguageId
  code: string
}

/** Everything that the library's own reader makes of the sources. */
export async function readSources() {
  const pairs: Pair[] = []
  const weaknesses: CuratedWeakness[] = []
  const skipped: SkippedRecord[] = []
  for await (const outcome of readPatches(knowledgeRoot)) {
    if (outcome.kind === 'skipped') skipped.push(outcome.skipped)
    else if (outcome.kind === 'weakness') weaknesses.push(outcome.weakness)
    else {
      const { id, cwe = '', language, before, after, cause = '' } = outcome.patch
      pairs.push({ id, cwe, language: language as LanguageId, vulnerable: before, secure: after, cause })
    }
  }
  return { pairs, weaknesses, skipped }
}

/** The two files of each pair. */
export function filesOf(pairs: readonly Pair[], language?: LanguageId): SourceFile[] {
  return pairs
    .filter((pair) => language === undefined || pair.language === language)
    .flatMap((pair) =>
      sides.map((side) => {
        const name = `${pair.id}/${side}.${extensions[pair.language]}`
        return { name, path: `${knowledgeRoot}/${name}`, language: pair.language, code: pair[side] }
      }),
    )
}

/** Pairs by a property, in the order of their first appearance. */
export function pairsBy<K extends 'cwe' | 'language'>(pairs: readonly Pair[], key: K): Map<Pair[K], Pair[]> {
  const groups = new Map<Pair[K], Pair[]>()
  for (const pair of pairs) groups.set(pair[key], [...(groups.get(pair[key]) ?? []), pair])
  return groups
}
