import {
  ANY_ELEMENT,
  type Call,
  type Evaluation,
  type Place,
  type Procedure,
  type Program,
  type Source,
  type Statement,
  type Variable,
} from '../languages/index.js'
import type { Phase } from './control-flow-graph.js'
import { allEvaluations, type StatementEvaluation } from './evaluations.js'
import { type Location, Locations, nameOf } from './locations.js'
import { Memory, type ObjectId, throughReference } from './memory.js'
import { type CallTarget, writesOfUnknownCall } from './unknown-calls.js'

/** One access to a location. */
export type Operation =
  /** `through`: the access happens in these procedures, which run here. */
  | {
      readonly kind: 'read'
      readonly location: Location
      readonly through?: Procedure
      /** What the text reads, for people: `q` may read what was written as `p.x`. */
      readonly name: string
    }
  /** The old value may stay. `assumed`: nothing is known of the function that may do it. */
  | {
      readonly kind: 'weak'
      readonly location: Location
      readonly through?: Procedure
      readonly assumed: boolean
    }
  /** The old value is lost. */
  | { readonly kind: 'strong'; readonly location: Location }

/** What running a procedure reads and writes outside of it. */
export interface Summary {
  readonly reads: ReadonlySet<Location>
  readonly writes: ReadonlySet<Location>
}

/** All accesses of a program, resolved to locations. */
export interface Effects {
  readonly memory: Memory
  readonly summaries: ReadonlyMap<Procedure, Summary>
  /** The accesses of an evaluation, in order. */
  operations(evaluation: Evaluation, statement: Statement, phase: Phase): Operation[]
  /** Every call with the procedures of the text that it may run. */
  readonly callees: ReadonlyMap<Call, readonly Procedure[]>
  /** Procedures that some call of the text runs. */
  readonly called: ReadonlySet<Procedure>
  /**
   * Variables that one statement alone writes, of the procedure that declares them: functions, imports, constants. Procedures within see
   * that one value whatever the calls between, so that summaries need not tell of it.
   */
  readonly writtenOnce: ReadonlyMap<Location, Statement>
  /** Procedures that are directly within another. */
  readonly nested: ReadonlyMap<Procedure, readonly Procedure[]>
}

/** Resolves the accesses of a program to locations, over aliases and calls within the text. */
export function computeEffects(program: Program): Effects {
  return new EffectsBuilder(program)
}

interface MutableSummary {
  reads: Set<Location>
  writes: Set<Location>
}

class EffectsBuilder implements Effects {
  readonly memory: Memory
  readonly summaries = new Map<Procedure, MutableSummary>()
  readonly callees = new Map<Call, readonly Procedure[]>()
  readonly called = new Set<Procedure>()
  readonly nested = new Map<Procedure, Procedure[]>()
  readonly writtenOnce = new Map<Location, Statement>()
  private readonly locations: Locations
  private readonly deepReads: boolean
  /** Accesses of evaluations that run no procedure of the text: no summary changes them. */
  private readonly settled = new Map<Evaluation, Operation[]>()

  constructor(private readonly program: Program) {
    const evaluations = allEvaluations(program)
    this.deepReads = program.language !== 'c'
    this.memory = new Memory(program, evaluations)
    this.locations = new Locations(this.memory)
    for (const { evaluation } of evaluations) {
      for (const step of evaluation.steps) {
        if (step.kind !== 'call') continue
        const found = this.memory.proceduresOf(step.call)
        if (found.length > 0) this.callees.set(step.call, found)
      }
    }
    const writers: Writers = new Map()
    for (const { evaluation, statement } of evaluations) this.registerWrites(evaluation, statement, writers)
    for (const [variable, writer] of writers) {
      if (writer === 'several' || writer.procedure !== variable.procedure) continue
      this.writtenOnce.set(this.locations.ofVariable(variable), writer)
    }
    this.summarize(evaluations)
  }

  operations(evaluation: Evaluation, statement: Statement, phase: Phase): Operation[] {
    const operations = this.settled.get(evaluation) ?? this.resolve(evaluation, statement)
    if (phase === 'before-throw') return operations.filter((operation) => operation.kind !== 'strong')
    return phase === 'after-throw'
      ? operations.filter((operation) => operation.kind === 'strong')
      : operations
  }

  private resolve(evaluation: Evaluation, statement: Statement): Operation[] {
    const operations: Operation[] = []
    for (const step of evaluation.steps) {
      switch (step.kind) {
        case 'read':
          if (this.deepReads || statement.control.form === 'return') this.readDeeply(step.place, operations)
          else this.read(step.place, operations)
          break
        case 'write':
          this.write(step, operations)
          break
        case 'call':
          this.call(step.call, operations)
          break
        case 'closure':
          if (!isBound(evaluation, step.procedure)) this.readOutside(step.procedure, operations)
      }
    }
    return operations
  }

