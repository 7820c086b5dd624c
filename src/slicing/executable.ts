import type { Program } from '../languages/index.js'
import { referencedStatements } from './references.js'
import { writeSlice } from './slice-text.js'
import type { TextLayout } from './text-layout.js'
import { reach, type WalkableGraph } from './traversal.js'

/**
 * The full backward slice of some statements, closed over what its text needs in order to run: what shares a line with it or
 * frames it is in the slice too, and so is all that these depend on.
 */
export function executableStatements(
  walkable: WalkableGraph,
  layout: TextLayout,
  points: ReadonlySet<number>,
): Set<number> {
  let found = new Set(points)
  for (let size = -1; size !== found.size; ) {
    size = found.size
    found = reach(walkable, found, { direction: 'backward', hops: Number.POSITIVE_INFINITY, complete: true })
    for (const id of referencedStatements(walkable, found)) found.add(id)
    for (const id of writeSlice(layout, found, { comments: false, executable: true }).statements)
      found.add(id)
    addNeededToRun(walkable.graph.program, found)
  }
  return found
}

/** Adds declarations of what is used, labels that are jumped to, and the plain members of classes. */
function addNeededToRun(program: Program, found: Set<number>): void {
  const procedures = new Set([...found].map((id) => program.statements[id]!.procedure))
  const labels = new Set<string>()
  for (const id of found) {
    const { control } = program.statements[id]!
    if (control.form === 'goto') labels.add(control.label ?? '*')
  }
  for (const statement of program.statements) {
    const { kind, control } = statement
    const rebinds = kind === 'global' || kind === 'nonlocal'
    if (rebinds && procedures.has(statement.procedure)) found.add(statement.id)
    if (control.form === 'label' && (labels.has(control.label) || labels.has('*'))) found.add(statement.id)
    if (kind === 'class' && control.form === 'sequence' && found.has(statement.id)) {
      for (const member of control.body.statements) if (member.control.form === 'simple') found.add(member.id)
    }
  }
  for (const variable of program.variables) {
    if (!variable.declaration || found.has(variable.declaration.id)) continue
    for (const id of variable.accesses) {
      if (!found.has(id)) continue
      found.add(variable.declaration.id)
      break
    }
  }
}
