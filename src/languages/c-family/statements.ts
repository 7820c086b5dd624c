import type { Lowering } from '../language.js'
import { ANY_ELEMENT, type Block, type Source, type Statement } from '../program.js'
import { childByField, childOfKind, childrenByField, childrenOf, kindOf, textOf } from '../syntax-tree.js'
import {
  addressesOf,
  declaredNames,
  isArithmetic,
  walkDeclaration,
  walkDeclarator,
  walkParameters,
} from './declarators.js'
import { functionDeclarator, partsOf } from './expressions.js'

type Lower = (lowering: Lowering, node: number, into: Block) => void

/** What a test is known to be. */
function constantTest(lowering: Lowering, condition: number): boolean | undefined {
  if (condition < 0) return true
  const text = textOf(lowering.tree, condition).replace(/[\s();]/g, '')
  if (text === '1' || text === 'true' || text === 'TRUE' || text === '') return true
  return text === '0' || text === 'false' || text === 'FALSE' ? false : undefined
}

const conditional: Lower = (lowering, node, into) => {
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
      partsOf(tree, condition).some((part) => /declaration|init/.test(kindOf(tree, part)))
    if (declares) lowering.scope = lowering.blockScope(node)
    const statement = lowering.add(
      block,
      at,
      'if',
      condition < 0 ? [] : partsOf(tree, condition),
      undefined,
      {
        headerEnd: condition,
      },
    )
    const consequent = lowering.body(childByField(tree, at, 'consequence'))
    const clause = childByField(tree, at, 'alternative')
    const inner = clause < 0 ? -1 : (partsOf(tree, clause)[0] ?? -1)
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

const whileLoop: Lower = (lowering, node, into) => {
  const condition = childByField(lowering.tree, node, 'condition')
  const outer = lowering.scope
  lowering.scope = lowering.blockScope(node)
  const statement = lowering.add(
    into,
    node,
    'while',
    condition < 0 ? [] : partsOf(lowering.tree, condition),
    undefined,
    {
      headerEnd: condition,
    },
  )
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
  lowering.scope = outer
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

const forLoop: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const body = childByField(tree, node, 'body')
  const outer = lowering.scope
  lowering.scope = lowering.blockScope(node)
  const header = childrenOf(tree, node).filter((child) => child < body || body < 0)
  const statement = lowering.open(node, 'for', { headerEnd: header.at(-1) ?? -1 })
  into.statements.push(statement)
  const initializer = childByField(tree, node, 'initializer')
  const init = lowering.evaluate(statement, (walker) => {
    if (initializer < 0) return
    if (kindOf(tree, initializer) === 'declaration') walkDeclaration(walker, initializer)
    else walker.walk(initializer)
  })
  const condition = childByField(tree, node, 'condition')
  lowering.evaluateInto(statement, statement.evaluation, [condition])
  const update = lowering.evaluate(statement, [childByField(tree, node, 'update')])
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: condition < 0 ? true : constantTest(lowering, condition),
    init,
    each: undefined,
    update,
    body: lowering.body(body),
    otherwise: undefined,
  }
  lowering.scope = outer
}

const rangeLoop: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const right = childByField(tree, node, 'right')
  const outer = lowering.scope
  const statement = lowering.add(into, node, 'for', [right], undefined, { headerEnd: right })
  lowering.scope = lowering.blockScope(node)
  const type = childByField(tree, node, 'type')
  const each = lowering.evaluate(statement, (walker) => {
    const values = walker.sources(right)
    for (const source of values) if (source.kind === 'place') walker.readPlace(source.place)
    const declarator = childByField(tree, node, 'declarator')
    if (type >= 0) walker.walk(type)
    for (const declared of declarator < 0 ? [] : declaredNames(tree, declarator)) {
      walker.writeName(declared.name, declared.node, {
        declareIn: lowering.scope,
        scalar: isArithmetic(tree, type) && !declared.indirect,
        reference: declared.isReference,
        sources: declared.isReference
          ? addressesOf(values.map((source) => elementPlace(lowering, source)))
          : values.map((source) => ({ kind: 'element' as const, source })),
      })
    }
  })
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: undefined,
    init: undefined,
    each,
    update: undefined,
    body: lowering.body(childByField(tree, node, 'body')),
    otherwise: undefined,
  }
  lowering.scope = outer
}

