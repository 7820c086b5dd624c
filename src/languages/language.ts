import type { LanguageId } from './language-id.js'
import type {
  Block,
  Call,
  Control,
  Evaluation,
  Library,
  Limitation,
  Place,
  Procedure,
  Scope,
  Source,
  Statement,
  Variable,
} from './program.js'
import type { VariableTraits } from './scopes.js'
import type { SyntaxTree } from './syntax-tree.js'

/** How a node names something: through another node, by one more step, or as a plain name. */
export type PlaceStep =
  | { readonly name: string }
  | {
      /** Node of the object that is gone into. */
      readonly base: number
      /** Path element; undefined where the node is the object itself (parentheses, casts). */
      readonly step?: string
      /** Nodes that are evaluated on the way: the index in `xs[i]`. */
      readonly evaluated?: readonly number[]
    }

/** Where the value of a node comes from: the nodes that may be its value, or that it holds. */
export interface ValuePart {
  readonly node: number
  /** Path element under which a container holds the part; undefined where the part is the value itself. */
  readonly into?: string
  /** The value is a reference to the part (`&x`). */
  readonly address?: boolean
  /** The value is an element of the part. */
  readonly from?: string
}

/** A call as the grammar writes it. */
export interface CallParts {
  readonly callee: number
  readonly arguments: readonly number[]
}

/** Sets a fragment between other text, so that it parses; both without line breaks. */
export interface FragmentFrame {
  readonly before: string
  readonly after: string
}

/** Lowers a node of the syntax tree to statements at the end of a block. */
export type LowerStatement = (lowering: Lowering, node: number, into: Block) => void

/** Everything that differs between languages. Tables go from a grammar's node kinds to what they mean. */
export interface Language {
  readonly id: LanguageId
  /** Loads the grammars at first use: one, and others for text that those before them do not understand. */
  readonly loadGrammars: () => readonly unknown[]
  readonly noOperation: string
  /** Whether a name is only visible after its declaration (C), not in the whole block. */
  readonly declaresBeforeUse: boolean
  /** Whether a method's first parameter is the object that it is called on. */
  readonly namesReceiver: boolean
  /** Whether the text's common indentation is removed before parsing. */
  readonly indentationMatters: boolean
  /** Frames to try, in this order, where the bare text does not parse: methods without their class and the like. */
  readonly fragmentFrames: readonly FragmentFrame[]
  readonly commentKinds: ReadonlySet<string>
  /** Statements by node kind. What is missing here is an expression, or a block if it is in {@link blocks}. */
  readonly statements: Readonly<Record<string, LowerStatement>>
  /** Nodes that only hold statements, without a scope of their own. */
  readonly transparent: ReadonlySet<string>
  /** Expressions that are more than the reads of their children. */
  readonly expressions: Readonly<Record<string, (walker: Walker, node: number) => void>>
  /** What an assignment to a node of this kind does, where it is not a {@link places place}. */
  readonly targets: Readonly<Record<string, (walker: Walker, node: number, options: WriteOptions) => void>>
  readonly places: Readonly<Record<string, (tree: SyntaxTree, node: number) => PlaceStep | undefined>>
  readonly values: Readonly<Record<string, (tree: SyntaxTree, node: number) => readonly ValuePart[]>>
  /** Functions that are written as expressions. */
  readonly closures: Readonly<Record<string, (lowering: Lowering, node: number) => Procedure>>
  /** Calls; undefined where a node of the kind is none (a cast that is written like a call). */
  readonly calls: Readonly<Record<string, (tree: SyntaxTree, node: number) => CallParts | undefined>>
  /**
   * Calls that are not written as calls: macros in the place of a declaration, constructors of declared objects, decorators without
   * arguments. What is called: a node, or a name; undefined where nothing is. Retrieval sees them, slicing does not.
   */
  readonly impliedCalls: Readonly<
    Record<string, (tree: SyntaxTree, node: number) => number | string | undefined>
  >
  /** Qualified names of what the imports of this node bring in, by local name. */
  readonly imports: Readonly<
    Record<string, (tree: SyntaxTree, node: number, bind: (local: string, qualified: string) => void) => void>
  >
  /** Names of the modules that an import brings in, with dots between their parts. */
  readonly modules: Readonly<Record<string, (tree: SyntaxTree, node: number) => readonly string[]>>
  /** Functions that never return, by qualified name. */
  readonly neverReturn: ReadonlySet<string>
  readonly library: Library
}

/** How a target is written. */
export interface WriteOptions {
  /** Scope in which the names of the target are declared. */
  declareIn?: Scope
  /** Where the new value may come from. */
  sources?: readonly Source[]
  /** The declared variables hold no references. */
  scalar?: boolean
  /** The declared variables are other names for what they are initialised with. */
  reference?: boolean
  /** The write may be left out at run time. */
  weak?: boolean
}

/** How a statement is written down; see {@link Statement}. */
export interface StatementOptions {
  /** Last node of the header, where the statement has a body. */
  headerEnd?: number
  /** First node of the header, where that is not the start of the statement (`do ... while (test)`). */
  headerStart?: number
  inseparable?: boolean
}

/** How a block is written down; see {@link Block}. */
export interface BlockOptions {
  /** Node whose tokens belong to the block, if larger than the block itself (`else` and its body). */
  frame?: number
  optional?: boolean
  scope?: boolean
}