  /** Notes the fields that are written anywhere; reads of others need no location. */
  private registerWrites(evaluation: Evaluation, statement: Statement, writers: Writers): void {
    for (const step of evaluation.steps) {
      if (step.kind === 'write') {
        const place = throughReference(step.place)
        const last = place.path.at(-1)
        if (last !== undefined) {
          this.locations.createCell(this.memory.placeObjects(place).holder!, last, nameOf(place))
          continue
        }
        noteWriter(writers, place.variable, statement)
        const object = this.memory.objectOf(place.variable)
        if (object !== undefined && this.memory.hasAddressTaken(place.variable)) {
          this.locations.createCell(object, ANY_ELEMENT, place.name)
        }
      } else if (step.kind === 'call') {
        for (const { variable, object, field, name } of this.unknownWrites(step.call)) {
          if (variable) noteWriter(writers, variable, statement)
          if (object !== undefined && field !== undefined) this.locations.createCell(object, field, name)
        }
      }
    }
  }

  /** Reads a place and everything that it holds. */
  private readDeeply(place: Place, into: Operation[]): void {
    const object = this.read(place, into)
    if (object === undefined) return
    const name = nameOf(place)
    for (const location of this.locations.held(object)) into.push({ kind: 'read', location, name })
  }

  /** Reads a place. Gives the object that it refers to; undefined where it holds no reference. */
  private read(place: Place, into: Operation[]): ObjectId | undefined {
    const name = nameOf(place)
    into.push({ kind: 'read', location: this.locations.ofVariable(place.variable), name: place.name })
    if (place.variable.scalar && place.path.length === 0 && !this.memory.hasAddressTaken(place.variable))
      return undefined
    if (this.memory.objectOf(place.variable) === undefined) return undefined
    let at: ObjectId | undefined = this.memory.objectOf(place.variable)
    for (let i = 0; i < place.path.length && at !== undefined; i++) {
      this.readCells(at, place.path[i]!, name, into)
      at = this.memory.placeObjects({ ...place, path: place.path.slice(0, i + 1) }).object
    }
    if (at === undefined) return undefined
    const { variable } = place
    if (place.path.length === 0 && (variable.reference || this.memory.hasAddressTaken(variable))) {
      this.readCells(at, ANY_ELEMENT, name, into)
    }
    return at
  }

  /** A field may have been written by its name or as an unknown element; an unknown element may be any field. */
  private readCells(object: ObjectId, field: string, name: string, into: Operation[]): void {
    const fields = this.locations.cells(object)
    if (!fields) return
    if (field === ANY_ELEMENT) {
      for (const location of fields.values()) into.push({ kind: 'read', location, name })
      return
    }
    const own = fields.get(field)
    if (own) into.push({ kind: 'read', location: own, name })
    const any = fields.get(ANY_ELEMENT)
    if (any) into.push({ kind: 'read', location: any, name })
  }

  private write({ place: written, strong }: { place: Place; strong: boolean }, into: Operation[]): void {
    const place = throughReference(written)
    const last = place.path.at(-1)
    if (last !== undefined) {
      this.read({ ...place, path: place.path.slice(0, -1) }, into)
      const { holder } = this.memory.placeObjects(place)
      const location = holder === undefined ? undefined : this.locations.writtenCell(holder, last)
      if (location) into.push({ kind: 'weak', location, assumed: false })
      return
    }
    const location = this.locations.ofVariable(place.variable)
    into.push(strong ? { kind: 'strong', location } : { kind: 'weak', location, assumed: false })
    const object = this.memory.objectOf(place.variable)
    if (object === undefined) return
    if (this.memory.hasAddressTaken(place.variable)) {
      const cell = this.locations.writtenCell(object, ANY_ELEMENT)
      if (cell) into.push({ kind: 'weak', location: cell, assumed: false })
    } else if (strong && this.memory.ownsObject(place.variable)) {
      for (const cell of this.locations.cells(object)?.values() ?? [])
        into.push({ kind: 'strong', location: cell })
    }
  }

  private call(call: Call, into: Operation[]): void {
    const callees = this.callees.get(call) ?? []
    for (const callee of callees) this.run(callee, into)
    for (const sources of call.arguments) {
      for (const source of sources) {
        const name = source.kind === 'place' ? nameOf(source.place) : ''
        for (const location of this.heldBy(source)) into.push({ kind: 'read', location, name })
        if (callees.length > 0 && source.kind !== 'procedure') continue
        for (const procedure of this.memory.proceduresIn(source)) this.run(procedure, into)
      }
    }
    for (const target of this.unknownWrites(call)) {
      const location =
        target.field === undefined
          ? this.locations.ofVariable(target.variable!)
          : this.locations.writtenCell(target.object!, target.field)
      if (location) into.push({ kind: 'weak', location, assumed: target.assumed })
    }
  }

