import type { Lowering, PlaceStep, ValuePart, Walker, Work, WriteOptions } from '../language.js'
import { ANY_ELEMENT, type Procedure } from '../program.js'
import { visibleVariable } from '../scopes.js'
import {
  childByField,
  childOfKind,
  firstNamedChild,
  kindOf,
  namedChildrenOf,
  type SyntaxTree,
  textOf,
} from '../syntax-tree.js'
import { constantKey } from '../values.js'
import { isCast } from './calls.js'
import { walkParameters } from './declarators.js'
import { plainName } from './nodes.js'

const name = (tree: SyntaxTree, node: number): PlaceStep => ({ name: textOf(tree, node) })

const operatorOf = (tree: SyntaxTree, node: number): string =>
  textOf(tree, childByField(tree, node, 'operator'))

/** A template with its arguments. */
const instance = (tree: SyntaxTree, node: number): PlaceStep => ({
  base: childByField(tree, node, 'name'),
  evaluated: [childByField(tree, node, 'arguments')],
})

export const places: Readonly<Record<string, (tree: SyntaxTree, node: number) => PlaceStep | undefined>> = {
  identifier: name,
  this: name,
  type_identifier: name,
  namespace_identifier: name,
  qualified_identifier: (tree, node) => ({ name: plainName(textOf(tree, node)) }),
  template_function: instance,
  template_type: instance,
  field_expression: (tree, node) => {
    const field = childByField(tree, node, 'field')
    const step = field < 0 ? ANY_ELEMENT : plainName(textOf(tree, field))
    return { base: childByField(tree, node, 'argument'), step }
  },
  subscript_expression: (tree, node) => {
    const list = childByField(tree, node, 'indices')
    const plain = childByField(tree, node, 'index')
    const index = plain >= 0 ? plain : list >= 0 ? firstNamedChild(tree, list) : -1
    return {
      base: childByField(tree, node, 'argument'),
      step: index < 0 ? ANY_ELEMENT : constantKey(textOf(tree, index)),
      evaluated: [index],
    }
  },
  pointer_expression: (tree, node) =>
    operatorOf(tree, node) === '*'
      ? { base: childByField(tree, node, 'argument'), step: ANY_ELEMENT }
      : { base: childByField(tree, node, 'argument') },
  parenthesized_expression: (tree, node) => ({ base: firstNamedChild(tree, node) }),
  condition_clause: (tree, node) => ({ base: childByField(tree, node, 'value') }),
  cast_expression: (tree, node) => ({ base: childByField(tree, node, 'value') }),
}

const of =
  (...fields: string[]) =>
  (tree: SyntaxTree, node: number): ValuePart[] =>
    fields.map((field) => ({ node: childByField(tree, node, field) }))

export const values: Readonly<Record<string, (tree: SyntaxTree, node: number) => readonly ValuePart[]>> = {
  pointer_expression: (tree, node) => {
    const argument = childByField(tree, node, 'argument')
    return operatorOf(tree, node) === '&'
      ? [{ node: argument, address: true }]
      : [{ node: argument, from: ANY_ELEMENT }]
  },
  conditional_expression: of('consequence', 'alternative'),
  assignment_expression: of('right'),
  update_expression: of('argument'),
  comma_expression: of('right'),
  // Pointer arithmetic stays within the object.
  binary_expression: (tree, node) =>
    /^[-+]$/.test(operatorOf(tree, node)) ? of('left', 'right')(tree, node) : [],
  initializer_list: (tree, node) =>
    namedChildrenOf(tree, node).map((child) =>
      kindOf(tree, child) === 'initializer_pair'
        ? {
            node: childByField(tree, child, 'value'),
            into: textOf(tree, childByField(tree, child, 'designator')).replace(/^\./, ''),
          }
        : { node: child, into: ANY_ELEMENT },
    ),
  compound_literal_expression: of('value'),
  argument_list: (tree, node) => namedChildrenOf(tree, node).map((child) => ({ node: child })),
  // What is no call is a cast.
  call_expression: of('arguments'),
}

export const closures: Readonly<Record<string, (lowering: Lowering, node: number) => Procedure>> = {
  lambda_expression: (lowering, node) => {
    const declarator = childByField(lowering.tree, node, 'declarator')
    return lowering.createProcedure(node, {
      name: '<lambda>',
      host: lowering.current,
      body: childByField(lowering.tree, node, 'body'),
      headerEnd: declarator >= 0 ? declarator : childByField(lowering.tree, node, 'captures'),
      parameters: (walker) => {
        if (declarator >= 0) walkParameters(walker, declarator)
      },
    })
  },
}

const skip = (): void => {}

function assign(walker: Walker, node: number): void {
  const { tree } = walker.lowering
  const left = childByField(tree, node, 'left')
  const right = childByField(tree, node, 'right')
  const plain = operatorOf(tree, node) === '='
  walker.later(plain ? -1 : left, right, () => walker.write(left, { sources: walker.sources(right) }))
}

