import type { LowerStatement } from '../language.js'
import type { Statement } from '../program.js'
import { childByField, childOfKind, childrenOf, kindOf, namedChildrenOf, textOf } from '../syntax-tree.js'
import { walkDeclarator } from './declarators.js'

/** C++'s `try` with its handlers. */
export const tryStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const statement = lowering.open(node, 'try', { headerEnd: -1 })
  into.statements.push(statement)
  const body = lowering.body(childByField(tree, node, 'body'))
  const handlers: Statement[] = []
  for (const clause of childrenOf(tree, node)) {
    if (kindOf(tree, clause) !== 'catch_clause') continue
    const outer = lowering.scope
    lowering.scope = lowering.blockScope(node)
    const parameters = childByField(tree, clause, 'parameters')
    const handler = lowering.open(clause, 'catch', { headerEnd: parameters })
    lowering.evaluateInto(handler, handler.evaluation, (walker) => {
      for (const parameter of parameters < 0 ? [] : namedChildrenOf(tree, parameters)) {
        const declarator = childByField(tree, parameter, 'declarator')
        if (declarator >= 0) walkDeclarator(walker, declarator, { arithmetic: false, value: -1 })
      }
    })
    handler.control = {
      form: 'handler',
      body: lowering.body(childByField(tree, clause, 'body')),
      catchesAll: parameters < 0 || textOf(tree, parameters).includes('...'),
    }
    handlers.push(handler)
    lowering.scope = outer
  }
  statement.control = { form: 'try', body, handlers, otherwise: undefined, finalizer: undefined }
}

/** `__try` of Microsoft's compilers. */
export const sehTryStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const statement = lowering.open(node, 'try', { headerEnd: -1 })
  into.statements.push(statement)
  const body = lowering.body(childByField(tree, node, 'body'))
  const finallyClause = childOfKind(tree, node, 'seh_finally_clause')
  const except = childOfKind(tree, node, 'seh_except_clause')
  const handlers: Statement[] = []
  if (except >= 0) {
    const filter = childByField(tree, except, 'filter')
    const handler = lowering.open(except, 'except', { headerEnd: filter })
    lowering.evaluateInto(handler, handler.evaluation, [filter])
    handler.control = {
      form: 'handler',
      body: lowering.body(childByField(tree, except, 'body')),
      catchesAll: false,
    }
    handlers.push(handler)
  }
  const finalizer =
    finallyClause < 0
      ? undefined
      : lowering.body(childByField(tree, finallyClause, 'body'), { frame: finallyClause })
  statement.control = { form: 'try', body, handlers, otherwise: undefined, finalizer }
}
