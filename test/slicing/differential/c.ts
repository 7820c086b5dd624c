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
import type { Block, Jump, Leaf, Program } from './model.js'
import { usedProcedures } from './python.js'

const tab = '    '
/** Lists are arrays of this many elements. */
const arraySize = 4
/** Variables that are pointers to structures; other objects are structures. */
const structPointers = new Set(['h', 't'])

const spelling: Spelling = {
  number: (value) => `${value}u`,
  conditional: (test, consequent, alternative) => `${test} ? ${consequent} : ${alternative}`,
  and: '&&',
  or: '||',
  not: '!',
  equal: '==',
  unequal: '!=',
  element: (list, index) => `${list}[${index} % ${arraySize}u]`,
  field: (object, name) => (structPointers.has(object) ? `${object}->${name}` : `${object}.${name}`),
  length: () => `${arraySize}u`,
  textLength: (text) => `(unsigned)strlen(${text})`,
  method: (_object, argument) => argument,
  total: (_list, _item, addend) => addend,
  reference: (name) => (structPointers.has(name) ? name : `&${name}`),
  assigned: (name, value) => `(${name} = ${value})`,
}
const { expression, condition, call } = expressionPrinter(spelling)

function leaf(node: Leaf, context: Context): string[] {
  const list = 'list' in node ? pickFrom(context.lists, node.list) : undefined
  const object = 'object' in node ? pickFrom(context.objects, node.object) : undefined
  const pointer = 'pointer' in node ? pickFrom(context.pointers, node.pointer) : undefined
  const value = (): string => ('value' in node ? expression(node.value, context) : '')
  const assign = (place: string, what: string, operator = '='): string[] =>
    assignment(place, operator, what, node.multiline, tab)
  switch (node.kind) {
    case 'assign':
      return assign(target(context, node.target), value())
    case 'augment':
      return assign(target(context, node.target), `${value()} % 7u`, `${node.operator}=`)
    case 'increment':
      return [node.multiline ? `++${target(context, node.target)};` : `${target(context, node.target)}++;`]
    case 'probe':
      return probe(value())
    case 'probeText':
      return context.text === undefined ? [] : probe(`(unsigned)atoi(${context.text})`)
    case 'store':
      return list === undefined
        ? []
        : assign(`${list}[${expression(node.index, context)} % ${arraySize}u]`, value())
    case 'freshList':
      if (list === undefined) return []
      return [
        `${list}[0] = ${expression(node.first, context)};`,
        `*${list} = ${expression(node.second, context)};`,
      ]
    case 'copyList': {
      const source = pickFrom(context.lists, node.source)
      if (list === undefined) return []
      const size = `${arraySize} * sizeof *${list}`
      return [
        `${list === source || [list, source].includes('vs') ? 'memmove' : 'memcpy'}(${list}, ${source}, ${size});`,
      ]
    }
    case 'aliasList': {
      const arrays = context.lists.filter((name) => name !== 'vs')
      return context.lists.includes('vs') ? [`vs = ${pickFrom(arrays, node.source)};`] : []
    }
    case 'freshObject':
      if (object === undefined) return []
      return assign(
        structPointers.has(object) ? `*${object}` : object,
        `(struct pair){${expression(node.first, context)}, ${expression(node.second, context)}}`,
      )
    case 'writeField':
    case 'augmentField': {
      if (object === undefined) return []
      const place = spelling.field(object, fieldName(node.field), context)
      return node.kind === 'writeField' ? assign(place, value()) : assign(place, `${value()} % 7u`, '+=')
    }
    case 'aliasObject': {
      const source = pickFrom(context.objects, node.source)
      if (object === undefined || source === undefined || source === object) return []
      if (object === 'h') return [`h = ${spelling.reference(source, 'object')};`]
      return [
        `${structPointers.has(object) ? `*${object}` : object} = ${structPointers.has(source) ? `*${source}` : source};`,
      ]
    }
    case 'text':
      return context.text === undefined ? [] : [`sprintf(${context.text}, "%u", ${value()});`]
    case 'call': {
      const called = call(node, context)
      return called === undefined ? [] : [`${called};`]
    }
    case 'shortCircuit': {
      const operator = node.target % 2 ? '&&' : '||'
      return [
        `(${condition(node.test, context)}) ${operator} (${target(context, node.target)} = ${value()});`,
      ]
    }
    case 'point': {
      if (pointer === undefined || context.pointable.length === 0) return []
      const [first, second] = [node.first, node.second].map((pick) => pickFrom(context.pointable, pick)!)
      if (first === second) return [`${pointer} = &${first};`]
      return [`${pointer} = ${condition(node.test, context)} ? &${first} : &${second};`]
    }
    case 'storeThrough':
      return pointer === undefined ? [] : assign(`*${pointer}`, value())
    default:
      return []
  }

  function probe(what: string): string[] {
    const number = context.procedure.serial.probe++
    return node.multiline
      ? ['probe(', `${tab}${number},`, `${tab}${what}`, ');']
      : [`probe(${number}, ${what});`]
  }
}

