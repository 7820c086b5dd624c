import type { Language } from './language.js'
import type { ApiCall } from './program.js'
import { ERROR_KIND, hasRole, isNamed, kindOf, kindRoles, type SyntaxTree } from './syntax-tree.js'

/** Local names that imports bind, with the qualified names behind them. One pass, also over broken text. */
export function collectImports(tree: SyntaxTree, language: Language): Map<string, string> {
  const imports = new Map<string, string>()
  for (const node of tree.marked) {
    if (!hasRole(tree, node, kindRoles.import)) continue
    language.imports[kindOf(tree, node)]!(tree, node, (local, qualified) => imports.set(local, qualified))
  }
  return imports
}

/** Every call of the text in source order, also within what the parser did not understand. */
export function collectCalls(
  tree: SyntaxTree,
  language: Language,
  imports: ReadonlyMap<string, string>,
  lineAt: (offset: number) => number,
): ApiCall[] {
  const calls: ApiCall[] = []
  const add = (node: number): void => {
    const [first, ...rest] = calledPath(tree, language, node)
    if (first === undefined) return
    calls.push({
      name: rest.at(-1) ?? first,
      qualified: [imports.get(first) ?? first, ...rest].join('.'),
      line: lineAt(tree.starts[node]!),
    })
  }
  // In broken text what looks like a call may be any parenthesis.
  if (tree.errors.length > 0) for (let node = 0; node < tree.size; node++) add(node)
  else for (const node of tree.marked) if (hasRole(tree, node, kindRoles.call)) add(node)
  return calls
}

/** Modules that the text imports, as they are needed to tell what its calls are about. */
export function collectModules(
  tree: SyntaxTree,
  language: Language,
  lineAt: (offset: number) => number,
): ApiCall[] {
  const found = new Map<string, ApiCall>()
  for (const node of tree.marked) {
    if (!hasRole(tree, node, kindRoles.module)) continue
    for (const qualified of language.modules[kindOf(tree, node)]!(tree, node)) {
      if (qualified === '' || found.has(qualified)) continue
      found.set(qualified, {
        name: qualified.split('.').at(-1)!,
        qualified,
        line: lineAt(tree.starts[node]!),
      })
    }
  }
  return [...found.values()]
}

/** Names on the way to what a node calls; none where it calls nothing that has a name. */
function calledPath(tree: SyntaxTree, language: Language, node: number): string[] {
  const kind = kindOf(tree, node)
  const callee = language.calls[kind]?.(tree, node)?.callee ?? language.impliedCalls[kind]?.(tree, node)
  if (callee === undefined) return brokenCall(tree, node)
  return typeof callee === 'string' ? [callee] : dottedPath(tree, language, callee)
}

/** The callee before a parenthesis that the parser could not tie to a call, because the text breaks off. */
function brokenCall(tree: SyntaxTree, node: number): string[] {
  const parent = tree.parents[node]!
  if (parent < 0 || tree.text[tree.starts[node]!] !== '(' || tree.ends[node]! - tree.starts[node]! !== 1)
    return []
  if (kindOf(tree, parent) !== ERROR_KIND) return []
  const previous = previousSibling(tree, node)
  if (previous < 0 || !isNamed(tree, previous)) return []
  const before = tree.text.slice(Math.max(0, tree.starts[node]! - 200), tree.starts[node])
  const match = /([A-Za-z_$][\w$]*(?:\s*(?:\.|->|::)\s*[A-Za-z_$][\w$]*)*)\s*$/.exec(before)
  return match ? match[1]!.split(/\.|->/).map((part) => part.trim()) : []
}

/** Of the node before, which is the last within the sibling, the one at the same level; -1 for a first child. */
function previousSibling(tree: SyntaxTree, node: number): number {
  const parent = tree.parents[node]!
  let at = node - 1
  if (at === parent) return -1
  while (tree.parents[at] !== parent) at = tree.parents[at]!
  return at
}

/** Steps that are looked through to the start of a chain; of a longer one the end is the name. */
const MAX_STEPS = 24

/** Names on the way to a callee; calls on the way are passed (`connect(x).cursor` is `connect`, `cursor`), keys that are names count. */
function dottedPath(tree: SyntaxTree, language: Language, callee: number): string[] {
  const path: string[] = []
  let at = callee
  for (let passed = 0; at >= 0 && passed < MAX_STEPS; passed++) {
    const kind = kindOf(tree, at)
    const step = language.places[kind]?.(tree, at)
    if (step && 'name' in step) {
      path.push(step.name)
      break
    }
    if (step && step.base >= 0) {
      if (step.step !== undefined && IS_NAME.test(step.step)) path.push(step.step)
      at = step.base
    } else at = language.calls[kind]?.(tree, at)?.callee ?? onlyValue(tree, language, at)
  }
  return path.reverse()
}

const IS_NAME = /^[#~\p{L}_$][\p{L}\p{N}_$]*$/u

/** The node whose value is that of another as it is (`await x`, `(0, x)`); -1 where there is none or a choice. */
function onlyValue(tree: SyntaxTree, language: Language, node: number): number {
  const parts = language.values[kindOf(tree, node)]?.(tree, node) ?? []
  const [part] = parts
  const plain =
    parts.length === 1 && part && part.into === undefined && part.from === undefined && !part.address
  return plain ? part.node : -1
}
