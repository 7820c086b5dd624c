import { assignment, type BraceDialect, bracePrinter } from './braces.js'
import {
  type Callable,
  type Context,
  countLabels,
  indented,
  pickFrom,
  target,
  unique,
  usedDeclarations,
} from './context.js'
import { expressionPrinter, fieldName, type Spelling } from './expressions.js'
import type { Block, Compound, Jump, Leaf, Program } from './model.js'
import { usedProcedures } from './python.js'

const tab = '  '
const spelling: Spelling = {
  number: String,
  conditional: (test, consequent, alternative) => `${test} ? ${consequent} : ${alternative}`,
  and: '&&',
  or: '||',
  not: '!',
  equal: '===',
  unequal: '!==',
  element: (list, index) => `${list}[${index} % ${list}.length]`,
  field: (object, name) => `${object}.${name}`,
  length: (list) => `${list}.length`,
  textLength: (text) => `${text}.length`,
  method: (object, argument) => `${object}.bump(${argument})`,
  total: (list, item, addend, filter) =>
    `${list}${filter === undefined ? '' : `.filter((${item}) => ${item} > ${filter})`}.reduce((sum, ${item}) => sum + ${item} + ${addend}, 0)`,
  reference: (name) => name,
  assigned: (name, value) => `(${name} = ${value})`,
}
const { expression, condition, call } = expressionPrinter(spelling)

function leaf(node: Leaf, context: Context): string[] {
  const list = 'list' in node ? pickFrom(context.lists, node.list) : undefined
  const object = 'object' in node ? pickFrom(context.objects, node.object) : undefined
  const value = (): string => ('value' in node ? expression(node.value, context) : '')
  const assign = (place: string, what: string, operator = '='): string[] =>
    assignment(place, operator, what, node.multiline, tab)
  const probe = (what: string): string[] => {
    const number = context.procedure.serial.probe++
    return node.multiline
      ? ['probe(', `${tab}${number},`, `${tab}${what},`, ');']
      : [`probe(${number}, ${what});`]
  }
  switch (node.kind) {
    case 'assign':
      return assign(target(context, node.target), value())
    case 'augment':
      return assign(target(context, node.target), `${value()} % 7`, `${node.operator}=`)
    case 'increment':
      return [`${target(context, node.target)}++;`]
    case 'swap': {
      const [first, second] = [target(context, node.first), target(context, node.second)]
      if (first === second) return []
      return [`[${first}, ${second}] = [${second}, ${value()}];`]
    }
    case 'unpack': {
      const [first, second] = [target(context, node.first), target(context, node.second)]
      return list === undefined || first === second ? [] : [`[${first}, ${second} = 1] = ${list};`]
    }
    case 'unpackObject':
      return object === undefined ? [] : [`({ x: ${target(context, node.target)} } = ${object});`]
    case 'probe':
      return probe(value())
    case 'probeList':
      return list === undefined ? [] : probe(list)
    case 'probeObject':
      return object === undefined ? [] : probe(`${object}.x, ${object}.y`)
    case 'probeText':
      return context.text === undefined ? [] : probe(context.text)
    case 'append':
      return list === undefined ? [] : [`${list}.push(${value()});`]
    case 'pop':
      return list === undefined
        ? []
        : [`if (${list}.length > 1) {`, `${tab}${target(context, node.target)} = ${list}.pop();`, '}']
    case 'store':
      return list === undefined
        ? []
        : assign(`${list}[${expression(node.index, context)} % ${list}.length]`, value())
    case 'freshList':
      if (list === undefined) return []
      return assign(list, `[${expression(node.first, context)}, ${expression(node.second, context)}]`)
    case 'mapList': {
      const source = pickFrom(context.lists, node.source)
      if (list === undefined) return []
      const filter = node.filter === undefined ? '' : `.filter((item) => item !== ${node.filter})`
      return assign(
        list,
        `[7, ...${source}${filter}.map((item) => (item + ${expression(node.addend, context)}) % 101)]`,
      )
    }
    case 'copyList':
      return list === undefined ? [] : [`${list} = ${pickFrom(context.lists, node.source)}.slice(-5);`]
    case 'aliasList': {
      const source = pickFrom(context.lists, node.source)
      return list === undefined || source === list ? [] : [`${list} = ${source};`]
    }
    case 'freshObject': {
      if (object === undefined) return []
      const [x, y] = [expression(node.first, context), expression(node.second, context)]
      return assign(object, context.classes ? `new Pair(${x}, ${y})` : `{ x: ${x}, y: ${y} }`)
    }
    case 'writeField':
    case 'augmentField': {
      if (object === undefined) return []
      const field = fieldName(node.field)
      const place = node.field > 5 ? `${object}['${field}']` : `${object}.${field}`
      return node.kind === 'writeField' ? assign(place, value()) : assign(place, `${value()} % 7`, '+=')
    }
    case 'aliasObject': {
      const source = pickFrom(context.objects, node.source)
      return object === undefined || source === object ? [] : [`${object} = ${source};`]
    }
    case 'text':
      return context.text === undefined ? [] : [`${context.text} += \`\${${value()}}\`;`]
    case 'call': {
      const called = call(node, context)
      return called === undefined ? [] : [`${called};`]
    }
    case 'method':
      return object === undefined || !context.classes
        ? []
        : [`${object}.bump(${expression(node.argument, context)});`]
    case 'shortCircuit': {
      const operator = node.target % 2 ? '&&' : '||'
      return [
        `(${condition(node.test, context)}) ${operator} (${target(context, node.target)} = ${value()});`,
      ]
    }
    case 'point':
    case 'storeThrough':
      return []
  }
}

