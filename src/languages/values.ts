import type { ValuePart } from './language.js'
import { ANY_ELEMENT } from './program.js'
import { kindOf, type SyntaxTree } from './syntax-tree.js'

/** Elements that are told apart by their position. */
const MAX_POSITIONS = 16

/** The parts of a list in brackets: elements by position, as long as no other list is spread among them. */
export function elementParts(tree: SyntaxTree, elements: readonly number[], spread: string): ValuePart[] {
  const spreads = elements.some((element) => kindOf(tree, element) === spread)
  return elements.map((node, index) => {
    if (kindOf(tree, node) === spread) return { node }
    return { node, into: spreads || index >= MAX_POSITIONS ? ANY_ELEMENT : String(index) }
  })
}