/** The elements of a container, as a place. */
function elementPlace(lowering: Lowering, source: Source): Source {
  if (source.kind !== 'place') return { kind: 'element', source }
  const { name, offset, path, scope } = source.place
  return { ...source, place: lowering.place(name, offset, [...path, ANY_ELEMENT], scope) }
}

const switchStatement: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const condition = childByField(tree, node, 'condition')
  const bodyNode = childByField(tree, node, 'body')
  const statement = lowering.add(
    into,
    node,
    'switch',
    condition < 0 ? [] : partsOf(tree, condition),
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
const caseStatement: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const value = childByField(tree, node, 'value')
  const statement = lowering.add(into, node, 'case', [value], undefined, { headerEnd: value })
  const statements = partsOf(tree, node).filter((child) => child !== value)
  statement.control = { form: 'case', body: lowering.sequence(node, statements) }
}

const tryStatement: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const statement = lowering.open(node, 'try', { headerEnd: -1 })
  into.statements.push(statement)
  const body = lowering.body(childByField(tree, node, 'body'))
  const handlers: Statement[] = []
  for (const clause of childrenOf(tree, node)) {
    if (kindOf(tree, clause) !== 'catch_clause') continue
    const outer = lowering.scope
    lowering.scope = lowering.blockScope(node)
    const parameters = childByField(tree, clause, 'parameters')
    const handler = lowering.open(clause, 'catch', { headerEnd: parameters })
    lowering.evaluateInto(handler, handler.evaluation, (walker) => {
      for (const parameter of parameters < 0 ? [] : partsOf(tree, parameters)) {
        const declarator = childByField(tree, parameter, 'declarator')
        if (declarator >= 0) walkDeclarator(walker, declarator, false, -1)
      }
    })
    handler.control = {
      form: 'handler',
      body: lowering.body(childByField(tree, clause, 'body')),
      catchesAll: parameters < 0 || textOf(tree, parameters).includes('...'),
    }
    handlers.push(handler)
    lowering.scope = outer
  }
  statement.control = { form: 'try', body, handlers, otherwise: undefined, finalizer: undefined }
}

const functionDefinition: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const declarator = functionDeclarator(tree, node)
  const body = childByField(tree, node, 'body')
  const [declared] = declarator < 0 ? [] : declaredNames(tree, declarator)
  const headerEnd = childByField(tree, node, 'declarator')
  const statement = lowering.open(node, 'function', { headerEnd })
  into.statements.push(statement)
  const type = childByField(tree, node, 'type')
  if (type >= 0) lowering.evaluateInto(statement, statement.evaluation, [type])
  const procedure = lowering.createProcedure(node, {
    name: declared?.name ?? '<function>',
    host: statement,
    body,
    headerEnd,
    parameters: (walker) => {
      if (lowering.language.id === 'cpp') walker.writeName('this', node, { declareIn: lowering.scope })
      if (declarator >= 0) walkParameters(walker, declarator)
      // Old-style definitions declare the types of their parameters between header and body.
      for (const child of childrenOf(tree, node)) {
        if (kindOf(tree, child) === 'declaration') walkDeclaration(walker, child)
        if (kindOf(tree, child) === 'field_initializer_list') walker.walk(child)
      }
    },
  })
  statement.control = { form: 'function', procedure }
  if (!declared) return
  lowering.evaluateInto(statement, statement.evaluation, (walker) => {
    walker.writeName(declared.name, declared.node, {
      declareIn: lowering.scope,
      sources: [{ kind: 'procedure', procedure }],
    })
  })
}

