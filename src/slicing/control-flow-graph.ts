import type { Block, Evaluation, Limitation, Procedure, Statement } from '../languages/index.js'
import { leaveEndlessLoops } from './endless-loops.js'
import { type Ends, type Frame, type Jump, merge, none, route } from './jumps.js'

/** Which part of a statement's evaluation a node stands for, where an exception may come in between. */
export type Phase = 'whole' | 'before-throw' | 'after-throw'

/** A point of control: a statement, or one of its parts (a `for` has up to four). */
export interface FlowNode {
  readonly statement: Statement
  readonly evaluation: Evaluation | undefined
  readonly phase: Phase
  /** Where control goes next. */
  readonly successors: number[]
  /**
   * Where control would go if the statement were not there: for jumps, the next statement in the text; for endless loops, what
   * follows. These edges count for control dependence only (the augmented graph of Ball and Horwitz, 1993).
   */
  readonly pseudoSuccessors: number[]
}

/** Control flow of one procedure. Node 0 is the entry, node 1 the exit. */
export interface ControlFlowGraph {
  readonly procedure: Procedure
  readonly nodes: readonly FlowNode[]
  /** Whether control can come to the end otherwise than by an exception or the end of the process. */
  readonly returns: boolean
  readonly limitations: readonly Limitation[]
}

/** Index of the entry node. */
export const ENTRY = 0
/** Index of the exit node. */
export const EXIT = 1

/** Nodes per statement up to which `finally` blocks are copied for each way through them. */
const MAX_COPIES = 8

/** How an evaluation may end in a call that does not return; undefined where its calls all do. */
export type LeavingOf = (
  evaluation: Evaluation,
) => { throws: boolean; exits: boolean; never: boolean } | undefined

/** Builds the control-flow graph of a procedure. */
export function buildControlFlowGraph(
  procedure: Procedure,
  leavingOf: LeavingOf = () => undefined,
): ControlFlowGraph {
  return new Builder(procedure, leavingOf).build()
}

class Builder {
  private readonly nodes: FlowNode[] = []
  private readonly limitations: Limitation[] = []
  private readonly frames: Frame[] = []
  private readonly labels = new Map<string, number>()
  private readonly gotos: { node: number; label: string | undefined }[] = []
  private pendingLabels: string[] = []
  private statementCount = 0

  /** Whether some way leads to the end by a return or by running off the end. */
  private returns = false

  constructor(
    private readonly procedure: Procedure,
    private readonly leavingOf: LeavingOf,
  ) {}

  build(): ControlFlowGraph {
    const { entry, body } = this.procedure
    this.nodes.push(createNode(entry, entry.evaluation, 'whole'))
    this.nodes.push(createNode(entry, undefined, 'whole'))
    const ends = this.block(body, { live: [ENTRY], pseudo: [] })
    this.connect(ends, EXIT)
    if (ends.live.length > 0) this.returns = true
    this.resolveGotos()
    leaveEndlessLoops(this.nodes, EXIT)
    return {
      procedure: this.procedure,
      nodes: this.nodes.map((node) => ({
        ...node,
        successors: unique(node.successors),
        pseudoSuccessors: unique(node.pseudoSuccessors),
      })),
      returns: this.returns,
      limitations: this.limitations,
    }
  }

  private connect(ends: Ends, to: number): void {
    for (const from of ends.live) this.nodes[from]!.successors.push(to)
    for (const from of ends.pseudo) this.nodes[from]!.pseudoSuccessors.push(to)
  }

  /** Adds a node after the open ends, and one before it for the exception that its evaluation may raise. */
  private node(statement: Statement, evaluation: Evaluation | undefined, ends: Ends): number {
    const leaving = evaluation?.mayThrow ? this.leavingOf(evaluation) : undefined
    if (evaluation?.mayThrow && (leaving || this.isGuarded())) {
      const risky = this.nodes.push(createNode(statement, evaluation, 'before-throw')) - 1
      this.connect(ends, risky)
      if (leaving?.throws || this.isGuarded()) this.route({ form: 'throw' }, { live: [risky], pseudo: [] })
      if (leaving?.exits) this.route({ form: 'exit' }, { live: [risky], pseudo: [] })
      const node = this.nodes.push(createNode(statement, evaluation, 'after-throw')) - 1
      this.connect({ live: [risky], pseudo: [] }, node)
      return node
    }
    const node = this.nodes.push(createNode(statement, evaluation, 'whole')) - 1
    this.connect(ends, node)
    return node
  }

  private isGuarded(): boolean {
    return this.frames.some((frame) => frame.kind === 'handlers' || frame.kind === 'finally')
  }

  private block(block: Block, ends: Ends): Ends {
    let open = ends
    for (const statement of block.statements) open = this.statement(statement, open)
    return open
  }

