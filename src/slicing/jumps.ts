import type { Statement } from '../languages/index.js'

/** Open ends of control, to be tied to what comes next. */
export interface Ends {
  live: number[]
  pseudo: number[]
}

/** A jump whose target is found from the structure of the program. */
export type Jump =
  | { form: 'return' | 'throw' | 'exit' }
  | { form: 'break' | 'continue'; label: string | undefined }

/** What stands around a statement and may take its jumps. */
export type Frame =
  | { kind: 'loop'; labels: readonly string[]; breaks: Ends; continues: Ends }
  | { kind: 'switch'; header: number; breaks: Ends }
  | { kind: 'label'; label: string; breaks: Ends }
  | { kind: 'handlers'; throws: Ends }
  | { kind: 'finally'; pending: Map<string, { jump: Jump; ends: Ends }> }

/** No open ends, to be gathered. */
export const none = (): Ends => ({ live: [], pseudo: [] })

/** All of these open ends. */
export const merge = (...all: readonly Ends[]): Ends => ({
  live: all.flatMap((ends) => ends.live),
  pseudo: all.flatMap((ends) => ends.pseudo),
})

/** Adds open ends to those that a frame gathers: in place, since thousands of jumps may go to one of them. */
function gather(into: Ends, ends: Ends): void {
  for (const node of ends.live) into.live.push(node)
  for (const node of ends.pseudo) into.pseudo.push(node)
}

/**
 * Sends a jump to the innermost frame that takes it, or to the `finally` that it has to pass first. Frames are given from the outermost
 * one on. Says whether one took it; otherwise it leaves the procedure.
 */
export function route(frames: readonly Frame[], jump: Jump, ends: Ends): boolean {
  for (let i = frames.length - 1; i >= 0; i--) {
    const frame = frames[i]!
    if (frame.kind === 'finally') {
      const key = `${jump.form} ${'label' in jump ? (jump.label ?? '') : ''}`
      const known = frame.pending.get(key)
      if (known) gather(known.ends, ends)
      else frame.pending.set(key, { jump, ends: merge(ends) })
      return true
    }
    const taken = endsFor(frame, jump)
    if (!taken) continue
    gather(taken, ends)
    return true
  }
  return false
}

/** Where a frame gathers a jump; undefined where the jump passes it. */
function endsFor(frame: Frame, jump: Jump): Ends | undefined {
  if (frame.kind === 'handlers') return jump.form === 'throw' ? frame.throws : undefined
  if (jump.form === 'continue' && frame.kind === 'loop') {
    return jump.label === undefined || frame.labels.includes(jump.label) ? frame.continues : undefined
  }
  if (jump.form !== 'break' || frame.kind === 'finally') return undefined
  const takes =
    jump.label === undefined ? frame.kind !== 'label' : frame.kind === 'label' && frame.label === jump.label
  return takes ? frame.breaks : undefined
}

/** Whether a statement goes elsewhere than to the next one. */
export function isJump({ control: { form } }: Statement): boolean {
  return ['return', 'throw', 'break', 'continue', 'goto', 'exit'].includes(form)
}
