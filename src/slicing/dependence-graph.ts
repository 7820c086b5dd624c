import {
  type LanguageId,
  type Limitation,
  type Procedure,
  type Program,
  parseProgram,
  type Statement,
} from '../languages/index.js'
import { controlDependences } from './control-dependence.js'
import type { LineCoverage } from './coverage.js'
import { computeEffects } from './effects.js'
import { allEvaluations } from './evaluations.js'
import { buildControlFlowGraphs } from './leaving.js'
import { reachingDefinitions, type Value } from './reaching-definitions.js'

/** Why one node of the graph depends on another. */
export const edgeKinds = {
  /** Statement on the statement that decides whether it runs. */
  control: 0,
  /** As control, where the statement is not within the one that decides: a jump there may skip it. */
  jump: 7,
  /** As control, where the decision is that no exception is raised. */
  implicit: 1,
  /** Statement on a value that it reads. */
  use: 2,
  /** Value on another value that it may be. */
  join: 3,
  /** Value on the statement that wrote it. */
  write: 4,
  /** As write, where it is only assumed that an unknown function writes. */
  assumed: 5,
  /** Across calls: a call on what is returned, a procedure on its calls. */
  call: 6,
} as const

/** One of {@link edgeKinds}. */
export type EdgeKind = (typeof edgeKinds)[keyof typeof edgeKinds]

/**
 * The program dependence graph of a whole text. Nodes are the statements, by id, followed by values: joins and chains of weak writes
 * that only pass dependences on.
 */
export interface DependenceGraph {
  readonly program: Program
  readonly nodeCount: number
  /** Values; the node of the first one is the number of statements. */
  readonly values: readonly Value[]
  /** Edges from dependent nodes to what they depend on, as three parallel arrays. */
  readonly dependents: readonly number[]
  readonly sources: readonly number[]
  readonly kinds: readonly EdgeKind[]
  /** What the text reads, per edge of kind `use`; empty for others. */
  readonly names: readonly string[]
  /** What neither the language nor the graph could see. */
  readonly limitations: readonly Limitation[]
}

/**
 * Builds the program dependence graph of a program. With the coverage of a run, it is restricted to what that run executed: a
 * statement that never ran decides, reads and writes nothing.
 */
export function buildDependenceGraph(program: Program, coverage?: LineCoverage): DependenceGraph {
  const dependents: number[] = []
  const sources: number[] = []
  const kinds: EdgeKind[] = []
  const names: string[] = []
  const add = (dependent: number, source: number, kind: EdgeKind, name = ''): void => {
    if (dependent === source) return
    dependents.push(dependent)
    sources.push(source)
    kinds.push(kind)
    names.push(name)
  }
  const values: Value[] = []
  const ids = new Map<Value, number>()
  const statementCount = program.statements.length
  const nodeOf = (value: Value): number => {
    let id = ids.get(value)
    if (id === undefined) {
      id = statementCount + values.length
      ids.set(value, id)
      values.push(value)
    }
    return id
  }

  const limitations = [...program.limitations]
  const effects = computeEffects(program)
  const flows = buildControlFlowGraphs(program, effects).map((graph) => {
    const { procedure } = graph
    for (const limitation of graph.limitations) limitations.push(limitation)
    for (const { on, node } of controlDependences(graph)) {
      const decider = graph.nodes[on]!
      const { statement } = graph.nodes[node]!
      if (!ran(statement, coverage) || !ran(decider.statement, coverage)) continue
      const kind = contains(program, decider.statement, statement) ? edgeKinds.control : edgeKinds.jump
      add(statement.id, decider.statement.id, decider.phase === 'before-throw' ? edgeKinds.implicit : kind)
    }
    return {
      procedure,
      definitions: reachingDefinitions(graph, effects, (statement) => ran(statement, coverage)),
    }
  })
  const byProcedure = new Map(flows.map(({ procedure, definitions }) => [procedure, definitions]))
  for (const { procedure, definitions } of flows) {
    for (const value of definitions.atEntry.values()) {
      const writer = effects.writtenOnce.get(value.location)
      if (!writer || writer.procedure === procedure || !ran(writer, coverage)) continue
      add(nodeOf(value), writer.id, edgeKinds.write)
    }
    for (const { statement, value, name } of definitions.uses) {
      add(statement.id, nodeOf(value), edgeKinds.use, name)
    }
    for (const { callee, value } of definitions.intoCalls) {
      const inner = byProcedure.get(callee)?.atEntry.get(value.location.id)
      if (inner) add(nodeOf(inner), nodeOf(value), edgeKinds.join)
    }
    for (const { callee, value } of definitions.outOfCalls) {
      const inner = byProcedure.get(callee)?.atExit.get(value.location.id)
      if (inner) add(nodeOf(value), nodeOf(inner), edgeKinds.join)
    }
  }
  linkUncalled(program, effects.called, byProcedure, (inner, outer) =>
    add(nodeOf(inner), nodeOf(outer), edgeKinds.join),
  )
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const node = statementCount + i
    for (const from of value.from) add(node, nodeOf(from), edgeKinds.join)
    if (value.writer) add(node, value.writer.id, value.assumed ? edgeKinds.assumed : edgeKinds.write)
  }
  addCalls(program, effects.callees, add)
  return {
    program,
    nodeCount: statementCount + values.length,
    values,
    dependents,
    sources,
    kinds,
    names,
    limitations,
  }
}

