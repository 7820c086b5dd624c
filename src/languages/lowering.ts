import { ExpressionWalker } from './expressions.js'
import type {
  BlockOptions,
  Evaluated,
  Language,
  Lowering,
  ProcedureOptions,
  StatementOptions,
} from './language.js'
import { lineAt } from './lines.js'
import type {
  Block,
  Call,
  Control,
  Evaluation,
  Limitation,
  Place,
  Procedure,
  Scope,
  Statement,
  Variable,
} from './program.js'
import { declareVariable, openScope, resolvePlaces, type VariableTraits } from './scopes.js'
import { childrenOf, ERROR_KIND, isNamed, kindOf, type SyntaxTree } from './syntax-tree.js'

/** Nesting that is followed; what lies deeper becomes one statement, and the program says so. */
export const MAX_NESTING = 250

/** Nested scopes in which a name is looked up: links of a chain of else-ifs and comprehensions are not levels of nesting. */
const MAX_SCOPES = 1000

/** Builds the program model of one syntax tree. Language files call it; it knows no node kinds. */
export class ProgramLowering implements Lowering {
  readonly procedures: Procedure[] = []
  readonly statements: Statement[] = []
  readonly blocks: Block[] = []
  readonly variables: Variable[] = []
  readonly places: Place[] = []
  readonly limitations: Limitation[] = []
  readonly closures = new Map<number, Procedure>()
  readonly calls = new Map<number, Call>()
  readonly callees = new Map<number, Omit<Call, 'arguments'>>()
  readonly module: Procedure
  scope: Scope
  procedure: Procedure
  /** Statement whose expressions are being walked; closures in them are hosted by it. */
  current: Statement | undefined
  readonly hoisted: Statement[] = []
  private depth = 0

  constructor(
    readonly tree: SyntaxTree,
    readonly language: Language,
    private readonly lineStarts: Uint32Array,
    /** Qualified names by the local name that an import binds. */
    private readonly imports: ReadonlyMap<string, string>,
  ) {
    const body = this.createBlock(0, { frame: 0 })
    const module = {
      id: 0,
      name: '<module>',
      parent: undefined,
      host: undefined,
      parameters: [],
      receiver: undefined,
      isMethod: false,
      isConstructor: false,
      body,
    } as unknown as {
      -readonly [K in keyof Procedure]: Procedure[K]
    }
    this.module = module
    this.procedure = module
    this.procedures.push(module)
    this.scope = openScope(undefined, module, 'module')
    module.scope = this.scope
    module.startLine = 1
    module.endLine = lineStarts.length
    module.entry = this.open(0, 'entry', { headerStart: 0, headerEnd: 0 })
    this.lowerChildren(0, body)
  }

  /** Line of an offset, from 1. */
  lineAt(offset: number): number {
    return lineAt(this.lineStarts, offset)
  }

  startLine(node: number): number {
    return this.lineAt(this.tree.starts[node]!)
  }

  endLine(node: number): number {
    return this.lineAt(Math.max(this.tree.starts[node]!, this.tree.ends[node]! - 1))
  }

  /** Adds something that could not be seen, once for each line. */
  limit(kind: Limitation['kind'], message: string, node: number): void {
    const line = this.startLine(node)
    const last = this.limitations.at(-1)
    if (last?.line === line && last.message === message) return
    this.limitations.push({ kind, message, line, procedure: this.procedure.name })
  }

  /** Does work one level of nesting deeper; notes a limit and does nothing where that is too deep. Returns whether it did. */
  nested(node: number, work: () => void): boolean {
    if (this.depth >= MAX_NESTING) {
      this.limit('limit', `Nesting deeper than ${MAX_NESTING} is only read name by name.`, node)
      return false
    }
    this.depth++
    work()
    this.depth--
    return true
  }

  /** Starts a statement; its control and evaluation are filled in afterwards. */
  open(node: number, kind: string, options: StatementOptions = {}): Statement {
    const statement: Statement = {
      id: this.statements.length,
      kind,
      procedure: this.procedure,
      node,
      startLine: this.startLine(options.headerStart ?? node),
      endLine:
        options.headerEnd === undefined || options.headerEnd < 0
          ? options.headerEnd === undefined
            ? this.endLine(node)
            : this.startLine(node)
          : this.endLine(options.headerEnd),
      evaluation: { steps: [], flows: [], mayThrow: false },
      control: { form: 'simple' },
      inseparable: options.inseparable ?? false,
    }
    this.statements.push(statement)
    return statement
  }