/** An error of a type of its own where it certainly leaves the main procedure, so that the runner knows it. */
function thrownType({ pick }: Jump, { main, inTry }: Context): string {
  if (main && !inTry) return 'EvalError'
  return pick % 2 ? 'RangeError' : 'Error'
}

function jump(node: Jump, context: Context): { statements: string[] } | undefined {
  const loops = context.exits.filter(({ kind }) => kind === 'loop')
  const labelled = (node.form === 'continue' ? loops : context.exits).filter(
    ({ label }) => label !== undefined,
  )
  const label = node.pick % 2 ? pickFrom(labelled, node.pick)?.label : undefined
  const to = label === undefined ? '' : ` ${label}`
  switch (node.form) {
    case 'break': {
      const plain = context.exits.some(({ kind }) => kind !== 'block')
      return plain || label !== undefined ? { statements: [`break${to};`] } : undefined
    }
    case 'continue':
      return loops.length > 0 ? { statements: [`continue${to};`] } : undefined
    case 'return':
      return context.mayReturn ? { statements: [`return ${expression(node.value, context)};`] } : undefined
    case 'throw':
      return {
        statements: [`throw new ${thrownType(node, context)}(String(${expression(node.value, context)}));`],
      }
    case 'exit':
      return context.mayExit && !context.inTry ? { statements: ['process.exit(0);'] } : undefined
    case 'goto':
      return undefined
  }
}

function tryStatement(node: Compound & { kind: 'try' }, context: Context): string[] {
  const body = headed('try', { ...node.body, bare: false }, { ...context, inTry: true })
  const finalizer = node.finalizer && headed('finally', { ...node.finalizer, bare: false }, context)
  if (!node.handler) return chained(body, finalizer ?? ['catch {', '}'])
  const { catches, reads } = node.handler
  const name = reads === undefined && catches % 3 > 0 ? undefined : unique(context, 'err')
  const first = [
    ...(catches % 3 === 0 ? [`if (!(${name} instanceof RangeError)) throw ${name};`] : []),
    ...(reads === undefined ? [] : [`${target(context, reads)} = Number(${name}.message);`]),
  ]
  const header = name === undefined ? 'catch' : `catch (${name})`
  const handler = headed(header, { ...node.handler.body, bare: false }, { ...context, shadows: false }, first)
  const handled = chained(body, handler)
  return finalizer ? chained(handled, finalizer) : handled
}

const dialect: BraceDialect = {
  expression,
  condition,
  leaf,
  jump,
  number: String,
  counter: (name) => [`let ${name} = 0;`],
  countedHeader: (name, times) => `for (let ${name} = 0; ${name} < ${times}; ${name}++)`,
  each(node, context) {
    const item = unique(context, 'e')
    const object = pickFrom(context.objects, node.list)
    if (node.form === 'keys' && object !== undefined) {
      const key = unique(context, 'n')
      return {
        header: `for (const ${key} in ${object})`,
        first: [`const ${item} = ${object}[${key}];`],
        item,
      }
    }
    const list = pickFrom(context.lists, node.list)
    const source =
      list === undefined || node.times % 2 ? `[${node.times}, ${context.readable[0]}]` : `${list}.slice()`
    return { header: `for (const ${item} of ${source})`, first: [], item }
  },
  shadow: (name, value) => `let ${name} = ${value};`,
  try: tryStatement,
}
const { block, headed, chained } = bracePrinter(dialect, tab)

