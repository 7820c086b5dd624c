import type { CallParts, Lowering, PlaceStep, ValuePart, Walker, Work, WriteOptions } from '../language.js'
import { ANY_ELEMENT, type Procedure, type Scope } from '../program.js'
import { procedureScope } from '../scopes.js'
import {
  childByField,
  childOfKind,
  childrenByField,
  childrenOf,
  firstNamedChild,
  isNamed,
  kindOf,
  namedChildrenOf,
  type SyntaxTree,
  textOf,
} from '../syntax-tree.js'
import { constantKey, elementParts, elementsOf } from '../values.js'

/** Scope in which an assignment binds its names. */
export function bindingScope(walker: Walker): Scope {
  return procedureScope(walker.lowering.scope)
}

/** Writes a target and binds its names in the enclosing function, class or module. */
export function bind(walker: Walker, target: number, value = -1, options: WriteOptions = {}): void {
  walker.write(target, {
    declareIn: bindingScope(walker),
    sources: value < 0 ? options.sources : walker.sources(value),
    weak: options.weak,
  })
}

export const places: Readonly<Record<string, (tree: SyntaxTree, node: number) => PlaceStep | undefined>> = {
  identifier: (tree, node) => ({ name: textOf(tree, node) }),
  keyword_identifier: (tree, node) => ({ name: textOf(tree, node) }),
  attribute: (tree, node) => ({
    base: childByField(tree, node, 'object'),
    step: textOf(tree, childByField(tree, node, 'attribute')),
  }),
  subscript: (tree, node) => {
    const keys = childrenByField(tree, node, 'subscript')
    const key = keys.length === 1 ? constantKey(textOf(tree, keys[0]!)) : ANY_ELEMENT
    return { base: childByField(tree, node, 'value'), step: key, evaluated: keys }
  },
  parenthesized_expression: (tree, node) => ({ base: onlyNamed(tree, node) }),
}

function onlyNamed(tree: SyntaxTree, node: number): number {
  const children = namedChildrenOf(tree, node)
  return children.length === 1 ? children[0]! : -1
}

const held = (tree: SyntaxTree, node: number): readonly ValuePart[] =>
  elementParts(tree, namedChildrenOf(tree, node), 'list_splat')

const pairs = (tree: SyntaxTree, node: number): ValuePart[] =>
  namedChildrenOf(tree, node).map((child) => {
    if (kindOf(tree, child) !== 'pair') return { node: child }
    const key = constantKey(textOf(tree, childByField(tree, child, 'key')))
    return { node: childByField(tree, child, 'value'), into: key }
  })

const inner = (tree: SyntaxTree, node: number): ValuePart[] =>
  namedChildrenOf(tree, node).map((child) => ({ node: child }))

export const values: Readonly<Record<string, (tree: SyntaxTree, node: number) => readonly ValuePart[]>> = {
  list: held,
  tuple: held,
  set: held,
  dictionary: pairs,
  expression_list: held,
  list_comprehension: (tree, node) => [{ node: childByField(tree, node, 'body'), into: ANY_ELEMENT }],
  generator_expression: (tree, node) => [{ node: childByField(tree, node, 'body'), into: ANY_ELEMENT }],
  list_splat: inner,
  dictionary_splat: inner,
  await: inner,
  boolean_operator: inner,
  conditional_expression: (tree, node) => {
    const [chosen, , otherwise] = namedChildrenOf(tree, node)
    return [chosen, otherwise].flatMap((child) => (child === undefined ? [] : [{ node: child }]))
  },
  named_expression: (tree, node) => [{ node: childByField(tree, node, 'value') }],
  keyword_argument: (tree, node) => [{ node: childByField(tree, node, 'value') }],
  assignment: (tree, node) => [{ node: childByField(tree, node, 'right') }],
  as_pattern: (tree, node) => [{ node: tree.firstChildren[node]! }],
  yield: inner,
}

export const calls: Readonly<Record<string, (tree: SyntaxTree, node: number) => CallParts>> = {
  call: (tree, node) => {
    const list = childByField(tree, node, 'arguments')
    const isList = list >= 0 && kindOf(tree, list) === 'argument_list'
    return {
      callee: childByField(tree, node, 'function'),
      arguments: list < 0 ? [] : isList ? namedChildrenOf(tree, list) : [list],
    }
  },
}

/** Calls that are not written as calls: decorators, and statements of Python 2 that are functions now. */
export const impliedCalls: Readonly<Record<string, (tree: SyntaxTree, node: number) => number | string>> = {
  decorator: (tree, node) => {
    const decorated = onlyNamed(tree, node)
    return decorated >= 0 && kindOf(tree, decorated) === 'call' ? -1 : decorated
  },
  exec_statement: () => 'exec',
  print_statement: () => 'print',
}

