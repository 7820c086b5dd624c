import catalog from './cwe-catalog.json' with { type: 'json' }

/** A type of weakness as MITRE lists it. */
export interface CweEntry {
  /** Such as `CWE-89`. */
  cwe: string
  /** MITRE's name of the type. */
  name: string
  /** Parents in view 1000 (ChildOf), the primary one first; empty for pillars. */
  parents: readonly string[]
}

/** How one CWE type stands to another in view 1000. */
export type CweRelation = 'same' | 'parent' | 'child' | 'ancestor' | 'descendant' | 'none'

const weaknesses: Readonly<Record<string, { name: string; parents: string[] }>> = catalog.weaknesses

/** Looks a type up by its number in the form `CWE-89`; undefined for types that are deprecated or not in the list. */
export function cweEntry(cwe: string): CweEntry | undefined {
  const entry = Object.hasOwn(weaknesses, cwe) ? weaknesses[cwe] : undefined
  return entry && { cwe, ...entry }
}

/** What `a` is to `b`: `cweRelation('CWE-943', 'CWE-89')` is `parent`. */
export function cweRelation(a: string, b: string): CweRelation {
  if (a === b) return 'same'
  if (parentsOf(b).includes(a)) return 'parent'
  if (parentsOf(a).includes(b)) return 'child'
  if (ancestorsOf(b).has(a)) return 'ancestor'
  if (ancestorsOf(a).has(b)) return 'descendant'
  return 'none'
}

/** Orders CWE types by their number. */
export function compareCwe(a: string, b: string): number {
  return Number(a.slice('CWE-'.length)) - Number(b.slice('CWE-'.length))
}

function parentsOf(cwe: string): readonly string[] {
  return cweEntry(cwe)?.parents ?? []
}

function ancestorsOf(cwe: string): Set<string> {
  const ancestors = new Set<string>()
  const waiting = [...parentsOf(cwe)]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (ancestors.has(next)) continue
    ancestors.add(next)
    waiting.push(...parentsOf(next))
  }
  return ancestors
}
