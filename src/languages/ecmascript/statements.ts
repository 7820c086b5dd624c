import { constructorsOf } from '../classes.js'
import type { Lowering } from '../language.js'
import type { Block, Statement } from '../program.js'
import {
  childByField,
  childOfKind,
  childrenByField,
  childrenOf,
  isNamed,
  kindOf,
  namedChildrenOf,
  textOf,
} from '../syntax-tree.js'
import { lowerClassBody, lowerMethod } from './classes.js'
import { declarationScope } from './expressions.js'
import { createFunction } from './functions.js'

type Lower = (lowering: Lowering, node: number, into: Block) => void

const declaration: Lower = (lowering, node, into) => {
  const { tree } = lowering
  lowering.add(into, node, 'declaration', (walker) => {
    for (const declarator of childrenOf(tree, node)) {
      if (kindOf(tree, declarator) !== 'variable_declarator') continue
      const value = childByField(tree, declarator, 'value')
      const name = childByField(tree, declarator, 'name')
      const declareIn = declarationScope(walker, node)
      if (value >= 0) walker.walk(value)
      const type = childByField(tree, declarator, 'type')
      if (type >= 0) walker.walk(type)
      // `var x;` leaves the value that x has.
      const weak = value < 0 && kindOf(tree, node) === 'variable_declaration'
      walker.run(() => walker.write(name, { declareIn, sources: walker.sources(value), weak }))
    }
  })
}

const conditional: Lower = (lowering, node, into) => {
  const { tree } = lowering
  let block = into
  let at = node
  // A chain of else-ifs is walked in a loop, since it may be thousands long.
  for (;;) {
    const condition = childByField(tree, at, 'condition')
    const statement = lowering.add(block, at, 'if', [condition], undefined, { headerEnd: condition })
    const consequent = lowering.body(childByField(tree, at, 'consequence'))
    const clause = childByField(tree, at, 'alternative')
    const inner =
      clause < 0 ? -1 : (namedChildrenOf(tree, clause).find((c) => kindOf(tree, c) !== 'comment') ?? -1)
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

const whileLoop: Lower = (lowering, node, into) => {
  const condition = childByField(lowering.tree, node, 'condition')
  const statement = lowering.add(into, node, 'while', [condition], undefined, { headerEnd: condition })
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: constantTest(lowering, condition),
    init: undefined,
    each: undefined,
    update: undefined,
    body: lowering.body(childByField(lowering.tree, node, 'body')),
    otherwise: undefined,
  }
}

const doLoop: Lower = (lowering, node, into) => {
  const condition = childByField(lowering.tree, node, 'condition')
  const statement = lowering.open(node, 'do', { headerStart: condition, headerEnd: condition })
  into.statements.push(statement)
  const body = lowering.body(childByField(lowering.tree, node, 'body'))
  lowering.evaluateInto(statement, statement.evaluation, [condition])
  statement.control = {
    form: 'loop',
    testFirst: false,
    constant: constantTest(lowering, condition),
    init: undefined,
    each: undefined,
    update: undefined,
    body,
    otherwise: undefined,
  }
}

/** What a test is known to be. */
export function constantTest(lowering: Lowering, condition: number): boolean | undefined {
  if (condition < 0) return true
  const text = textOf(lowering.tree, condition).replace(/[\s();]/g, '')
  if (text === 'true' || text === '1' || text === '') return true
  return text === 'false' || text === '0' ? false : undefined
}

const forLoop: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const body = childByField(tree, node, 'body')
  const outer = lowering.scope
  lowering.scope = lowering.blockScope(node)
  const header = childrenOf(tree, node).filter((child) => child !== body)
  const statement = lowering.open(node, 'for', { headerEnd: header.at(-1) ?? -1 })
  into.statements.push(statement)
  const initializer = childByField(tree, node, 'initializer')
  const init = lowering.evaluate(statement, (walker) => {
    if (initializer < 0) return
    const kind = kindOf(tree, initializer)
    if (kind !== 'lexical_declaration' && kind !== 'variable_declaration') return walker.walk(initializer)
    for (const declarator of namedChildrenOf(tree, initializer)) {
      const value = childByField(tree, declarator, 'value')
      if (value >= 0) walker.walk(value)
      const declareIn = declarationScope(walker, initializer)
      const name = childByField(tree, declarator, 'name')
      walker.run(() => walker.write(name, { declareIn, sources: walker.sources(value), weak: value < 0 }))
    }
  })
  const condition = childByField(tree, node, 'condition')
  lowering.evaluateInto(statement, statement.evaluation, [condition])
  const update = lowering.evaluate(statement, [childByField(tree, node, 'increment')])
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: constantTest(lowering, condition),
    init,
    each: undefined,
    update,
    body: lowering.body(body),
    otherwise: undefined,
  }
  lowering.scope = outer
}

const forInLoop: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const left = childByField(tree, node, 'left')
  const right = childByField(tree, node, 'right')
  const declares = childByField(tree, node, 'kind')
  const body = childByField(tree, node, 'body')
  const statement = lowering.add(into, node, 'for', [right], undefined, { headerEnd: right })
  const outer = lowering.scope
  lowering.scope = lowering.blockScope(node)
  const each = lowering.evaluate(statement, (walker) =>
    walker.run(() => {
      const values = walker.sources(right)
      const sources = values.map((source) => ({ kind: 'element' as const, source }))
      const isVar = declares >= 0 && textOf(tree, declares) === 'var'
      const declareIn = declares < 0 ? undefined : isVar ? lowering.procedure.scope : lowering.scope
      for (const source of values) if (source.kind === 'place') walker.readPlace(source.place)
      walker.write(left, { declareIn, sources })
    }),
  )
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: undefined,
    init: undefined,
    each,
    update: undefined,
    body: lowering.body(body),
    otherwise: undefined,
  }
  lowering.scope = outer
}

