import type Parser from 'tree-sitter'

/** Names of the node kinds and fields of one grammar, learnt from the trees that were copied so far. */
export interface GrammarNames {
  /** Kind name by kind id. */
  readonly kinds: string[]
  /** Whether a kind is neither a token (punctuation, a keyword) nor a comment, by kind id. */
  readonly named: boolean[]
  /** What a kind means to its language, by kind id: see {@link kindRoles}. */
  readonly roles: number[]
  /** Gives the roles of a kind that was not met before. */
  readonly rolesOf: (kind: string) => number
  /** Field id by field name. */
  readonly fields: Map<string, number>
  /** Field names by field id. */
  readonly fieldNames: string[]
}

/**
 * A syntax tree as plain arrays over node numbers in source order (a parent comes before its children, the root is 0).
 * Copied from the native tree in one cursor pass, since touching native nodes again costs several times as much.
 */
export interface SyntaxTree {
  readonly text: string
  readonly names: GrammarNames
  /** Number of nodes. */
  readonly size: number
  /** Kind id per node; index of `names.kinds`. */
  readonly kinds: Uint16Array
  /** Offset of the first character, in UTF-16 units. */
  readonly starts: Uint32Array
  /** Offset after the last character. */
  readonly ends: Uint32Array
  /** Parent per node, -1 for the root. */
  readonly parents: Int32Array
  /** First child per node, -1 for a leaf. */
  readonly firstChildren: Int32Array
  /** Next sibling per node, -1 for the last. */
  readonly nextSiblings: Int32Array
  /** Field id per node, 0 for none. */
  readonly fields: Uint16Array
  /** ERROR and MISSING nodes in source order. */
  readonly errors: readonly number[]
  /** Nodes whose kind has any of {@link kindRoles}, in source order. */
  readonly marked: readonly number[]
}

/** Kind name of nodes that the parser could not make sense of, the same in every grammar. */
export const ERROR_KIND = 'ERROR'

/** Bits of {@link GrammarNames.roles}: what is looked for in the whole tree, found while it is copied. */
export const kindRoles = { import: 1, module: 2, call: 4, comment: 8 } as const

/** An empty name table, to be shared by all trees of one grammar. */
export function createGrammarNames(rolesOf: GrammarNames['rolesOf']): GrammarNames {
  return { kinds: [], named: [], roles: [], rolesOf, fields: new Map(), fieldNames: [] }
}

/** Whether the kind of a node has one of {@link kindRoles}. */
export function hasRole(tree: SyntaxTree, node: number, role: number): boolean {
  return (tree.names.roles[tree.kinds[node]!]! & role) !== 0
}

