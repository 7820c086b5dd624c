/** A directed graph as lists of successors. */
export type Successors = readonly (readonly number[])[]

/** Immediate dominators, and the nodes in reverse postorder. */
export interface DominatorTree {
  /** Immediate dominator per node; the root's is itself, that of a node which is not reached is -1. */
  readonly immediate: Int32Array
  /** Nodes that are reached from the root, each before its successors except along back edges. */
  readonly order: readonly number[]
}

/**
 * Dominator tree by the algorithm of Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001). Near-linear on
 * the graphs of programs, also irreducible ones.
 */
export function computeDominators(successors: Successors, root: number): DominatorTree {
  const order = reversePostorder(successors, root)
  const position = new Int32Array(successors.length).fill(-1)
  order.forEach((node, index) => {
    position[node] = index
  })
  const predecessors: number[][] = successors.map(() => [])
  for (const node of order) for (const next of successors[node]!) predecessors[next]!.push(node)
  const immediate = new Int32Array(successors.length).fill(-1)
  immediate[root] = root
  for (let changed = true; changed; ) {
    changed = false
    for (const node of order) {
      if (node === root) continue
      let dominator = -1
      for (const previous of predecessors[node]!) {
        if (immediate[previous]! < 0) continue
        dominator = dominator < 0 ? previous : intersect(previous, dominator)
      }
      if (immediate[node] !== dominator) {
        immediate[node] = dominator
        changed = true
      }
    }
  }
  return { immediate, order }

  function intersect(first: number, second: number): number {
    let a = first
    let b = second
    while (a !== b) {
      while (position[a]! > position[b]!) a = immediate[a]!
      while (position[b]! > position[a]!) b = immediate[b]!
    }
    return a
  }
}

/** Nodes reached from a root, in reverse postorder of a depth-first walk. */
export function reversePostorder(successors: Successors, root: number): number[] {
  const seen = new Uint8Array(successors.length)
  const next = new Int32Array(successors.length)
  const order: number[] = []
  const path = [root]
  seen[root] = 1
  while (path.length > 0) {
    const node = path[path.length - 1]!
    const follow = successors[node]!
    if (next[node]! < follow.length) {
      const to = follow[next[node]!++]!
      if (!seen[to]) {
        seen[to] = 1
        path.push(to)
      }
    } else {
      order.push(node)
      path.pop()
    }
  }
  return order.reverse()
}

/** Dominance frontiers (Cytron et al., 1991): where the dominance of each node ends. */
export function dominanceFrontiers(successors: Successors, tree: DominatorTree): number[][] {
  const predecessors: number[][] = successors.map(() => [])
  for (const node of tree.order) for (const next of successors[node]!) predecessors[next]!.push(node)
  const frontiers: number[][] = successors.map(() => [])
  for (const node of tree.order) {
    const into = predecessors[node]!
    if (into.length < 2) continue
    for (const previous of into) {
      for (let at = previous; at !== tree.immediate[node] && at >= 0; at = tree.immediate[at]!) {
        const frontier = frontiers[at]!
        // Whoever came by here before went on up to the dominator.
        if (frontier[frontier.length - 1] === node) break
        frontier.push(node)
        if (at === tree.immediate[at]) break
      }
    }
  }
  return frontiers
}
