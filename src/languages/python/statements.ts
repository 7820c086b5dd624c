import { constructorsOf } from '../classes.js'
import type { Lowering, LowerStatement, Walker } from '../language.js'
import type { Block, Statement } from '../program.js'
import { openScope, procedureScope } from '../scopes.js'
import {
  childByField,
  childOfKind,
  childrenByField,
  childrenOf,
  kindOf,
  namedChildrenOf,
  textOf,
} from '../syntax-tree.js'
import {
  bind,
  bindingScope,
  declareParameters,
  importedNames,
  walkDefaults,
  walkPattern,
} from './expressions.js'

const expression: LowerStatement = (lowering, node, into) => {
  const inner = namedChildrenOf(lowering.tree, node)
  const kind = inner.length === 1 ? kindOf(lowering.tree, inner[0]!) : 'expression'
  const name =
    kind === 'assignment' || kind === 'augmented_assignment' || kind === 'call' ? kind : 'expression'
  lowering.add(into, node, name, inner)
}

/** `if` and each `elif`, which is an `if` in the `else` of the one before. */
const ifStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const tests = [node, ...childrenByField(tree, node, 'alternative')]
  let block = into
  tests.forEach((test, index) => {
    if (kindOf(tree, test) === 'else_clause') return
    const condition = childByField(tree, test, 'condition')
    const statement = lowering.open(test, 'if', { headerEnd: condition })
    block.statements.push(statement)
    lowering.evaluateInto(statement, statement.evaluation, [condition])
    const consequent = lowering.body(childByField(tree, test, 'consequence'))
    const next = tests[index + 1]
    let alternative: Block | undefined
    if (next !== undefined) {
      alternative =
        kindOf(tree, next) === 'else_clause'
          ? lowering.body(childByField(tree, next, 'body'), { frame: next, optional: true })
          : lowering.sequence(next, [], { optional: true })
    }
    statement.control = { form: 'if', consequent, alternative }
    if (alternative) block = alternative
  })
}

/** The `else` of a loop or `try`. */
function otherwise(lowering: Lowering, node: number, field?: string): Block | undefined {
  const clause = field
    ? childByField(lowering.tree, node, field)
    : childOfKind(lowering.tree, node, 'else_clause')
  if (clause < 0) return undefined
  return lowering.body(childByField(lowering.tree, clause, 'body'), { frame: clause, optional: true })
}

const whileLoop: LowerStatement = (lowering, node, into) => {
  const condition = childByField(lowering.tree, node, 'condition')
  const statement = lowering.add(into, node, 'while', [condition], undefined, { headerEnd: condition })
  const text = textOf(lowering.tree, condition)
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: text === 'True' || text === '1' ? true : undefined,
    init: undefined,
    each: undefined,
    update: undefined,
    body: lowering.body(childByField(lowering.tree, node, 'body')),
    otherwise: otherwise(lowering, node, 'alternative'),
  }
}

const forLoop: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const right = childByField(tree, node, 'right')
  const statement = lowering.add(into, node, 'for', [right], undefined, { headerEnd: right })
  const each = lowering.evaluate(statement, (walker) =>
    walker.run(() => {
      const sources = walker.sources(right).map((source) => ({ kind: 'element' as const, source }))
      bind(walker, childByField(tree, node, 'left'), -1, { sources })
      walker.later(() => readSources(walker, right))
    }),
  )
  statement.control = {
    form: 'loop',
    testFirst: true,
    constant: undefined,
    init: undefined,
    each,
    update: undefined,
    body: lowering.body(childByField(tree, node, 'body')),
    otherwise: otherwise(lowering, node, 'alternative'),
  }
}

/** The loop variable takes elements as they are at that time. */
function readSources(walker: Walker, node: number): void {
  for (const source of walker.sources(node)) if (source.kind === 'place') walker.readPlace(source.place)
}

const tryStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const statement = lowering.open(node, 'try', { headerEnd: -1 })
  into.statements.push(statement)
  const body = lowering.body(childByField(tree, node, 'body'))
  const handlers: Statement[] = []
  const holder: Block = { ...body, statements: handlers }
  for (const clause of childrenOf(tree, node)) {
    const kind = kindOf(tree, clause)
    if (kind === 'except_clause' || kind === 'except_group_clause') lowerHandler(lowering, clause, holder)
  }
  const finallyClause = childOfKind(tree, node, 'finally_clause')
  statement.control = {
    form: 'try',
    body,
    handlers,
    otherwise: otherwise(lowering, node),
    finalizer:
      finallyClause < 0
        ? undefined
        : lowering.body(childOfKind(tree, finallyClause, 'block'), { frame: finallyClause }),
  }
}

