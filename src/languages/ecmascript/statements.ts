import type { LowerStatement } from '../language.js'
import { childByField, firstNamedChild, kindOf, namedChildrenOf, textOf } from '../syntax-tree.js'
import { ifStatement, switchStatement } from './branches.js'
import { lowerMethod } from './classes.js'
import {
  classDeclaration,
  declaration,
  functionDeclaration,
  namespaceDeclaration,
  typeDeclaration,
} from './declarations.js'
import { tryStatement } from './exceptions.js'
import { doLoop, forInLoop, forLoop, whileLoop } from './loops.js'
import { exportStatement, importStatement } from './modules.js'

const valueJump =
  (form: 'return' | 'throw'): LowerStatement =>
  (lowering, node, into) => {
    const value = firstNamedChild(lowering.tree, node)
    lowering.add(
      into,
      node,
      form,
      (walker) => {
        if (value >= 0) form === 'return' ? walker.returns(value) : walker.walk(value)
      },
      { form },
    )
  }

const labelJump =
  (form: 'break' | 'continue'): LowerStatement =>
  (lowering, node, into) => {
    const label = childByField(lowering.tree, node, 'label')
    lowering.add(into, node, form, [], { form, label: label < 0 ? undefined : textOf(lowering.tree, label) })
  }

/** Statements of JavaScript and TypeScript, by node kind. */
export const statements: Readonly<Record<string, LowerStatement>> = {
  expression_statement: (lowering, node, into) => {
    const inner = namedChildrenOf(lowering.tree, node)
    const kind = inner.length === 1 ? kindOf(lowering.tree, inner[0]!) : ''
    const name =
      kind.includes('assignment') || kind === 'update_expression'
        ? 'assignment'
        : kind === 'call_expression'
          ? 'call'
          : 'expression'
    lowering.add(into, node, name, inner)
  },
  variable_declaration: declaration,
  lexical_declaration: declaration,
  if_statement: ifStatement,
  while_statement: whileLoop,
  do_statement: doLoop,
  for_statement: forLoop,
  for_in_statement: forInLoop,
  switch_statement: switchStatement,
  try_statement: tryStatement,
  with_statement: (lowering, node, into) => {
    const object = childByField(lowering.tree, node, 'object')
    const statement = lowering.add(into, node, 'with', [object], undefined, { headerEnd: object })
    statement.control = { form: 'sequence', body: lowering.body(childByField(lowering.tree, node, 'body')) }
  },
  return_statement: valueJump('return'),
  throw_statement: valueJump('throw'),
  break_statement: labelJump('break'),
  continue_statement: labelJump('continue'),
  labeled_statement: (lowering, node, into) => {
    const label = childByField(lowering.tree, node, 'label')
    const statement = lowering.open(node, 'label', { headerEnd: label })
    into.statements.push(statement)
    statement.control = {
      form: 'label',
      label: textOf(lowering.tree, label),
      body: lowering.sequence(node, [childByField(lowering.tree, node, 'body')]),
    }
  },
  empty_statement: (lowering, node, into) => void lowering.add(into, node, 'empty', []),
  debugger_statement: (lowering, node, into) => void lowering.add(into, node, 'empty', []),
  function_declaration: functionDeclaration,
  generator_function_declaration: functionDeclaration,
  class_declaration: classDeclaration,
  abstract_class_declaration: classDeclaration,
  method_definition: lowerMethod,
  import_statement: importStatement,
  export_statement: exportStatement,
  interface_declaration: typeDeclaration,
  type_alias_declaration: typeDeclaration,
  enum_declaration: typeDeclaration,
  function_signature: (lowering, node, into) =>
    void lowering.add(into, node, 'type', (walker) => walker.walkNames(node)),
  ambient_declaration: (lowering, node, into) => {
    const statement = lowering.open(node, 'declare', { headerEnd: -1 })
    into.statements.push(statement)
    statement.control = {
      form: 'sequence',
      body: lowering.sequence(node, namedChildrenOf(lowering.tree, node)),
    }
  },
  internal_module: namespaceDeclaration,
  module: namespaceDeclaration,
}
