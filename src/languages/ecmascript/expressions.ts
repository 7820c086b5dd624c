import type { CallParts, Lowering, PlaceStep, ValuePart, Walker, WriteOptions } from '../language.js'
import { ANY_ELEMENT, type Procedure, type Scope } from '../program.js'
import { procedureScope } from '../scopes.js'
import {
  childByField,
  childOfKind,
  firstNamedChild,
  kindOf,
  namedChildrenOf,
  type SyntaxTree,
  textOf,
} from '../syntax-tree.js'
import { constantKey, elementParts } from '../values.js'
import { lowerClassExpression } from './classes.js'
import { createFunction, isConstructor } from './functions.js'

const name = (tree: SyntaxTree, node: number): PlaceStep => ({ name: textOf(tree, node) })

/** Parentheses and the like: the same object as what is within, unless that is a sequence. */
const within = (tree: SyntaxTree, node: number): PlaceStep => ({ base: firstNamedChild(tree, node) })

export const places: Readonly<Record<string, (tree: SyntaxTree, node: number) => PlaceStep | undefined>> = {
  identifier: name,
  this: name,
  super: name,
  import: name,
  shorthand_property_identifier: name,
  shorthand_property_identifier_pattern: name,
  type_identifier: name,
  undefined: () => undefined,
  member_expression: (tree, node) => ({
    base: childByField(tree, node, 'object'),
    step: textOf(tree, childByField(tree, node, 'property')),
  }),
  subscript_expression: (tree, node) => {
    const index = childByField(tree, node, 'index')
    return {
      base: childByField(tree, node, 'object'),
      step: index < 0 ? ANY_ELEMENT : constantKey(textOf(tree, index)),
      evaluated: [index],
    }
  },
  parenthesized_expression: within,
  non_null_expression: within,
  as_expression: within,
  satisfies_expression: within,
  type_assertion: (tree, node) => ({ base: namedChildrenOf(tree, node).at(-1) ?? -1 }),
  nested_identifier: (tree, node) => {
    const children = namedChildrenOf(tree, node)
    return { base: children[0] ?? -1, step: textOf(tree, children.at(-1) ?? node) }
  },
}

const of =
  (...fields: string[]) =>
  (tree: SyntaxTree, node: number): ValuePart[] =>
    fields.map((field) => ({ node: childByField(tree, node, field) }))

const inner = (tree: SyntaxTree, node: number): ValuePart[] => [{ node: firstNamedChild(tree, node) }]

export const values: Readonly<Record<string, (tree: SyntaxTree, node: number) => readonly ValuePart[]>> = {
  array: (tree, node) => elementParts(tree, namedChildrenOf(tree, node), 'spread_element'),
  object: (tree, node) =>
    namedChildrenOf(tree, node).map((child) => {
      const kind = kindOf(tree, child)
      if (kind === 'spread_element') return { node: child }
      if (kind === 'pair') {
        const key = textOf(tree, childByField(tree, child, 'key'))
        const path = /^\w+$/.test(key) ? key : constantKey(key)
        return { node: childByField(tree, child, 'value'), into: path }
      }
      if (kind === 'method_definition')
        return { node: child, into: textOf(tree, childByField(tree, child, 'name')) }
      return { node: child, into: textOf(tree, child) }
    }),
  spread_element: inner,
  await_expression: inner,
  yield_expression: inner,
  ternary_expression: of('consequence', 'alternative'),
  // To call a class is to run its constructor.
  class: (tree, node) => {
    const body = childByField(tree, node, 'body')
    return (body < 0 ? [] : namedChildrenOf(tree, body))
      .filter((member) => isConstructor(tree, member))
      .map((member) => ({ node: member }))
  },
  assignment_expression: of('right'),
  augmented_assignment_expression: of('left', 'right'),
  sequence_expression: (tree, node) => [{ node: namedChildrenOf(tree, node).at(-1) ?? -1 }],
  binary_expression: (tree, node) => {
    const operator = textOf(tree, childByField(tree, node, 'operator'))
    return operator === '||' || operator === '&&' || operator === '??' ? of('left', 'right')(tree, node) : []
  },
}

export const calls: Readonly<Record<string, (tree: SyntaxTree, node: number) => CallParts>> = {
  call_expression: (tree, node) => {
    const list = childByField(tree, node, 'arguments')
    const isList = list >= 0 && kindOf(tree, list) === 'arguments'
    const called = childByField(tree, node, 'function')
    // The grammar takes `await f<T>(x)` for a call of `await f`.
    const awaits = called >= 0 && kindOf(tree, called) === 'await_expression'
    return {
      callee: awaits ? firstNamedChild(tree, called) : called,
      arguments: list < 0 ? [] : isList ? namedChildrenOf(tree, list) : [list],
    }
  },
  new_expression: (tree, node) => {
    const list = childByField(tree, node, 'arguments')
    return {
      callee: childByField(tree, node, 'constructor'),
      arguments: list < 0 ? [] : namedChildrenOf(tree, list),
    }
  },
}