/** Directives that choose between texts: which branch is compiled is not known, so both may run. */
const preprocessorConditional: Lower = (lowering, node, into) => {
  const { tree } = lowering
  const bodyOf = (branch: number): number[] => {
    const skipped = new Set([
      childByField(tree, branch, 'condition'),
      childByField(tree, branch, 'name'),
      childByField(tree, branch, 'alternative'),
    ])
    return partsOf(tree, branch).filter((child) => !skipped.has(child))
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

/** `#define`, `typedef`, `struct`: defines a name and refers to others. */
const definition =
  (kind: string): Lower =>
  (lowering, node, into) => {
    const { tree } = lowering
    lowering.add(into, node, kind, (walker) => {
      walker.walkNames(node)
      const name = childByField(tree, node, 'name')
      const value = childByField(tree, node, 'value')
      if (value >= 0 && kind === 'define') {
        // The parser leaves the replacement of a macro as it is.
        for (const [word] of textOf(tree, value).matchAll(/[A-Za-z_]\w*/g)) {
          walker.readPlace(lowering.place(word, tree.starts[value]!, []))
        }
      }
      if (name >= 0) walker.writeName(textOf(tree, name), name, { declareIn: lowering.module.scope })
      for (const declarator of childrenByField(tree, node, 'declarator')) {
        for (const declared of declaredNames(tree, declarator)) {
          walker.writeName(declared.name, declared.node, { declareIn: lowering.scope })
        }
      }
    })
  }

const declaration: Lower = (lowering, node, into) => {
  lowering.add(into, node, 'declaration', (walker) => {
    walkDeclaration(walker, node)
    const type = childByField(lowering.tree, node, 'type')
    const name = type < 0 ? -1 : childByField(lowering.tree, type, 'name')
    const defines = name >= 0 && childByField(lowering.tree, type, 'body') >= 0
    if (defines) walker.writeName(textOf(lowering.tree, name), name, { declareIn: lowering.scope })
  })
}

const braced =
  (kind: string): Lower =>
  (lowering, node, into) => {
    const { tree } = lowering
    const body = childByField(tree, node, 'body')
    const name = childByField(tree, node, 'name')
    const statement = lowering.open(node, kind, { headerEnd: name })
    into.statements.push(statement)
    if (body >= 0) {
      const outer = lowering.scope
      if (kind === 'class') lowering.scope = lowering.blockScope(node)
      statement.control = { form: 'sequence', body: lowering.body(body, { scope: false }) }
      lowering.scope = outer
    }
    if (name >= 0) {
      lowering.evaluateInto(statement, statement.evaluation, (walker) => {
        walker.writeName(textOf(tree, name), name, { declareIn: lowering.scope })
      })
    }
  }

const holder =
  (kind: string): Lower =>
  (lowering, node, into) => {
    const { tree } = lowering
    const statement = lowering.open(node, kind, { headerEnd: -1 })
    into.statements.push(statement)
    statement.control = { form: 'sequence', body: lowering.sequence(node, partsOf(tree, node)) }
  }

const valueJump =
  (form: 'return' | 'throw', name: string): Lower =>
  (lowering, node, into) => {
    const value = partsOf(lowering.tree, node)[0] ?? -1
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
export const statements: Readonly<Record<string, Lower>> = {
  expression_statement: (lowering, node, into) => {
    const inner = partsOf(lowering.tree, node)
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
  if_statement: conditional,
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
    lowering.add(into, node, 'goto', computed ? partsOf(lowering.tree, node) : [], {
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
        partsOf(lowering.tree, node).filter((child) => child !== label),
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
  struct_specifier: definition('type'),
  union_specifier: definition('type'),
  enum_specifier: definition('type'),
  class_specifier: braced('class'),
  namespace_definition: braced('namespace'),
  linkage_specification: braced('linkage'),
  template_declaration: holder('template'),
  using_declaration: (lowering, node, into) => void lowering.add(into, node, 'using', []),
  namespace_alias_definition: definition('using'),
  attributed_statement: holder('attributed'),
  access_specifier: (lowering, node, into) => void lowering.add(into, node, 'access', []),
  seh_try_statement: (lowering, node, into) => {
    const { tree } = lowering
    const statement = lowering.open(node, 'try', { headerEnd: -1 })
    into.statements.push(statement)
    const body = lowering.body(childByField(tree, node, 'body'))
    const finallyClause = childOfKind(tree, node, 'seh_finally_clause')
    const except = childOfKind(tree, node, 'seh_except_clause')
    const handlers: Statement[] = []
    if (except >= 0) {
      const filter = childByField(tree, except, 'filter')
      const handler = lowering.open(except, 'except', { headerEnd: filter })
      lowering.evaluateInto(handler, handler.evaluation, [filter])
      handler.control = {
        form: 'handler',
        body: lowering.body(childByField(tree, except, 'body')),
        catchesAll: false,
      }
      handlers.push(handler)
    }
    const finalizer =
      finallyClause < 0
        ? undefined
        : lowering.body(childByField(tree, finallyClause, 'body'), { frame: finallyClause })
    statement.control = { form: 'try', body, handlers, otherwise: undefined, finalizer }
  },
}
