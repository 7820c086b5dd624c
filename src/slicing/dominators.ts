/** A directed graph as lists of successors. */
export type Successors = readonly (readonly number[])[]

/** Immediate dominators, and the nodes in reverse postorder. */
export interface DominatorTree {
  /** Immediate dominator per node; the root's is itself, that of a node which is not reached is -1. */
  readonly immediate: Int32Array
  /** Nodes that are reached from the root, in the preorder of a depth-first walk: a dominator comes before what it dominates. */
  readonly order: Int32Array
}

/**
 * Dominator tree by the algorithm SEMI-NCA of Georgiadis, Tarjan and Werneck, "Finding Dominators in Practice" (2006): semidominators
 * as Lengauer and Tarjan (1979) compute them, then for each node the nearest ancestor in the tree so far that is not below its
 * semidominator. One pass whatever the graph, also where it is irreducible or a thousand ways meet in one node.
 */
export function computeDominators(successors: Successors, root: number): DominatorTree {
  const { order, number, parents } = preorder(successors, root)
  const predecessors = predecessorsOf(successors, order)
  const count = order.length
  // All of these are by preorder number.
  const semi = Int32Array.from({ length: count }, (_, v) => v)
  const label = semi.slice()
  const ancestor = parents.slice()
  const path: number[] = []

  /** The number with the least semidominator on the way from v up to what is not numbered from `from` on. */
  const evaluate = (v: number, from: number): number => {
    if (v < from) return v
    for (let at = v; ancestor[at]! >= from; at = ancestor[at]!) path.push(at)
    while (path.length > 0) {
      const at = path.pop()!
      const above = ancestor[at]!
      if (semi[label[above]!]! < semi[label[at]!]!) label[at] = label[above]!
      ancestor[at] = ancestor[above]!
    }
    return label[v]!
  }

  for (let v = count - 1; v > 0; v--) {
    let least = parents[v]!
    for (const previous of predecessors[order[v]!]!) {
      const candidate = semi[evaluate(number[previous]!, v + 1)]!
      if (candidate < least) least = candidate
    }
    semi[v] = least
  }
  const dominators = parents.slice()
  for (let v = 1; v < count; v++) {
    let dominator = dominators[v]!
    while (dominator > semi[v]!) dominator = dominators[dominator]!
    dominators[v] = dominator
  }
  const immediate = new Int32Array(successors.length).fill(-1)
  immediate[root] = root
  for (let v = 1; v < count; v++) immediate[order[v]!] = order[dominators[v]!]!
  return { immediate, order }
}

/** Nodes reached from a root by a depth-first walk, the place of each in it, and by place that of the node it was reached from. */
function preorder(
  successors: Successors,
  root: number,
): { order: Int32Array; number: Int32Array; parents: Int32Array } {
  const number = new Int32Array(successors.length).fill(-1)
  const order = new Int32Array(successors.length)
  const parents = new Int32Array(successors.length)
  const next = new Int32Array(successors.length)
  let count = 0
  const path = [root]
  parents[0] = -1
  number[root] = count
  order[count++] = root
  while (path.length > 0) {
    const node = path[path.length - 1]!
    const follow = successors[node]!
    if (next[node]! === follow.length) {
      path.pop()
      continue
    }
    const to = follow[next[node]!++]!
    if (number[to]! >= 0) continue
    parents[count] = number[node]!
    number[to] = count
    order[count++] = to
    path.push(to)
  }
  return { order: order.subarray(0, count), number, parents: parents.subarray(0, count) }
}

function predecessorsOf(successors: Successors, nodes: Iterable<number>): number[][] {
  const predecessors: number[][] = successors.map(() => [])
  for (const node of nodes) for (const next of successors[node]!) predecessors[next]!.push(node)
  return predecessors
}

/** Dominance frontiers (Cytron et al., 1991): where the dominance of each node ends. */
export function dominanceFrontiers(successors: Successors, tree: DominatorTree): number[][] {
  const predecessors = predecessorsOf(successors, tree.order)
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
