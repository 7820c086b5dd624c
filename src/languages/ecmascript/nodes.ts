import { kindOf, namedChildrenOf, type SyntaxTree } from '../syntax-tree.js'

/** First child that is neither a token nor a comment, -1 if there is none. */
export const firstNamed = (tree: SyntaxTree, node: number): number =>
  namedChildrenOf(tree, node).find((child) => kindOf(tree, child) !== 'comment') ?? -1
