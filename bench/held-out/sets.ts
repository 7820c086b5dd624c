/** Texts that the benchmarks look up in the shipped base and that nothing in it was written from. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CodingTask } from '../../src/analysis/index.js'
import { readAllPatches } from '../../src/patches/index.js'

/** A coding task with the CWE type that threatens in it. */
export type GoldTask = CodingTask & { cwe: string }

function read<T>(name: string): T[] {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

/** Beginnings of programs with a description, written without sight of the base; most with what a model says threatens. */
export const programBeginnings = read<GoldTask>('program-beginnings.jsonl')

/** The same of programs without a security side, and everyday requests to a coding assistant. */
export const harmlessTasks = read<CodingTask & { id: string }>('harmless-tasks.jsonl')

/** Vulnerable functions of a CWE type at most. */
const perType = 12
const fixesFile = new URL('../../../shared/data/vulnerability-fixes.jsonl', import.meta.url)

/** The vulnerable functions of real fixes as code without a word about it, of the given types; none without `../shared/data`. */
export async function vulnerableFunctions(
  known: ReadonlySet<string>,
): Promise<(GoldTask & { code: string })[]> {
  if (!existsSync(fixesFile)) {
    console.log('Without ../shared/data there are no real fixes.')
    return []
  }
  const byType = new Map<string, (GoldTask & { code: string })[]>()
  for await (const outcome of readAllPatches([fileURLToPath(fixesFile)])) {
    if (!('patch' in outcome) || !outcome.patch.cwe || !known.has(outcome.patch.cwe)) continue
    const { cwe, language, before } = outcome.patch
    const list = byType.get(cwe) ?? []
    list.push({ cwe, language, code: before })
    byType.set(cwe, list)
  }
  return [...byType.values()].flatMap((list) => {
    const step = Math.max(1, Math.floor(list.length / perType))
    return list.filter((_, i) => i % step === 0).slice(0, perType)
  })
}
