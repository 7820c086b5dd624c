import { type DependenceGraph, type EdgeKind, edgeKinds } from './dependence-graph.js'

/** Edges of a graph sorted by node, for walking it in one direction. */
export interface Adjacency {
  readonly offsets: Int32Array
  readonly neighbours: Int32Array
  readonly kinds: Uint8Array
}

/** A dependence graph that is ready to be walked both ways. */
export interface WalkableGraph {
  readonly graph: DependenceGraph
  readonly backward: Adjacency
  readonly forward: Adjacency
}

/** Sorts the edges of a graph for walking. */
export function makeWalkable(graph: DependenceGraph): WalkableGraph {
  return {
    graph,
    backward: adjacency(graph.nodeCount, graph.dependents, graph.sources, graph.kinds),
    forward: adjacency(graph.nodeCount, graph.sources, graph.dependents, graph.kinds),
  }
}

function adjacency(
  nodeCount: number,
  from: readonly number[],
  to: readonly number[],
  kinds: readonly EdgeKind[],
): Adjacency {
  const offsets = new Int32Array(nodeCount + 1)
  for (const node of from) offsets[node + 1]!++
  for (let node = 0; node < nodeCount; node++) offsets[node + 1]! += offsets[node]!
  const next = offsets.slice()
  const neighbours = new Int32Array(from.length)
  const sorted = new Uint8Array(from.length)
  for (let edge = 0; edge < from.length; edge++) {
    const at = next[from[edge]!]!++
    neighbours[at] = to[edge]!
    sorted[at] = kinds[edge]!
  }
  return { offsets, neighbours, kinds: sorted }
}

/**
 * The statements on a path of at most `hops` dependences from the given ones, these included. A path over values counts once,
 * where it ends at a statement.
 *
 * @param complete also follow what only full slices need: exceptions that the text does not show, writes that are only assumed,
 *   calls
 */
export function reach(
  graph: WalkableGraph,
  statements: Iterable<number>,
  hops: number,
  options: { direction: 'backward' | 'forward'; complete: boolean },
): Set<number> {
  const { offsets, neighbours, kinds } = options.direction === 'backward' ? graph.backward : graph.forward
  const statementCount = graph.graph.program.statements.length
  const seen = new Uint8Array(graph.graph.nodeCount)
  const reached = new Set<number>()
  let front: number[] = []
  for (const statement of statements) {
    reached.add(statement)
    seen[statement] = 1
    front.push(statement)
  }
  for (let hop = 0; hop < hops && front.length > 0; hop++) {
    const next: number[] = []
    while (front.length > 0) {
      const node = front.pop()!
      for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
        const kind = kinds[edge]!
        const onlyComplete =
          kind === edgeKinds.implicit || kind === edgeKinds.assumed || kind === edgeKinds.call
        const to = neighbours[edge]!
        if (seen[to] || (onlyComplete && !options.complete)) continue
        seen[to] = 1
        if (to < statementCount) {
          reached.add(to)
          next.push(to)
        } else front.push(to)
      }
    }
    front = next
  }
  return reached
}