/** How a procedure is written down. */
export interface ProcedureOptions {
  name: string
  host: Statement | undefined
  /** Node of the body; a block, or an expression whose value is returned. */
  body: number
  /** Declares and evaluates the parameters, as part of the entry statement. */
  parameters: (walker: Walker) => void
  /** Last node of the header. */
  headerEnd: number
  /** What it is to its class, if it has one; a static method is not called on an object. */
  member?: 'method' | 'static' | 'constructor'
}

/** Something to do: a node to evaluate (none where negative), a step of its own, or several in a row. */
export type Work = number | (() => void) | readonly Work[]

/** Walks expressions and notes what they read, write and call; see `ExpressionWalker`. */
export interface Walker {
  readonly lowering: Lowering
  /** Evaluates a node for its value, now. */
  walk(node: number): void
  /** Does work now, with all that it queues. */
  run(work: Work): void
  /** Queues work, to be done in this order before all that is queued already. */
  later(...items: readonly Work[]): void
  /** Queues work that runs on some paths only. */
  sometimes(...items: readonly Work[]): void
  /** Queues work with names looked up in an inner scope. */
  inScope(scope: Scope, ...items: readonly Work[]): void
  /** Notes that the statement may raise an exception. */
  mayThrow(): void
  /** Queues the children for reading. */
  visitChildren(node: number): void
  /** Evaluates a call: callee, arguments, the call itself. */
  visitCall(node: number): void
  /** Reads every name below a node, whatever the nodes mean. */
  walkNames(node: number): void
  /** Notes a read. */
  readPlace(place: Place): void
  /** Notes a write. */
  writePlace(place: Place, options?: WriteOptions): void
  /** Queues an assignment: names are written, elements are written weakly, patterns are taken apart. */
  write(target: number, options?: WriteOptions): void
  /** Declares and writes a name, whatever its node is. */
  writeName(name: string, node: number, options?: WriteOptions): Place
  /** Declares a parameter: the next position of the procedure's parameters. */
  parameter(name: string, node: number, options?: WriteOptions): void
  /** Declares the names of a pattern that takes one argument apart. */
  parameterPattern(node: number): void
  /** The procedure of a function that is written as an expression. */
  closure(node: number): Procedure
  /** Evaluates what a procedure returns. */
  returns(node: number): void
  /** Notes that a value, which was evaluated before, is what the procedure returns. */
  returned(node: number): void
  /** The call at a node. */
  call(node: number): Call
  /** Where the value of a node may come from, as far as references go. */
  sources(node: number): Source[]
}

/** Expressions of a statement: nodes to evaluate, or how to. */
export type Evaluated = readonly number[] | ((walker: Walker) => void)

/** Builds the program model of one syntax tree; see `ProgramLowering`. */
export interface Lowering {
  readonly tree: SyntaxTree
  readonly language: Language
  readonly module: Procedure
  scope: Scope
  procedure: Procedure
  /** Statement whose expressions are being walked; closures in them are hosted by it. */
  current: Statement | undefined
  /** Statements that stand within an expression, and run before the statement that the expression is of: members of its classes. */
  readonly hoisted: Statement[]
  /** Functions that are written as expressions, by node. */
  readonly closures: Map<number, Procedure>
  /** Calls by node. */
  readonly calls: Map<number, Call>
  /** What is called, by node of the call. */
  readonly callees: Map<number, Omit<Call, 'arguments'>>
  /** Does work one level of nesting deeper; notes a limit and does nothing where that is too deep. Returns whether it did. */
  nested(node: number, work: () => void): boolean
  /** Adds something that could not be seen, once for each line. */
  limit(kind: Limitation['kind'], message: string, node: number): void
  /** Starts a statement; its control and evaluation are filled in afterwards. */
  open(node: number, kind: string, options?: StatementOptions): Statement
  /** Adds a whole statement to a block. */
  add(
    into: Block,
    node: number,
    kind: string,
    evaluate: Evaluated,
    control?: Control,
    options?: StatementOptions,
  ): Statement
  /** Walks expressions as part of a statement. */
  evaluate(statement: Statement, evaluate: Evaluated): Evaluation
  /** As {@link evaluate}, into an evaluation that exists. */
  evaluateInto(statement: Statement, evaluation: Evaluation, evaluate: Evaluated): void
  /** A new block scope within the present one. */
  blockScope(node: number): Scope
  /** Lowers a node as the body of a statement: a block, or a single statement. */
  body(node: number, options?: BlockOptions): Block
  /** Lowers nodes in a row as one block. */
  sequence(frame: number, nodes: readonly number[], options?: BlockOptions): Block
  /** Lowers one statement; tokens and comments add nothing. */
  lowerStatement(node: number, into: Block): void
  /** Lowers a function: entry statement with its parameters, body with a scope of its own. */
  createProcedure(node: number, options: ProcedureOptions): Procedure
  /** A place that is not yet resolved. */
  place(name: string, offset: number, path: readonly string[], scope?: Scope): Place
  /** Declares a name in a scope. */
  declare(name: string, scope: Scope, offset: number, traits?: VariableTraits): Variable
  /** A dotted name with its first part replaced by what it was imported from. */
  qualify(parts: readonly string[]): string
}
