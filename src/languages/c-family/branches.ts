import type { Lowering, LowerStatement } from '../language.js'
import { childByField, firstNamedChild, kindOf, namedChildrenOf } from '../syntax-tree.js'

/** `if` with its chain of `else if`. */
export const ifStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  let block = into
  let at = node
  const outer = lowering.scope
  // A chain of else-ifs is walked in a loop, since it may be thousands long.
  for (;;) {
    const condition = childByField(tree, at, 'condition')
    // Only C++ declares names in a condition. A scope for each link of a chain would make looking up a name slow.
    const declares =
      condition >= 0 &&
      kindOf(tree, condition) === 'condition_clause' &&
      namedChildrenOf(tree, condition).some((part) => /declaration|init/.test(kindOf(tree, part)))
    if (declares) lowering.scope = lowering.blockScope(node)
    const statement = lowering.add(
      block,
      at,
      'if',
      condition < 0 ? [] : namedChildrenOf(tree, condition),
      undefined,
      {
        headerEnd: condition,
      },
    )
    const consequent = lowering.body(childByField(tree, at, 'consequence'))
    const clause = childByField(tree, at, 'alternative')
    const inner = firstNamedChild(tree, clause)
    if (inner < 0 || kindOf(tree, inner) !== 'if_statement') {
      const alternative = inner < 0 ? undefined : lowering.body(inner, { frame: clause, optional: true })
      statement.control = { form: 'if', consequent, alternative }
      lowering.scope = outer
      return
    }
    const alternative = lowering.sequence(clause, [], { optional: true })
    statement.control = { form: 'if', consequent, alternative }
    block = alternative
    at = inner
  }
}

/** `switch`; its labels are lowered by {@link caseStatement}. */
export const switchStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const condition = childByField(tree, node, 'condition')
  const bodyNode = childByField(tree, node, 'body')
  const statement = lowering.add(
    into,
    node,
    'switch',
    condition < 0 ? [] : namedChildrenOf(tree, condition),
    undefined,
    {
      headerEnd: condition,
    },
  )
  statement.control = {
    form: 'switch',
    body: lowering.body(bodyNode),
    hasDefault: hasDefaultLabel(lowering, bodyNode),
  }
}

function hasDefaultLabel(lowering: Lowering, body: number): boolean {
  const { tree } = lowering
  for (let node = body; node < tree.size && tree.starts[node]! < tree.ends[body]!; node++) {
    if (kindOf(tree, node) === 'case_statement' && childByField(tree, node, 'value') < 0) {
      let at = tree.parents[node]!
      while (at > body && kindOf(tree, at) !== 'switch_statement') at = tree.parents[at]!
      if (at <= body) return true
    }
  }
  return false
}

/** A label with the statements that follow it up to the next; it falls through. */
export const caseStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const value = childByField(tree, node, 'value')
  const statement = lowering.add(into, node, 'case', [value], undefined, { headerEnd: value })
  const statements = namedChildrenOf(tree, node).filter((child) => child !== value)
  statement.control = { form: 'case', body: lowering.sequence(node, statements) }
}
