import { type ControlFlowGraph, EXIT } from './control-flow-graph.js'
import { computeDominators } from './dominators.js'

/** A flow node that runs or not depending on what another one decides. */
export interface ControlDependence {
  /** Flow node that decides. */
  readonly on: number
  /** Flow node that depends on it. */
  readonly node: number
}

/**
 * Control dependence after Ferrante, Ottenstein and Warren (1987) on the control-flow graph augmented by Ball and Horwitz
 * (1993), "Slicing Programs with Arbitrary Control-flow": a jump counts as a predicate whose other way is the statement that
 * would follow if the jump were not there. So a statement behind `if (a) break` depends on the break, not only on `a`.
 */
export function controlDependences(graph: ControlFlowGraph): ControlDependence[] {
  const reversed: number[][] = graph.nodes.map(() => [])
  graph.nodes.forEach((node, index) => {
    for (const next of node.successors) reversed[next]!.push(index)
    for (const next of node.pseudoSuccessors) if (!node.successors.includes(next)) reversed[next]!.push(index)
  })
  const { immediate } = computeDominators(reversed, EXIT)
  const found: ControlDependence[] = []
  graph.nodes.forEach((node, on) => {
    if (node.successors.length + node.pseudoSuccessors.length < 2) return
    const seen = new Set<number>()
    for (const next of [...node.successors, ...node.pseudoSuccessors]) {
      for (let at = next; at !== immediate[on] && at >= 0 && !seen.has(at); at = immediate[at]!) {
        seen.add(at)
        found.push({ on, node: at })
        if (at === EXIT) break
      }
    }
  })
  return found
}