  /** Adds a whole statement to a block. `evaluate` walks its expressions. */
  add(
    into: Block,
    node: number,
    kind: string,
    evaluate: Evaluated,
    control: Control = { form: 'simple' },
    options: StatementOptions = {},
  ): Statement {
    const statement = this.open(node, kind, options)
    into.statements.push(statement)
    statement.control = control
    this.evaluateInto(statement, statement.evaluation, evaluate)
    if (control.form === 'simple') {
      for (const step of statement.evaluation.steps) {
        if (step.kind !== 'call' || !this.language.neverReturn.has(step.call.qualified)) continue
        statement.control = { form: 'exit', conditional: step.conditional }
      }
    }
    return statement
  }

  /** Walks expressions as part of a statement. */
  evaluate(statement: Statement, evaluate: Evaluated): Evaluation {
    const evaluation: Evaluation = { steps: [], flows: [], mayThrow: false }
    this.evaluateInto(statement, evaluation, evaluate)
    return evaluation
  }

  /** As {@link evaluate}, into an evaluation that exists. */
  evaluateInto(statement: Statement, evaluation: Evaluation, evaluate: Evaluated): void {
    const before = this.current
    this.current = statement
    const walker = new ExpressionWalker(this, evaluation)
    if (typeof evaluate === 'function') evaluate(walker)
    else for (const node of evaluate) if (node >= 0) walker.walk(node)
    this.current = before
  }

  /** A new block scope within the present one. */
  blockScope(node: number): Scope {
    if (this.scope.depth < MAX_SCOPES) return openScope(this.scope, this.procedure, 'block')
    this.limit('limit', `Names of more than ${MAX_SCOPES} nested scopes are not told apart.`, node)
    return this.scope
  }

  private createBlock(node: number, options: BlockOptions): Block {
    const frame = options.frame ?? node
    const block: Block = {
      id: this.blocks.length,
      node: frame,
      statements: [],
      optional: options.optional ?? false,
      needsStatement: false,
    }
    this.blocks.push(block)
    return block
  }

  /** Lowers a node as the body of a statement: a block, or a single statement. */
  body(node: number, options: BlockOptions = {}): Block {
    const block = this.createBlock(node, options)
    if (node < 0) return block
    const outer = this.scope
    if (options.scope !== false) this.scope = this.blockScope(node)
    if (this.language.transparent.has(kindOf(this.tree, node))) this.lowerChildren(node, block)
    else this.lowerStatement(node, block)
    this.scope = outer
    return this.finishBlock(block, node)
  }

  /** Lowers nodes in a row as one block. */
  sequence(frame: number, nodes: readonly number[], options: BlockOptions = {}): Block {
    const block = this.createBlock(frame, options)
    for (const node of nodes) this.lowerStatement(node, block)
    return this.finishBlock(block, frame)
  }

  private finishBlock(block: Block, node: number): Block {
    const finished = block as { -readonly [K in keyof Block]: Block[K] }
    finished.needsStatement =
      this.language.indentationMatters || !this.language.transparent.has(kindOf(this.tree, node))
    return block
  }

  /** Lowers every child that is a statement. */
  lowerChildren(node: number, into: Block): void {
    for (let child = this.tree.firstChildren[node]!; child >= 0; child = this.tree.nextSiblings[child]!) {
      this.lowerStatement(child, into)
    }
  }

  /** Lowers one statement; tokens and comments add nothing. */
  lowerStatement(node: number, into: Block): void {
    const kind = kindOf(this.tree, node)
    if (kind === ERROR_KIND) {
      this.lowerError(node, into)
      return
    }
    if (!isNamed(this.tree, node)) return
    const at = into.statements.length
    const known = this.hoisted.length
    const done = this.nested(node, () => {
      const handler = this.language.statements[kind]
      if (handler) handler(this, node, into)
      else if (this.language.transparent.has(kind)) this.lowerBlock(node, into)
      else this.add(into, node, 'expression', [node])
    })
    if (!done) this.addUnread(node, into)
    if (this.hoisted.length > known) this.putHoisted(known, into, at)
  }

  /** Puts what was hoisted since then into a block, before the statement whose expressions it stands in. */
  private putHoisted(known: number, into: Block, at: number): void {
    const after = into.statements.splice(at)
    for (const statement of this.hoisted.splice(known)) into.statements.push(statement)
    for (const statement of after) into.statements.push(statement)
  }

  /** A block that stands among statements. */
  private lowerBlock(node: number, into: Block): void {
    const outer = this.scope
    this.scope = this.blockScope(node)
    const statement = this.open(node, 'block', { headerEnd: -1 })
    into.statements.push(statement)
    const block = this.createBlock(node, {})
    this.lowerChildren(node, block)
    statement.control = { form: 'sequence', body: this.finishBlock(block, node) }
    this.scope = outer
  }

