// Longer than 400 lines: one printer, a case per construct of the program model, next to those of C and JavaScript.
import { type Context, countLabels, indented, pickFrom, target, unique, usedDeclarations } from './context.js'
import { expressionPrinter, fieldName, type Spelling } from './expressions.js'
import type { Block, Compound, Jump, Leaf, Program, Statement } from './model.js'

const spelling: Spelling = {
  number: String,
  conditional: (test, consequent, alternative) => `${consequent} if ${test} else ${alternative}`,
  and: 'and',
  or: 'or',
  not: 'not ',
  equal: '==',
  unequal: '!=',
  element: (list, index) => `${list}[${index} % len(${list})]`,
  field: (object, name, context) => (context.classes ? `${object}.${name}` : `${object}["${name}"]`),
  length: (list) => `len(${list})`,
  textLength: (text) => `len(${text})`,
  method: (object, argument) => `${object}.bump(${argument})`,
  total: (list, item, addend, filter) =>
    `sum(${item} + ${addend} for ${item} in ${list}${filter === undefined ? '' : ` if ${item} > ${filter}`})`,
  reference: (name) => name,
  assigned: (name, value) => `(${name} := ${value})`,
}

const { expression, condition, call } = expressionPrinter(spelling)
const tab = '    '

/** One statement per element; more than one line within an element for a statement over several lines. */
function leaf(node: Leaf, context: Context): string[] {
  const wrap = (head: string, value: string, tail = ''): string[] =>
    node.multiline ? [`${head}(`, `${tab}${value}`, `)${tail}`] : [`${head}${value}${tail}`]
  const list = 'list' in node ? pickFrom(context.lists, node.list) : undefined
  const object = 'object' in node ? pickFrom(context.objects, node.object) : undefined
  const value = (): string => ('value' in node ? expression(node.value, context) : '')
  const probe = (what: string): string[] => {
    const number = context.procedure.serial.probe++
    return node.multiline
      ? ['probe(', `${tab}${number},`, `${tab}${what},`, ')']
      : [`probe(${number}, ${what})`]
  }
  switch (node.kind) {
    case 'assign':
      return wrap(`${target(context, node.target)} = `, value())
    case 'augment':
      return wrap(`${target(context, node.target)} ${node.operator}= `, `${value()} % 7`)
    case 'increment':
      return [`${target(context, node.target)} += 1`]
    case 'swap': {
      const from = pickFrom(context.readable, node.second)!
      const [first, second] = [target(context, node.first), target(context, node.second)]
      if (first === second) return []
      return wrap(`${first}, ${second} = `, `${from}, ${value()}`)
    }
    case 'unpack': {
      const [first, second] = [target(context, node.first), target(context, node.second)]
      return list === undefined ? [] : wrap(`${first}, *_ = `, `${list} + [${second}]`)
    }
    case 'probe':
      return probe(value())
    case 'probeList':
      return list === undefined ? [] : probe(list)
    case 'probeObject':
      return object === undefined
        ? []
        : probe(`${spelling.field(object, 'x', context)}, ${spelling.field(object, 'y', context)}`)
    case 'probeText':
      return context.text === undefined ? [] : probe(context.text)
    case 'append':
      return list === undefined ? [] : wrap(`${list}.append(`, value(), ')')
    case 'pop':
      if (list === undefined) return []
      return [`if len(${list}) > 1:`, `${tab}${target(context, node.target)} = ${list}.pop()`]
    case 'store':
      return list === undefined
        ? []
        : wrap(`${list}[${expression(node.index, context)} % len(${list})] = `, value())
    case 'freshList':
      if (list === undefined) return []
      context.procedure.written.add(list)
      return wrap(`${list} = `, `[${expression(node.first, context)}, ${expression(node.second, context)}]`)
    case 'mapList': {
      const source = pickFrom(context.lists, node.source)
      if (list === undefined) return []
      context.procedure.written.add(list)
      const filter = node.filter === undefined ? '' : ` if item != ${node.filter}`
      return wrap(
        `${list} = `,
        `[(item + ${expression(node.addend, context)}) % 101 for item in ${source}[:]${filter}] or [7]`,
      )
    }
    case 'copyList': {
      const source = pickFrom(context.lists, node.source)
      if (list === undefined) return []
      return [`${list}[:] = ${source}[-5:]`]
    }
    case 'aliasList': {
      const source = pickFrom(context.lists, node.source)
      if (list === undefined || source === list) return []
      context.procedure.written.add(list)
      return [`${list} = ${source}`]
    }
    case 'freshObject': {
      if (object === undefined) return []
      context.procedure.written.add(object)
      const [x, y] = [expression(node.first, context), expression(node.second, context)]
      return wrap(`${object} = `, context.classes ? `Record(${x}, ${y})` : `{"x": ${x}, "y": ${y}}`)
    }
    case 'writeField':
    case 'augmentField': {
      if (object === undefined) return []
      const place = spelling.field(object, fieldName(node.field), context)
      return node.kind === 'writeField'
        ? wrap(`${place} = `, value())
        : wrap(`${place} += `, `${value()} % 7`)
    }
    case 'aliasObject': {
      const source = pickFrom(context.objects, node.source)
      if (object === undefined || source === object) return []
      context.procedure.written.add(object)
      return [`${object} = ${source}`]
    }
    case 'text':
      if (context.text === undefined) return []
      context.procedure.written.add(context.text)
      return wrap(`${context.text} += `, `str(${value()})`)
    case 'call': {
      const called = call(node, context)
      return called === undefined ? [] : [called]
    }
    case 'method':
      if (object === undefined || !context.classes) return []
      return [spelling.method(object, expression(node.argument, context), context)]
    case 'shortCircuit': {
      const test = condition(node.test, context)
      return [`${test} and (${target(context, node.target)} := ${value()})`]
    }
    case 'unpackObject':
    case 'point':
    case 'storeThrough':
      return []
  }
}

