import type { Procedure, Statement } from '../languages/index.js'
import { type ControlFlowGraph, ENTRY, EXIT } from './control-flow-graph.js'
import { computeDominators, dominanceFrontiers } from './dominators.js'
import type { Effects, Operation } from './effects.js'
import type { Location } from './locations.js'

/**
 * The value that a location has at some point. A statement that reads a value depends on the statements that can be reached
 * from it over `from`. Weak writes keep the value before them, joins have one per way: so the number of links stays linear, where
 * a list of definitions per use would not.
 */
export interface Value {
  readonly location: Location
  /** The statement that wrote it; undefined for joins and for what comes from outside. */
  readonly writer: Statement | undefined
  /** Whether it is only assumed that the writer writes. */
  readonly assumed: boolean
  readonly from: Value[]
}

/** A statement that reads a value. */
export interface Use {
  readonly statement: Statement
  readonly value: Value
  /** The place that the text reads, for people. */
  readonly name: string
}

/** The values of one procedure. */
export interface ReachingDefinitions {
  readonly uses: readonly Use[]
  /** Values that locations have where the procedure is entered, by location id, as far as they are used. */
  readonly atEntry: ReadonlyMap<number, Value>
  /** Values at the end of the procedure, by location id, of what others may read then. */
  readonly atExit: ReadonlyMap<number, Value>
  /** What procedures see that run here: their entry value comes from this one. */
  readonly intoCalls: readonly { callee: Procedure; value: Value }[]
  /** What procedures leave that run here: this value comes from their exit value. */
  readonly outOfCalls: readonly { callee: Procedure; value: Value }[]
}

/**
 * Reaching definitions, of the statements that count, as static single assignment form, built after Cytron et al., "Efficiently Computing Static Single
 * Assignment Form and the Control Dependence Graph" (1991): joins go to the iterated dominance frontiers of the writes, then one
 * walk over the dominator tree ties each read to its value.
 */
export function reachingDefinitions(
  graph: ControlFlowGraph,
  effects: Effects,
  counts: (statement: Statement) => boolean = () => true,
): ReachingDefinitions {
  const successors = liveSuccessors(graph)
  const tree = computeDominators(successors, ENTRY)
  const operations = graph.nodes.map((node) =>
    node.evaluation && counts(node.statement)
      ? effects.operations(node.evaluation, node.statement, node.phase)
      : [],
  )
  const leaving = locationsSeenAfterwards(graph.procedure, effects)
  const frontiers = dominanceFrontiers(successors, tree)
  const joins = placeJoins(successors, tree.immediate, operations, frontiers, leaving)
  const children: number[][] = successors.map(() => [])
  for (const node of tree.order) if (node !== ENTRY) children[tree.immediate[node]!]!.push(node)

  const uses: Use[] = []
  const atEntry = new Map<number, Value>()
  const atExit = new Map<number, Value>()
  const intoCalls: { callee: Procedure; value: Value }[] = []
  const outOfCalls: { callee: Procedure; value: Value }[] = []
  const current = new Map<number, Value>()

  const valueNow = (location: Location): Value => {
    let value = current.get(location.id) ?? atEntry.get(location.id)
    if (!value) {
      value = { location, writer: undefined, assumed: false, from: [] }
      atEntry.set(location.id, value)
    }
    return value
  }

  // Walk of the dominator tree; a negative entry undoes the node's writes.
  const pending: number[] = [ENTRY]
  const undo: [number, Value | undefined][][] = []
  while (pending.length > 0) {
    const node = pending.pop()!
    if (node < 0) {
      for (const [id, before] of undo.pop()!.reverse()) {
        if (before) current.set(id, before)
        else current.delete(id)
      }
      continue
    }
    const changes: [number, Value | undefined][] = []
    const set = (value: Value): void => {
      changes.push([value.location.id, current.get(value.location.id)])
      current.set(value.location.id, value)
    }
    for (const join of joins[node]?.values() ?? []) set(join)
    const { statement } = graph.nodes[node]!
    for (const operation of operations[node]!) apply(operation, statement, set)
    if (node === EXIT) for (const location of leaving) atExit.set(location.id, valueNow(location))
    for (const next of successors[node]!) {
      for (const join of joins[next]?.values() ?? []) link(join, valueNow(join.location))
    }
    undo.push(changes)
    pending.push(-1)
    for (const child of children[node]!) pending.push(child)
  }
  return { uses, atEntry, atExit, intoCalls, outOfCalls }

  function apply(operation: Operation, statement: Statement, set: (value: Value) => void): void {
    if (operation.kind === 'read') {
      const value = valueNow(operation.location)
      uses.push({ statement, value, name: operation.name })
      if (operation.through) intoCalls.push({ callee: operation.through, value })
      return
    }
    const before = operation.kind === 'weak' ? [valueNow(operation.location)] : []
    const assumed = operation.kind === 'weak' && operation.assumed
    const value: Value = { location: operation.location, writer: statement, assumed, from: before }
    if (operation.kind === 'weak' && operation.through) outOfCalls.push({ callee: operation.through, value })
    set(value)
  }
}

