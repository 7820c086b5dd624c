import type { Lowering } from '../language.js'
import type { Block, Statement } from '../program.js'
import { openScope } from '../scopes.js'
import { childByField, kindOf, namedChildrenOf, textOf } from '../syntax-tree.js'
import { createFunction } from './functions.js'

/** Lowers the members of a class as statements of the place where it is defined; undefined where it is nested too deep. */
export function lowerClassBody(lowering: Lowering, node: number, host: Statement): Block | undefined {
  const { tree } = lowering
  const bodyNode = childByField(tree, node, 'body')
  if (bodyNode < 0) return undefined
  const block = lowering.sequence(bodyNode, [])
  if (lowering.nested(node, () => lowerMembers(lowering, bodyNode, host, block))) return block
  lowering.evaluateInto(host, host.evaluation, (walker) => walker.walkNames(bodyNode))
  return undefined
}

/** Lowers a class that is written as an expression: its members run before the statement that it is part of. */
export function lowerClassExpression(lowering: Lowering, node: number, host: Statement): void {
  const members = lowerClassBody(lowering, node, host)?.statements.splice(0) ?? []
  for (const member of members) lowering.hoisted.push(member)
}

function lowerMembers(lowering: Lowering, bodyNode: number, host: Statement, block: Block): void {
  const { tree } = lowering
  const outer = lowering.scope
  const outerHost = lowering.current
  lowering.scope = openScope(outer, lowering.procedure, 'class')
  lowering.current = host
  for (const member of namedChildrenOf(tree, bodyNode)) {
    const kind = kindOf(tree, member)
    if (kind === 'method_definition') lowerMethod(lowering, member, block)
    else if (kind === 'decorator') lowering.add(block, member, 'decorator', [member])
    else if (kind === 'class_static_block') {
      const statement = lowering.open(member, 'static', { headerEnd: -1 })
      block.statements.push(statement)
      statement.control = { form: 'sequence', body: lowering.body(childByField(tree, member, 'body')) }
    } else {
      const value = childByField(tree, member, 'value')
      lowering.add(block, member, 'field', value >= 0 ? [value] : [])
    }
  }
  lowering.scope = outer
  lowering.current = outerHost
}

/** A method is a statement of the class, so that a slice can leave it out. */
export function lowerMethod(lowering: Lowering, node: number, into: Block): void {
  const { tree } = lowering
  const parameters = childByField(tree, node, 'parameters')
  const statement = lowering.open(node, 'method', { headerEnd: parameters })
  into.statements.push(statement)
  const outer = lowering.current
  lowering.current = statement
  const procedure = createFunction(lowering, node)
  lowering.closures.set(node, procedure)
  lowering.current = outer
  statement.control = { form: 'function', procedure }
  const name = childByField(tree, node, 'name')
  if (name >= 0 && kindOf(tree, name) === 'computed_property_name') {
    lowering.evaluateInto(statement, statement.evaluation, [name])
  } else if (name >= 0) {
    lowering.evaluateInto(statement, statement.evaluation, (walker) => {
      walker.writeName(textOf(tree, name), name, {
        declareIn: lowering.scope,
        sources: [{ kind: 'procedure', procedure }],
      })
    })
  }
}
