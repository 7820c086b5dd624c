import type { Place, Procedure, Scope, Statement, Variable } from './program.js'

/** What a declaration says of the value of a variable. */
export type VariableTraits = Partial<Pick<Variable, 'scalar' | 'array' | 'reference'>>

/** Opens a scope within another. */
export function openScope(parent: Scope | undefined, procedure: Procedure, kind: Scope['kind']): Scope {
  return {
    parent,
    depth: parent ? parent.depth + 1 : 0,
    procedure,
    kind,
    variables: new Map(),
    outer: new Map(),
  }
}

/** The scope in which names of the enclosing procedure live (`var`, Python's assignments). */
export function procedureScope(scope: Scope): Scope {
  let found = scope
  while (found.kind === 'block' && found.parent) found = found.parent
  return found
}

/** Declares a name in a scope; a second declaration of it is the same variable. */
export function declareVariable(
  scope: Scope,
  name: string,
  variables: Variable[],
  offset: number,
  traits: VariableTraits = {},
  declaration?: Statement,
): Variable {
  const known = scope.variables.get(name)
  if (known) return known
  const variable: Variable = {
    id: variables.length,
    name,
    procedure: scope.procedure,
    declaredAt: offset,
    scalar: traits.scalar ?? false,
    array: traits.array ?? false,
    reference: traits.reference ?? false,
    declaration,
    accesses: new Set(),
  }
  variables.push(variable)
  scope.variables.set(name, variable)
  return variable
}

/** The variable that a name means where everything was declared before (C), among the declarations known so far. */
export function visibleVariable(scope: Scope, name: string): Variable | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const variable = at.variables.get(name)
    if (variable) return variable
  }
  return undefined
}

/** Which declarations a use may see. */
interface Visibility {
  /** Whether a name means nothing before its declaration (C). */
  readonly declaresBeforeUse: boolean
}

/** Ties places to variables, after all declarations are known. A name that nobody declares is global. */
export function resolvePlaces(
  places: readonly Place[],
  variables: Variable[],
  module: Scope,
  visibility: Visibility,
): void {
  for (const place of places) {
    place.variable = lookUp(place, visibility) ?? declareVariable(module, place.name, variables, 0)
    if (place.statement) place.variable.accesses.add(place.statement.id)
  }
}

function lookUp(place: Place, { declaresBeforeUse }: Visibility): Variable | undefined {
  let crossedProcedure = false
  let skipTo: 'global' | 'nonlocal' | undefined
  for (let scope: Scope | undefined = place.scope; scope; scope = scope.parent) {
    const visible = scope.kind !== 'class' || !crossedProcedure
    const skipped = skipTo === 'global' && scope.kind !== 'module'
    const outer = scope.outer.get(place.name)
    if (outer && !skipTo) skipTo = outer
    else if (visible && !skipped) {
      const variable = scope.variables.get(place.name)
      if (
        variable &&
        (!declaresBeforeUse || variable.declaredAt <= place.offset || scope.kind === 'module')
      ) {
        return variable
      }
    }
    if (scope.kind === 'procedure') crossedProcedure = true
  }
  return undefined
}