/** What others see when the procedure is done: what it writes outside of it, and what procedures within it read. */
function locationsSeenAfterwards(procedure: Procedure, effects: Effects): Set<Location> {
  const found = new Set(effects.summaries.get(procedure)?.writes)
  for (const inner of effects.nested.get(procedure) ?? []) {
    if (effects.called.has(inner)) continue
    for (const location of effects.summaries.get(inner)?.reads ?? []) found.add(location)
  }
  return found
}

function link(to: Value, from: Value): void {
  if (to !== from && !to.from.includes(from)) to.from.push(from)
}

/** Control flow without what can never run leading back to what can; what can never run starts from the entry. */
function liveSuccessors(graph: ControlFlowGraph): number[][] {
  const successors = graph.nodes.map((node) => [...node.successors])
  const live = mark(successors, [ENTRY], new Uint8Array(successors.length))
  const reached = live.slice()
  for (let node = 0; node < successors.length; node++) {
    if (reached[node]) continue
    if (node !== EXIT) successors[ENTRY]!.push(node)
    mark(successors, [node], reached)
  }
  return successors.map((next, node) => (live[node] ? next : next.filter((to) => !live[to])))
}

function mark(successors: readonly (readonly number[])[], roots: number[], reached: Uint8Array): Uint8Array {
  const pending = roots
  for (const root of roots) reached[root] = 1
  while (pending.length > 0) {
    for (const next of successors[pending.pop()!]!) {
      if (reached[next]) continue
      reached[next] = 1
      pending.push(next)
    }
  }
  return reached
}

/** Joins where values of a location from several writes meet, by node and location id. */
function placeJoins(
  successors: readonly (readonly number[])[],
  immediate: Int32Array,
  operations: readonly (readonly Operation[])[],
  frontiers: readonly (readonly number[])[],
  leaving: ReadonlySet<Location>,
): (Map<number, Value> | undefined)[] {
  const writes = new Map<Location, number[]>()
  const read = new Set<Location>()
  operations.forEach((list, node) => {
    if (immediate[node]! < 0) return
    for (const { kind, location } of list) {
      if (kind !== 'strong') read.add(location)
      if (kind === 'read') continue
      const nodes = writes.get(location)
      if (!nodes) writes.set(location, [node])
      else if (nodes[nodes.length - 1] !== node) nodes.push(node)
    }
  })
  const joins: (Map<number, Value> | undefined)[] = successors.map(() => undefined)
  for (const [location, nodes] of writes) {
    if (!read.has(location) && !leaving.has(location)) continue
    const pending = [...nodes]
    while (pending.length > 0) {
      for (const at of frontiers[pending.pop()!]!) {
        let here = joins[at]
        if (!here) {
          here = new Map()
          joins[at] = here
        }
        if (here.has(location.id)) continue
        here.set(location.id, { location, writer: undefined, assumed: false, from: [] })
        pending.push(at)
      }
    }
  }
  return joins
}
