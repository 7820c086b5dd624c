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

const MET = 1
const DONE = 2

/** How far and over which dependences to go. */
export interface Reach {
  readonly direction: 'backward' | 'forward'
  /** Length of the longest path. */
  readonly hops: number
  /**
   * Follow also what only full slices need: exceptions that the text does not show, writes that are only assumed, calls, and what
   * a jump may skip where it shares nothing else with the decision.
   */
  readonly complete: boolean
}

/**
 * The statements on a path of at most `hops` dependences from the given ones, these included.
 *
 * A path over joins counts once, where it ends at a statement. Where a path passes a weak write (an element, a field, what a pointer
 * points to) to the one before it, that counts once more: the nearest write comes first.
 */
export function reach(graph: WalkableGraph, statements: Iterable<number>, options: Reach): Set<number> {
  const { direction, complete } = options
  const { offsets, neighbours, kinds } = direction === 'backward' ? graph.backward : graph.forward
  const statementCount = graph.graph.program.statements.length
  const seen = new Uint8Array(graph.graph.nodeCount)
  const reached = new Set<number>()
  let front: number[] = []
  for (const statement of statements) {
    reached.add(statement)
    seen[statement] = MET
    front.push(statement)
  }
  for (let hop = 0; hop <= options.hops && front.length > 0; hop++) {
    const next: number[] = []
    while (front.length > 0) {
      const node = front.pop()!
      // A value may wait for the next hop and be met on a shorter way before.
      if (seen[node] === DONE) continue
      seen[node] = DONE
      for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
        const kind = kinds[edge]!
        const to = neighbours[edge]!
        if (
          seen[to] === DONE ||
          (to < statementCount && seen[to]) ||
          (!complete && !isFollowed(graph, kind, node, to, direction))
        )
          continue
        const farther =
          to < statementCount ||
          (!complete && kind === edgeKinds.join && isUpdate(graph, node, to, direction))
        if (farther && hop === options.hops) continue
        seen[to] = MET
        if (to < statementCount) reached.add(to)
        if (farther) next.push(to)
        else front.push(to)
      }
    }
    front = next
  }
  return reached
}

function isFollowed(
  graph: WalkableGraph,
  kind: number,
  node: number,
  to: number,
  direction: Reach['direction'],
): boolean {
  if (kind === edgeKinds.implicit || kind === edgeKinds.assumed || kind === edgeKinds.call) return false
  if (kind !== edgeKinds.jump) return true
  const [dependent, decider] = direction === 'backward' ? [node, to] : [to, node]
  return isGuardedBy(graph, dependent, decider)
}

/** Whether a link leads from a weak write to the value before it, or back. */
function isUpdate(graph: WalkableGraph, node: number, to: number, direction: Reach['direction']): boolean {
  const later = direction === 'backward' ? node : to
  const { values, program } = graph.graph
  const value = values[later - program.statements.length]
  return value?.writer !== undefined && !value.assumed
}

/**
 * All that follows `if (!ok) return` depends on the test and on the jump; close to them is only what works on the same data as the
 * test.
 */
function isGuardedBy(graph: WalkableGraph, dependent: number, decider: number): boolean {
  if (sharesVariable(graph, dependent, decider)) return true
  const { offsets, neighbours, kinds } = graph.backward
  for (let edge = offsets[decider]!; edge < offsets[decider + 1]!; edge++) {
    if (kinds[edge] === edgeKinds.control && sharesVariable(graph, dependent, neighbours[edge]!)) return true
  }
  return false
}

/** Whether two statements read a variable or field in common. */
export function sharesVariable(graph: WalkableGraph, first: number, second: number): boolean {
  const used = locationsUsed(graph, first)
  for (const location of locationsUsed(graph, second)) if (used.has(location)) return true
  return false
}

function locationsUsed(graph: WalkableGraph, statement: number): Set<number> {
  const { offsets, neighbours, kinds } = graph.backward
  const found = new Set<number>()
  for (let edge = offsets[statement]!; edge < offsets[statement + 1]!; edge++) {
    if (kinds[edge] !== edgeKinds.use) continue
    found.add(graph.graph.values[neighbours[edge]! - graph.graph.program.statements.length]!.location.id)
  }
  return found
}