const switchStatement: Lower = (lowering, node, into) => {
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

const tryStatement: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const statement = lowering.open(node, 'try', { headerEnd: -1 })
  into.statements.push(statement)
  const body = lowering.body(childByField(tree, node, 'body'))
  const handlers: Statement[] = []
  const handler = childByField(tree, node, 'handler')
  if (handler >= 0) {
    const outer = lowering.scope
    lowering.scope = lowering.blockScope(node)
    const parameter = childByField(tree, handler, 'parameter')
    const clause = lowering.open(handler, 'catch', { headerEnd: parameter })
    lowering.evaluateInto(clause, clause.evaluation, (walker) =>
      walker.run(() => walker.write(parameter, { declareIn: lowering.scope })),
    )
    clause.control = {
      form: 'handler',
      body: lowering.body(childByField(tree, handler, 'body')),
      catchesAll: true,
    }
    handlers.push(clause)
    lowering.scope = outer
  }
  const finalizer = childByField(tree, node, 'finalizer')
  statement.control = {
    form: 'try',
    body,
    handlers,
    otherwise: undefined,
    finalizer:
      finalizer < 0 ? undefined : lowering.body(childByField(tree, finalizer, 'body'), { frame: finalizer }),
  }
}

const functionDeclaration: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const name = childByField(tree, node, 'name')
  const statement = lowering.open(node, 'function', { headerEnd: childByField(tree, node, 'parameters') })
  into.statements.push(statement)
  const outer = lowering.current
  lowering.current = statement
  const procedure = createFunction(lowering, node)
  lowering.current = outer
  statement.control = { form: 'function', procedure }
  if (name < 0) return
  lowering.evaluateInto(statement, statement.evaluation, (walker) => {
    walker.writeName(textOf(tree, name), name, {
      declareIn: lowering.scope,
      sources: [{ kind: 'procedure', procedure }],
    })
  })
}

const classDeclaration: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const name = childByField(tree, node, 'name')
  const heritage = childOfKind(tree, node, 'class_heritage')
  const statement = lowering.open(node, 'class', { headerEnd: heritage >= 0 ? heritage : name })
  into.statements.push(statement)
  if (heritage >= 0) lowering.evaluateInto(statement, statement.evaluation, [heritage])
  const body = lowerClassBody(lowering, node, statement)
  if (body) statement.control = { form: 'sequence', body }
  if (name < 0) return
  lowering.evaluateInto(statement, statement.evaluation, (walker) => {
    walker.writeName(textOf(tree, name), name, {
      declareIn: lowering.scope,
      sources: constructorsOf(body),
    })
  })
}

const valueJump =
  (form: 'return' | 'throw'): Lower =>
  (lowering, node, into) => {
    const value =
      namedChildrenOf(lowering.tree, node).find((child) => kindOf(lowering.tree, child) !== 'comment') ?? -1
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
  (form: 'break' | 'continue'): Lower =>
  (lowering, node, into) => {
    const label = childByField(lowering.tree, node, 'label')
    lowering.add(into, node, form, [], { form, label: label < 0 ? undefined : textOf(lowering.tree, label) })
  }

const importStatement: Lower = (lowering, node, into) => {
  const { tree } = lowering
  lowering.add(into, node, 'import', (walker) => {
    const clause = childOfKind(tree, node, 'import_clause')
    const pending = clause < 0 ? [] : [clause]
    while (pending.length > 0) {
      const at = pending.pop()!
      const alias = childByField(tree, at, 'alias')
      const name = childByField(tree, at, 'name')
      const local = alias >= 0 ? alias : name
      if (local >= 0) walker.writeName(textOf(tree, local), local, { declareIn: lowering.scope })
      else if (kindOf(tree, at) === 'identifier')
        walker.writeName(textOf(tree, at), at, { declareIn: lowering.scope })
      else for (const child of namedChildrenOf(tree, at).reverse()) pending.push(child)
    }
  })
}

/** `export` in front of a declaration adds nothing to what it does. */
const exportStatement: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const declared = childByField(tree, node, 'declaration')
  if (declared < 0) {
    lowering.add(into, node, 'export', childByField(tree, node, 'source') >= 0 ? [] : [node])
    return
  }
  const statement = lowering.open(node, 'export', { headerEnd: -1 })
  into.statements.push(statement)
  statement.control = { form: 'sequence', body: lowering.sequence(node, [declared]) }
}

/** A type declaration defines a name and refers to others. */
const typeDeclaration: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const name = childByField(tree, node, 'name')
  lowering.add(into, node, 'type', (walker) => {
    walker.walkNames(node)
    if (name >= 0) walker.writeName(textOf(tree, name), name, { declareIn: lowering.scope })
  })
}

/** Members of a class or object that were cut out of it and now stand alone, in error nodes. */
export const statements: Readonly<Record<string, Lower>> = {
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
  if_statement: conditional,
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
    const inner = namedChildrenOf(lowering.tree, node)
    const statement = lowering.open(node, 'declare', { headerEnd: -1 })
    into.statements.push(statement)
    statement.control = {
      form: 'sequence',
      body: lowering.sequence(
        node,
        inner.filter((c) => isNamed(lowering.tree, c)),
      ),
    }
  },
  internal_module: namespaceLower,
  module: namespaceLower,
}

function namespaceLower(lowering: Lowering, node: number, into: Block): void {
  const body = childByField(lowering.tree, node, 'body')
  const name = childByField(lowering.tree, node, 'name')
  const statement = lowering.open(node, 'namespace', { headerEnd: name })
  into.statements.push(statement)
  if (body >= 0) statement.control = { form: 'sequence', body: lowering.body(body, { scope: false }) }
}
