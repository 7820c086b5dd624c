import type { LowerStatement } from '../language.js'
import type { Statement } from '../program.js'
import { childByField } from '../syntax-tree.js'

/** `try` with its handler and finalizer. */
export const tryStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const statement = lowering.open(node, 'try', { headerEnd: -1 })
  into.statements.push(statement)
  const body = lowering.body(childByField(tree, node, 'body'))
  const handlers: Statement[] = []
  const handler = childByField(tree, node, 'handler')
  if (handler >= 0) {
    const outer = lowering.scope
    lowering.scope = lowering.blockScope(node)
    const parameter = childByField(tree, handler, 'parameter')
    const clause = lowering.open(handler, 'catch', { headerEnd: parameter })
    lowering.evaluateInto(clause, clause.evaluation, (walker) =>
      walker.run(() => walker.write(parameter, { declareIn: lowering.scope })),
    )
    clause.control = {
      form: 'handler',
      body: lowering.body(childByField(tree, handler, 'body')),
      catchesAll: true,
    }
    handlers.push(clause)
    lowering.scope = outer
  }
  const finalizer = childByField(tree, node, 'finalizer')
  statement.control = {
    form: 'try',
    body,
    handlers,
    otherwise: undefined,
    finalizer:
      finalizer < 0 ? undefined : lowering.body(childByField(tree, finalizer, 'body'), { frame: finalizer }),
  }
}