const lowerHandler: LowerStatement = (lowering, clause, into) => {
  const { tree } = lowering
  const block = childOfKind(tree, clause, 'block')
  const parts = namedChildrenOf(tree, clause).filter((part) => part !== block)
  const type = parts[0] ?? -1
  const statement = lowering.add(
    into,
    clause,
    'except',
    (walker) => {
      if (type < 0) return
      walker.walk(type)
      // Python 2: `except Error, name`.
      const name = parts[1]
      if (name !== undefined) walker.run(() => bind(walker, name))
    },
    undefined,
    { headerEnd: parts.at(-1) ?? -1 },
  )
  const typeName = type < 0 ? '' : textOf(tree, type)
  statement.control = {
    form: 'handler',
    body: lowering.body(block),
    catchesAll: type < 0 || /^BaseException\b/.test(typeName),
  }
}

const withStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const clause = childOfKind(tree, node, 'with_clause')
  const statement = lowering.add(
    into,
    node,
    'with',
    (walker) => {
      for (const item of childrenOf(tree, clause)) {
        if (kindOf(tree, item) !== 'with_item') continue
        walker.walk(childByField(tree, item, 'value'))
        walker.mayThrow()
      }
    },
    undefined,
    { headerEnd: clause },
  )
  statement.control = { form: 'sequence', body: lowering.body(childByField(tree, node, 'body')) }
}

const matchStatement: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const subjects = childrenByField(tree, node, 'subject')
  const statement = lowering.add(into, node, 'match', subjects, undefined, {
    headerEnd: subjects.at(-1) ?? -1,
  })
  const block = childByField(tree, node, 'body')
  const arms: Statement[] = []
  const body = lowering.sequence(block, [])
  for (const clause of childrenOf(tree, block)) {
    if (kindOf(tree, clause) !== 'case_clause') continue
    const consequence = childByField(tree, clause, 'consequence')
    const patterns = namedChildrenOf(tree, clause).filter((part) => kindOf(tree, part) === 'case_pattern')
    const guard = childByField(tree, clause, 'guard')
    const arm = lowering.add(
      body,
      clause,
      'case',
      (walker) => {
        const sources = subjects.flatMap((subject) => walker.sources(subject))
        for (const source of sources) if (source.kind === 'place') walker.readPlace(source.place)
        for (const pattern of patterns) walkPattern(walker, pattern, sources)
        if (guard >= 0) walker.walk(guard)
      },
      undefined,
      { headerEnd: guard >= 0 ? guard : (patterns.at(-1) ?? -1) },
    )
    const only = patterns.length === 1 ? textOf(tree, patterns[0]!) : ''
    arm.control = {
      form: 'arm',
      body: lowering.body(consequence),
      irrefutable: guard < 0 && /^[A-Za-z_]\w*$/.test(only),
    }
    arms.push(arm)
  }
  statement.control = { form: 'match', body, arms }
}

function defineFunction(lowering: Lowering, node: number, definition: number, into: Block): void {
  const { tree } = lowering
  const name = childByField(tree, definition, 'name')
  const parameters = childByField(tree, definition, 'parameters')
  const header = childByField(tree, definition, 'return_type')
  const headerEnd = header >= 0 ? header : parameters
  const statement = lowering.open(node, 'function', { headerEnd })
  into.statements.push(statement)
  lowering.evaluateInto(statement, statement.evaluation, (walker) => {
    walkDecorators(walker, node)
    if (parameters >= 0) walkDefaults(walker, parameters)
    if (header >= 0) walker.walk(header)
  })
  const functionName = name < 0 ? '<function>' : textOf(tree, name)
  const inClass = procedureScope(lowering.scope).kind === 'class'
  const isStatic = /@staticmethod\b/.test(decoratorText(lowering, node, definition))
  const procedure = lowering.createProcedure(definition, {
    name: functionName,
    host: statement,
    member: !inClass
      ? undefined
      : functionName === '__init__'
        ? 'constructor'
        : isStatic
          ? 'static'
          : 'method',
    body: childByField(tree, definition, 'body'),
    headerEnd,
    parameters: (walker) => declareParameters(walker, parameters),
  })
  statement.control = { form: 'function', procedure }
  lowering.evaluateInto(statement, statement.evaluation, (walker) => {
    if (name < 0) return
    walker.writeName(textOf(tree, name), name, {
      declareIn: bindingScope(walker),
      sources: [{ kind: 'procedure', procedure }],
    })
  })
}

function decoratorText(lowering: Lowering, node: number, definition: number): string {
  return lowering.tree.text.slice(lowering.tree.starts[node], lowering.tree.starts[definition])
}

