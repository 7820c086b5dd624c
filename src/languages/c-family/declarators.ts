import type { Walker } from '../language.js'
import type { Source } from '../program.js'
import {
  childByField,
  childrenByField,
  childrenOf,
  ERROR_KIND,
  isNamed,
  kindOf,
  namedChildrenOf,
  type SyntaxTree,
  textOf,
} from '../syntax-tree.js'

/** A name that a declarator declares, and what is evaluated in its declaration. */
export interface Declared {
  readonly name: string
  readonly node: number
  /** Whether a pointer, array or reference is declared, not a plain value. */
  readonly indirect: boolean
  /** Whether it is an array, whose name stands for its elements. */
  readonly isArray: boolean
  readonly isReference: boolean
  readonly isFunction: boolean
  /** Sizes of arrays, arguments of constructors. */
  readonly evaluated: readonly number[]
}

/** Takes declarators apart from the outside in: `*(*table[N])(int)`. */
export function declaredNames(tree: SyntaxTree, declarator: number): Declared[] {
  const evaluated: number[] = []
  let indirect = false
  let isFunction = false
  let isArray = false
  let isReference = false
  let at = declarator
  while (at >= 0) {
    const kind = kindOf(tree, at)
    if (kind === 'structured_binding_declarator') {
      return namedChildrenOf(tree, at).map((node) => ({
        name: textOf(tree, node),
        node,
        indirect: true,
        isArray: false,
        isReference: false,
        isFunction: false,
        evaluated: [],
      }))
    }
    if (kind === 'identifier' || kind === 'field_identifier' || kind === 'type_identifier') {
      return [{ name: textOf(tree, at), node: at, indirect, isArray, isReference, isFunction, evaluated }]
    }
    if (
      kind === 'qualified_identifier' ||
      kind === 'destructor_name' ||
      kind === 'operator_name' ||
      kind === 'template_function'
    ) {
      return [
        {
          name: textOf(tree, at).replace(/\s+/g, ''),
          node: at,
          indirect,
          isArray,
          isReference,
          isFunction,
          evaluated,
        },
      ]
    }
    if (kind === 'function_declarator') isFunction = true
    if (kind === 'array_declarator') {
      isArray = true
      const size = childByField(tree, at, 'size')
      if (size >= 0) evaluated.push(size)
    }
    if (kind === 'reference_declarator') isReference = true
    if (kind.includes('pointer') || kind.includes('reference') || kind.includes('array')) indirect = true
    const inner = childByField(tree, at, 'declarator')
    at = inner >= 0 ? inner : lastDeclarator(tree, at)
  }
  return []
}

function lastDeclarator(tree: SyntaxTree, node: number): number {
  const candidates = namedChildrenOf(tree, node).filter((child) =>
    /declarator|identifier/.test(kindOf(tree, child)),
  )
  return candidates.at(-1) ?? -1
}

const arithmeticTypes = new Set(['primitive_type', 'sized_type_specifier', 'enum_specifier'])
const arithmeticNames =
  /^(u?int(8|16|32|64|ptr|max)?(_t)?|s?size_t|ptrdiff_t|off_t|time_t|pid_t|uid_t|gid_t|mode_t|u(8|16|32|64)|s(8|16|32|64)|u_int\w*|u_char|u_long|gboolean|gint\w*|guint\w*|gsize|BOOL|DWORD|UINT\w*|ULONG|USHORT|loff_t|socklen_t|bool_t)$/

/** Whether a type holds plain numbers. */
export function isArithmetic(tree: SyntaxTree, type: number): boolean {
  if (type < 0) return false
  return arithmeticTypes.has(kindOf(tree, type)) || arithmeticNames.test(textOf(tree, type))
}

/** Declares and evaluates the names of a declaration, with their initial values. */
export function walkDeclaration(walker: Walker, node: number): void {
  const { tree } = walker.lowering
  const type = childByField(tree, node, 'type')
  if (type >= 0) walker.walk(type)
  const arithmetic = isArithmetic(tree, type)
  const value = childByField(tree, node, 'value')
  for (const declarator of childrenByField(tree, node, 'declarator')) {
    if (isLocal(walker, node) && walkDisguised(walker, node, declarator)) continue
    const isInit = kindOf(tree, declarator) === 'init_declarator'
    const own = isInit ? childByField(tree, declarator, 'value') : value
    walkDeclarator(walker, declarator, { arithmetic, value: own })
  }
}

/** Prototypes hardly ever stand among the statements of a function. */
function isLocal({ lowering }: Walker, declaration: number): boolean {
  return lowering.procedure !== lowering.module && kindOf(lowering.tree, declaration) === 'declaration'
}