/** An exception of a type of its own where it certainly leaves the main procedure, so that the runner knows it. */
function thrownType({ pick }: Jump, { main, inTry }: Context): string {
  if (main && !inTry) return 'RuntimeError'
  return pick % 2 ? 'ValueError' : 'KeyError'
}

function jump(node: Jump, context: Context): string[] {
  const loops = context.exits.filter(({ kind }) => kind === 'loop')
  const word = ((): string | undefined => {
    switch (node.form) {
      case 'break':
      case 'continue':
        return loops.length > 0 ? node.form : undefined
      case 'return':
        return context.mayReturn ? `return ${expression(node.value, context)}` : undefined
      case 'throw':
        return `raise ${thrownType(node, context)}(${expression(node.value, context)})`
      case 'exit':
        return context.mayExit ? 'sys.exit()' : undefined
      case 'goto':
        return undefined
    }
  })()
  if (word === undefined) return []
  if (!node.guard) return [word]
  const test = condition(node.guard, context)
  return node.compact ? [`if ${test}: ${word}`] : [`if ${test}:`, tab + word]
}

function loop(node: Compound & { kind: 'loop' }, context: Context): string[] {
  const inner = (readable?: string): Context => ({
    ...context,
    ...(readable !== undefined && { readable: [...context.readable, readable] }),
    exits: [...context.exits, { kind: 'loop', label: undefined }],
  })
  const otherwise = node.otherwise ? headed('else:', node.otherwise, context) : []
  const test = node.test && condition(node.test, context)
  const list = pickFrom(context.lists, node.list)
  const object = pickFrom(context.objects, node.list)
  if (node.form === 'counted') {
    const counter = unique(context, 'i')
    return [...headed(`for ${counter} in range(${node.times}):`, node.body, inner(counter)), ...otherwise]
  }
  if (node.form === 'each') {
    const item = unique(context, 'e')
    const source =
      list === undefined || node.times % 2 ? `(${node.times}, ${context.readable[0]})` : `list(${list})`
    return [...headed(`for ${item} in ${source}:`, node.body, inner(item)), ...otherwise]
  }
  if (node.form === 'keys' && object !== undefined) {
    const [key, item] = [unique(context, 'n'), unique(context, 'e')]
    const source = context.classes ? `vars(${object})` : object
    return [
      ...headed(`for ${key}, ${item} in list(${source}.items()):`, node.body, inner(item)),
      ...otherwise,
    ]
  }
  const counter = unique(context, 'k')
  const body = block(node.body, inner(counter))
  const real = body.length === 1 && body[0] === 'pass' ? [] : body
  if (node.form === 'endless' || node.form === 'postTest') {
    const stop = `${counter} > ${node.times}${test === undefined ? '' : ` or ${test}`}`
    const guard = node.times % 2 ? [`if ${stop}: break`] : [`if ${stop}:`, `${tab}break`]
    return [
      `${counter} = 0`,
      'while True:',
      ...indented([`${counter} += 1`, ...guard, ...real], tab),
      ...otherwise,
    ]
  }
  return [
    `${counter} = 0`,
    `while ${counter} < ${node.times}${test === undefined ? '' : ` and ${test}`}:`,
    ...indented([`${counter} += 1`, ...real], tab),
    ...otherwise,
  ]
}