export const expressions: Readonly<Record<string, (walker: Walker, node: number) => void>> = {
  number_literal: skip,
  char_literal: skip,
  string_literal: skip,
  primitive_type: skip,
  field_identifier: skip,
  statement_identifier: skip,
  assignment_expression: assign,
  update_expression: (walker, node) => {
    const target = childByField(walker.lowering.tree, node, 'argument')
    walker.later(target, () => walker.write(target))
  },
  binary_expression: (walker, node) => {
    const { tree } = walker.lowering
    const operator = operatorOf(tree, node)
    const left = childByField(tree, node, 'left')
    const right = childByField(tree, node, 'right')
    if (operator === '&&' || operator === '||') walker.later(left, () => walker.sometimes(right))
    else if (walker.lowering.language.id === 'cpp' && isShift(tree, node)) shiftChain(walker, node)
    else walker.later(left, right)
  },
  conditional_expression: (walker, node) => {
    const { tree } = walker.lowering
    const consequence = childByField(tree, node, 'consequence')
    const alternative = childByField(tree, node, 'alternative')
    walker.later(childByField(tree, node, 'condition'), () => walker.sometimes(consequence, alternative))
  },
  sizeof_expression: (walker, node) => {
    const value = childByField(walker.lowering.tree, node, 'value')
    if (value >= 0) walker.later(value)
    else walker.visitChildren(node)
  },
  delete_expression: (walker, node) => {
    const target = firstNamedChild(walker.lowering.tree, node)
    walker.later(target, () => {
      for (const source of walker.sources(target)) {
        if (source.kind !== 'place') continue
        const { place } = source
        walker.writePlace(
          walker.lowering.place(place.name, place.offset, [...place.path, ANY_ELEMENT], place.scope),
        )
      }
    })
  },
  initializer_pair: (walker, node) => walker.later(childByField(walker.lowering.tree, node, 'value')),
  /** A statement within an expression, `({ int x = f(); x + 1; })`, and declarations in conditions. */
  compound_statement: (walker, node) => {
    const { lowering } = walker
    lowering.limit('unsupported', 'Statements within an expression are read name by name.', node)
    walker.walkNames(node)
  },
  declaration: walkDeclarationInCondition,
  call_expression: (walker, node) => {
    const { tree } = walker.lowering
    if (isCast(tree, childByField(tree, node, 'function')))
      walker.later(childByField(tree, node, 'arguments'))
    else walker.visitCall(node)
  },
  lambda_capture_specifier: skip,
}

function walkDeclarationInCondition(walker: Walker, node: number): void {
  const { tree, scope } = walker.lowering
  const value = childByField(tree, node, 'value')
  const declarator = childByField(tree, node, 'declarator')
  walker.later(value, () => {
    if (declarator >= 0) walker.write(declarator, { declareIn: scope, sources: walker.sources(value) })
  })
}

function isShift(tree: SyntaxTree, node: number): boolean {
  return kindOf(tree, node) === 'binary_expression' && /^(<<|>>)$/.test(operatorOf(tree, node))
}

/** `in >> x >> y` writes x and y, and both that and `out << x << y` change the stream; a number is only shifted. */
function shiftChain(walker: Walker, node: number): void {
  const { tree } = walker.lowering
  const shifts: number[] = []
  let base = node
  for (; isShift(tree, base); base = childByField(tree, base, 'left')) shifts.push(base)
  const written = (target: number) => () => {
    if (isStream(walker, base)) writeWeakly(walker, target)
  }
  const work: Work[] = [base, written(base)]
  for (const shift of shifts.reverse()) {
    const right = childByField(tree, shift, 'right')
    work.push(right)
    if (operatorOf(tree, shift) === '>>') work.push(written(right))
  }
  walker.later(work)
}

function isStream(walker: Walker, node: number): boolean {
  const { language, tree } = walker.lowering
  if (!language.places[kindOf(tree, node)]) return !/literal|binary|unary|sizeof/.test(kindOf(tree, node))
  return !walker.sources(node).some((source) => {
    if (source.kind !== 'place' || source.place.path.length > 0) return false
    return visibleVariable(source.place.scope, source.place.name)?.scalar
  })
}

function writeWeakly(walker: Walker, target: number): void {
  for (const source of walker.sources(target)) {
    if (source.kind === 'place') walker.writePlace(source.place, { weak: true })
  }
}

export const targets: Readonly<
  Record<string, (walker: Walker, node: number, options: WriteOptions) => void>
> = {
  pointer_declarator: (walker, node, options) =>
    walker.write(childByField(walker.lowering.tree, node, 'declarator'), options),
  reference_declarator: (walker, node, options) =>
    walker.write(firstNamedChild(walker.lowering.tree, node), options),
  init_declarator: (walker, node, options) =>
    walker.write(childByField(walker.lowering.tree, node, 'declarator'), options),
}

/** The function declarator inside a definition's declarator. */
export function functionDeclarator(tree: SyntaxTree, node: number): number {
  let at = childByField(tree, node, 'declarator')
  while (at >= 0 && kindOf(tree, at) !== 'function_declarator') {
    const inner = childByField(tree, at, 'declarator')
    at = inner >= 0 ? inner : childOfKind(tree, at, 'function_declarator')
  }
  return at
}