  private heldBy(source: Source): readonly Location[] {
    if (source.kind !== 'place') return []
    if (source.place.variable.scalar && !source.address) return []
    if (this.memory.objectOf(source.place.variable) === undefined) return []
    const { holder, object } = this.memory.placeObjects(source.place)
    return this.locations.held(source.address && holder !== undefined ? holder : object)
  }

  private unknownWrites(call: Call): CallTarget[] {
    return this.callees.has(call) ? [] : writesOfUnknownCall(call, this.program, this.memory)
  }

  /** A procedure of the text runs here: what it reads and writes outside of it is read and written here. */
  private run(procedure: Procedure, into: Operation[]): void {
    const summary = this.summaries.get(procedure)
    if (!summary) return
    this.called.add(procedure)
    this.readOutside(procedure, into)
    for (const location of summary.writes)
      into.push({ kind: 'weak', location, through: procedure, assumed: false })
  }

  /** A procedure is made here, to run later: what it reads outside of it has to be there. */
  private readOutside(procedure: Procedure, into: Operation[]): void {
    for (const location of this.summaries.get(procedure)?.reads ?? []) {
      into.push({ kind: 'read', location, through: procedure, name: location.name })
    }
  }

  /** What each procedure reads and writes that is not its own, over the calls between them. */
  private summarize(evaluations: readonly StatementEvaluation[]): void {
    for (const procedure of this.program.procedures) {
      this.summaries.set(procedure, { reads: new Set(), writes: new Set() })
      if (!procedure.parent) continue
      const siblings = this.nested.get(procedure.parent)
      if (siblings) siblings.push(procedure)
      else this.nested.set(procedure.parent, [procedure])
    }
    const runs = new Map<Procedure, Set<Procedure>>()
    for (const { evaluation, statement } of evaluations) {
      const { procedure } = statement
      if (!procedure.parent) continue
      const summary = this.summaries.get(procedure)!
      const foreign = (location: Location): boolean => location.variable?.procedure !== procedure
      const operations = this.resolve(evaluation, statement)
      if (!this.mayRun(evaluation)) this.settled.set(evaluation, operations)
      for (const operation of operations) {
        if (!foreign(operation.location)) continue
        if (operation.kind === 'read') {
          if (!this.writtenOnce.has(operation.location)) summary.reads.add(operation.location)
        } else summary.writes.add(operation.location)
      }
      const called = runs.get(procedure) ?? new Set()
      runs.set(procedure, called)
      for (const step of evaluation.steps) {
        if (step.kind === 'closure') called.add(step.procedure)
        if (step.kind !== 'call') continue
        for (const callee of this.callees.get(step.call) ?? []) called.add(callee)
        for (const sources of step.call.arguments) {
          for (const source of sources) for (const p of this.memory.proceduresIn(source)) called.add(p)
        }
      }
    }
    this.closeOverCalls(runs)
  }

  /** Whether an evaluation may run or make a procedure of the text. */
  private mayRun({ steps }: Evaluation): boolean {
    return steps.some(
      (step) =>
        step.kind === 'closure' ||
        (step.kind === 'call' &&
          (this.callees.has(step.call) ||
            step.call.arguments.some((sources) =>
              sources.some((source) => this.memory.proceduresIn(source).length > 0),
            ))),
    )
  }

  private closeOverCalls(runs: ReadonlyMap<Procedure, ReadonlySet<Procedure>>): void {
    const callers = new Map<Procedure, Procedure[]>()
    for (const [caller, called] of runs) {
      for (const callee of called) callers.set(callee, [...(callers.get(callee) ?? []), caller])
    }
    const pending = new Set(runs.keys())
    for (const callee of pending) {
      pending.delete(callee)
      const from = this.summaries.get(callee)!
      for (const caller of callers.get(callee) ?? []) {
        const to = this.summaries.get(caller)!
        const size = to.reads.size + to.writes.size
        for (const location of from.reads) if (location.variable?.procedure !== caller) to.reads.add(location)
        for (const location of from.writes)
          if (location.variable?.procedure !== caller) to.writes.add(location)
        if (to.reads.size + to.writes.size > size) pending.add(caller)
      }
    }
  }
}

/** The statement that writes a variable, or that there is more than one. */
type Writers = Map<Variable, Statement | 'several'>

function noteWriter(writers: Writers, variable: Variable, statement: Statement): void {
  const known = writers.get(variable)
  writers.set(variable, known === undefined || known === statement ? statement : 'several')
}

/** Whether a function that is written as an expression becomes the value of a variable, whose calls are followed. */
function isBound(evaluation: Evaluation, procedure: Procedure): boolean {
  return evaluation.flows.some(
    (flow) =>
      flow.target?.path.length === 0 &&
      flow.source.kind === 'procedure' &&
      flow.source.procedure === procedure,
  )
}