  private statement(statement: Statement, ends: Ends): Ends {
    this.statementCount++
    const labels = this.pendingLabels
    this.pendingLabels = []
    const { control } = statement
    switch (control.form) {
      case 'if':
        return this.ifChain(statement, ends)
      case 'loop':
        return this.loop(statement, ends, labels)
      case 'switch':
        return this.switchTable(statement, ends)
      case 'match':
        return this.match(statement, ends)
      case 'try':
        return this.tryStatement(statement, ends)
      case 'label':
        return this.label(statement, ends)
      case 'case': {
        const table = this.frames.findLast((frame) => frame.kind === 'switch')
        const enter = table?.kind === 'switch' ? [table.header] : []
        const node = this.node(statement, statement.evaluation, merge(ends, { live: enter, pseudo: [] }))
        return this.block(control.body, { live: [node], pseudo: [] })
      }
      case 'sequence':
      case 'arm':
      case 'handler': {
        const node = this.node(statement, statement.evaluation, ends)
        return this.block(control.body, { live: [node], pseudo: [] })
      }
      default:
        return this.simple(statement, ends)
    }
  }

  private simple(statement: Statement, ends: Ends): Ends {
    const { control } = statement
    const node = this.node(statement, statement.evaluation, ends)
    const here = { live: [node], pseudo: [] }
    const skipped = { live: [], pseudo: [node] }
    switch (control.form) {
      case 'return':
      case 'throw':
        this.route({ form: control.form }, here)
        return skipped
      case 'break':
      case 'continue':
        this.route({ form: control.form, label: control.label }, here)
        return skipped
      case 'goto':
        this.gotos.push({ node, label: control.label })
        return skipped
      case 'exit':
        this.route({ form: 'exit' }, here)
        return control.conditional ? here : skipped
      case 'assert':
        this.route({ form: 'throw' }, here)
        return here
      default:
        return this.leavingOf(statement.evaluation)?.never ? skipped : here
    }
  }

  /** A chain of else-ifs is one loop here, since it may be thousands long. */
  private ifChain(first: Statement, ends: Ends): Ends {
    const closed: Ends[] = []
    let open = ends
    let statement: Statement | undefined = first
    while (statement?.control.form === 'if') {
      const { consequent, alternative } = statement.control as Extract<Statement['control'], { form: 'if' }>
      const header = this.node(statement, statement.evaluation, open)
      open = { live: [header], pseudo: [] }
      closed.push(this.block(consequent, open))
      const only: Statement | undefined =
        alternative?.statements.length === 1 ? alternative.statements[0] : undefined
      if (only?.control.form === 'if') {
        statement = only
        continue
      }
      if (alternative) open = this.block(alternative, open)
      statement = undefined
    }
    return merge(...closed, open)
  }

  private loop(statement: Statement, ends: Ends, labels: readonly string[]): Ends {
    const control = statement.control as Extract<Statement['control'], { form: 'loop' }>
    const frame: Frame = { kind: 'loop', labels, breaks: none(), continues: none() }
    let before = ends
    if (control.init && control.init.steps.length > 0) {
      before = { live: [this.node(statement, control.init, before)], pseudo: [] }
    }
    this.frames.push(frame)
    let test: number
    if (control.testFirst) {
      // The node at which rounds begin is where its exception is raised, if it has two.
      const start = this.nodes.length
      test = this.node(statement, statement.evaluation, before)
      let round: Ends = { live: [test], pseudo: [] }
      if (control.each) round = { live: [this.node(statement, control.each, round)], pseudo: [] }
      let back = merge(this.block(control.body, round), frame.continues)
      if (control.update && control.update.steps.length > 0) {
        back = { live: [this.node(statement, control.update, back)], pseudo: [] }
      }
      this.connect(back, start)
    } else {
      const start = this.node(statement, undefined, before)
      const round = merge(this.block(control.body, { live: [start], pseudo: [] }), frame.continues)
      test = this.node(statement, statement.evaluation, round)
      if (control.constant !== false) this.connect({ live: [test], pseudo: [] }, start)
    }
    this.frames.pop()
    const left: Ends =
      control.constant === true && frame.kind === 'loop'
        ? { live: [], pseudo: [test] }
        : { live: [test], pseudo: [] }
    return merge(control.otherwise ? this.block(control.otherwise, left) : left, frame.breaks)
  }

  private switchTable(statement: Statement, ends: Ends): Ends {
    const control = statement.control as Extract<Statement['control'], { form: 'switch' }>
    const header = this.node(statement, statement.evaluation, ends)
    const frame: Frame = { kind: 'switch', header, breaks: none() }
    this.frames.push(frame)
    const fallen = this.block(control.body, { live: [], pseudo: [header] })
    this.frames.pop()
    const missed: Ends = control.hasDefault ? none() : { live: [header], pseudo: [] }
    return merge(fallen, frame.breaks, missed)
  }