/** Decorators without arguments are calls that are not written as calls. */
export const impliedCalls: Readonly<Record<string, (tree: SyntaxTree, node: number) => number>> = {
  decorator: (tree, node) => {
    const decorated = firstNamedChild(tree, node)
    return decorated >= 0 && kindOf(tree, decorated) === 'call_expression' ? -1 : decorated
  },
}

export const closures: Readonly<Record<string, (lowering: Lowering, node: number) => Procedure>> = {
  arrow_function: createFunction,
  function_expression: createFunction,
  generator_function: createFunction,
  method_definition: createFunction,
}

const shortCircuit = new Set(['&&', '||', '??'])

const skip = (): void => {}

export const expressions: Readonly<Record<string, (walker: Walker, node: number) => void>> = {
  string: skip,
  number: skip,
  regex: skip,
  property_identifier: skip,
  type_annotation: (walker, node) => walker.visitChildren(node),
  assignment_expression: (walker, node) => {
    const { tree } = walker.lowering
    const right = childByField(tree, node, 'right')
    walker.later(right, () =>
      walker.write(childByField(tree, node, 'left'), { sources: walker.sources(right) }),
    )
  },
  augmented_assignment_expression: (walker, node) => {
    const { tree } = walker.lowering
    const left = childByField(tree, node, 'left')
    const right = childByField(tree, node, 'right')
    const operator = textOf(tree, childByField(tree, node, 'operator'))
    const write = (): void => walker.write(left, { sources: walker.sources(right) })
    if (shortCircuit.has(operator.slice(0, -1))) walker.later(left, () => walker.sometimes(right, write))
    else walker.later(left, right, () => walker.write(left))
  },
  update_expression: (walker, node) => {
    const target = childByField(walker.lowering.tree, node, 'argument')
    walker.later(target, () => walker.write(target))
  },
  unary_expression: (walker, node) => {
    const { tree } = walker.lowering
    const argument = childByField(tree, node, 'argument')
    const deletes = textOf(tree, childByField(tree, node, 'operator')) === 'delete'
    walker.later(argument, () => {
      if (deletes) walker.write(argument)
    })
  },
  binary_expression: (walker, node) => {
    const { tree } = walker.lowering
    const operator = textOf(tree, childByField(tree, node, 'operator'))
    const left = childByField(tree, node, 'left')
    const right = childByField(tree, node, 'right')
    if (shortCircuit.has(operator)) walker.later(left, () => walker.sometimes(right))
    else walker.later(left, right)
  },
  ternary_expression: (walker, node) => {
    const { tree } = walker.lowering
    const consequence = childByField(tree, node, 'consequence')
    const alternative = childByField(tree, node, 'alternative')
    walker.later(childByField(tree, node, 'condition'), () => walker.sometimes(consequence, alternative))
  },
  await_expression: (walker, node) => {
    walker.mayThrow()
    walker.visitChildren(node)
  },
  yield_expression: (walker, node) => {
    walker.mayThrow()
    const value = firstNamedChild(walker.lowering.tree, node)
    walker.later(value, () => walker.returned(value))
  },
  pair: (walker, node) => {
    const { tree } = walker.lowering
    const key = childByField(tree, node, 'key')
    walker.later(kindOf(tree, key) === 'computed_property_name' ? key : -1, childByField(tree, node, 'value'))
  },
  class: (walker, node) => {
    const { lowering } = walker
    const host = lowering.current
    const heritage = childOfKind(lowering.tree, node, 'class_heritage')
    walker.later(heritage, () => {
      if (host) lowerClassExpression(lowering, node, host)
    })
  },
  predefined_type: skip,
  jsx_attribute: (walker, node) => walker.later(namedChildrenOf(walker.lowering.tree, node).slice(1)),
}

/** Targets that are no places: patterns with defaults, renamed properties. */
export const targets: Readonly<
  Record<string, (walker: Walker, node: number, options: WriteOptions) => void>
