import { kindOf, namedChildrenOf, type SyntaxTree } from '../syntax-tree.js'

/** Named children that are not comments. */
export function partsOf(tree: SyntaxTree, node: number): number[] {
  return namedChildrenOf(tree, node).filter((child) => kindOf(tree, child) !== 'comment')
}

/** The first of them, -1 if there is none. */
export function firstNamed(tree: SyntaxTree, node: number): number {
  return partsOf(tree, node)[0] ?? -1
}

/** A name without the arguments of templates in it: `std::vector<int>::size` is `std::vector::size`. */
export function plainName(text: string): string {
  const spaceless = text.replace(/\btemplate\s+/g, '').replace(/\s+/g, '')
  if (!spaceless.includes('<') || spaceless.includes('operator')) return spaceless
  let plain = ''
  let depth = 0
  for (const character of spaceless) {
    if (character === '<') depth++
    if (depth === 0) plain += character
    if (character === '>') depth--
  }
  return plain
}
