import {
  ANY_ELEMENT,
  type Call,
  type Flow,
  type Place,
  type Procedure,
  type Program,
  type Source,
  type Step,
  type Variable,
} from '../languages/index.js'
import type { StatementEvaluation } from './evaluations.js'

/** An abstract object: all objects that may be the same one. */
export type ObjectId = number

/** Rounds in which calls through variables are resolved; each finds the callees that the one before made visible. */
const MAX_ROUNDS = 4
/** Objects below one object that are looked through for what it holds. */
const MAX_HELD = 64

/** How a new container holds what is put into it. */
interface Holding {
  /** Whether what is done to the container may be done to what it holds, and the other way round. */
  readonly keeps: boolean
}

/**
 * Which places may refer to the same object: a flow-insensitive, unification-based analysis over the whole text after
 * Steensgaard, "Points-to Analysis in Almost Linear Time" (1996), with one object per field. Copies of references unify; so do
 * arguments and parameters of calls whose callee is in the text.
 */
export class Memory {
  private readonly parents: number[] = []
  private readonly fields: (Map<string, ObjectId> | undefined)[] = []
  private readonly owners: number[] = []
  private readonly callees: (Set<Procedure> | undefined)[] = []
  private readonly contents = new Map<Variable, ObjectId>()
  private readonly results = new Map<Call, ObjectId>()
  /** Objects of the sources that are elements of others: patterns share them, level by level. */
  private readonly elements = new Map<Source, ObjectId>()
  private readonly returns = new Map<Procedure, ObjectId>()
  private readonly unboundResults: Call[] = []
  private readonly addressTaken = new Set<Variable>()
  /** Members of the classes of the text by name: which class an object has is not followed. */
  private readonly methods = new Map<string, Procedure[]>()
  private readonly constructors: readonly Procedure[]

  constructor(
    private readonly program: Program,
    evaluations: readonly StatementEvaluation[],
  ) {
    this.constructors = program.procedures.filter((procedure) => procedure.isConstructor)
    for (const procedure of program.procedures) {
      if (!procedure.isMethod) continue
      const named = this.methods.get(procedure.name)
      if (named) named.push(procedure)
      else this.methods.set(procedure.name, [procedure])
    }
    const calls: Call[] = []
    for (const { evaluation, statement } of evaluations) {
      for (const flow of evaluation.flows) this.flow(flow, statement.procedure)
      for (const step of evaluation.steps) {
        if (step.kind === 'call') calls.push(step.call)
        this.createObjects(step)
      }
    }
    for (let round = 0, bound = -1; round < MAX_ROUNDS; round++) {
      let now = 0
      for (const call of calls) now += this.bindCall(call)
      if (now === bound) break
      bound = now
    }
  }

  /** The object that a variable refers to; undefined where nothing says that it refers to one that matters. */
  objectOf(variable: Variable): ObjectId | undefined {
    const object = this.contents.get(variable)
    return object === undefined ? undefined : this.find(object)
  }

  /** The object in which the last step of a place's path is a field, and that which the place itself refers to. */
  placeObjects(place: Place): { holder: ObjectId | undefined; object: ObjectId } {
    let object = this.ensureObject(place.variable)
    let holder: ObjectId | undefined
    for (const step of place.path) {
      holder = object
      object = this.field(object, step)
    }
    return { holder: holder === undefined ? undefined : this.find(holder), object: this.find(object) }
  }

  /** Whether a pointer to the variable exists. */
  hasAddressTaken(variable: Variable): boolean {
    return this.addressTaken.has(variable)
  }

  /** Whether an assignment to the variable makes all that was written to its object unreachable. */
  ownsObject(variable: Variable): boolean {
    const object = this.objectOf(variable)
    return object !== undefined && this.owners[object]! <= 1 && !this.addressTaken.has(variable)
  }

  /** Procedures of the text that a call may run. */
  proceduresOf(call: Call): readonly Procedure[] {
    if (call.inlined) return [call.inlined]
    if (!call.callee) return call.isMethod ? (this.methods.get(call.name) ?? []) : []
    const found = this.callees[this.placeObjects(call.callee).object]
    if (found) return [...found]
    if (call.name === 'super') return this.constructors
    return call.isMethod ? (this.methods.get(call.name) ?? []) : []
  }

  /** Procedures that a value may be. */
  proceduresIn(source: Source): readonly Procedure[] {
    if (source.kind === 'procedure') return [source.procedure]
    if (source.kind !== 'place') return []
    return [...(this.callees[this.placeObjects(source.place).object] ?? [])]
  }

