import type { Program } from './model.js'

/**
 * Programs one step smaller, the boldest steps first: without a run of statements, with a compound statement replaced by
 * its body, an expression by a part of it or by a constant, an option left out. Every tree is a valid program, so all of
 * them are.
 */
export function* smallerPrograms(program: Program): Generator<Program> {
  for (const step of [removals, unwrappings, omissions, simplifications]) yield* step(program)
}

type Path = readonly (string | number)[]
type Node = { [key: string]: unknown }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** All arrays and objects of the tree with their paths, outer ones first. */
function* walk(value: unknown, path: Path = []): Generator<[Path, unknown]> {
  yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) yield* walk(child, [...path, key])
}

function replaced(value: unknown, path: Path, change: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return change
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Node) }) as Node
  copy[key] = replaced(copy[key], rest, change)
  return copy
}

const withChange = (program: Program, path: Path, change: unknown): Program =>
  replaced(program, path, change) as Program

function* removals(program: Program): Generator<Program> {
  for (const [path, value] of walk(program)) {
    if (!Array.isArray(value)) continue
    const least = path.at(-1) === 'arms' ? 1 : 0
    for (let size = value.length; size > 0; size = Math.floor(size / 2)) {
      for (let from = 0; from + size <= value.length; from += size) {
        if (value.length - size < least) continue
        yield withChange(program, path, value.toSpliced(from, size))
      }
    }
  }
}

/** Puts the statements of inner blocks in the place of the statement that holds them. */
function* unwrappings(program: Program): Generator<Program> {
  for (const [path, value] of walk(program)) {
    if (!Array.isArray(value) || path.at(-1) !== 'statements') continue
    for (const [index, statement] of value.entries()) {
      for (const [, inner] of walk(statement)) {
        if (!isNode(inner) || !Array.isArray(inner.statements)) continue
        yield withChange(program, path, value.toSpliced(index, 1, ...inner.statements))
      }
    }
  }
}

const optional = new Set([
  'elseIf',
  'alternative',
  'otherwise',
  'handler',
  'finalizer',
  'guard',
  'shadow',
  'reads',
  'test',
  'filter',
  'defaultAt',
])

function* omissions(program: Program): Generator<Program> {
  for (const [path, value] of walk(program)) {
    const key = String(path.at(-1))
    if (value === true) yield withChange(program, path, false)
    const { kind } = path.length > 0 ? owner(program, path) : {}
    const required = (key === 'test' && kind !== 'loop') || kind === 'conditional'
    if (value !== undefined && optional.has(key) && !required) yield withChange(program, path, undefined)
  }
}

/** Fields that hold an expression or condition. */
const expressionFields = new Set([
  'value',
  'left',
  'right',
  'consequent',
  'alternative',
  'index',
  'first',
  'second',
  'argument',
  'addend',
  'result',
  'test',
  'guard',
  'operand',
])
const conditionKinds = new Set(['compare', 'parity', 'both', 'either', 'not', 'assigned'])

function* simplifications(program: Program): Generator<Program> {
  for (const [path, value] of walk(program)) {
    const key = String(path.at(-1))
    if (typeof value === 'number' && value > (key === 'times' ? 1 : 0)) {
      const least = key === 'times' ? 1 : 0
      yield withChange(program, path, least)
      if (value > least + 1) yield withChange(program, path, value - 1)
    }
    if (!isNode(value) || typeof value.kind !== 'string' || !expressionFields.has(key)) continue
    const isCondition = conditionKinds.has(value.kind)
    for (const child of Object.values(value)) {
      if (!isNode(child) || typeof child.kind !== 'string') continue
      if (conditionKinds.has(child.kind) === isCondition) yield withChange(program, path, child)
    }
    if (isCondition && value.kind !== 'parity') {
      yield withChange(program, path, { kind: 'parity', value: { kind: 'variable', pick: 3 } })
    }
    if (!isCondition && value.kind !== 'number') {
      yield withChange(program, path, { kind: 'number', value: 0 })
      if (value.kind !== 'variable') yield withChange(program, path, { kind: 'variable', pick: 0 })
    }
  }
}

function owner(program: Program, path: Path): Node {
  let node: unknown = program
  for (const key of path.slice(0, -1)) node = (node as Node)[key]
  return node as Node
}