function compound(node: Compound, context: Context): string[] {
  switch (node.kind) {
    case 'if':
      return [
        ...headed(`if ${condition(node.test, context)}:`, node.consequent, context),
        ...(node.elseIf
          ? headed(`elif ${condition(node.elseIf.test, context)}:`, node.elseIf.body, context)
          : []),
        ...(node.alternative ? headed('else:', node.alternative, context) : []),
      ]
    case 'loop':
      return loop(node, context)
    case 'switch': {
      const arms = node.arms.flatMap(({ body, falls }, index) =>
        headed(falls ? `case ${index} | ${index + 4}:` : `case ${index}:`, body, context),
      )
      const last = node.arms.at(-1)!
      const fallback = node.defaultAt === undefined ? [] : headed('case _:', last.body, context)
      return [`match ${expression(node.value, context)} % 6:`, ...indented([...arms, ...fallback], tab)]
    }
    case 'try': {
      const body = headed('try:', node.body, { ...context, inTry: true })
      const finalizer = node.finalizer ? headed('finally:', node.finalizer, context) : []
      if (!node.handler) {
        return [...body, ...(node.finalizer ? finalizer : ['except ValueError:', `${tab}pass`])]
      }
      const { catches, reads } = node.handler
      const caught = ['ValueError', 'Exception', '(ValueError, KeyError)'][catches % 3]!
      const name = reads === undefined ? undefined : unique(context, 'err')
      const inner = block(node.handler.body, context)
      const handler = [
        `except ${caught}${name === undefined ? '' : ` as ${name}`}:`,
        ...indented(
          name === undefined
            ? inner
            : [`${target(context, reads!)} = ${name}.args[0]`, ...inner.filter((line) => line !== 'pass')],
          tab,
        ),
      ]
      return [
        ...body,
        ...handler,
        ...(node.otherwise ? headed('else:', node.otherwise, context) : []),
        ...finalizer,
      ]
    }
    case 'scoped': {
      const name = unique(context, 't')
      const inner = { ...context, readable: [...context.readable, name] }
      return headed(`with given(${expression(node.value, context)}) as ${name}:`, node.body, inner)
    }
    case 'label':
      return []
  }
}

function headed(header: string, body: Block, context: Context): string[] {
  const lines = block(body, context)
  const single = lines.length === 1 && body.bare && !/^(if|for|while|match|with|try)\b/.test(lines[0]!)
  return single ? [`${header} ${lines[0]}`] : [header, ...indented(lines, tab)]
}

const isLeaf = (node: Statement): node is Leaf => 'joined' in node

function block({ statements }: Block, context: Context): string[] {
  const lines: string[] = []
  let joinable = false
  for (const node of statements) {
    const printed = isLeaf(node)
      ? leaf(node, context)
      : node.kind === 'jump'
        ? jump(node, context)
        : compound(node, context)
    const simple = isLeaf(node) && printed.length === 1
    if (simple && node.joined && joinable) lines.push(`${lines.pop()}; ${printed[0]}`)
    else lines.push(...printed)
    joinable = simple
  }
  return lines.length > 0 ? lines : ['pass']
}

const record = [
  'class Record:',
  `${tab}def __init__(self, x, y):`,
  `${tab}${tab}self.x = x`,
  `${tab}${tab}self.y = y`,
  '',
  `${tab}def bump(self, amount):`,
  `${tab}${tab}if amount > 4:`,
  `${tab}${tab}${tab}self.y += 1`,
  `${tab}${tab}self.x = (self.x + amount) % 101`,
  `${tab}${tab}return self.x`,
]

