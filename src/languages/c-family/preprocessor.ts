import type { LowerStatement } from '../language.js'
import { childByField, kindOf, namedChildrenOf } from '../syntax-tree.js'

/** Directives that choose between texts: which branch is compiled is not known, so both may run. */
export const preprocessorConditional: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const bodyOf = (branch: number): number[] => {
    const skipped = new Set([
      childByField(tree, branch, 'condition'),
      childByField(tree, branch, 'name'),
      childByField(tree, branch, 'alternative'),
    ])
    return namedChildrenOf(tree, branch).filter((child) => !skipped.has(child))
  }
  let block = into
  let at = node
  // A chain of `#elif` is walked in a loop, since it may be thousands long.
  for (;;) {
    const condition = childByField(tree, at, 'condition')
    const header = condition >= 0 ? condition : childByField(tree, at, 'name')
    const statement = lowering.open(at, 'preprocessor', { headerEnd: header })
    block.statements.push(statement)
    lowering.evaluateInto(statement, statement.evaluation, (walker) => {
      if (header >= 0) walker.walkNames(header)
    })
    const consequent = lowering.sequence(at, bodyOf(at))
    const next = childByField(tree, at, 'alternative')
    const isElse = next >= 0 && kindOf(tree, next) === 'preproc_else'
    const alternative =
      next < 0 ? undefined : lowering.sequence(next, isElse ? bodyOf(next) : [], { optional: true })
    statement.control = { form: 'if', consequent, alternative }
    if (!alternative || isElse) return
    block = alternative
    at = next
  }
}