function jump(node: Jump, context: Context): { guard?: string; statements: string[] } | undefined {
  switch (node.form) {
    case 'break':
      return context.exits.length > 0 ? { statements: ['break;'] } : undefined
    case 'continue':
      return context.exits.some(({ kind }) => kind === 'loop') ? { statements: ['continue;'] } : undefined
    case 'return':
      return {
        statements: [context.mayReturn ? `return ${expression(node.value, context)};` : 'return;'],
      }
    case 'exit':
      return { statements: ['exit(0);'] }
    case 'goto': {
      const { labels, labelsPrinted, hoisted } = context.procedure
      if (labels === 0) return undefined
      const to = node.pick % labels
      if (to >= labelsPrinted) return { statements: [`goto L${to};`] }
      // Backwards only as long as there is fuel.
      const fuel = unique(context, 'k')
      hoisted.push(`unsigned ${fuel} = 0;`)
      return { guard: `${fuel} < 2u`, statements: [`${fuel}++;`, `goto L${to};`] }
    }
    case 'throw':
      return undefined
  }
}

const dialect: BraceDialect = {
  expression,
  condition,
  leaf,
  jump,
  number: spelling.number,
  counter(name, context) {
    context.procedure.hoisted.push(`unsigned ${name} = 0;`)
    return [`${name} = 0;`]
  },
  countedHeader(name, times, context) {
    // A goto into the loop would pass a declaration in its header.
    if (context.procedure.labels === 0 && times % 2) {
      return `for (unsigned ${name} = 0; ${name} < ${times}u; ${name}++)`
    }
    context.procedure.hoisted.push(`unsigned ${name} = 0;`)
    return `for (${name} = 0; ${name} < ${times}u; ${name}++)`
  },
  each(node, context) {
    const [counter, item] = [unique(context, 'i'), unique(context, 'e')]
    context.procedure.hoisted.push(`unsigned ${counter} = 0;`, `unsigned ${item} = 0;`)
    const list = pickFrom(context.lists, node.list)
    const value = list === undefined ? `${counter} + ${context.readable[0]}` : `${list}[${counter}]`
    return {
      header: `for (${counter} = 0; ${counter} < ${arraySize}u; ++${counter})`,
      first: [`${item} = ${value};`],
      item,
    }
  },
  shadow: (name, value) => `unsigned ${name} = ${value};`,
  try: () => [],
}
const { block } = bracePrinter(dialect, tab)

