import type { LowerStatement } from '../language.js'
import { childByField, kindOf, namedChildrenOf, textOf } from '../syntax-tree.js'
import { importClause } from './expressions.js'

/** `import`: writes the names that it binds. */
export const importStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  lowering.add(into, node, 'import', (walker) => {
    const clause = importClause(tree, node)
    const pending = clause < 0 ? [] : [clause]
    while (pending.length > 0) {
      const at = pending.pop()!
      const alias = childByField(tree, at, 'alias')
      const name = childByField(tree, at, 'name')
      const local = alias >= 0 ? alias : name
      if (local >= 0) walker.writeName(textOf(tree, local), local, { declareIn: lowering.scope })
      else if (kindOf(tree, at) === 'identifier')
        walker.writeName(textOf(tree, at), at, { declareIn: lowering.scope })
      else for (const child of namedChildrenOf(tree, at).reverse()) pending.push(child)
    }
  })
}

/** `export` in front of a declaration adds nothing to what it does. */
export const exportStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const declared = childByField(tree, node, 'declaration')
  if (declared < 0) {
    lowering.add(into, node, 'export', childByField(tree, node, 'source') >= 0 ? [] : [node])
    return
  }
  const statement = lowering.open(node, 'export', { headerEnd: -1 })
  into.statements.push(statement)
  statement.control = { form: 'sequence', body: lowering.sequence(node, [declared]) }
}