/** Whether a run may have executed a statement, as far as its coverage tells. */
function ran(statement: Statement, coverage: LineCoverage | undefined): boolean {
  if (!coverage) return true
  for (let line = statement.startLine; line <= statement.endLine; line++) {
    if (coverage.executed.has(line)) return true
  }
  for (let line = statement.startLine; line <= statement.endLine; line++) {
    if (coverage.missed.has(line)) return false
  }
  return true
}

/** Whether a statement stands in the text of another. */
function contains({ tree }: Program, outer: Statement, inner: Statement): boolean {
  return (
    tree.starts[outer.node]! <= tree.starts[inner.node]! && tree.ends[inner.node]! <= tree.ends[outer.node]!
  )
}

/** A procedure that may be called from outside sees what the enclosing one has left when it is done. */
function linkUncalled(
  program: Program,
  called: ReadonlySet<Procedure>,
  byProcedure: ReadonlyMap<Procedure, ReturnType<typeof reachingDefinitions>>,
  join: (inner: Value, outer: Value) => void,
): void {
  for (const procedure of program.procedures) {
    if (!procedure.parent || called.has(procedure)) continue
    for (const [location, inner] of byProcedure.get(procedure)?.atEntry ?? []) {
      const outer = byProcedure.get(procedure.parent)
      const value = outer?.atExit.get(location) ?? outer?.atEntry.get(location)
      if (value) join(inner, value)
    }
  }
}

/** A call needs what its callee returns; what runs in a procedure needs the procedure to be called. */
function addCalls(
  program: Program,
  callees: ReturnType<typeof computeEffects>['callees'],
  add: (dependent: number, source: number, kind: EdgeKind) => void,
): void {
  const returns = new Map<Procedure, Statement[]>()
  for (const statement of program.statements) {
    const { procedure } = statement
    if (!procedure.parent || statement === procedure.entry) continue
    add(statement.id, procedure.entry.id, edgeKinds.call)
    const leaves =
      statement.control.form === 'return' || statement.evaluation.flows.some((flow) => !flow.target)
    if (!leaves) continue
    const known = returns.get(procedure)
    if (known) known.push(statement)
    else returns.set(procedure, [statement])
  }
  for (const procedure of program.procedures) {
    if (procedure.host) add(procedure.entry.id, procedure.host.id, edgeKinds.call)
  }
  for (const { evaluation, statement } of allEvaluations(program)) {
    for (const step of evaluation.steps) {
      if (step.kind !== 'closure' && step.kind !== 'call') continue
      const run = step.kind === 'closure' ? [step.procedure] : callees.get(step.call)
      for (const callee of run ?? []) {
        add(callee.entry.id, statement.id, edgeKinds.call)
        if (callee.host) add(statement.id, callee.host.id, edgeKinds.call)
        for (const result of returns.get(callee) ?? []) add(statement.id, result.id, edgeKinds.call)
      }
    }
  }
}