  private match(statement: Statement, ends: Ends): Ends {
    const control = statement.control as Extract<Statement['control'], { form: 'match' }>
    let open: Ends = { live: [this.node(statement, statement.evaluation, ends)], pseudo: [] }
    const closed: Ends[] = []
    for (const arm of control.arms) {
      if (arm.control.form !== 'arm') continue
      const node = this.node(arm, arm.evaluation, open)
      const taken: Ends = { live: [node], pseudo: [] }
      closed.push(this.block(arm.control.body, taken))
      open = arm.control.irrefutable ? none() : taken
    }
    return merge(...closed, open)
  }

  private label(statement: Statement, ends: Ends): Ends {
    const control = statement.control as Extract<Statement['control'], { form: 'label' }>
    const node = this.node(statement, statement.evaluation, ends)
    this.labels.set(control.label, node)
    const frame: Frame = { kind: 'label', label: control.label, breaks: none() }
    this.frames.push(frame)
    this.pendingLabels = [control.label]
    const after = this.block(control.body, { live: [node], pseudo: [] })
    this.pendingLabels = []
    this.frames.pop()
    return merge(after, frame.breaks)
  }

  private tryStatement(statement: Statement, ends: Ends): Ends {
    const control = statement.control as Extract<Statement['control'], { form: 'try' }>
    const header = this.node(statement, statement.evaluation, ends)
    const finallyFrame: Frame = { kind: 'finally', pending: new Map() }
    if (control.finalizer) this.frames.push(finallyFrame)
    const handlersFrame: Frame = { kind: 'handlers', throws: { live: [], pseudo: [header] } }
    if (control.handlers.length > 0) this.frames.push(handlersFrame)
    let after = this.block(control.body, { live: [header], pseudo: [] })
    if (control.handlers.length > 0) this.frames.pop()
    if (control.otherwise) after = this.block(control.otherwise, after)
    const closed: Ends[] = [after]
    let thrown = handlersFrame.throws
    for (const handler of control.handlers) {
      if (handler.control.form !== 'handler') continue
      const node = this.node(handler, handler.evaluation, thrown)
      closed.push(this.block(handler.control.body, { live: [node], pseudo: [] }))
      thrown = handler.control.catchesAll ? none() : { live: [node], pseudo: [] }
    }
    if (control.handlers.length > 0 && thrown.live.length > 0) this.route({ form: 'throw' }, thrown)
    if (!control.finalizer) return merge(...closed)
    this.frames.pop()
    return this.finalize(control.finalizer, merge(...closed), [...finallyFrame.pending.values()], statement)
  }

  /** Each way through a `finally` gets a copy of it, so that a return through it does not seem to go on behind it. */
  private finalize(
    finalizer: Block,
    after: Ends,
    pending: readonly { jump: Jump; ends: Ends }[],
    statement: Statement,
  ): Ends {
    if (this.nodes.length > MAX_COPIES * this.statementCount + 200) {
      this.limitations.push({
        kind: 'limit',
        message: 'Too many ways lead through nested finally blocks; they are taken as one.',
        line: statement.startLine,
        procedure: this.procedure.name,
      })
      const all = this.block(finalizer, merge(after, ...pending.map(({ ends }) => ends)))
      for (const { jump } of pending) this.route(jump, all)
      return all
    }
    const normal = this.block(finalizer, after)
    for (const { jump, ends } of pending) this.route(jump, this.block(finalizer, ends))
    return normal
  }

  /** Sends a jump to where it ends; what no frame takes leaves the procedure. */
  private route(jump: Jump, ends: Ends): void {
    if (route(this.frames, jump, ends)) return
    if (jump.form === 'return' && ends.live.length > 0) this.returns = true
    this.connect(ends, EXIT)
  }

  private resolveGotos(): void {
    for (const { node, label } of this.gotos) {
      const targets = label === undefined ? [...this.labels.values()] : [this.labels.get(label)]
      for (const target of targets) {
        if (target !== undefined) this.nodes[node]!.successors.push(target)
      }
      if (this.nodes[node]!.successors.length > 0) continue
      this.nodes[node]!.successors.push(EXIT)
      this.limitations.push({
        kind: 'unsupported',
        message: `The label "${label ?? '*'}" of a goto is not in the text; it is taken as leaving the procedure.`,
        line: this.nodes[node]!.statement.startLine,
        procedure: this.procedure.name,
      })
    }
  }
}

function createNode(statement: Statement, evaluation: Evaluation | undefined, phase: Phase): FlowNode {
  return { statement, evaluation, phase, successors: [], pseudoSuccessors: [] }
}

function unique(nodes: number[]): number[] {
  return nodes.length < 2 ? nodes : [...new Set(nodes)]
}
