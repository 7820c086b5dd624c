import { compareCwe, cweEntry, type Weakness } from '../knowledge/index.js'

/** A weakness of a base and, below it, the more special ones. */
export interface CweNode {
  weakness: Weakness
  children: CweNode[]
}

/** The most general CWE type above some weaknesses; a heading, whether the base knows it or not. */
export interface CweGroup {
  cwe: string
  name: string
  children: CweNode[]
}

/**
 * The weaknesses of a base as MITRE orders them (view 1000): each stands below the nearest more general one that the base knows,
 * and the uppermost ones below the pillar that they lead to.
 */
export function cweTree(weaknesses: readonly Weakness[]): CweGroup[] {
  const nodes = new Map(weaknesses.map((weakness) => [weakness.cwe, { weakness, children: [] as CweNode[] }]))
  const groups = new Map<string, CweGroup>()
  for (const node of nodes.values()) {
    const { known, top } = above(node.weakness, (parent) => nodes.has(parent))
    if (known !== undefined) {
      nodes.get(known)!.children.push(node)
      continue
    }
    const group = groups.get(top) ?? { cwe: top, name: nameOf(top, node.weakness), children: [] }
    groups.set(top, group)
    group.children.push(node)
  }
  const order = (list: CweNode[]): void => {
    list.sort((a, b) => compareCwe(a.weakness.cwe, b.weakness.cwe))
    for (const { children } of list) order(children)
  }
  for (const { children } of groups.values()) order(children)
  return [...groups.values()].sort((a, b) => compareCwe(a.cwe, b.cwe))
}

/** Breadth first, so the nearest; every type once, so that a hostile base with a circle ends too. */
function above(weakness: Weakness, isKnown: (cwe: string) => boolean): { known?: string; top: string } {
  const seen = new Set([weakness.cwe])
  let level: readonly string[] = weakness.parents
  let top = weakness.cwe
  while (level.length > 0) {
    const known = level.find((cwe) => !seen.has(cwe) && isKnown(cwe))
    // Only what MITRE says leads upwards, and that has no circle: the chain of known ones must end.
    if (known !== undefined && isAncestor(known, weakness.cwe)) return { known, top: known }
    const fresh = level.filter((cwe) => !seen.has(cwe))
    for (const cwe of fresh) seen.add(cwe)
    top = fresh[0] ?? top
    level = fresh.flatMap((cwe) => cweEntry(cwe)?.parents ?? [])
  }
  return { top }
}

function isAncestor(ancestor: string, cwe: string): boolean {
  const waiting = [cwe]
  for (const at of waiting) {
    for (const parent of cweEntry(at)?.parents ?? []) {
      if (parent === ancestor) return true
      if (!waiting.includes(parent)) waiting.push(parent)
    }
  }
  return false
}

function nameOf(cwe: string, weakness: Weakness): string {
  return cwe === weakness.cwe ? weakness.name : (cweEntry(cwe)?.name ?? 'Others')
}
