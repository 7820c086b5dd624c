import type { LowerStatement } from '../language.js'
import { childByField, childrenByField, childrenOf, firstNamedChild, kindOf } from '../syntax-tree.js'

/** `if` with its chain of `else if`. */
export const ifStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  let block = into
  let at = node
  // A chain of else-ifs is walked in a loop, since it may be thousands long.
  for (;;) {
    const condition = childByField(tree, at, 'condition')
    const statement = lowering.add(block, at, 'if', [condition], undefined, { headerEnd: condition })
    const consequent = lowering.body(childByField(tree, at, 'consequence'))
    const clause = childByField(tree, at, 'alternative')
    const inner = firstNamedChild(tree, clause)
    if (inner < 0) {
      statement.control = { form: 'if', consequent, alternative: undefined }
      return
    }
    if (kindOf(tree, inner) !== 'if_statement') {
      const alternative = lowering.body(inner, { frame: clause, optional: true })
      statement.control = { form: 'if', consequent, alternative }
      return
    }
    const alternative = lowering.sequence(clause, [], { optional: true })
    statement.control = { form: 'if', consequent, alternative }
    block = alternative
    at = inner
  }
}

/** `switch` with its cases. */
export const switchStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const value = childByField(tree, node, 'value')
  const bodyNode = childByField(tree, node, 'body')
  const statement = lowering.add(into, node, 'switch', [value], undefined, { headerEnd: value })
  const outer = lowering.scope
  lowering.scope = lowering.blockScope(node)
  const body = lowering.sequence(bodyNode, [])
  let hasDefault = false
  for (const arm of childrenOf(tree, bodyNode)) {
    const kind = kindOf(tree, arm)
    if (kind !== 'switch_case' && kind !== 'switch_default') {
      lowering.lowerStatement(arm, body)
      continue
    }
    hasDefault ||= kind === 'switch_default'
    const label = childByField(tree, arm, 'value')
    const armStatement = lowering.add(body, arm, 'case', [label], undefined, { headerEnd: label })
    armStatement.control = {
      form: 'case',
      body: lowering.sequence(arm, childrenByField(tree, arm, 'body')),
    }
  }
  statement.control = { form: 'switch', body, hasDefault }
  lowering.scope = outer
}