  /** The object and all that can be reached from it. */
  reachable(object: ObjectId): ObjectId[] {
    const found = new Set<ObjectId>([this.find(object)])
    for (const at of found) {
      if (found.size > MAX_HELD) break
      for (const inner of this.fields[at]?.values() ?? []) found.add(this.find(inner))
    }
    return [...found]
  }

  /** The representative of an object. */
  find(object: ObjectId): ObjectId {
    let root = object
    while (this.parents[root] !== root) root = this.parents[root]!
    for (let at = object; at !== root; ) {
      const next = this.parents[at]!
      this.parents[at] = root
      at = next
    }
    return root
  }

  private create(owners: number): ObjectId {
    const object = this.parents.length
    this.parents.push(object)
    this.fields.push(undefined)
    this.owners.push(owners)
    this.callees.push(undefined)
    return object
  }

  private ensureObject(variable: Variable): ObjectId {
    let object = this.contents.get(variable)
    if (object === undefined) {
      object = this.create(1)
      this.contents.set(variable, object)
    }
    return this.find(object)
  }

  /** What a field of an object refers to. An unknown element may be any of the fields. */
  private field(of: ObjectId, step: string): ObjectId {
    const object = this.find(of)
    let fields = this.fields[object]
    if (!fields) {
      fields = new Map()
      this.fields[object] = fields
    }
    const known = fields.get(step) ?? fields.get(ANY_ELEMENT)
    if (known !== undefined) return this.find(known)
    const created = this.create(1)
    const others = step === ANY_ELEMENT ? [...fields.values()] : []
    fields.set(step, created)
    for (const other of others) this.unify(created, other)
    return this.find(created)
  }

  private unify(first: ObjectId, second: ObjectId): void {
    const pending: [ObjectId, ObjectId][] = [[first, second]]
    while (pending.length > 0) {
      const [a, b] = pending.pop()!
      const kept = this.find(a)
      const merged = this.find(b)
      if (kept === merged) continue
      this.parents[merged] = kept
      this.owners[kept]! += this.owners[merged]!
      const procedures = this.callees[merged]
      if (procedures) this.callees[kept] = new Set([...(this.callees[kept] ?? []), ...procedures])
      const fields = this.fields[merged]
      if (!fields) continue
      this.fields[merged] = undefined
      const own = this.fields[kept]
      if (!own) {
        this.fields[kept] = fields
        continue
      }
      for (const [step, object] of fields) {
        const known = own.get(step)
        if (known === undefined) own.set(step, object)
        else pending.push([known, object])
      }
      const any = own.get(ANY_ELEMENT)
      if (any !== undefined) for (const object of own.values()) pending.push([any, object])
    }
  }

  /**
   * Makes the objects of the places that a step accesses. An unknown element unifies all fields, so whoever asks for it later
   * would change objects that others have taken for settled.
   */
  private createObjects(step: Step): void {
    if (step.kind === 'read' || step.kind === 'write') this.createObjectsOf(throughReference(step.place))
    if (step.kind !== 'call') return
    const { callee, receiver, arguments: given } = step.call
    if (callee) this.createObjectsOf(callee)
    if (receiver) this.createObjectsOf(receiver)
    for (const sources of given) {
      for (const source of sources) if (source.kind === 'place') this.createObjectsOf(source.place)
    }
  }

  private createObjectsOf(place: Place): void {
    if (place.path.length > 0 && place.path.includes(ANY_ELEMENT)) this.placeObjects(place)
  }

  private flow(flow: Flow, procedure: Procedure): void {
    if (flow.target?.path.length === 0 && flow.target.variable.scalar) return
    // What is returned in a new container outlives the procedure, but nothing in it sees the container.
    const source = this.valueOf(flow.source, { keeps: flow.target !== undefined })
    if (source === undefined) return
    if (flow.target) this.unify(this.placeObjects(flow.target).object, source)
    else this.unify(this.returnOf(procedure), source)
  }

  /** The object that a source refers to; undefined where it holds no reference. */
  private valueOf(source: Source, holding: Holding = { keeps: true }): ObjectId | undefined {
    // Patterns may be nested thousands of levels deep, so the levels are peeled off and put back in a loop.
    const levels: Extract<Source, { kind: 'held' | 'element' }>[] = []
    let inner = source
    let value = this.elements.get(inner)
    while (value === undefined && (inner.kind === 'held' || inner.kind === 'element')) {
      levels.push(inner)
      inner = inner.source
      value = this.elements.get(inner)
    }
    if (value === undefined && inner.kind !== 'held' && inner.kind !== 'element') value = this.baseOf(inner)
    for (const level of levels.reverse()) {
      if (level.kind === 'held') value = this.containerOf(value, level.into, holding)
      else if (value !== undefined) {
        value = this.field(value, ANY_ELEMENT)
        this.elements.set(level, value)
      }
    }
    return value === undefined ? undefined : this.find(value)
  }

