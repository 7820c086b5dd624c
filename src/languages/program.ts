import type { LanguageId } from './language-id.js'
import type { SyntaxTree } from './syntax-tree.js'

/** Path element for "some element, which one is not known": `xs[i]`, `*p`, what a method changes inside its receiver. */
export const ANY_ELEMENT = '*'

/** A name space. Lookups go outwards; names of a class body are not seen from the procedures in it. */
export interface Scope {
  readonly parent: Scope | undefined
  /** Number of scopes around it. */
  readonly depth: number
  readonly procedure: Procedure
  readonly kind: 'module' | 'procedure' | 'block' | 'class'
  readonly variables: Map<string, Variable>
  /** Names that a declaration binds to an outer scope (Python's `global` and `nonlocal`). */
  readonly outer: Map<string, 'global' | 'nonlocal'>
}

/** A variable, after names were resolved. */
export interface Variable {
  readonly id: number
  readonly name: string
  /** The procedure that declares it. Others that access it capture it. */
  readonly procedure: Procedure
  /** Offset from which on the name is visible, where the language has it so. */
  readonly declaredAt: number
  /** Whether its value holds no reference, so that nobody can change it through a copy (`int n`). */
  readonly scalar: boolean
  /** Whether it is an array in place, so that a function that takes it gets at its elements (C). */
  readonly array: boolean
  /** Whether it is another name for what it was initialised with (C++). */
  readonly reference: boolean
  /** Statement that declares it; undefined where none does. */
  readonly declaration: Statement | undefined
  /** Statements that access it. */
  readonly accesses: Set<number>
}

/** A variable, or what is reached from it: `o` is `[]`, `o.x` is `['x']`, `p->rows[i]` is `['rows', '*']`. */
export interface Place {
  readonly name: string
  readonly scope: Scope
  readonly offset: number
  /** Statement that accesses it. */
  readonly statement: Statement | undefined
  readonly path: readonly string[]
  /** Set once all names of the program are known. */
  variable: Variable
}

/** Where the object that a value refers to may come from. */
export type Source =
  | { readonly kind: 'place'; readonly place: Place; readonly address: boolean }
  | { readonly kind: 'procedure'; readonly procedure: Procedure }
  /** What a call returns. */
  | { readonly kind: 'call'; readonly call: Call }
  /** A new container that holds the source under a path element. */
  | { readonly kind: 'held'; readonly source: Source; readonly into: string }
  /** Some element of the source. */
  | { readonly kind: 'element'; readonly source: Source }

/** A copy of a reference: afterwards the target may refer to what the source refers to. */
export interface Flow {
  /** Undefined: what the procedure returns. */
  readonly target: Place | undefined
  readonly source: Source
}

/** One call in an expression. */
export interface Call {
  /** Last part of the callee's name; empty where it has none (`fs[0]()`). */
  readonly name: string
  /** With imports resolved and the receiver kept; empty where the callee is not a name. */
  readonly qualified: string
  readonly offset: number
  /** The callee as a place. */
  readonly callee: Place | undefined
  /** The object whose method is called, as a place. */
  readonly receiver: Place | undefined
  /** A procedure that is called where it is written. */
  readonly inlined: Procedure | undefined
  readonly isMethod: boolean
  /** Per argument, what it may refer to. */
  readonly arguments: readonly (readonly Source[])[]
}

/** One step of an evaluation. */
export type Step =
  | { readonly kind: 'read'; readonly place: Place }
  | { readonly kind: 'write'; readonly place: Place; readonly strong: boolean }
  /** `conditional`: not evaluated on every path through its statement. */
  | { readonly kind: 'call'; readonly call: Call; readonly conditional: boolean }
  | { readonly kind: 'closure'; readonly procedure: Procedure }

/** What evaluating one part of a statement does, in the order of evaluation. */
export interface Evaluation {
  readonly steps: Step[]
  readonly flows: Flow[]
  /** Whether it may raise an exception that the text does not show (calls, accesses of elements, awaiting). */
  mayThrow: boolean
}

/** How control passes through a statement. */
export type Control =
  | { readonly form: 'simple' }
  /** Only passed through in text: declarations, labels of a switch. */
  | { readonly form: 'sequence'; readonly body: Block }
  | { readonly form: 'if'; readonly consequent: Block; readonly alternative: Block | undefined }
  | {
      readonly form: 'loop'
      readonly testFirst: boolean
      /** What the test is known to be: `for (;;)` is always true, `do ... while (0)` always false. */
      readonly constant: boolean | undefined
      readonly init: Evaluation | undefined
      /** The loop variable's assignment at the start of each round. */
      readonly each: Evaluation | undefined
      readonly update: Evaluation | undefined
      readonly body: Block
      /** Runs when the loop ends without a break (Python). */
      readonly otherwise: Block | undefined
    }
  /** Jump table: its arms are `case` statements in the body, which fall through. */
  | { readonly form: 'switch'; readonly body: Block; readonly hasDefault: boolean }
  | { readonly form: 'case'; readonly body: Block }
  /** Arms are tried in order, at most one runs. */
  | { readonly form: 'match'; readonly body: Block; readonly arms: readonly Statement[] }
  | { readonly form: 'arm'; readonly body: Block; readonly irrefutable: boolean }
  | {
      readonly form: 'try'
      readonly body: Block
      readonly handlers: readonly Statement[]
      readonly otherwise: Block | undefined
      readonly finalizer: Block | undefined
    }
  | { readonly form: 'handler'; readonly body: Block; readonly catchesAll: boolean }
  | { readonly form: 'return' }
  | { readonly form: 'throw' }
  | { readonly form: 'break'; readonly label: string | undefined }
  | { readonly form: 'continue'; readonly label: string | undefined }
  | { readonly form: 'goto'; readonly label: string | undefined }
  /** Ends the process, or does so on some of its paths. */
  | { readonly form: 'exit'; readonly conditional: boolean }
  /** Goes on or throws (`assert`). */
  | { readonly form: 'assert' }
  | { readonly form: 'label'; readonly label: string; readonly body: Block }
  | { readonly form: 'function'; readonly procedure: Procedure }