export const closures: Readonly<Record<string, (lowering: Lowering, node: number) => Procedure>> = {
  lambda: (lowering, node) => {
    const { current } = lowering
    const parameters = childByField(lowering.tree, node, 'parameters')
    const body = childByField(lowering.tree, node, 'body')
    if (parameters >= 0 && current) {
      lowering.evaluateInto(current, current.evaluation, (walker) => {
        const whole = lowering.nested(node, () => walkDefaults(walker, parameters))
        if (!whole) walker.walkNames(parameters)
      })
    }
    return lowering.createProcedure(node, {
      name: '<lambda>',
      host: lowering.current,
      body,
      headerEnd: parameters,
      parameters: (walker) => declareParameters(walker, parameters),
    })
  },
}

/** Default values and annotations are evaluated where the function is defined. */
export function walkDefaults(walker: Walker, parameters: number): void {
  for (const parameter of namedChildrenOf(walker.lowering.tree, parameters)) {
    const value = childByField(walker.lowering.tree, parameter, 'value')
    if (value >= 0) walker.walk(value)
    const type = childByField(walker.lowering.tree, parameter, 'type')
    if (type >= 0) walker.walk(type)
  }
}

/** Declares what a parameter list names. */
export function declareParameters(walker: Walker, parameters: number): void {
  const { tree } = walker.lowering
  if (parameters < 0) return
  for (const parameter of namedChildrenOf(tree, parameters)) {
    let name = parameter
    for (;;) {
      const kind = kindOf(tree, name)
      if (kind === 'default_parameter' || kind === 'typed_default_parameter')
        name = childByField(tree, name, 'name')
      else if (
        kind === 'typed_parameter' ||
        kind === 'list_splat_pattern' ||
        kind === 'dictionary_splat_pattern'
      )
        name = tree.firstChildren[name]!
      else break
      while (name >= 0 && !isNamed(tree, name)) name = tree.nextSiblings[name]!
      if (name < 0) break
    }
    if (name < 0) continue
    if (kindOf(tree, name) === 'identifier') walker.parameter(textOf(tree, name), name)
    else if (kindOf(tree, name) === 'tuple_pattern') walker.parameterPattern(name)
  }
}

/** A comprehension has a scope of its own; only its first iterable is evaluated outside of it. */
function comprehension(walker: Walker, node: number): void {
  const { tree } = walker.lowering
  const scope = walker.lowering.blockScope(node)
  const clauses = childrenOf(tree, node).filter((child) => {
    const kind = kindOf(tree, child)
    return kind === 'for_in_clause' || kind === 'if_clause'
  })
  const first = clauses[0]
  const work: Work[] = []
  for (const clause of clauses) {
    if (kindOf(tree, clause) === 'if_clause') work.push(clause)
    else {
      const right = childByField(tree, clause, 'right')
      if (clause !== first) work.push(right)
      work.push(() => {
        const sources = walker.sources(right).map((source) => ({ kind: 'element' as const, source }))
        walker.write(childByField(tree, clause, 'left'), { declareIn: scope, sources, weak: true })
      })
    }
  }
  work.push(childByField(tree, node, 'body'))
  const iterable = first === undefined ? -1 : childByField(tree, first, 'right')
  walker.later(iterable, () => walker.sometimes(() => walker.inScope(scope, work)))
}

const firstAlways = (walker: Walker, node: number): void => {
  const [first, ...rest] = namedChildrenOf(walker.lowering.tree, node)
  if (first !== undefined) walker.later(first, () => walker.sometimes(rest))
}

/** Whether an operand is so plain that adding it can only make a new value. */
function isNumberOrText(tree: SyntaxTree, node: number): boolean {
  return node >= 0 && ['integer', 'float', 'string', 'concatenated_string'].includes(kindOf(tree, node))
}

const skip = (): void => {}

export const expressions: Readonly<Record<string, (walker: Walker, node: number) => void>> = {
  integer: skip,
  float: skip,
  string_content: skip,
  assignment: (walker, node) => {
    const { tree } = walker.lowering
    const right = childByField(tree, node, 'right')
    const left = childByField(tree, node, 'left')
    const type = childByField(tree, node, 'type')
    walker.later(right, type, () => {
      if (right >= 0) bind(walker, left, right)
    })
  },
  augmented_assignment: (walker, node) => {
    const { tree } = walker.lowering
    const left = childByField(tree, node, 'left')
    const right = childByField(tree, node, 'right')
    // `xs += ys` may change the object itself, so others that refer to it see it.
    walker.later(left, right, () => {
      bind(walker, left)
      const [target] = walker.sources(left)
      if (target?.kind !== 'place' || isNumberOrText(tree, right)) return
      const { place } = target
      const element = walker.lowering.place(
        place.name,
        place.offset,
        [...place.path, ANY_ELEMENT],
        place.scope,
      )
      walker.writePlace(element, { sources: elementsOf(walker.sources(right)) })
    })
  },
  named_expression: (walker, node) => {
    const { tree } = walker.lowering
    const value = childByField(tree, node, 'value')
    walker.later(value, () => bind(walker, childByField(tree, node, 'name'), value))
  },
  keyword_argument: (walker, node) => walker.later(childByField(walker.lowering.tree, node, 'value')),
  as_pattern: (walker, node) => {
    const { tree } = walker.lowering
    const value = tree.firstChildren[node]!
    const alias = childByField(tree, node, 'alias')
    walker.later(value, () => {
      if (alias >= 0)
        bind(walker, tree.firstChildren[alias]! >= 0 ? tree.firstChildren[alias]! : alias, value)
    })
  },
  boolean_operator: firstAlways,
  conditional_expression: (walker, node) => {
    const [chosen, test, otherwise] = namedChildrenOf(walker.lowering.tree, node)
    if (test === undefined || chosen === undefined) walker.visitChildren(node)
    else walker.later(test, () => walker.sometimes(chosen, otherwise ?? -1))
  },
  list_comprehension: comprehension,
  set_comprehension: comprehension,
  dictionary_comprehension: comprehension,
  generator_expression: comprehension,
  await: (walker, node) => {
    walker.mayThrow()
    walker.visitChildren(node)
  },
  yield: (walker, node) => {
    walker.mayThrow()
    const value = firstNamedChild(walker.lowering.tree, node)
    walker.later(value, () => walker.returned(value))
  },
}

