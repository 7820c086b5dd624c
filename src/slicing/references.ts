import { type DependenceGraph, edgeKinds } from './dependence-graph.js'
import { type SliceText, type SliceTextOptions, writeSlice } from './slice-text.js'
import type { TextLayout } from './text-layout.js'
import type { WalkableGraph } from './traversal.js'

/** Statements that only say what a name means. */
const declarative = new Set(['import', 'define', 'typedef', 'type', 'using'])

/**
 * What kept statements refer to outside of their functions: imports, macros, types and globals, and what these refer to.
 * Included files have no names to go by, so all of them are kept.
 */
export function referencedStatements(walkable: WalkableGraph, statements: ReadonlySet<number>): Set<number> {
  const { graph } = walkable
  const { program } = graph
  const found = new Set<number>()
  const pending = [...statements]
  const module = program.procedures[0]!
  // Values are shared by many statements, so each is walked once for those of the module and once for the others.
  const seen = { inside: new Set<number>(), outside: new Set<number>() }
  while (pending.length > 0) {
    const id = pending.pop()!
    const outside = program.statements[id]!.procedure !== module
    for (const writer of writersUsedBy(walkable, id, outside ? seen.outside : seen.inside)) {
      if (statements.has(writer) || found.has(writer)) continue
      const statement = program.statements[writer]!
      if (statement.procedure !== module || statement.control.form !== 'simple') continue
      if (!outside && !declarative.has(statement.kind)) continue
      found.add(writer)
      pending.push(writer)
    }
  }
  if (statements.size > 0) {
    for (const statement of program.statements) if (statement.kind === 'include') found.add(statement.id)
  }
  return found
}

/**
 * The text of a slice, with the definitions that its lines name. Headers are in a text as the frame of others, and what they name need
 * not be near anything in the slice: the type in `def f(db: sqlite3.Connection)`, the object in `router.get('/', (request) => {`.
 */
export function writeWithDefinitions(
  walkable: WalkableGraph,
  layout: TextLayout,
  statements: ReadonlySet<number>,
  options: SliceTextOptions,
): SliceText {
  const { program } = walkable.graph
  const module = program.procedures[0]!
  const hosts = new Set(program.procedures.map((procedure) => procedure.host?.id))
  const kept = new Set(statements)
  const asked = new Set<number>()
  const seen = { inside: new Set<number>(), outside: new Set<number>() }
  for (;;) {
    const text = writeSlice(layout, kept, options)
    const size = kept.size
    for (const id of text.statements) {
      if (asked.has(id)) continue
      asked.add(id)
      // What a statement of the module itself works on is for the hops to say.
      const isNamed =
        hosts.has(id) || isDefinition(walkable.graph, id) || (kept.has(id) && !statements.has(id))
      const inside = program.statements[id]!.procedure === module && !isNamed
      const walked = inside ? seen.inside : seen.outside
      for (const writer of writersUsedBy(walkable, id, walked, { variablesOnly: true })) {
        const statement = program.statements[writer]!
        if (text.statements.has(writer) || statement.procedure !== module) continue
        if (statement.control.form !== 'simple' || (inside && !declarative.has(statement.kind))) continue
        kept.add(writer)
      }
    }
    if (kept.size === size) return text
  }
}

function writersUsedBy(
  walkable: WalkableGraph,
  statement: number,
  seen: Set<number>,
  options = { variablesOnly: false },
): number[] {
  const { graph, backward } = walkable
  const { offsets, neighbours, kinds } = backward
  const statementCount = graph.program.statements.length
  const found: number[] = []
  const pending = [statement]
  while (pending.length > 0) {
    const node = pending.pop()!
    for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
      const kind = kinds[edge]!
      if (kind !== edgeKinds.use && kind !== edgeKinds.join && kind !== edgeKinds.write) continue
      const to = neighbours[edge]!
      if (seen.has(to)) continue
      if (kind === edgeKinds.use && options.variablesOnly) {
        const { variable } = graph.values[to - statementCount]!.location
        if (variable?.procedure !== graph.program.procedures[0]) continue
      }
      seen.add(to)
      if (to < statementCount) found.push(to)
      else pending.push(to)
    }
  }
  return found
}

/** Whether a statement is in the graph only to be referred to. */
export function isDefinition(graph: DependenceGraph, id: number): boolean {
  const { control, kind } = graph.program.statements[id]!
  return control.form === 'function' || kind === 'class'
}