/** A statement: the node of the dependence graph. For a compound one, its header. */
export interface Statement {
  /** Index in `Program.statements`, in source order of creation. */
  readonly id: number
  /** What it is, for people: `if`, `for`, `assignment`, ... */
  readonly kind: string
  readonly procedure: Procedure
  /** Node of the syntax tree that holds it whole. */
  readonly node: number
  /** Lines of the statement or, where it has a body, of its header; from 1. */
  readonly startLine: number
  readonly endLine: number
  readonly evaluation: Evaluation
  control: Control
  /** Whether it has a meaning only together with its parent: the body of `x => x + 1`. */
  readonly inseparable: boolean
}

/** A run of statements within a statement or procedure. */
export interface Block {
  readonly id: number
  /** Node that holds the block with the keyword that opens it; its own tokens are the block's frame. */
  readonly node: number
  readonly statements: Statement[]
  /** Whether the frame may be left out where none of the statements is kept (`else`). */
  readonly optional: boolean
  /** Whether the text needs a statement in it: no braces around it. */
  readonly needsStatement: boolean
}

/** A function, method or lambda, or the code outside of all of them. */
export interface Procedure {
  readonly id: number
  readonly name: string
  readonly parent: Procedure | undefined
  readonly startLine: number
  readonly endLine: number
  /** Stands for the start of the procedure: writes the parameters. */
  readonly entry: Statement
  /** Statement of the enclosing procedure in whose text it stands. */
  readonly host: Statement | undefined
  readonly parameters: readonly Place[]
  /** The object on which it is called (`this`, `self`), where it has one. */
  readonly receiver: Place | undefined
  /** Whether it is a member of a class, so that a call of its name on any object may mean it. */
  readonly isMethod: boolean
  /** Whether calling its class runs it. */
  readonly isConstructor: boolean
  readonly body: Block
  readonly scope: Scope
}

/** A call of the program, for retrieval. */
export interface ApiCall {
  /** Last part: `execute`. */
  readonly name: string
  /** With imports and aliases resolved and the receiver kept: `sqlite3.connect`, `cursor.execute`. */
  readonly qualified: string
  /** From 1. */
  readonly line: number
}

/** Something that the analysis could not see or gave up on. */
export interface Limitation {
  /** What kind of code it is. */
  readonly kind: 'syntax-error' | 'unsupported' | 'limit'
  /** What was not understood, in a sentence. */
  readonly message: string
  /** From 1. */
  readonly line: number
  /** Name of the procedure that it concerns. */
  readonly procedure: string
}

/** A source text, lowered to what slicing needs to know of it. */
export interface Program {
  readonly language: LanguageId
  readonly tree: SyntaxTree
  /** Offsets between which the source stands in the text that was parsed: a fragment may have been put into a frame. */
  readonly span: { readonly start: number; readonly end: number }
  /** Offset at which each line starts, in the text that was parsed; its lines are those of the source. */
  readonly lineStarts: Uint32Array
  /** The lines of the source as given, without line ends. */
  readonly sourceLines: readonly string[]
  /** The line end that the source uses. */
  readonly lineEnd: string
  /** The code outside any function comes first, with the name `<module>`. */
  readonly procedures: readonly Procedure[]
  readonly statements: readonly Statement[]
  readonly blocks: readonly Block[]
  readonly variables: readonly Variable[]
  readonly calls: readonly ApiCall[]
  /** Modules that are imported, each once, named like calls. */
  readonly modules: readonly ApiCall[]
  /** Lines at which the parser found an error, from 1. */
  readonly errorLines: readonly number[]
  readonly limitations: readonly Limitation[]
  /** The language's statement that does nothing, put where a body would be empty. */
  readonly noOperation: string
  readonly isComment: (node: number) => boolean
  readonly library: Library
}

/** What is known of functions that are not in the text. */
export interface Library {
  /** Functions that change none of their arguments and call none of them, by last or qualified name. */
  readonly harmless: ReadonlySet<string>
  /** Methods that do not change their receiver or arguments. */
  readonly readingMethods: ReadonlySet<string>
  /** Methods that change their receiver only, and at most keep their arguments. */
  readonly changingMethods: ReadonlySet<string>
  /** Functions that write through the arguments at these positions, and through no other; a negative one means "from there on". */
  readonly writesThrough: ReadonlyMap<string, readonly number[]>
  /** Functions whose result refers to what their first argument refers to. */
  readonly returnsArgument: ReadonlySet<string>
  /** Whether an unknown function may change what an argument refers to. */
  readonly unknownCallsWrite: boolean
}
