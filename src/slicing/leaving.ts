import type { Evaluation, Procedure, Program } from '../languages/index.js'
import { buildControlFlowGraph, type ControlFlowGraph } from './control-flow-graph.js'
import type { Effects } from './effects.js'
import { allEvaluations } from './evaluations.js'

/** How calls of the text's own procedures may end other than by returning. */
export interface Leaving {
  /** An exception may come out of it. */
  readonly throws: boolean
  /** It may end the process. */
  readonly exits: boolean
  /** It never returns. */
  readonly never: boolean
}

/** Rounds in which procedures that never return make their callers such. */
const MAX_ROUNDS = 4

/** Control-flow graphs of all procedures of a program, in their order, with calls that may not return taken into account. */
export function buildControlFlowGraphs(program: Program, effects: Effects): ControlFlowGraph[] {
  const ways = waysOut(program, effects)
  const never = new Set<Procedure>()
  const leavingOf = (evaluation: Evaluation): Leaving | undefined => {
    let found: Leaving | undefined
    for (const step of evaluation.steps) {
      const callees = step.kind === 'call' ? (effects.callees.get(step.call) ?? []) : []
      for (const callee of callees) {
        const way = ways.get(callee)
        if (!way) continue
        const always = step.kind === 'call' && !step.conditional && callees.every((one) => never.has(one))
        found = {
          throws: way.throws || found?.throws === true,
          exits: way.exits || found?.exits === true,
          never: always || found?.never === true,
        }
      }
    }
    return found
  }
  const graphs = program.procedures.map((procedure) => buildControlFlowGraph(procedure, leavingOf))
  if (ways.size === 0) return graphs
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const known = never.size
    for (const graph of graphs) if (ways.has(graph.procedure) && !graph.returns) never.add(graph.procedure)
    if (never.size === known) break
    graphs.forEach((graph, index) => {
      if (ways.has(graph.procedure) || !graph.procedure.parent) {
        graphs[index] = buildControlFlowGraph(graph.procedure, leavingOf)
      }
    })
  }
  return graphs
}

/** Procedures that throw or end the process, themselves or by what they call. */
function waysOut(program: Program, effects: Effects): Map<Procedure, { throws: boolean; exits: boolean }> {
  const ways = new Map<Procedure, { throws: boolean; exits: boolean }>()
  for (const { procedure, control } of program.statements) {
    const throws = control.form === 'throw' || control.form === 'assert'
    const exits = control.form === 'exit'
    if (!throws && !exits) continue
    const known = ways.get(procedure)
    ways.set(procedure, { throws: throws || known?.throws === true, exits: exits || known?.exits === true })
  }
  if (ways.size === 0) return ways
  const evaluations = allEvaluations(program)
  for (let changed = true; changed; ) {
    changed = false
    for (const { evaluation, statement } of evaluations) {
      for (const step of evaluation.steps) {
        if (step.kind !== 'call') continue
        for (const callee of effects.callees.get(step.call) ?? []) {
          const from = ways.get(callee)
          const to = ways.get(statement.procedure) ?? { throws: false, exits: false }
          if (!from || (to.throws >= from.throws && to.exits >= from.exits)) continue
          ways.set(statement.procedure, { throws: to.throws || from.throws, exits: to.exits || from.exits })
          changed = true
        }
      }
    }
  }
  return ways
}
