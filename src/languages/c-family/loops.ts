import type { Lowering, LowerStatement } from '../language.js'
import { ANY_ELEMENT, type Source } from '../program.js'
import { childByField, childrenOf, kindOf, namedChildrenOf, textOf } from '../syntax-tree.js'
import { addressesOf, declaredNames, isArithmetic, walkDeclaration } from './declarators.js'

/** What a test is known to be. */
function constantTest(lowering: Lowering, condition: number): boolean | undefined {
  if (condition < 0) return true
  const text = textOf(lowering.tree, condition).replace(/[\s();]/g, '')
  if (text === '1' || text === 'true' || text === 'TRUE' || text === '') return true
  return text === '0' || text === 'false' || text === 'FALSE' ? false : undefined
}

/** `while`. */
export const whileLoop: LowerStatement = (lowering, node, into) => {
  const condition = childByField(lowering.tree, node, 'condition')
  const outer = lowering.scope
  lowering.scope = lowering.blockScope(node)
  const statement = lowering.add(
    into,
    node,
    'while',
    condition < 0 ? [] : namedChildrenOf(lowering.tree, condition),
    undefined,
    {
      headerEnd: condition,
    },
  )
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: constantTest(lowering, condition),
    init: undefined,
    each: undefined,
    update: undefined,
    body: lowering.body(childByField(lowering.tree, node, 'body')),
    otherwise: undefined,
  }
  lowering.scope = outer
}

/** `do ... while`. */
export const doLoop: LowerStatement = (lowering, node, into) => {
  const condition = childByField(lowering.tree, node, 'condition')
  const statement = lowering.open(node, 'do', { headerStart: condition, headerEnd: condition })
  into.statements.push(statement)
  const body = lowering.body(childByField(lowering.tree, node, 'body'))
  lowering.evaluateInto(statement, statement.evaluation, [condition])
  statement.control = {
    form: 'loop',
    testFirst: false,
    constant: constantTest(lowering, condition),
    init: undefined,
    each: undefined,
    update: undefined,
    body,
    otherwise: undefined,
  }
}

/** `for` with its three clauses. */
export const forLoop: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const body = childByField(tree, node, 'body')
  const outer = lowering.scope
  lowering.scope = lowering.blockScope(node)
  const header = childrenOf(tree, node).filter((child) => child < body || body < 0)
  const statement = lowering.open(node, 'for', { headerEnd: header.at(-1) ?? -1 })
  into.statements.push(statement)
  const initializer = childByField(tree, node, 'initializer')
  const init = lowering.evaluate(statement, (walker) => {
    if (initializer < 0) return
    if (kindOf(tree, initializer) === 'declaration') walkDeclaration(walker, initializer)
    else walker.walk(initializer)
  })
  const condition = childByField(tree, node, 'condition')
  lowering.evaluateInto(statement, statement.evaluation, [condition])
  const update = lowering.evaluate(statement, [childByField(tree, node, 'update')])
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: condition < 0 ? true : constantTest(lowering, condition),
    init,
    each: undefined,
    update,
    body: lowering.body(body),
    otherwise: undefined,
  }
  lowering.scope = outer
}

/** C++'s `for` over a range. */
export const rangeLoop: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const right = childByField(tree, node, 'right')
  const outer = lowering.scope
  const statement = lowering.add(into, node, 'for', [right], undefined, { headerEnd: right })
  lowering.scope = lowering.blockScope(node)
  const type = childByField(tree, node, 'type')
  const each = lowering.evaluate(statement, (walker) => {
    const values = walker.sources(right)
    for (const source of values) if (source.kind === 'place') walker.readPlace(source.place)
    const declarator = childByField(tree, node, 'declarator')
    if (type >= 0) walker.walk(type)
    for (const declared of declarator < 0 ? [] : declaredNames(tree, declarator)) {
      walker.writeName(declared.name, declared.node, {
        declareIn: lowering.scope,
        scalar: isArithmetic(tree, type) && !declared.indirect,
        reference: declared.isReference,
        sources: declared.isReference
          ? addressesOf(values.map((source) => elementPlace(lowering, source)))
          : values.map((source) => ({ kind: 'element' as const, source })),
      })
    }
  })
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: undefined,
    init: undefined,
    each,
    update: undefined,
    body: lowering.body(childByField(tree, node, 'body')),
    otherwise: undefined,
  }
  lowering.scope = outer
}

/** The elements of a container, as a place. */
function elementPlace(lowering: Lowering, source: Source): Source {
  if (source.kind !== 'place') return { kind: 'element', source }
  const { name, offset, path, scope } = source.place
  return { ...source, place: lowering.place(name, offset, [...path, ANY_ELEMENT], scope) }
}