export const targets: Readonly<
  Record<string, (walker: Walker, node: number, options: WriteOptions) => void>
> = {
  list_splat_pattern: (walker, node, options) =>
    walker.write(firstNamedChild(walker.lowering.tree, node), options),
  list_splat: (walker, node, options) => walker.write(firstNamedChild(walker.lowering.tree, node), options),
  parenthesized_expression: (walker, node, options) =>
    walker.write(firstNamedChild(walker.lowering.tree, node), options),
  as_pattern_target: (walker, node, options) =>
    walker.write(firstNamedChild(walker.lowering.tree, node), options),
}

/** The module's names that an import statement binds. */
export const imports: Readonly<
  Record<
    string,
    (tree: SyntaxTree, node: number, bindName: (local: string, qualified: string) => void) => void
  >
> = {
  import_statement: (tree, node, bindName) => {
    for (const name of childrenByField(tree, node, 'name')) {
      const alias = childByField(tree, name, 'alias')
      if (alias >= 0) bindName(textOf(tree, alias), textOf(tree, childByField(tree, name, 'name')))
    }
  },
  import_from_statement: (tree, node, bindName) => {
    const module = textOf(tree, childByField(tree, node, 'module_name'))
    for (const name of childrenByField(tree, node, 'name')) {
      const alias = childByField(tree, name, 'alias')
      const imported = alias >= 0 ? childByField(tree, name, 'name') : name
      const separator = module.endsWith('.') ? '' : '.'
      bindName(textOf(tree, alias >= 0 ? alias : name), module + separator + textOf(tree, imported))
    }
  },
}

/** Modules that an import statement loads; relative ones without their dots. */
export const modules: Readonly<Record<string, (tree: SyntaxTree, node: number) => readonly string[]>> = {
  import_statement: (tree, node) =>
    childrenByField(tree, node, 'name').map((name) => {
      const imported = childByField(tree, name, 'name')
      return textOf(tree, imported >= 0 ? imported : name)
    }),
  import_from_statement: (tree, node) => [
    textOf(tree, childByField(tree, node, 'module_name')).replace(/^[.\s]+/, ''),
  ],
}

/** Local names that an import statement writes. */
export function importedNames(tree: SyntaxTree, node: number): { name: string; node: number }[] {
  return childrenByField(tree, node, 'name').map((imported) => {
    const alias = childByField(tree, imported, 'alias')
    const at = alias >= 0 ? alias : imported
    // `import a.b` binds `a`.
    const name =
      kindOf(tree, node) === 'import_statement' && alias < 0
        ? textOf(tree, at).split('.')[0]!
        : textOf(tree, at)
    return { name, node: at }
  })
}

/** Names that a `case` pattern binds. */
export function walkPattern(walker: Walker, node: number, sources: WriteOptions['sources']): void {
  const { tree } = walker.lowering
  const pending = [node]
  while (pending.length > 0) {
    const at = pending.pop()!
    const kind = kindOf(tree, at)
    if (kind === 'dotted_name' || kind === 'identifier') {
      const name = textOf(tree, at)
      if (name === '_') continue
      if (name.includes('.'))
        walker.readPlace(walker.lowering.place(name.split('.')[0]!, tree.starts[at]!, []))
      else walker.writeName(name, at, { declareIn: bindingScope(walker), sources, weak: true })
    } else if (kind === 'class_pattern') {
      const children = namedChildrenOf(tree, at)
      const type = children[0]
      if (type !== undefined)
        walker.readPlace(walker.lowering.place(textOf(tree, type).split('.')[0]!, tree.starts[type]!, []))
      pending.push(...children.slice(1))
    } else if (kind === 'keyword_pattern') {
      pending.push(...namedChildrenOf(tree, at).slice(1))
    } else {
      const alias = childOfKind(tree, at, 'as_pattern_target')
      pending.push(...namedChildrenOf(tree, at).filter((child) => child !== alias))
      if (alias >= 0) pending.push(...namedChildrenOf(tree, alias))
    }
  }
}
