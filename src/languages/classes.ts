import type { Block, Source } from './program.js'

/** Constructors among the members of a class: what runs when the class is called. */
export function constructorsOf(members: Block | undefined): Source[] {
  return (members?.statements ?? []).flatMap(({ control }): Source[] =>
    control.form === 'function' && control.procedure.isConstructor
      ? [{ kind: 'procedure', procedure: control.procedure }]
      : [],
  )
}
