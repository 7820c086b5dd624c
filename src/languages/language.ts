import type { ExpressionWalker, WriteOptions } from './expressions.js'
import type { LanguageId } from './language-id.js'
import type { Lowering } from './lowering.js'
import type { Block, Library, Procedure } from './program.js'
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

/** Everything that differs between languages. Tables go from a grammar's node kinds to what they mean. */
export interface Language {
  readonly id: LanguageId
  /** Loads the grammar at first use. */
  readonly loadGrammar: () => unknown
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
  readonly statements: Readonly<Record<string, (lowering: Lowering, node: number, into: Block) => void>>
  /** Nodes that only hold statements, without a scope of their own. */
  readonly transparent: ReadonlySet<string>
  /** Expressions that are more than the reads of their children. */
  readonly expressions: Readonly<Record<string, (walker: ExpressionWalker, node: number) => void>>
  /** What an assignment to a node of this kind does, where it is not a {@link places place}. */
  readonly targets: Readonly<
    Record<string, (walker: ExpressionWalker, node: number, options: WriteOptions) => void>
  >
  readonly places: Readonly<Record<string, (tree: SyntaxTree, node: number) => PlaceStep | undefined>>
  readonly values: Readonly<Record<string, (tree: SyntaxTree, node: number) => readonly ValuePart[]>>
  /** Functions that are written as expressions. */
  readonly closures: Readonly<Record<string, (lowering: Lowering, node: number) => Procedure>>
  readonly calls: Readonly<Record<string, (tree: SyntaxTree, node: number) => CallParts>>
  /** Qualified names of what the imports of this node bring in, by local name. */
  readonly imports: Readonly<
    Record<string, (tree: SyntaxTree, node: number, bind: (local: string, qualified: string) => void) => void>
  >
  /** Functions that never return, by qualified name. */
  readonly neverReturn: ReadonlySet<string>
  readonly library: Library
}
