import type { Lowering, Walker, Work, WriteOptions } from './language.js'
import type { Call, Evaluation, Place, Procedure, Scope, Source } from './program.js'
import { isNamed, kindOf } from './syntax-tree.js'
import { elementsOf } from './values.js'

/** Path elements that are told apart; what lies deeper counts as its last one. */
const MAX_PATH = 3
/** Depth to which the origin of a value is followed through nested expressions; what lies deeper is listed as a limit. */
const MAX_VALUE_DEPTH = 100

/** Work that is taken from the stack as one piece. */
type Step = number | (() => void)

interface NamedPlace {
  /** Undefined where the base is not a name (`f().x`). */
  readonly place: Place | undefined
  /** Node at which the way ends if it is not a name, else -1. */
  readonly base: number
  readonly path: readonly string[]
  readonly evaluated: readonly number[]
}

/**
 * Walks the expressions of a statement in the order of evaluation and notes what they read, write and call. Work waits on
 * an explicit stack, so depth of nesting is no matter.
 */
export class ExpressionWalker implements Walker {
  private readonly work: Step[] = []
  private conditionals = 0
  private valueDepth = 0

  constructor(
    readonly lowering: Lowering,
    private readonly evaluation: Evaluation,
    private readonly parameters: Place[] = [],
  ) {}

  /** Evaluates a node for its value, now. */
  walk(node: number): void {
    this.run(node)
  }

  /** Does work now, with all that it queues. */
  run(work: Work): void {
    const base = this.work.length
    this.queue(work)
    while (this.work.length > base) {
      const next = this.work.pop()!
      if (typeof next === 'number') this.visit(next)
      else next()
    }
  }

  /** Queues work, to be done in this order before all that is queued already. */
  later(...items: readonly Work[]): void {
    for (let i = items.length - 1; i >= 0; i--) this.queue(items[i]!)
  }

  private queue(work: Work): void {
    if (typeof work === 'function') this.work.push(work)
    else if (typeof work === 'number') {
      if (work >= 0) this.work.push(work)
    } else for (let i = work.length - 1; i >= 0; i--) this.queue(work[i]!)
  }

  /** Queues work that runs on some paths only. */
  sometimes(...items: readonly Work[]): void {
    this.later(
      () => void this.conditionals++,
      items,
      () => void this.conditionals--,
    )
  }

  /** Queues work with names looked up in an inner scope. */
  inScope(scope: Scope, ...items: readonly Work[]): void {
    const outer = this.lowering.scope
    this.later(
      () => {
        this.lowering.scope = scope
      },
      items,
      () => {
        this.lowering.scope = outer
      },
    )
  }

  /** Notes that the statement may raise an exception. */
  mayThrow(): void {
    this.evaluation.mayThrow = true
  }

  private visit(node: number): void {
    const { tree, language } = this.lowering
    const kind = kindOf(tree, node)
    const expression = language.expressions[kind]
    if (expression) {
      expression(this, node)
      return
    }
    if (language.calls[kind]?.(tree, node)) {
      this.visitCall(node)
      return
    }
    if (language.places[kind]) {
      const named = this.namedPlace(node)
      if (named.place) {
        this.readPlace(named.place)
        this.later(named.evaluated)
        return
      }
      if (named.base !== node) {
        this.later(named.base, named.evaluated)
        if (named.path.length > 0) this.mayThrow()
        return
      }
    }
    if (language.closures[kind]) {
      this.evaluation.steps.push({ kind: 'closure', procedure: this.closure(node) })
      return
    }
    this.visitChildren(node)
  }

  /** Queues the children for reading. */
  visitChildren(node: number): void {
    const { tree } = this.lowering
    const at = this.work.length
    for (let child = tree.firstChildren[node]!; child >= 0; child = tree.nextSiblings[child]!) {
      if (isNamed(tree, child)) this.work.push(child)
    }
    for (let low = at, high = this.work.length - 1; low < high; low++, high--) {
      const swapped = this.work[low]!
      this.work[low] = this.work[high]!
      this.work[high] = swapped
    }
  }

  /** Reads every name below a node, whatever the nodes mean. */
  walkNames(node: number): void {
    const { tree, language } = this.lowering
    const end = tree.ends[node]!
    for (let n = node; n < tree.size && tree.starts[n]! < end; n++) {
      const step = language.places[kindOf(tree, n)]?.(tree, n)
      if (step && 'name' in step) this.readPlace(this.lowering.place(step.name, tree.starts[n]!, []))
    }
  }