/** Prints a program as Python. The caller defines `probe` and `given`, and calls `program(a, b)` or sets `a` and `b`. */
export function printPython(program: Program): string {
  const serial = { next: 0, probe: 1000 }
  const state = (block: Block) => ({
    serial,
    written: new Set<string>(),
    hoisted: [],
    labels: countLabels(block),
    labelsPrinted: 0,
  })
  const shared = {
    exits: [],
    pointers: [],
    pointable: [],
    mayReturn: true,
    inTry: false,
    main: false,
    classes: program.classes,
    shadows: false,
    mayExit: true,
  }

  const helpers: string[][] = []
  const callables: { name: string; shape: 'number' | 'list' | 'object' | 'pointer' | 'closure' }[] = []
  for (const { shape, body, result } of program.helpers) {
    const procedure = state(body)
    const integers = shape === 'number' ? ['u', 'v', 'w', 'glob'] : ['v', 'w', 'glob']
    const context: Context = {
      ...shared,
      readable: integers,
      writable: integers,
      lists: shape === 'list' ? ['zs'] : [],
      objects: shape === 'object' ? ['t'] : [],
      text: undefined,
      callables: [...callables],
      procedure,
    }
    const lines = [...block(body, context), `return ${expression(result, context)}`]
    const first = shape === 'number' ? 'u' : shape === 'list' ? 'zs' : 't'
    const name = `fn${helpers.length}`
    helpers.push([
      `def ${name}(${first}, v):`,
      ...indented(
        [
          ...(procedure.written.has('glob') ? ['global glob'] : []),
          ...usedDeclarations([{ name: 'w', line: 'w = 1' }], lines),
          ...lines,
        ],
        tab,
      ),
      '',
    ])
    callables.push({ name, shape })
  }

  const integers = ['x', 'y', 'z', 'a', 'b', 'glob']
  const pools = { lists: ['xs', 'ys'], objects: ['o', 'r'], text: 's' }
  const closures: string[][] = []
  for (const { body, result, arrow } of program.closures) {
    const procedure = state(body)
    const name = `inner${closures.length}`
    const context: Context = {
      ...shared,
      ...pools,
      readable: [...integers, 'm'],
      writable: arrow ? ['x', 'y', 'm'] : ['m', 'z'],
      callables: [...callables],
      procedure,
    }
    const lines = [...block(body, context), `return ${expression(result, context)}`]
    const outer = [...procedure.written].filter((written) => written !== 'm')
    const globals = outer.filter((written) => program.module || written === 'glob')
    const nonlocals = outer.filter((written) => !globals.includes(written))
    closures.push([
      `def ${name}(m):`,
      ...indented(
        [
          ...(globals.length > 0 ? [`global ${globals.join(', ')}`] : []),
          ...(nonlocals.length > 0 ? [`nonlocal ${nonlocals.join(', ')}`] : []),
          ...lines,
        ],
        tab,
      ),
    ])
    callables.push({ name, shape: 'closure' })
  }

  serial.probe = 0
  const procedure = state(program.body)
  const main = block(program.body, {
    ...shared,
    ...pools,
    readable: integers,
    writable: integers,
    callables,
    main: true,
    mayReturn: !program.module,
    procedure,
  })
  const object = (x: number, y: number) => (program.classes ? `Record(${x}, ${y})` : `{"x": ${x}, "y": ${y}}`)
  const usedClosures = usedProcedures(closures, 'inner', main)
  const declarations = usedDeclarations(
    [
      { name: 'x', line: 'x = 3' },
      { name: 'y', line: 'y = 5' },
      { name: 'z', line: 'z = 8' },
      { name: 'xs', line: 'xs = [4, 7]' },
      { name: 'ys', line: 'ys = [2, 9, 6]' },
      { name: 'o', line: `o = ${object(1, 6)}` },
      { name: 'r', line: `r = ${object(5, 2)}` },
      { name: 's', line: 's = "ab"' },
    ],
    [...usedClosures, ...main],
  )
  const usedHelpers = usedProcedures(helpers, 'fn', [...usedClosures, ...main])
  const body = [
    ...(procedure.written.has('glob') && !program.module ? ['global glob'] : []),
    ...declarations,
    ...usedClosures,
    ...main,
  ]
  const text = [...usedHelpers, ...(program.module ? body : ['def program(a, b):', ...indented(body, tab)])]
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(text.join('\n'))
  return `${[
    ...(uses('sys') ? ['import sys', ''] : []),
    ...(uses('Record') ? [...record, ''] : []),
    ...(uses('glob') ? ['glob = 5', ''] : []),
    ...text,
  ].join('\n')}\n`
}

/** The procedures that the body or a used one calls, in their order. */
export function usedProcedures(
  procedures: readonly string[][],
  prefix: string,
  body: readonly string[],
): string[] {
  return usedDeclarations(
    procedures.map((lines, index) => ({ name: `${prefix}${index}`, line: lines.join('\n') })),
    body,
  ).flatMap((text) => text.split('\n'))
}
