import { type Context, indented, pickFrom, unique } from './context.js'
import type { Block, Compound, Condition, Expression, Jump, Leaf, Statement } from './model.js'

/** What JavaScript and C write differently around their common statements. */
export interface BraceDialect {
  expression(node: Expression, context: Context): string
  condition(node: Condition, context: Context): string
  leaf(node: Leaf, context: Context): string[]
  /** The jump without its guard; undefined where it is not possible. */
  jump(node: Jump, context: Context): { guard?: string; statements: string[] } | undefined
  number(value: number): string
  /** Declares a counter that starts at 0, before its loop. */
  counter(name: string, context: Context): string[]
  countedHeader(name: string, times: number, context: Context): string
  /** A loop over a list or object: its header, first statements of its body, and the variable they set. */
  each(node: Compound & { kind: 'loop' }, context: Context): { header: string; first: string[]; item: string }
  shadow(name: string, value: string): string
  try(node: Compound & { kind: 'try' }, context: Context): string[]
}

const isLeaf = (node: Statement): node is Leaf => 'joined' in node

/** Prints the statements of a language that writes blocks with braces. */
export function bracePrinter(dialect: BraceDialect, tab: string) {
  const { condition, expression } = dialect

  /** `first` stands before the statements, behind a declaration: a name must not be used before it is declared. */
  const block = (node: Block, outer: Context, first: readonly string[] = []): string[] => {
    const shadow = outer.shadows ? node.shadow : undefined
    const hidden = shadow && pickFrom(outer.writable, shadow.pick)!
    const declaredLater = first.flatMap((line) => /^const (\w+)/.exec(line)?.[1] ?? [])
    const others = (names: readonly string[]) =>
      names.filter((name) => name !== hidden && !declaredLater.includes(name))
    const context = hidden === undefined ? outer : { ...outer, pointable: others(outer.pointable) }
    const lines: string[] = []
    if (shadow && hidden !== undefined) {
      const visible = { ...outer, readable: others(outer.readable), callables: [], lists: [], pointers: [] }
      const unwritten = { ...visible, writable: others(outer.writable) }
      lines.push(dialect.shadow(hidden, expression(shadow.value, unwritten)))
    }
    lines.push(...first)
    let joinable = false
    for (const statement of node.statements) {
      const printed = print(statement, context)
      const simple = isLeaf(statement) && printed.length === 1
      if (simple && statement.joined && joinable) lines.push(`${lines.pop()} ${printed[0]}`)
      else lines.push(...printed)
      joinable = simple
    }
    return lines
  }

  /** A header with its body; `braces` decides for a body of one plain statement. */
  const headed = (header: string, body: Block, context: Context, first: string[] = []): string[] => {
    const lines = block(body, context, first)
    const plain =
      lines.length === 1 && !/^(if|for|while|do|switch|try|let|const|unsigned|lab|L\d|\{)/.test(lines[0]!)
    const one = plain && lines[0]!.endsWith(';') && lines[0]!.split(';').length === 2
    if (body.bare && one) return [header, tab + lines[0]]
    if (body.bare && plain) return [`${header} { ${lines[0]} }`]
    return [`${header} {`, ...indented(lines, tab), '}']
  }

  /** `} else {` where both are braced. */
  const chained = (before: string[], after: string[]): string[] =>
    before.at(-1) === '}'
      ? [...before.slice(0, -1), `} ${after[0]}`, ...after.slice(1)]
      : [...before, ...after]

  const jump = (node: Jump, context: Context): string[] => {
    const made = dialect.jump(node, context)
    if (!made) return []
    const tests = [
      ...(made.guard ? [made.guard] : []),
      ...(node.guard ? [condition(node.guard, context)] : []),
    ]
    if (tests.length === 0) return made.statements
    const header = `if (${tests.join(' && ')})`
    if (made.statements.length === 1 && node.compact) return [`${header} ${made.statements[0]}`]
    return [`${header} {`, ...indented(made.statements, tab), '}']
  }

  const loop = (node: Compound & { kind: 'loop' }, context: Context): string[] => {
    const label = node.labelled ? unique(context, 'lab') : undefined
    const named = (lines: string[]) =>
      label === undefined ? lines : [`${label}: ${lines[0]}`, ...lines.slice(1)]
    const inner = (readable: string): Context => ({
      ...context,
      readable: [...context.readable, readable],
      exits: [...context.exits, { kind: 'loop', label }],
    })
    const test = node.test && condition(node.test, context)
    if (node.form === 'counted') {
      const counter = unique(context, 'i')
      return named(headed(dialect.countedHeader(counter, node.times, context), node.body, inner(counter)))
    }
    if (node.form === 'each' || node.form === 'keys') {
      const { header, first, item } = dialect.each(node, context)
      return named(headed(header, node.body, inner(item), first))
    }
    const counter = unique(context, 'k')
    const declared = dialect.counter(counter, context)
    const times = dialect.number(node.times)
    if (node.form === 'endless') {
      const stop = `if (${counter} > ${times}${test === undefined ? '' : ` || ${test}`})`
      const first = [
        `${counter}++;`,
        ...(node.times % 2 ? [`${stop} break;`] : [`${stop} {`, `${tab}break;`, '}']),
      ]
      const header = node.times > 2 ? 'while (1)' : 'for (;;)'
      return [...declared, ...named(headed(header, node.body, inner(counter), first))]
    }
    const more = `${counter} < ${times}${test === undefined ? '' : ` && ${test}`}`
    if (node.form === 'postTest') {
      const body = block(node.body, inner(counter), [`${counter}++;`])
      return [...declared, ...named(['do {', ...indented(body, tab), `} while (${more});`])]
    }
    return [...declared, ...named(headed(`while (${more})`, node.body, inner(counter), [`${counter}++;`]))]
  }

  const print = (node: Statement, context: Context): string[] => {
    if (isLeaf(node)) return dialect.leaf(node, context)
    switch (node.kind) {
      case 'jump':
        return jump(node, context)
      case 'if': {
        const lines = headed(`if (${condition(node.test, context)})`, node.consequent, context)
        const elseIf = node.elseIf
          ? headed(`else if (${condition(node.elseIf.test, context)})`, node.elseIf.body, context)
          : undefined
        const otherwise = node.alternative ? headed('else', node.alternative, context) : undefined
        const chain = elseIf ? chained(lines, elseIf) : lines
        return otherwise ? chained(chain, otherwise) : chain
      }
      case 'loop':
        return loop(node, context)
      case 'switch': {
        const inner: Context = { ...context, exits: [...context.exits, { kind: 'switch', label: undefined }] }
        const arms = node.arms.map(({ body, falls }, index) => {
          const lines = [...block(body, inner), ...(falls ? [] : ['break;'])]
          const head = `case ${dialect.number(index)}:`
          return body.shadow ? [`${head} {`, ...indented(lines, tab), '}'] : [head, ...indented(lines, tab)]
        })
        if (node.defaultAt !== undefined) {
          const at = node.defaultAt % arms.length
          arms[at] = ['default:', ...arms[at]!]
        }
        // A label needs a statement behind it.
        arms.push(['case 9:', `${tab}break;`])
        const value = `${expression(node.value, context)} % ${dialect.number(5)}`
        return [`switch (${value}) {`, ...indented(arms.flat(), tab), '}']
      }
      case 'try':
        return dialect.try(node, context)
      case 'scoped': {
        const label =
          context.procedure.labels === 0 && dialect.number(1) === '1' ? unique(context, 'lab') : undefined
        const inner = label
          ? { ...context, exits: [...context.exits, { kind: 'block' as const, label }] }
          : context
        return [`${label ? `${label}: ` : ''}{`, ...indented(block(node.body, inner), tab), '}']
      }
      case 'label':
        return context.procedure.labels > 0 ? [`L${context.procedure.labelsPrinted++}:;`] : []
    }
  }

  return { block, headed, chained }
}

/** An assignment that may run over several lines. */
export function assignment(
  place: string,
  operator: string,
  value: string,
  multiline: boolean,
  tab: string,
): string[] {
  return multiline ? [`${place} ${operator} (`, `${tab}${value}`, ');'] : [`${place} ${operator} ${value};`]
}