  /** What a node names, if its base is a name. */
  private namedPlace(node: number): NamedPlace {
    const { tree, language } = this.lowering
    const path: string[] = []
    const evaluated: number[] = []
    let at = node
    for (;;) {
      const step = language.places[kindOf(tree, at)]?.(tree, at)
      if (!step || ('base' in step && step.base < 0)) {
        return { place: undefined, base: at, path, evaluated: evaluated.reverse() }
      }
      if ('name' in step) {
        path.reverse()
        const place = this.lowering.place(step.name, tree.starts[at]!, path.slice(0, MAX_PATH))
        return { place, base: -1, path, evaluated: evaluated.reverse() }
      }
      if (step.step !== undefined) path.push(step.step)
      if (step.evaluated) for (const inner of step.evaluated) evaluated.push(inner)
      at = step.base
    }
  }

  /** Notes a read. */
  readPlace(place: Place): void {
    if (place.path.length > 0) this.mayThrow()
    this.evaluation.steps.push({ kind: 'read', place })
  }

  /** Notes a write. */
  writePlace(place: Place, options: WriteOptions = {}): void {
    const strong = place.path.length === 0 && this.conditionals === 0 && !options.weak
    if (place.path.length > 0) this.mayThrow()
    this.evaluation.steps.push({ kind: 'write', place, strong })
    for (const source of options.sources ?? []) this.evaluation.flows.push({ target: place, source })
  }

  /** Queues an assignment: names are written, elements are written weakly, patterns are taken apart. */
  write(target: number, options: WriteOptions = {}): void {
    this.later(() => this.writeNow(target, options))
  }

  private writeNow(target: number, options: WriteOptions): void {
    const { tree, language } = this.lowering
    if (target < 0) return
    const kind = kindOf(tree, target)
    const handler = language.targets[kind]
    if (handler) {
      handler(this, target, options)
      return
    }
    const named = language.places[kind] ? this.namedPlace(target) : undefined
    if (named?.place) {
      if (options.declareIn && named.path.length === 0) this.declare(named.place, options)
      const place = named.place
      this.later(named.evaluated, () => this.writePlace(place, options))
    } else if (named && named.base !== target) {
      this.later(named.base, named.evaluated)
    } else {
      // A pattern: each part takes an element of the value.
      const inner = { ...options, sources: elementsOf(options.sources ?? []) }
      const parts: (() => void)[] = []
      for (let child = tree.firstChildren[target]!; child >= 0; child = tree.nextSiblings[child]!) {
        if (!isNamed(tree, child)) continue
        const part = child
        parts.push(() => this.write(part, inner))
      }
      this.later(parts)
    }
  }

  private declare(place: Place, options: WriteOptions): void {
    if (options.declareIn && !options.declareIn.outer.has(place.name)) {
      this.lowering.declare(place.name, options.declareIn, place.offset, {
        scalar: options.scalar ?? false,
        reference: options.reference ?? false,
      })
    }
  }

  /** Declares and writes a name, whatever its node is. */
  writeName(name: string, node: number, options: WriteOptions = {}): Place {
    const place = this.lowering.place(name, this.lowering.tree.starts[node]!, [])
    this.declare(place, options)
    this.writePlace(place, options)
    return place
  }

  /** Declares a parameter: the next position of the procedure's parameters. */
  parameter(name: string, node: number, options: WriteOptions = {}): void {
    this.parameters.push(this.writeName(name, node, { declareIn: this.lowering.scope, ...options }))
  }

  /** Declares the names of a pattern that takes one argument apart. */
  parameterPattern(node: number): void {
    const place = this.lowering.place(
      `<argument ${this.parameters.length}>`,
      this.lowering.tree.starts[node]!,
      [],
    )
    this.lowering.declare(place.name, this.lowering.scope, place.offset)
    this.parameters.push(place)
    const sources: Source[] = [{ kind: 'place', place, address: false }]
    this.run(() => this.write(node, { declareIn: this.lowering.scope, sources }))
  }

  /** The procedure of a function that is written as an expression. */
  closure(node: number): Procedure {
    const { closures, language, tree } = this.lowering
    let procedure = closures.get(node)
    if (!procedure) {
      procedure = language.closures[kindOf(tree, node)]!(this.lowering, node)
      closures.set(node, procedure)
    }
    return procedure
  }

