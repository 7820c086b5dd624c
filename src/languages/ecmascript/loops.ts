import type { Lowering, LowerStatement } from '../language.js'
import { childByField, childrenOf, kindOf, namedChildrenOf, textOf } from '../syntax-tree.js'
import { declarationScope } from './expressions.js'

/** `while`. */
export const whileLoop: LowerStatement = (lowering, node, into) => {
  const condition = childByField(lowering.tree, node, 'condition')
  const statement = lowering.add(into, node, 'while', [condition], undefined, { headerEnd: condition })
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

/** What a test is known to be. */
function constantTest(lowering: Lowering, condition: number): boolean | undefined {
  if (condition < 0) return true
  const text = textOf(lowering.tree, condition).replace(/[\s();]/g, '')
  if (text === 'true' || text === '1' || text === '') return true
  return text === 'false' || text === '0' ? false : undefined
}

/** `for` with its three clauses. */
export const forLoop: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const body = childByField(tree, node, 'body')
  const outer = lowering.scope
  lowering.scope = lowering.blockScope(node)
  const header = childrenOf(tree, node).filter((child) => child !== body)
  const statement = lowering.open(node, 'for', { headerEnd: header.at(-1) ?? -1 })
  into.statements.push(statement)
  const initializer = childByField(tree, node, 'initializer')
  const init = lowering.evaluate(statement, (walker) => {
    if (initializer < 0) return
    const kind = kindOf(tree, initializer)
    if (kind !== 'lexical_declaration' && kind !== 'variable_declaration') return walker.walk(initializer)
    for (const declarator of namedChildrenOf(tree, initializer)) {
      const value = childByField(tree, declarator, 'value')
      if (value >= 0) walker.walk(value)
      const declareIn = declarationScope(walker, initializer)
      const name = childByField(tree, declarator, 'name')
      walker.run(() => walker.write(name, { declareIn, sources: walker.sources(value), weak: value < 0 }))
    }
  })
  const condition = childByField(tree, node, 'condition')
  lowering.evaluateInto(statement, statement.evaluation, [condition])
  const update = lowering.evaluate(statement, [childByField(tree, node, 'increment')])
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: constantTest(lowering, condition),
    init,
    each: undefined,
    update,
    body: lowering.body(body),
    otherwise: undefined,
  }
  lowering.scope = outer
}

/** `for ... of` and `for ... in`. */
export const forInLoop: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const left = childByField(tree, node, 'left')
  const right = childByField(tree, node, 'right')
  const declares = childByField(tree, node, 'kind')
  const body = childByField(tree, node, 'body')
  const statement = lowering.add(into, node, 'for', [right], undefined, { headerEnd: right })
  const outer = lowering.scope
  lowering.scope = lowering.blockScope(node)
  const each = lowering.evaluate(statement, (walker) =>
    walker.run(() => {
      const values = walker.sources(right)
      const sources = values.map((source) => ({ kind: 'element' as const, source }))
      const isVar = declares >= 0 && textOf(tree, declares) === 'var'
      const declareIn = declares < 0 ? undefined : isVar ? lowering.procedure.scope : lowering.scope
      for (const source of values) if (source.kind === 'place') walker.readPlace(source.place)
      walker.write(left, { declareIn, sources })
    }),
  )
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: undefined,
    init: undefined,
    each,
    update: undefined,
    body: lowering.body(body),
    otherwise: undefined,
  }
  lowering.scope = outer
}
