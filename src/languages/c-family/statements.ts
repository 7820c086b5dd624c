import type { LowerStatement } from '../language.js'
import { childByField, firstNamedChild, kindOf, namedChildrenOf, textOf } from '../syntax-tree.js'
import { caseStatement, ifStatement, switchStatement } from './branches.js'
import { braced, declaration, definition, functionDefinition, holder, record } from './definitions.js'
import { sehTryStatement, tryStatement } from './exceptions.js'
import { doLoop, forLoop, rangeLoop, whileLoop } from './loops.js'
import { preprocessorConditional } from './preprocessor.js'

const valueJump =
  (form: 'return' | 'throw', name: string): LowerStatement =>
  (lowering, node, into) => {
    const value = firstNamedChild(lowering.tree, node)
    lowering.add(
      into,
      node,
      name,
      (walker) => {
        if (value >= 0) form === 'return' ? walker.returns(value) : walker.walk(value)
      },
      { form },
    )
  }

/** Statements of C and C++, by node kind. */
export const statements: Readonly<Record<string, LowerStatement>> = {
  expression_statement: (lowering, node, into) => {
    const inner = namedChildrenOf(lowering.tree, node)
    const kind = inner.length === 1 ? kindOf(lowering.tree, inner[0]!) : ''
    const name =
      kind === 'call_expression'
        ? 'call'
        : /assignment|update/.test(kind)
          ? 'assignment'
          : inner.length === 0
            ? 'empty'
            : 'expression'
    lowering.add(into, node, name, inner)
  },
  declaration,
  field_declaration: declaration,
  if_statement: ifStatement,
  while_statement: whileLoop,
  do_statement: doLoop,
  for_statement: forLoop,
  for_range_loop: rangeLoop,
  switch_statement: switchStatement,
  case_statement: caseStatement,
  try_statement: tryStatement,
  return_statement: valueJump('return', 'return'),
  co_return_statement: valueJump('return', 'return'),
  throw_statement: valueJump('throw', 'throw'),
  break_statement: (lowering, node, into) =>
    void lowering.add(into, node, 'break', [], { form: 'break', label: undefined }),
  continue_statement: (lowering, node, into) =>
    void lowering.add(into, node, 'continue', [], { form: 'continue', label: undefined }),
  goto_statement: (lowering, node, into) => {
    const label = childByField(lowering.tree, node, 'label')
    const computed = label < 0
    lowering.add(into, node, 'goto', computed ? namedChildrenOf(lowering.tree, node) : [], {
      form: 'goto',
      label: computed ? undefined : textOf(lowering.tree, label),
    })
  },
  labeled_statement: (lowering, node, into) => {
    const label = childByField(lowering.tree, node, 'label')
    const statement = lowering.open(node, 'label', { headerEnd: label })
    into.statements.push(statement)
    statement.control = {
      form: 'label',
      label: textOf(lowering.tree, label),
      body: lowering.sequence(
        node,
        namedChildrenOf(lowering.tree, node).filter((child) => child !== label),
      ),
    }
  },
  function_definition: functionDefinition,
  inline_method_definition: functionDefinition,
  constructor_or_destructor_definition: functionDefinition,
  preproc_if: preprocessorConditional,
  preproc_ifdef: preprocessorConditional,
  preproc_elif: preprocessorConditional,
  preproc_elifdef: preprocessorConditional,
  preproc_include: (lowering, node, into) => void lowering.add(into, node, 'include', []),
  preproc_def: definition('define'),
  preproc_function_def: definition('define'),
  preproc_call: (lowering, node, into) => void lowering.add(into, node, 'directive', []),
  type_definition: definition('typedef'),
  alias_declaration: definition('typedef'),
  struct_specifier: record,
  union_specifier: record,
  enum_specifier: definition('type'),
  class_specifier: braced('class'),
  namespace_definition: braced('namespace'),
  linkage_specification: braced('linkage'),
  template_declaration: holder('template'),
  using_declaration: (lowering, node, into) => void lowering.add(into, node, 'using', []),
  namespace_alias_definition: definition('using'),
  attributed_statement: holder('attributed'),
  access_specifier: (lowering, node, into) => void lowering.add(into, node, 'access', []),
  seh_try_statement: sehTryStatement,
}