> = {
  assignment_pattern: withDefault,
  object_assignment_pattern: withDefault,
  pair_pattern: (walker, node, options) => {
    const { tree } = walker.lowering
    const key = childByField(tree, node, 'key')
    walker.later(kindOf(tree, key) === 'computed_property_name' ? key : -1, () =>
      walker.write(childByField(tree, node, 'value'), options),
    )
  },
  rest_pattern: (walker, node, options) => walker.write(firstNamedChild(walker.lowering.tree, node), options),
  variable_declaration: declarators,
  lexical_declaration: declarators,
}

function withDefault(walker: Walker, node: number, options: WriteOptions): void {
  const { tree } = walker.lowering
  walker.later(
    () => walker.sometimes(childByField(tree, node, 'right')),
    () => walker.write(childByField(tree, node, 'left'), options),
  )
}

function declarators(walker: Walker, node: number, options: WriteOptions): void {
  const { tree } = walker.lowering
  for (const child of namedChildrenOf(tree, node)) {
    if (kindOf(tree, child) === 'variable_declarator') {
      walker.write(childByField(tree, child, 'name'), {
        ...options,
        declareIn: declarationScope(walker, node),
      })
    }
  }
}

/** `var` binds in the function, `let` and `const` in the block. */
export function declarationScope(walker: Walker, declaration: number): Scope {
  const { tree, scope } = walker.lowering
  return kindOf(tree, declaration) === 'variable_declaration' ? procedureScope(scope) : scope
}

/** Names that a `require` call or an `import` brings in. */
export const imports: Readonly<
  Record<string, (tree: SyntaxTree, node: number, bind: (local: string, qualified: string) => void) => void>
> = {
  import_statement: (tree, node, bind) => {
    const source = importedModule(tree, node)
    const clause = importClause(tree, node)
    if (clause < 0 || source === '') return
    for (const part of namedChildrenOf(tree, clause)) {
      const kind = kindOf(tree, part)
      if (kind === 'identifier') bind(textOf(tree, part), source)
      else if (kind === 'namespace_import') bind(textOf(tree, firstNamedChild(tree, part)), source)
      else {
        for (const specifier of namedChildrenOf(tree, part)) {
          const imported = childByField(tree, specifier, 'name')
          const alias = childByField(tree, specifier, 'alias')
          if (imported >= 0)
            bind(textOf(tree, alias >= 0 ? alias : imported), `${source}.${textOf(tree, imported)}`)
        }
      }
    }
  },
  variable_declarator: (tree, node, bind) => {
    const target = childByField(tree, node, 'name')
    const value = childByField(tree, node, 'value')
    const match =
      value < 0 ? null : /^require\(\s*(['"`])([^'"`]+)\1\s*\)((?:\.\w+)*)$/.exec(textOf(tree, value))
    if (!match || target < 0) return
    const source = `${unquote(match[2]!)}${match[3]}`
    if (kindOf(tree, target) === 'identifier') bind(textOf(tree, target), source)
    else if (kindOf(tree, target) === 'object_pattern') {
      for (const part of namedChildrenOf(tree, target)) {
        const kind = kindOf(tree, part)
        if (kind === 'shorthand_property_identifier_pattern')
          bind(textOf(tree, part), `${source}.${textOf(tree, part)}`)
        else if (kind === 'pair_pattern') {
          const key = textOf(tree, childByField(tree, part, 'key'))
          bind(textOf(tree, childByField(tree, part, 'value')), `${source}.${key}`)
        }
      }
    }
  },
}

/** What an `import` binds: a clause of its own, or TypeScript's `fs = require('fs')`. */
export const importClause = (tree: SyntaxTree, node: number): number =>
  childOfKind(tree, node, 'import_clause', 'import_require_clause')

/** The module that an `import` or an `export ... from` names; empty where none is. */
function importedModule(tree: SyntaxTree, node: number): string {
  const own = childByField(tree, node, 'source')
  return unquote(textOf(tree, own >= 0 ? own : childByField(tree, importClause(tree, node), 'source')))
}

/** Modules that an `import`, an `export ... from` or a `require` loads. */
export const modules: Readonly<Record<string, (tree: SyntaxTree, node: number) => readonly string[]>> = {
  import_statement: (tree, node) => [importedModule(tree, node)],
  export_statement: (tree, node) => [importedModule(tree, node)],
  call_expression: (tree, node) => {
    if (!/^(?:require|import)$/.test(textOf(tree, childByField(tree, node, 'function')))) return []
    const [module] = namedChildrenOf(tree, childByField(tree, node, 'arguments'))
    return module !== undefined && kindOf(tree, module) === 'string' ? [unquote(textOf(tree, module))] : []
  },
}

function unquote(text: string): string {
  return text.replace(/^['"`]|['"`]$/g, '').replace(/^node:/, '')
}
