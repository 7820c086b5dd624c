import { type DependenceGraph, edgeKinds } from './dependence-graph.js'
import type { WalkableGraph } from './traversal.js'

/** Statements that only say what a name means. */
const declarative = new Set(['import', 'define', 'typedef', 'type', 'using'])

/**
 * What kept statements refer to outside of their functions: imports, macros, types and globals, and what these refer to.
 * Included files have no names to go by, so all of them are kept.
 */
export function referencedStatements(walkable: WalkableGraph, statements: ReadonlySet<number>): Set<number> {
  const { graph, backward } = walkable
  const { program } = graph
  const found = new Set<number>()
  const pending = [...statements]
  const module = program.procedures[0]!
  while (pending.length > 0) {
    const id = pending.pop()!
    const outside = program.statements[id]!.procedure !== module
    for (const writer of writersUsedBy(walkable, backward, id)) {
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

function writersUsedBy(
  walkable: WalkableGraph,
  edges: WalkableGraph['backward'],
  statement: number,
): number[] {
  const statementCount = walkable.graph.program.statements.length
  const seen = new Set<number>([statement])
  const found: number[] = []
  for (const node of seen) {
    if (node !== statement && node < statementCount) {
      found.push(node)
      continue
    }
    for (let edge = edges.offsets[node]!; edge < edges.offsets[node + 1]!; edge++) {
      const kind = edges.kinds[edge]!
      if (kind === edgeKinds.use || kind === edgeKinds.join || kind === edgeKinds.write)
        seen.add(edges.neighbours[edge]!)
    }
  }
  return found
}

/** Whether a statement is in the graph only to be referred to. */
export function isDefinition(graph: DependenceGraph, id: number): boolean {
  const { control, kind } = graph.program.statements[id]!
  return control.form === 'function' || kind === 'class'
}