/** Copies a native tree into arrays, in one pass. */
export function copySyntaxTree(native: Parser.Tree, text: string, names: GrammarNames): SyntaxTree {
  let capacity = (text.length >> 1) + 64
  let kinds = new Uint16Array(capacity)
  let starts = new Uint32Array(capacity)
  let ends = new Uint32Array(capacity)
  let parents = new Int32Array(capacity)
  let firstChildren = new Int32Array(capacity)
  let nextSiblings = new Int32Array(capacity)
  let fields = new Uint16Array(capacity)
  const errors: number[] = []
  const marked: number[] = []
  const cursor = native.walk()
  let size = 0
  let parent = -1
  let previous = -1
  for (;;) {
    if (size === capacity) {
      capacity *= 2
      kinds = enlarge(kinds, new Uint16Array(capacity))
      starts = enlarge(starts, new Uint32Array(capacity))
      ends = enlarge(ends, new Uint32Array(capacity))
      parents = enlarge(parents, new Int32Array(capacity))
      firstChildren = enlarge(firstChildren, new Int32Array(capacity))
      nextSiblings = enlarge(nextSiblings, new Int32Array(capacity))
      fields = enlarge(fields, new Uint16Array(capacity))
    }
    const node = size++
    const kind = cursor.nodeTypeId
    if (names.kinds[kind] === undefined) {
      const roles = names.rolesOf(cursor.nodeType)
      names.kinds[kind] = cursor.nodeType
      names.roles[kind] = roles
      names.named[kind] = cursor.nodeIsNamed && (roles & kindRoles.comment) === 0
    }
    const field = cursor.currentFieldId
    if (field !== 0 && names.fieldNames[field] === undefined) {
      names.fieldNames[field] = cursor.currentFieldName
      names.fields.set(cursor.currentFieldName, field)
    }
    const start = cursor.startIndex
    const end = cursor.endIndex
    kinds[node] = kind
    if (names.roles[kind] !== 0) marked.push(node)
    starts[node] = start
    ends[node] = end
    parents[node] = parent
    firstChildren[node] = -1
    nextSiblings[node] = -1
    fields[node] = field
    if (previous >= 0) nextSiblings[previous] = node
    else if (parent >= 0) firstChildren[parent] = node
    if (names.kinds[kind] === ERROR_KIND || (start === end && cursor.nodeIsMissing)) errors.push(node)

    if (cursor.gotoFirstChild()) {
      parent = node
      previous = -1
      continue
    }
    previous = node
    let done = false
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        done = true
        break
      }
      previous = parent
      parent = parents[parent]!
    }
    if (done) break
  }
  return {
    text,
    names,
    size,
    kinds,
    starts,
    ends,
    parents,
    firstChildren,
    nextSiblings,
    fields,
    errors,
    marked,
  }
}

function enlarge<T extends Uint16Array | Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** Kind name of a node. */
export function kindOf(tree: SyntaxTree, node: number): string {
  return tree.names.kinds[tree.kinds[node]!]!
}

/** Whether a node is more than a keyword, punctuation or a comment. */
export function isNamed(tree: SyntaxTree, node: number): boolean {
  return tree.names.named[tree.kinds[node]!]!
}

/** Source text of a node; empty where there is no node. */
export function textOf(tree: SyntaxTree, node: number): string {
  return node < 0 ? '' : tree.text.slice(tree.starts[node], tree.ends[node])
}

/** First child in a field, -1 if there is none. */
export function childByField(tree: SyntaxTree, node: number, field: string): number {
  const id = tree.names.fields.get(field)
  if (id === undefined) return -1
  for (let child = tree.firstChildren[node]!; child >= 0; child = tree.nextSiblings[child]!) {
    if (tree.fields[child] === id) return child
  }
  return -1
}

/** Every child in a field. */
export function childrenByField(tree: SyntaxTree, node: number, field: string): number[] {
  const id = tree.names.fields.get(field)
  const found: number[] = []
  if (id === undefined) return found
  for (let child = tree.firstChildren[node]!; child >= 0; child = tree.nextSiblings[child]!) {
    if (tree.fields[child] === id) found.push(child)
  }
  return found
}

/** All children, tokens included. */
export function childrenOf(tree: SyntaxTree, node: number): number[] {
  const found: number[] = []
  for (let child = tree.firstChildren[node]!; child >= 0; child = tree.nextSiblings[child]!) found.push(child)
  return found
}

/** Children without keywords, punctuation and comments, which may stand anywhere. */
export function namedChildrenOf(tree: SyntaxTree, node: number): number[] {
  return childrenOf(tree, node).filter((child) => isNamed(tree, child))
}

/** First of {@link namedChildrenOf}, -1 if there is none. */
export function firstNamedChild(tree: SyntaxTree, node: number): number {
  let child = tree.firstChildren[node] ?? -1
  while (child >= 0 && !isNamed(tree, child)) child = tree.nextSiblings[child]!
  return child
}

/** First child of a kind, -1 if there is none. */
export function childOfKind(tree: SyntaxTree, node: number, ...kinds: string[]): number {
  for (let child = tree.firstChildren[node]!; child >= 0; child = tree.nextSiblings[child]!) {
    if (kinds.includes(kindOf(tree, child))) return child
  }
  return -1
}