/** Prints a program as C. The caller declares `void probe(unsigned, unsigned)` and calls `program(a, b)`. */
export function printC(program: Program): string {
  const serial = { next: 0, probe: 1000 }
  const state = (body: Block) => ({
    serial,
    written: new Set<string>(),
    hoisted: [] as string[],
    labels: countLabels(body),
    labelsPrinted: 0,
  })
  const shared = { exits: [], inTry: false, main: false, classes: false, mayExit: true, mayReturn: true }
  const callables: Callable[] = []
  const helpers = program.helpers.map(({ shape, body, result }, index) => {
    const integers = shape === 'number' ? ['u', 'v', 'w', 'glob'] : ['v', 'w', 'glob']
    const procedure = state(body)
    const context: Context = {
      ...shared,
      readable: integers,
      writable: integers,
      pointable: ['v', 'w'],
      lists: shape === 'list' ? ['zs'] : [],
      objects: shape === 'object' ? ['t'] : [],
      pointers: shape === 'pointer' ? ['d'] : [],
      text: undefined,
      callables: [...callables],
      shadows: procedure.labels === 0,
      procedure,
    }
    const lines = [
      ...block({ ...body, shadow: undefined }, context),
      `return ${expression(result, context)};`,
    ]
    const first = {
      number: 'unsigned u',
      list: 'unsigned *zs',
      object: 'struct pair *t',
      pointer: 'unsigned *d',
    }[shape]
    const locals = usedDeclarations([{ name: 'w', line: 'unsigned w = 1;' }], lines)
    callables.push({ name: `fn${index}`, shape })
    return [
      `static unsigned fn${index}(${first}, unsigned v) {`,
      ...indented([...procedure.hoisted, ...locals, ...lines], tab),
      '}',
      '',
    ]
  })

  serial.probe = 0
  const integers = ['x', 'y', 'z', 'a', 'b', 'glob']
  const procedure = state(program.body)
  const lines = block(program.body, {
    ...shared,
    readable: integers,
    writable: integers,
    pointable: ['x', 'y', 'z', 'a'],
    lists: ['xs', 'ys', 'vs'],
    objects: ['o', 'r', 'h'],
    pointers: ['p', 'q'],
    text: 's',
    callables,
    main: true,
    mayReturn: false,
    shadows: procedure.labels === 0,
    procedure,
  })
  const declarations = usedDeclarations(
    [
      { name: 'x', line: 'unsigned x = 3;' },
      { name: 'y', line: 'unsigned y = 5;' },
      { name: 'q', line: 'unsigned *q = &y;' },
      { name: 'z', line: 'unsigned z;' },
      { name: 'xs', line: 'unsigned xs[4] = {4, 7, 1, 3};' },
      { name: 'ys', line: 'unsigned ys[4] = {2, 9, 6, 5};' },
      { name: 'vs', line: 'unsigned *vs = ys;' },
      { name: 'o', line: 'struct pair o = {1, 6};' },
      { name: 'r', line: 'struct pair r = {5, 2};' },
      { name: 'h', line: 'struct pair *h = &r;' },
      { name: 'p', line: 'unsigned *p = &x;' },
      { name: 's', line: 'char s[16] = "12";' },
    ],
    lines,
  )
  const body = [
    ...procedure.hoisted,
    ...declarations,
    ...(declarations.includes('unsigned z;') ? ['z = 8;'] : []),
    ...lines,
  ]
  const main = ['void program(unsigned a, unsigned b) {', ...indented(body, tab), '}']
  const text = [...usedProcedures(helpers, 'fn', main), ...main]
  const uses = (name: RegExp) => name.test(text.join('\n'))
  return `${[
    ...(uses(/\bsprintf\b/) ? ['#include <stdio.h>'] : []),
    ...(uses(/\b(exit|atoi)\b/) ? ['#include <stdlib.h>'] : []),
    ...(uses(/\b(memcpy|memmove|strlen)\b/) ? ['#include <string.h>'] : []),
    '',
    ...(uses(/\bpair\b/) ? ['struct pair {', `${tab}unsigned x;`, `${tab}unsigned y;`, '};', ''] : []),
    ...(uses(/\bglob\b/) ? ['static unsigned glob = 5;', ''] : []),
    ...text,
  ].join('\n')}\n`
}
