import type { ValuePart } from './language.js'
import { ANY_ELEMENT, type Source } from './program.js'
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

/** The sources of an element of a value. */
export function elementsOf(sources: readonly Source[]): Source[] {
  return sources.flatMap((source): Source[] => {
    if (source.kind === 'held') return [source.source]
    if (source.kind === 'procedure') return []
    return [{ kind: 'element', source }]
  })
}

/** Path element of an access with a constant key, such as `o['x']` or `row[0]`. */
export function constantKey(text: string): string {
  const quoted = /^(['"`])([^'"`\\$]*)\1$/.exec(text)
  if (quoted) return quoted[2]!
  return /^\d+$/.test(text) ? text : ANY_ELEMENT
}