/** A dependence between two statements, as `rescue pdg --json` prints it. `to` depends on `from`. */
export interface PrintedDependence {
  readonly from: number
  readonly to: number
  readonly kind: 'data' | 'control'
  /** The variable or field that carries a data dependence. */
  readonly variable?: string
}

/** One procedure as `rescue pdg --json` prints it. */
export interface PrintedProcedure {
  readonly name: string
  readonly startLine: number
  readonly endLine: number
  readonly statements: readonly { id: number; kind: string; startLine: number; endLine: number }[]
  readonly dependences: readonly PrintedDependence[]
}

/** What `rescue pdg --json` prints. */
export interface PrintedDependenceGraph {
  readonly procedures: readonly PrintedProcedure[]
  readonly limitations: readonly Limitation[]
}

/**
 * The dependences of a source text, statement by statement. Those of a procedure are listed with the procedure of the dependent
 * statement; `from` may be a statement of another one (what a closure captures).
 *
 * @throws RescueError INVALID_INPUT where the text is too large, MISSING_DEPENDENCY where the grammar is not installed
 */
export function dependenceGraph(code: string, language: LanguageId): PrintedDependenceGraph {
  const graph = buildDependenceGraph(parseProgram(code, language))
  const { program } = graph
  const statementCount = program.statements.length
  const printed = new Map<Procedure, PrintedDependence[]>(
    program.procedures.map((procedure) => [procedure, []]),
  )
  const seen = new Set<string>()
  const print = (dependence: PrintedDependence): void => {
    const key = `${dependence.from} ${dependence.to} ${dependence.kind} ${dependence.variable ?? ''}`
    if (seen.has(key) || dependence.from === dependence.to) return
    seen.add(key)
    printed.get(program.statements[dependence.to]!.procedure)!.push(dependence)
  }
  const behind = valueLinks(graph)
  const writers = new Map<number, readonly number[]>()
  for (let edge = 0; edge < graph.dependents.length; edge++) {
    const dependent = graph.dependents[edge]!
    const source = graph.sources[edge]!
    const kind = graph.kinds[edge]!
    if (kind === edgeKinds.control || kind === edgeKinds.jump || kind === edgeKinds.implicit) {
      print({ from: source, to: dependent, kind: 'control' })
    } else if (kind === edgeKinds.use) {
      let found = writers.get(source)
      if (!found) {
        found = writersBehind(source, behind, statementCount)
        writers.set(source, found)
      }
      const variable = graph.names[edge]!.replaceAll('[]', '')
      for (const writer of found) print({ from: writer, to: dependent, kind: 'data', variable })
    }
  }
  return {
    procedures: program.procedures.map((procedure) => ({
      name: procedure.name,
      startLine: procedure.startLine,
      endLine: procedure.endLine,
      statements: program.statements
        .filter((statement) => statement.procedure === procedure)
        .map(({ id, kind, startLine, endLine }) => ({ id, kind, startLine, endLine })),
      dependences: printed.get(procedure)!,
    })),
    limitations: graph.limitations,
  }
}

function valueLinks(graph: DependenceGraph): ReadonlyMap<number, number[]> {
  const links = new Map<number, number[]>()
  graph.dependents.forEach((dependent, edge) => {
    const kind = graph.kinds[edge]!
    if (kind !== edgeKinds.join && kind !== edgeKinds.write && kind !== edgeKinds.assumed) return
    const list = links.get(dependent)
    if (list) list.push(graph.sources[edge]!)
    else links.set(dependent, [graph.sources[edge]!])
  })
  return links
}

function writersBehind(
  value: number,
  links: ReadonlyMap<number, number[]>,
  statementCount: number,
): number[] {
  const seen = new Set([value])
  for (const at of seen) if (at >= statementCount) for (const next of links.get(at) ?? []) seen.add(next)
  return [...seen].filter((node) => node < statementCount).sort((a, b) => a - b)
}
