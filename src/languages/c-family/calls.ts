import type { CallParts } from '../language.js'
import {
  childByField,
  childOfKind,
  kindOf,
  namedChildrenOf,
  type SyntaxTree,
  textOf,
} from '../syntax-tree.js'
import { bareArguments, followsMacro } from './declarators.js'

const castNames = /^(static|dynamic|const|reinterpret)_cast\b/

/** Whether a call is a cast that C++ writes like the call of a template. */
export const isCast = (tree: SyntaxTree, callee: number): boolean =>
  callee >= 0 &&
  kindOf(tree, callee) === 'template_function' &&
  castNames.test(tree.text.slice(tree.starts[callee], tree.starts[callee]! + 20))

/** Calls and `new`. */
export const calls: Readonly<Record<string, (tree: SyntaxTree, node: number) => CallParts | undefined>> = {
  new_expression: (tree, node) => {
    const callee = constructed(tree, node)
    const list = childByField(tree, node, 'arguments')
    return callee < 0 || kindOf(tree, list) !== 'argument_list'
      ? undefined
      : { callee, arguments: namedChildrenOf(tree, list) }
  },
  call_expression: (tree, node) => {
    const list = childByField(tree, node, 'arguments')
    const callee = childByField(tree, node, 'function')
    if (isCast(tree, callee)) return undefined
    return {
      callee,
      arguments: namedChildrenOf(tree, list),
    }
  },
}

const typeNames = new Set(['type_identifier', 'qualified_identifier', 'template_type'])

/** The type that an object is made of, where that is a class. */
const constructed = (tree: SyntaxTree, holder: number): number => {
  const type = childByField(tree, holder, 'type')
  return type >= 0 && typeNames.has(kindOf(tree, type)) ? type : -1
}

/** Calls that are not written as calls. */
export const impliedCalls: Readonly<Record<string, (tree: SyntaxTree, node: number) => number>> = {
  // `std::ifstream in(path)`, `Widget w{1}`
  init_declarator: (tree, node) => {
    const value = childByField(tree, node, 'value')
    const kind = value < 0 ? '' : kindOf(tree, value)
    const constructs =
      kind === 'argument_list' || (kind === 'initializer_list' && childOfKind(tree, node, '=') < 0)
    return constructs ? constructed(tree, tree.parents[node]!) : -1
  },
  // `Widget{1}`
  compound_literal_expression: constructed,
  // `DEFINE_LOCK(name);` is a declaration of `name` to the grammar.
  parenthesized_declarator: (tree, node) => {
    const parent = tree.parents[node]!
    const isMacro = /^(declaration|function_definition)$/.test(kindOf(tree, parent))
    return isMacro ? constructed(tree, parent) : -1
  },
  // `FOREACH(x) run(x);` is one as well.
  macro_type_specifier: (tree, node) => childByField(tree, node, 'name'),
  function_declarator: (tree, node) => {
    const parent = tree.parents[node]!
    if (kindOf(tree, parent) !== 'declaration' || bareArguments(tree, node).length === 0) return -1
    if (followsMacro(tree, parent)) return childByField(tree, node, 'declarator')
    const inBody = kindOf(tree, tree.parents[parent]!) === 'compound_statement'
    return inBody ? constructed(tree, parent) : -1
  },
}

/** Headers that are included, without their ending. */
export const modules: Readonly<Record<string, (tree: SyntaxTree, node: number) => readonly string[]>> = {
  preproc_include: (tree, node) => {
    const [, header] = /^["<]\s*([\w./+-]+)/.exec(textOf(tree, childByField(tree, node, 'path'))) ?? []
    return header === undefined ? [] : [header.replace(/\.h(?:pp|xx|h)?$/, '').replaceAll('/', '.')]
  },
}