const pair = [
  'class Pair {',
  '  constructor(x, y) {',
  '    this.x = x;',
  '    this.y = y;',
  '  }',
  '  bump(amount) {',
  '    if (amount > 4) this.y += 1;',
  '    this.x = (this.x + amount) % 101;',
  '    return this.x;',
  '  }',
  '}',
]

/** Prints a program as JavaScript. The caller defines `probe`, and calls `program(a, b)` or sets `a` and `b`. */
export function printJavascript(program: Program): string {
  const serial = { next: 0, probe: 1000 }
  const state = (body: Block) => ({
    serial,
    written: new Set<string>(),
    hoisted: [],
    labels: countLabels(body),
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
    shadows: true,
    mayExit: false,
  }
  const callables: Callable[] = []
  const helpers = program.helpers.map(({ shape, body, result }, index) => {
    const integers = shape === 'number' ? ['u', 'v', 'w', 'glob'] : ['v', 'w', 'glob']
    const context: Context = {
      ...shared,
      readable: integers,
      writable: integers,
      lists: shape === 'list' ? ['zs'] : [],
      objects: shape === 'object' ? ['t'] : [],
      text: undefined,
      callables: [...callables],
      procedure: state(body),
    }
    const lines = [
      ...block({ ...body, shadow: undefined }, context),
      `return ${expression(result, context)};`,
    ]
    const first = shape === 'list' ? 'zs' : shape === 'object' ? 't' : 'u'
    const locals = usedDeclarations([{ name: 'w', line: 'let w = 1;' }], lines)
    callables.push({ name: `fn${index}`, shape })
    return [`function fn${index}(${first}, v) {`, ...indented([...locals, ...lines], tab), '}']
  })

  const integers = ['x', 'y', 'z', 'a', 'b', 'glob']
  const pools = { lists: ['xs', 'ys'], objects: ['o', 'r'], text: 's' }
  const closures = program.closures.map(({ body, result, arrow }, index) => {
    const context: Context = {
      ...shared,
      ...pools,
      readable: [...integers, 'm'],
      writable: arrow ? ['x', 'y', 'm'] : ['m', 'z'],
      callables: [...callables],
      procedure: state(body),
    }
    const lines = [
      ...block({ ...body, shadow: undefined }, context),
      `return ${expression(result, context)};`,
    ]
    const name = `inner${index}`
    callables.push({ name, shape: 'closure' })
    return arrow
      ? [`const ${name} = (m) => {`, ...indented(lines, tab), '};']
      : [`function ${name}(m) {`, ...indented(lines, tab), '}']
  })

  serial.probe = 0
  const main = block(program.body, {
    ...shared,
    ...pools,
    readable: integers,
    writable: integers,
    callables,
    main: true,
    mayReturn: !program.module,
    mayExit: true,
    procedure: state(program.body),
  })
  const object = (x: number, y: number) => (program.classes ? `new Pair(${x}, ${y})` : `{ x: ${x}, y: ${y} }`)
  const usedClosures = usedProcedures(closures, 'inner', main)
  const declarations = usedDeclarations(
    [
      { name: 'x', line: 'let x = 3;' },
      { name: 'y', line: 'let y = 5;' },
      { name: 'z', line: 'var z = 8;' },
      { name: 'xs', line: 'let xs = [4, 7];' },
      { name: 'ys', line: 'let ys = [2, 9, 6];' },
      { name: 'o', line: `let o = ${object(1, 6)};` },
      { name: 'r', line: `let r = ${object(5, 2)};` },
      { name: 's', line: "let s = 'ab';" },
    ],
    [...usedClosures, ...main],
  )
  const body = [...declarations, ...usedClosures, ...main]
  const text = [
    ...usedProcedures(helpers, 'fn', body),
    ...(program.module ? body : ['function program(a, b) {', ...indented(body, tab), '}']),
  ]
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(text.join('\n'))
  return `${[...(uses('Pair') ? pair : []), ...(uses('glob') ? ['let glob = 5;'] : []), ...text].join('\n')}\n`
}