  /** What is not looked into is one statement that reads every name in it. */
  private addUnread(node: number, into: Block): void {
    this.add(into, node, 'unsupported', (walker) => walker.walkNames(node))
  }

  /** Text that the parser did not understand: the statements in it are lowered, the rest is read name by name. */
  private lowerError(node: number, into: Block): void {
    const done = this.nested(node, () => {
      const statement = this.open(node, 'unparsed', { headerEnd: -1 })
      into.statements.push(statement)
      const block = this.createBlock(node, {})
      this.evaluateInto(statement, statement.evaluation, (walker) => {
        for (const child of childrenOf(this.tree, node)) {
          const kind = kindOf(this.tree, child)
          if (this.language.statements[kind] || this.language.transparent.has(kind) || kind === ERROR_KIND) {
            this.lowerStatement(child, block)
          } else walker.walk(child)
        }
      })
      statement.control = { form: 'sequence', body: block }
    })
    if (!done) this.addUnread(node, into)
  }

  /** Lowers a function: entry statement with its parameters, body with a scope of its own. */
  createProcedure(node: number, options: ProcedureOptions): Procedure {
    const procedure = {
      id: this.procedures.length,
      name: options.name,
      parent: this.procedure,
      startLine: this.startLine(node),
      endLine: this.endLine(node),
      host: options.host,
      parameters: [] as Place[],
      receiver: undefined,
      isMethod: options.member !== undefined,
      isConstructor: options.member === 'constructor',
    } as unknown as { -readonly [K in keyof Procedure]: Procedure[K] }
    this.procedures.push(procedure)
    const outer = { scope: this.scope, procedure: this.procedure, current: this.current }
    this.procedure = procedure
    this.scope = procedure.scope = openScope(outer.scope, procedure, 'procedure')
    const entry = this.open(node, 'entry', { headerEnd: options.headerEnd })
    const known = this.hoisted.length
    procedure.entry = entry
    this.current = entry
    const walker = new ExpressionWalker(this, entry.evaluation, procedure.parameters as Place[])
    const whole = this.nested(node, () => {
      options.parameters(walker)
      this.takeReceiver(procedure, entry, options)
      procedure.body = this.procedureBody(node, options.body)
    })
    if (!whole) {
      procedure.body = this.createBlock(node, {})
      walker.walkNames(node)
    }
    if (this.hoisted.length > known) this.putHoisted(known, procedure.body, 0)
    this.scope = outer.scope
    this.procedure = outer.procedure
    this.current = outer.current
    return procedure
  }

  private takeReceiver(
    procedure: { -readonly [K in keyof Procedure]: Procedure[K] },
    entry: Statement,
    options: ProcedureOptions,
  ): void {
    const self = entry.evaluation.steps.find((step) => step.kind === 'write' && step.place.name === 'this')
    if (self?.kind === 'write') procedure.receiver = self.place
    else if (
      options.member &&
      options.member !== 'static' &&
      procedure.parameters.length > 0 &&
      this.language.namesReceiver
    ) {
      // Python passes the object as the first argument.
      procedure.receiver = procedure.parameters[0]
      procedure.parameters = procedure.parameters.slice(1)
    }
  }

  /** A block, a statement, or an expression whose value is returned. */
  private procedureBody(node: number, body: number): Block {
    if (body < 0) return this.createBlock(node, {})
    const kind = kindOf(this.tree, body)
    if (this.language.transparent.has(kind) || this.language.statements[kind]) {
      return this.body(body, { scope: false })
    }
    const block = this.createBlock(body, {})
    this.add(
      block,
      body,
      'return',
      (walker) => walker.returns(body),
      { form: 'return' },
      { inseparable: true },
    )
    return block
  }

  /** A place that is not yet resolved. */
  place(name: string, offset: number, path: readonly string[], scope: Scope = this.scope): Place {
    const place = { name, scope, offset, path, statement: this.current } as Place
    this.places.push(place)
    return place
  }

  /** Declares a name in a scope. */
  declare(name: string, scope: Scope, offset: number, traits: VariableTraits = {}): Variable {
    return declareVariable(scope, name, this.variables, offset, traits, this.current)
  }

  /** Ties every place to its variable. */
  resolve(): void {
    resolvePlaces(this.places, this.variables, this.module.scope, this.language)
  }

  /** A dotted name with its first part replaced by what it was imported from. */
  qualify(parts: readonly string[]): string {
    return [this.imports.get(parts[0]!) ?? parts[0]!, ...parts.slice(1)].join('.')
  }
}
