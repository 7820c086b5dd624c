import { type Context, pickFrom, target } from './context.js'
import type { Condition, Expression, Pick } from './model.js'

/** How a language writes what the languages write differently. */
export interface Spelling {
  number(value: number): string
  conditional(test: string, consequent: string, alternative: string): string
  and: string
  or: string
  not: string
  equal: string
  unequal: string
  element(list: string, index: string): string
  field(object: string, field: 'x' | 'y', context: Context): string
  length(list: string): string
  textLength(text: string): string
  method(object: string, argument: string, context: Context): string
  total(list: string, item: string, addend: string, filter: number | undefined): string
  /** The address of an object, or of a variable. */
  reference(name: string, kind: 'object' | 'variable'): string
  assigned(target: string, value: string): string
}

const fieldNames = ['x', 'y'] as const
export const fieldName = (pick: Pick): 'x' | 'y' => fieldNames[pick % 2]!

/** Prints expressions and conditions of a language. */
export function expressionPrinter(spelling: Spelling) {
  const expression = (node: Expression, context: Context): string => {
    switch (node.kind) {
      case 'number':
        return spelling.number(node.value)
      case 'variable':
        return pickFrom(context.readable, node.pick)!
      case 'arithmetic': {
        const left = expression(node.left, context)
        const right = expression(node.right, context)
        if (node.operator === '%') return `(${left} % (${right} + ${spelling.number(1)}))`
        if (node.operator === '+') return `((${left} + ${right}) % ${spelling.number(101)})`
        if (node.operator === '*') return `(${left} * ${right} % ${spelling.number(97)})`
        return `(${left} ${node.operator} ${right})`
      }
      case 'conditional':
        return `(${spelling.conditional(
          condition(node.test, context),
          expression(node.consequent, context),
          expression(node.alternative, context),
        )})`
      case 'element': {
        const list = pickFrom(context.lists, node.list)
        const index = expression(node.index, context)
        return list === undefined ? index : spelling.element(list, index)
      }
      case 'field': {
        const object = pickFrom(context.objects, node.object)
        return object === undefined
          ? spelling.number(1)
          : spelling.field(object, fieldName(node.field), context)
      }
      case 'length': {
        const list = pickFrom(context.lists, node.list)
        return list === undefined ? spelling.number(2) : spelling.length(list)
      }
      case 'textLength':
        return context.text === undefined ? spelling.number(3) : spelling.textLength(context.text)
      case 'pointee': {
        const pointer = pickFrom(context.pointers, node.pointer)
        return pointer === undefined ? pickFrom(context.readable, node.pointer)! : `*${pointer}`
      }
      case 'call':
        return call(node, context) ?? expression(node.first, context)
      case 'method': {
        const object = pickFrom(context.objects, node.object)
        const argument = expression(node.argument, context)
        return object === undefined || !context.classes
          ? argument
          : spelling.method(object, argument, context)
      }
      case 'total': {
        const list = pickFrom(context.lists, node.list)
        const addend = expression(node.addend, context)
        return list === undefined ? addend : spelling.total(list, 'item', addend, node.filter)
      }
    }
  }

  const condition = (node: Condition, context: Context): string => {
    switch (node.kind) {
      case 'compare': {
        const operator =
          node.operator === '==' ? spelling.equal : node.operator === '!=' ? spelling.unequal : node.operator
        return `${expression(node.left, context)} ${operator} ${expression(node.right, context)}`
      }
      case 'parity':
        return `${expression(node.value, context)} % ${spelling.number(2)} ${spelling.equal} ${spelling.number(0)}`
      case 'both':
      case 'either': {
        const operator = node.kind === 'both' ? spelling.and : spelling.or
        return `(${condition(node.left, context)} ${operator} ${condition(node.right, context)})`
      }
      case 'not':
        return `${spelling.not}(${condition(node.operand, context)})`
      case 'assigned': {
        const value = expression(node.value, context)
        return `${spelling.assigned(target(context, node.target), value)} > ${spelling.number(node.bound)}`
      }
    }
  }

  /** A call of a helper or closure; undefined where there is none to call. */
  const call = (
    node: { callee: Pick; first: Expression; second: Expression; target: Pick },
    context: Context,
  ): string | undefined => {
    const callee = pickFrom(context.callables, node.callee)
    if (!callee) return undefined
    const second = expression(node.second, context)
    const first = ((): string | undefined => {
      switch (callee.shape) {
        case 'number':
          return expression(node.first, context)
        case 'list':
          return pickFrom(context.lists, node.target)
        case 'object': {
          const object = pickFrom(context.objects, node.target)
          return object === undefined ? undefined : spelling.reference(object, 'object')
        }
        case 'pointer': {
          const places = [
            ...context.pointable.map((name) => spelling.reference(name, 'variable')),
            ...context.pointers,
          ]
          return pickFrom(places, node.target)
        }
        case 'closure':
          return ''
      }
    })()
    if (first === undefined) return undefined
    return callee.shape === 'closure' ? `${callee.name}(${second})` : `${callee.name}(${first}, ${second})`
  }

  return { expression, condition, call }
}
