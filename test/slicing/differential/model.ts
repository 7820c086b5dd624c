/**
 * A language-neutral program. Every tree is a valid, terminating program: names are picks that the printers take modulo
 * what is in scope, jumps without a target print as nothing, loops carry their own bound. So any subtree may be dropped
 * or replaced while shrinking.
 */
export type FuzzLanguage = 'python' | 'javascript' | 'c'

/** Index into what is in scope, modulo its size. */
export type Pick = number

/** A non-negative integer. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'variable'; pick: Pick }
  | { kind: 'arithmetic'; operator: '+' | '*' | '^' | '&' | '|' | '%'; left: Expression; right: Expression }
  | { kind: 'conditional'; test: Condition; consequent: Expression; alternative: Expression }
  | { kind: 'element'; list: Pick; index: Expression }
  | { kind: 'field'; object: Pick; field: Pick }
  | { kind: 'length'; list: Pick }
  | { kind: 'textLength' }
  /** C: what a pointer points to. */
  | { kind: 'pointee'; pointer: Pick }
  /** Of a helper function, or of a closure. */
  | { kind: 'call'; callee: Pick; first: Expression; second: Expression; target: Pick }
  /** Of a method that changes its object. */
  | { kind: 'method'; object: Pick; argument: Expression }
  /** Sum over a list. */
  | { kind: 'total'; list: Pick; addend: Expression; filter: number | undefined }

export type Condition =
  | { kind: 'compare'; operator: '<' | '>' | '==' | '!='; left: Expression; right: Expression }
  | { kind: 'parity'; value: Expression }
  | { kind: 'both'; left: Condition; right: Condition }
  | { kind: 'either'; left: Condition; right: Condition }
  | { kind: 'not'; operand: Condition }
  /** Assigns, then compares (Python's walrus). */
  | { kind: 'assigned'; target: Pick; value: Expression; bound: number }

/** How a statement is laid out. */
export interface Layout {
  /** Over several lines. */
  multiline: boolean
  /** On the line of the statement before. */
  joined: boolean
}

export type Leaf = Layout &
  (
    | { kind: 'assign'; target: Pick; value: Expression }
    | { kind: 'augment'; target: Pick; operator: '+' | '^' | '|'; value: Expression }
    | { kind: 'increment'; target: Pick }
    | { kind: 'swap'; first: Pick; second: Pick; value: Expression }
    | { kind: 'unpack'; list: Pick; first: Pick; second: Pick }
    | { kind: 'unpackObject'; object: Pick; target: Pick }
    | { kind: 'probe'; value: Expression }
    | { kind: 'probeList'; list: Pick }
    | { kind: 'probeObject'; object: Pick }
    | { kind: 'probeText' }
    | { kind: 'append'; list: Pick; value: Expression }
    | { kind: 'pop'; list: Pick; target: Pick }
    | { kind: 'store'; list: Pick; index: Expression; value: Expression }
    | { kind: 'freshList'; list: Pick; first: Expression; second: Expression }
    | { kind: 'mapList'; list: Pick; source: Pick; addend: Expression; filter: number | undefined }
    | { kind: 'copyList'; list: Pick; source: Pick }
    | { kind: 'aliasList'; list: Pick; source: Pick }
    | { kind: 'freshObject'; object: Pick; first: Expression; second: Expression }
    | { kind: 'writeField'; object: Pick; field: Pick; value: Expression }
    | { kind: 'augmentField'; object: Pick; field: Pick; value: Expression }
    | { kind: 'aliasObject'; object: Pick; source: Pick }
    | { kind: 'text'; value: Expression }
    | { kind: 'call'; callee: Pick; first: Expression; second: Expression; target: Pick }
    | { kind: 'method'; object: Pick; argument: Expression }
    | { kind: 'shortCircuit'; test: Condition; target: Pick; value: Expression }
    | { kind: 'point'; pointer: Pick; test: Condition; first: Pick; second: Pick }
    | { kind: 'storeThrough'; pointer: Pick; value: Expression }
  )

export type Jump = {
  kind: 'jump'
  form: 'break' | 'continue' | 'return' | 'throw' | 'exit' | 'goto'
  /** Jumps only then; without it what follows is dead. */
  guard: Condition | undefined
  /** Of a label, a loop or the kind of what is thrown. */
  pick: Pick
  value: Expression
  /** On one line with its guard. */
  compact: boolean
}

export type Compound =
  | {
      kind: 'if'
      test: Condition
      consequent: Block
      elseIf: { test: Condition; body: Block } | undefined
      alternative: Block | undefined
    }
  | {
      kind: 'loop'
      form: 'while' | 'counted' | 'postTest' | 'endless' | 'each' | 'keys'
      /** Most rounds, 1 to 4. */
      times: number
      test: Condition | undefined
      list: Pick
      body: Block
      otherwise: Block | undefined
      labelled: boolean
    }
  | {
      kind: 'switch'
      value: Expression
      arms: { body: Block; falls: boolean }[]
      /** Position of the default arm among the arms. */
      defaultAt: number | undefined
    }
  | {
      kind: 'try'
      body: Block
      handler: { body: Block; catches: Pick; reads: Pick | undefined } | undefined
      otherwise: Block | undefined
      finalizer: Block | undefined
    }
  /** JavaScript: a labelled block; C: a plain one; Python: a `with`. */
  | { kind: 'scoped'; body: Block; value: Expression }
  /** C: a place to go to. */
  | { kind: 'label' }

export type Statement = Leaf | Jump | Compound

export interface Block {
  /** A variable of the block that hides an outer one of the same name. */
  shadow: { pick: Pick; value: Expression } | undefined
  statements: Statement[]
  /** Without braces where the language allows it. */
  bare: boolean
}

/** What a helper function is given besides a number: a number, a list, an object, or (C) a pointer to a number. */
export type HelperShape = 'number' | 'list' | 'object' | 'pointer'

export interface Program {
  body: Block
  helpers: { shape: HelperShape; body: Block; result: Expression }[]
  closures: { body: Block; result: Expression; arrow: boolean }[]
  /** Code outside any function instead of one function. */
  module: boolean
  /** Objects are instances of a class with a method; otherwise plain ones. */
  classes: boolean
}
