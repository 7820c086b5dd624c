import { type DependenceGraph, edgeKinds } from './dependence-graph.js'
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

function writersUsedBy(walkable: WalkableGraph, statement: number, seen: Set<number>): number[] {
  const { offsets, neighbours, kinds } = walkable.backward
  const statementCount = walkable.graph.program.statements.length
  const found: number[] = []
  const pending = [statement]
  while (pending.length > 0) {
    const node = pending.pop()!
    for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
      const kind = kinds[edge]!
      if (kind !== edgeKinds.use && kind !== edgeKinds.join && kind !== edgeKinds.write) continue
      const to = neighbours[edge]!
      if (seen.has(to)) continue
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
