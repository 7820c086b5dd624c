import type { Block, HelperShape, Pick } from './model.js'

/** A function that a procedure may call. */
export interface Callable {
  name: string
  shape: HelperShape | 'closure'
}

/** A statement that `break` or `continue` may leave. */
export interface Exit {
  kind: 'loop' | 'switch' | 'block'
  label: string | undefined
}

/** What is in scope where a statement is printed. */
export interface Context {
  /** Integers. */
  readonly readable: readonly string[]
  readonly writable: readonly string[]
  /** Variables whose address may be taken. */
  readonly pointable: readonly string[]
  readonly lists: readonly string[]
  readonly objects: readonly string[]
  readonly pointers: readonly string[]
  readonly text: string | undefined
  readonly callables: readonly Callable[]
  /** Innermost last. */
  readonly exits: readonly Exit[]
  readonly mayReturn: boolean
  readonly mayExit: boolean
  readonly inTry: boolean
  /** In the procedure with the criteria. */
  readonly main: boolean
  /** Objects are instances of a class. */
  readonly classes: boolean
  readonly shadows: boolean
  readonly procedure: ProcedureState
}

/** What printing a procedure gathers. */
export interface ProcedureState {
  /** Unique within the program. */
  readonly serial: { next: number; probe: number }
  /** Variables that the procedure assigns. */
  readonly written: Set<string>
  /** C: declarations for its top. */
  readonly hoisted: string[]
  readonly labels: number
  labelsPrinted: number
}

/** The element of a pool that a pick means; undefined where the pool is empty. */
export const pickFrom = <T>(pool: readonly T[], pick: Pick): T | undefined => pool[pick % pool.length]

/** The variable to assign to, noted as written. */
export function target(context: Context, pick: Pick): string {
  const name = pickFrom(context.writable, pick)!
  context.procedure.written.add(name)
  return name
}

export const unique = (context: Context, prefix: string): string =>
  `${prefix}${context.procedure.serial.next++}`

export const indented = (lines: readonly string[], by: string): string[] => lines.map((line) => by + line)

/** How many labels a block holds, in its inner blocks too. */
export function countLabels(block: Block): number {
  return JSON.stringify(block).split('"kind":"label"').length - 1
}

/** The declarations whose names the text or a kept declaration uses, in their order. */
export function usedDeclarations(
  declarations: readonly { name: string; line: string }[],
  body: readonly string[],
): string[] {
  const used = new Set<string>()
  const pending = [body.join('\n')]
  for (let text = pending.pop(); text !== undefined; text = pending.pop()) {
    for (const { name, line } of declarations) {
      if (used.has(name) || !new RegExp(`\\b${name}\\b`).test(text)) continue
      used.add(name)
      pending.push(line)
    }
  }
  return declarations.filter(({ name }) => used.has(name)).map(({ line }) => line)
}
