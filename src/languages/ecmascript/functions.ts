import type { Lowering, Walker } from '../language.js'
import type { Procedure } from '../program.js'
import {
  childByField,
  firstNamedChild,
  kindOf,
  namedChildrenOf,
  type SyntaxTree,
  textOf,
} from '../syntax-tree.js'

/** Declares the parameters of a function. */
export function declareParameters(walker: Walker, node: number): void {
  const { tree, scope } = walker.lowering
  const single = childByField(tree, node, 'parameter')
  const list = childByField(tree, node, 'parameters')
  if (kindOf(tree, node) !== 'arrow_function') walker.writeName('this', node, { declareIn: scope })
  const parameters = single >= 0 ? [single] : list >= 0 ? namedChildrenOf(tree, list) : []
  for (const parameter of parameters) {
    let target = parameter
    const kind = kindOf(tree, target)
    if (kind === 'decorator') continue
    if (kind === 'required_parameter' || kind === 'optional_parameter') {
      for (const part of ['type', 'value']) {
        const node = childByField(tree, target, part)
        if (node >= 0) walker.walk(node)
      }
      target = childByField(tree, target, 'pattern')
    } else if (kind === 'assignment_pattern') {
      walker.walk(childByField(tree, target, 'right'))
      target = childByField(tree, target, 'left')
    }
    if (target >= 0 && kindOf(tree, target) === 'rest_pattern') target = firstNamedChild(tree, target)
    if (target < 0) continue
    if (kindOf(tree, target) === 'identifier') walker.parameter(textOf(tree, target), target)
    else if (kindOf(tree, target) !== 'this') walker.parameterPattern(target)
  }
}

/** Whether a member of a class is the method that runs when the class is called. */
export function isConstructor(tree: SyntaxTree, member: number): boolean {
  const name = kindOf(tree, member) === 'method_definition' ? childByField(tree, member, 'name') : -1
  return name >= 0 && textOf(tree, name) === 'constructor'
}

/** A function that is written as an expression, a method among them. */
export function createFunction(lowering: Lowering, node: number): Procedure {
  const { tree } = lowering
  const nameNode = childByField(tree, node, 'name')
  const list = childByField(tree, node, 'parameters')
  const inClass = nameNode >= 0 && kindOf(tree, tree.parents[node]!) === 'class_body'
  return lowering.createProcedure(node, {
    name: nameNode >= 0 ? textOf(tree, nameNode) : nameFromContext(tree, node),
    member: inClass ? (isConstructor(tree, node) ? 'constructor' : 'method') : undefined,
    host: lowering.current,
    body: childByField(tree, node, 'body'),
    headerEnd: list >= 0 ? list : childByField(tree, node, 'parameter'),
    parameters: (walker) => {
      const kind = kindOf(tree, node)
      if (nameNode >= 0 && (kind === 'function_expression' || kind === 'generator_function')) {
        walker.writeName(textOf(tree, nameNode), nameNode, { declareIn: walker.lowering.scope })
      }
      declareParameters(walker, node)
      const type = childByField(tree, node, 'return_type')
      if (type >= 0) walker.walk(type)
    },
  })
}

function nameFromContext(tree: SyntaxTree, node: number): string {
  const parent = tree.parents[node]!
  for (const field of ['name', 'key', 'left', 'property']) {
    const named = parent < 0 ? -1 : childByField(tree, parent, field)
    if (named >= 0 && named < node) return textOf(tree, named).slice(0, 80)
  }
  return '<anonymous>'
}