  /** Evaluates what a procedure returns. */
  returns(node: number): void {
    if (node < 0) return
    this.walk(node)
    this.returned(node)
  }

  /** Notes that a value, which was evaluated before, is what the procedure returns. */
  returned(node: number): void {
    for (const source of this.sources(node)) this.evaluation.flows.push({ target: undefined, source })
  }

  /** Evaluates a call: callee, arguments, the call itself. */
  visitCall(node: number): void {
    const { tree, language } = this.lowering
    const parts = language.calls[kindOf(tree, node)]!(tree, node)!
    const { callee, receiver, inlined } = this.called(node)
    const before: Work[] = []
    if (callee) {
      before.push(() => {
        this.readPlace(callee)
        if (receiver) this.readPlace(receiver)
      })
      before.push(this.namedPlace(parts.callee).evaluated)
    } else if (!inlined) before.push(parts.callee)
    // The calls among the arguments come first, so that this one finds them known, however deep they are nested.
    this.later(before, parts.arguments, () => {
      this.mayThrow()
      this.evaluation.steps.push({
        kind: 'call',
        call: this.call(node),
        conditional: this.conditionals > 0,
      })
    })
  }

  /** The call at a node. */
  call(node: number): Call {
    const { calls, language, tree } = this.lowering
    const known = calls.get(node)
    if (known) return known
    const parts = language.calls[kindOf(tree, node)]!(tree, node)!
    const call: Call = {
      ...this.called(node),
      arguments: parts.arguments.map((argument) => this.sources(argument)),
    }
    calls.set(node, call)
    return call
  }

  /** What is called at a node. */
  private called(node: number): Omit<Call, 'arguments'> {
    const { callees, language, tree } = this.lowering
    const known = callees.get(node)
    if (known) return known
    const parts = language.calls[kindOf(tree, node)]!(tree, node)!
    let inner = parts.callee
    while (inner >= 0) {
      const step = language.places[kindOf(tree, inner)]?.(tree, inner)
      if (!step || 'name' in step || step.step !== undefined) break
      inner = step.base
    }
    const inlined = inner >= 0 && language.closures[kindOf(tree, inner)] ? this.closure(inner) : undefined
    const named = inlined || inner < 0 ? undefined : this.namedPlace(inner)
    const path = named?.path ?? []
    const last = path.at(-1)
    const called = {
      name: last ?? named?.place?.name ?? '',
      qualified: named?.place ? this.lowering.qualify([named.place.name, ...path]) : '',
      callee: named?.place,
      inlined,
      receiver:
        named?.place && path.length > 0
          ? this.lowering.place(named.place.name, named.place.offset, path.slice(0, -1).slice(0, MAX_PATH))
          : undefined,
      isMethod: path.length > 0,
      offset: tree.starts[node]!,
    }
    callees.set(node, called)
    return called
  }

  /** Where the value of a node may come from, as far as references go. */
  sources(node: number): Source[] {
    if (node < 0) return []
    if (this.valueDepth >= MAX_VALUE_DEPTH) {
      const message = `Values nested deeper than ${MAX_VALUE_DEPTH} are not followed to where they come from.`
      this.lowering.limit('limit', message, node)
      return []
    }
    this.valueDepth++
    const found = this.findSources(node)
    this.valueDepth--
    return found
  }

  private findSources(node: number): Source[] {
    const { tree, language } = this.lowering
    const kind = kindOf(tree, node)
    if (language.closures[kind]) return [{ kind: 'procedure', procedure: this.closure(node) }]
    if (language.calls[kind]?.(tree, node)) return [{ kind: 'call', call: this.call(node) }]
    const parts = language.values[kind]?.(tree, node)
    if (parts) {
      const found: Source[] = []
      for (const part of parts) {
        for (const source of this.sources(part.node)) {
          if (part.into !== undefined) found.push({ kind: 'held', source, into: part.into })
          else if (part.address) found.push(source.kind === 'place' ? { ...source, address: true } : source)
          else if (part.from !== undefined) found.push(...elementsOf([source]))
          else found.push(source)
        }
      }
      return found
    }
    if (language.places[kind]) {
      const named = this.namedPlace(node)
      if (named.place) return [{ kind: 'place', place: named.place, address: false }]
      if (named.base === node) return []
      // An element of what a call returns, or the same in parentheses.
      const inner = this.sources(named.base)
      return named.path.length > 0 ? elementsOf(inner) : inner
    }
    return []
  }
}