  private baseOf(source: Exclude<Source, { kind: 'held' | 'element' }>): ObjectId | undefined {
    if (source.kind === 'call') return this.resultOf(source.call)
    if (source.kind === 'procedure') {
      const object = this.create(0)
      this.callees[object] = new Set([source.procedure])
      return object
    }
    const { place } = source
    const isVariable = place.path.length === 0
    if (!source.address) {
      return isVariable && place.variable.scalar ? undefined : this.placeObjects(place).object
    }
    // A pointer to a variable or field: what it points to is the variable itself.
    const object = isVariable ? this.ensureObject(place.variable) : this.placeObjects(place).holder!
    if (isVariable) this.addressTaken.add(place.variable)
    this.unify(object, this.field(object, ANY_ELEMENT))
    return object
  }

  /** A new container that holds an object; where it does not keep it, nothing that is done to the one is done to the other. */
  private containerOf(held: ObjectId | undefined, into: string, { keeps }: Holding): ObjectId {
    const container = this.create(0)
    if (held === undefined) return container
    if (keeps) this.unify(this.field(container, into), held)
    else this.fields[container] = new Map([[into, held]])
    return container
  }

  private returnOf(procedure: Procedure): ObjectId {
    let object = this.returns.get(procedure)
    if (object === undefined) {
      object = this.create(0)
      this.returns.set(procedure, object)
    }
    return this.find(object)
  }

  private resultOf(call: Call): ObjectId {
    let object = this.results.get(call)
    if (object !== undefined) return this.find(object)
    object = this.create(0)
    this.results.set(call, object)
    // An argument may be a call again, thousands of levels deep: whoever came first binds all of them.
    this.unboundResults.push(call)
    if (this.unboundResults.length === 1) {
      for (const unbound of this.unboundResults) this.bindResult(unbound)
      this.unboundResults.length = 0
    }
    return this.find(object)
  }

  /** Ties what an unknown function returns to where it may have it from. */
  private bindResult(call: Call): void {
    const { library } = this.program
    const object = this.results.get(call)!
    if (library.returnsArgument.has(call.qualified) || library.returnsArgument.has(call.name)) {
      const sources: readonly Source[] = call.receiver
        ? [{ kind: 'place', place: call.receiver, address: false }]
        : (call.arguments[0] ?? [])
      for (const source of sources) {
        const value = this.valueOf(source)
        if (value !== undefined) this.unify(object, value)
      }
    } else if (call.receiver && !call.receiver.variable.scalar) {
      // `rows.pop()`, `rows.get(i)`: an element of the receiver.
      this.unify(object, this.field(this.placeObjects(call.receiver).object, ANY_ELEMENT))
    }
  }

  /** Ties arguments to parameters and results to returned values. Gives the number of callees found. */
  private bindCall(call: Call): number {
    const callees = this.proceduresOf(call)
    for (const callee of callees) {
      call.arguments.forEach((sources, index) => {
        const parameter = callee.parameters[index]
        if (!parameter || parameter.variable.scalar) return
        for (const source of sources) {
          const byReference = parameter.variable.reference && source.kind === 'place'
          const value = this.valueOf(byReference ? { ...source, address: true } : source)
          if (value !== undefined) this.unify(this.ensureObject(parameter.variable), value)
        }
      })
      if (callee.receiver) {
        const self = this.ensureObject(callee.receiver.variable)
        if (callee.isConstructor) this.unify(this.resultOf(call), self)
        else if (call.receiver) this.unify(this.placeObjects(call.receiver).object, self)
      }
      this.unify(this.resultOf(call), this.returnOf(callee))
    }
    if (callees.length === 0) this.bindUnknownCall(call)
    return callees.length
  }

  /** `rows.append(row)`: an unknown method that is not known only to read may keep its arguments. */
  private bindUnknownCall(call: Call): void {
    const { library, language } = this.program
    if (!call.receiver || language === 'c' || library.readingMethods.has(call.name)) return
    if (library.harmless.has(call.qualified)) return
    for (const sources of call.arguments) {
      for (const source of sources) {
        const value = this.valueOf(source)
        if (value === undefined) continue
        this.unify(this.field(this.placeObjects(call.receiver).object, ANY_ELEMENT), value)
      }
    }
  }
}

/** Writing a reference writes what it refers to, once it is declared. */
export function throughReference(place: Place): Place {
  const { variable } = place
  if (!variable.reference || place.path.length > 0 || place.offset === variable.declaredAt) return place
  return { ...place, path: [ANY_ELEMENT] }
}