/**
 * The arguments of what the grammar takes for a prototype though it may be `std::ifstream in(path);` or, behind a macro, the call in
 * `FOREACH(x) run(x);`: every parameter is a bare name. None where it is a prototype.
 */
export function bareArguments(tree: SyntaxTree, declarator: number): number[] {
  const list =
    kindOf(tree, declarator) === 'function_declarator' ? childByField(tree, declarator, 'parameters') : -1
  if (list < 0) return []
  const found = namedChildrenOf(tree, list).map((parameter) => {
    // A literal is no parameter.
    if (kindOf(tree, parameter) === ERROR_KIND) return parameter
    const parts = namedChildrenOf(tree, parameter)
    return parts.length === 1 && /^(type|qualified)_identifier$/.test(kindOf(tree, parts[0]!))
      ? parts[0]!
      : -1
  })
  return found.includes(-1) ? [] : found
}

/** Whether the type of a declaration is a macro with arguments. */
export function followsMacro(tree: SyntaxTree, declaration: number): boolean {
  const type = childByField(tree, declaration, 'type')
  return type >= 0 && kindOf(tree, type) === 'macro_type_specifier'
}

/** Evaluates a declarator that is no prototype; returns whether it was none. */
function walkDisguised(walker: Walker, declaration: number, declarator: number): boolean {
  const { language, scope, tree } = walker.lowering
  const macro = followsMacro(tree, declaration)
  const given = macro || language.id === 'cpp' ? bareArguments(tree, declarator) : []
  if (given.length === 0) return false
  for (const argument of given) walker.walk(argument)
  const name = childByField(tree, declarator, 'declarator')
  if (macro) walker.walk(name)
  else {
    const sources = given.flatMap((argument) => walker.sources(argument))
    walker.run(() => walker.write(name, { declareIn: scope, sources }))
  }
  return true
}

/** What a declaration says of one of its declarators. */
interface DeclaratorContext {
  /** Whether its type holds plain numbers. */
  readonly arithmetic: boolean
  /** Node of the initial value; -1 where there is none. */
  readonly value: number
}

/** Declares the names of one declarator. */
export function walkDeclarator(
  walker: Walker,
  declarator: number,
  { arithmetic, value }: DeclaratorContext,
): void {
  const { tree, scope } = walker.lowering
  const names = declaredNames(tree, declarator)
  // The name is visible in its own initial value, which is evaluated first all the same.
  for (const declared of names) {
    if (declared.isFunction && value < 0 && !declared.indirect) continue
    walker.lowering.declare(declared.name, scope, declared.node < 0 ? 0 : tree.starts[declared.node]!, {
      scalar: arithmetic && !declared.indirect,
      array: declared.isArray,
      reference: declared.isReference,
    })
  }
  for (const declared of names) for (const size of declared.evaluated) walker.walk(size)
  if (value >= 0) walker.walk(value)
  const values = value >= 0 ? walker.sources(value) : []
  for (const declared of names) {
    // A prototype says nothing about a value.
    if (declared.isFunction && value < 0) {
      walker.writeName(declared.name, declared.node, { declareIn: scope, weak: true })
    } else {
      const sources = declared.isReference ? addressesOf(values) : values
      walker.writeName(declared.name, declared.node, { declareIn: scope, sources })
    }
  }
}

/** A reference refers to the place itself, not to what is in it. */
export function addressesOf(sources: readonly Source[]): Source[] {
  return sources.map((source) => (source.kind === 'place' ? { ...source, address: true } : source))
}

/** Declares the parameters of a function, or evaluates old-style parameter declarations. */
export function walkParameters(walker: Walker, functionDeclarator: number): void {
  const { tree } = walker.lowering
  const list = childByField(tree, functionDeclarator, 'parameters')
  if (list < 0) return
  for (const parameter of childrenOf(tree, list)) {
    if (!isNamed(tree, parameter)) continue
    const kind = kindOf(tree, parameter)
    if (kind === 'identifier') {
      walker.parameter(textOf(tree, parameter), parameter)
      continue
    }
    if (!kind.includes('parameter_declaration')) continue
    const type = childByField(tree, parameter, 'type')
    if (type >= 0) walker.walk(type)
    const value = childByField(tree, parameter, 'default_value')
    if (value >= 0) walker.walk(value)
    const declarator = childByField(tree, parameter, 'declarator')
    const [declared] = declarator < 0 ? [] : declaredNames(tree, declarator)
    if (declared) {
      const scalar = isArithmetic(tree, type) && !declared.indirect
      walker.parameter(declared.name, declared.node, { scalar, reference: declared.isReference })
    } else walker.parameter('<unnamed>', parameter)
  }
}