function walkDecorators(walker: Walker, node: number): void {
  for (const child of childrenOf(walker.lowering.tree, node)) {
    if (kindOf(walker.lowering.tree, child) === 'decorator') walker.walk(child)
  }
}

function defineClass(lowering: Lowering, node: number, definition: number, into: Block): void {
  const { tree } = lowering
  const name = childByField(tree, definition, 'name')
  const superclasses = childByField(tree, definition, 'superclasses')
  const statement = lowering.open(node, 'class', { headerEnd: superclasses >= 0 ? superclasses : name })
  into.statements.push(statement)
  lowering.evaluateInto(statement, statement.evaluation, (walker) => {
    walkDecorators(walker, node)
    if (superclasses >= 0) walker.walk(superclasses)
  })
  const outer = lowering.scope
  lowering.scope = openScope(outer, lowering.procedure, 'class')
  const body = lowering.body(childByField(tree, definition, 'body'), { scope: false })
  lowering.scope = outer
  statement.control = { form: 'sequence', body }
  lowering.evaluateInto(statement, statement.evaluation, (walker) => {
    if (name < 0) return
    walker.writeName(textOf(tree, name), name, {
      declareIn: bindingScope(walker),
      sources: constructorsOf(body),
    })
  })
}

const jump =
  (kind: 'return' | 'throw', name: string): LowerStatement =>
  (lowering, node, into) => {
    const values = namedChildrenOf(lowering.tree, node)
    lowering.add(
      into,
      node,
      name,
      (walker) => {
        for (const value of values) kind === 'return' ? walker.returns(value) : walker.walk(value)
      },
      { form: kind },
    )
  }

const rebind =
  (to: 'global' | 'nonlocal'): LowerStatement =>
  (lowering, node, into) => {
    const { tree } = lowering
    const scope = lowering.procedure.scope
    const names = namedChildrenOf(tree, node)
    for (const name of names) scope.outer.set(textOf(tree, name), to)
    // Nothing is read, but what is named has to exist.
    lowering.add(into, node, to, () => {
      for (const name of names) lowering.place(textOf(tree, name), tree.starts[name]!, [])
    })
  }

const importStatement: LowerStatement = (lowering, node, into) => {
  lowering.add(into, node, 'import', (walker) => {
    for (const imported of importedNames(lowering.tree, node)) {
      walker.writeName(imported.name, imported.node, { declareIn: bindingScope(walker) })
    }
  })
}

/** Statements of Python, by node kind. */
export const statements: Readonly<Record<string, LowerStatement>> = {
  expression_statement: expression,
  if_statement: ifStatement,
  while_statement: whileLoop,
  for_statement: forLoop,
  try_statement: tryStatement,
  with_statement: withStatement,
  match_statement: matchStatement,
  function_definition: (lowering, node, into) => defineFunction(lowering, node, node, into),
  class_definition: (lowering, node, into) => defineClass(lowering, node, node, into),
  decorated_definition: (lowering, node, into) => {
    const definition = childByField(lowering.tree, node, 'definition')
    if (definition >= 0 && kindOf(lowering.tree, definition) === 'class_definition') {
      defineClass(lowering, node, definition, into)
    } else if (definition >= 0) defineFunction(lowering, node, definition, into)
  },
  return_statement: jump('return', 'return'),
  raise_statement: jump('throw', 'raise'),
  break_statement: (lowering, node, into) =>
    void lowering.add(into, node, 'break', [], { form: 'break', label: undefined }),
  continue_statement: (lowering, node, into) =>
    void lowering.add(into, node, 'continue', [], { form: 'continue', label: undefined }),
  pass_statement: (lowering, node, into) => void lowering.add(into, node, 'pass', []),
  assert_statement: (lowering, node, into) =>
    void lowering.add(into, node, 'assert', namedChildrenOf(lowering.tree, node), { form: 'assert' }),
  delete_statement: (lowering, node, into) =>
    void lowering.add(into, node, 'delete', (walker) => {
      for (const target of namedChildrenOf(lowering.tree, node)) {
        const parts =
          kindOf(lowering.tree, target) === 'expression_list'
            ? namedChildrenOf(lowering.tree, target)
            : [target]
        for (const part of parts) {
          walker.walk(part)
          walker.run(() => bind(walker, part))
        }
      }
    }),
  global_statement: rebind('global'),
  nonlocal_statement: rebind('nonlocal'),
  import_statement: importStatement,
  import_from_statement: importStatement,
  future_import_statement: (lowering, node, into) => void lowering.add(into, node, 'import', []),
}
