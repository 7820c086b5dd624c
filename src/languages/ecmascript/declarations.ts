import { constructorsOf } from '../classes.js'
import type { LowerStatement } from '../language.js'
import {
  childByField,
  childOfKind,
  childrenByField,
  childrenOf,
  kindOf,
  type SyntaxTree,
  textOf,
} from '../syntax-tree.js'
import { lowerClassBody } from './classes.js'
import { declarationScope, imports } from './expressions.js'
import { createFunction } from './functions.js'

/** `var`, `let` and `const`. */
export const declaration: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  lowering.add(into, node, isRequire(tree, node) ? 'import' : 'declaration', (walker) => {
    for (const declarator of childrenOf(tree, node)) {
      if (kindOf(tree, declarator) !== 'variable_declarator') continue
      const value = childByField(tree, declarator, 'value')
      const name = childByField(tree, declarator, 'name')
      const declareIn = declarationScope(walker, node)
      if (value >= 0) walker.walk(value)
      const type = childByField(tree, declarator, 'type')
      if (type >= 0) walker.walk(type)
      // `var x;` leaves the value that x has.
      const weak = value < 0 && kindOf(tree, node) === 'variable_declaration'
      walker.run(() => walker.write(name, { declareIn, sources: walker.sources(value), weak }))
    }
  })
}

/** `const fs = require('fs')`: an import in the older style. */
function isRequire(tree: SyntaxTree, declaration: number): boolean {
  let found = false
  for (const declarator of childrenOf(tree, declaration)) {
    if (kindOf(tree, declarator) !== 'variable_declarator') continue
    imports.variable_declarator?.(tree, declarator, () => {
      found = true
    })
  }
  return found
}

/** A function with its body. */
export const functionDeclaration: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const name = childByField(tree, node, 'name')
  const statement = lowering.open(node, 'function', { headerEnd: childByField(tree, node, 'parameters') })
  into.statements.push(statement)
  const outer = lowering.current
  lowering.current = statement
  const procedure = createFunction(lowering, node)
  lowering.current = outer
  statement.control = { form: 'function', procedure }
  if (name < 0) return
  lowering.evaluateInto(statement, statement.evaluation, (walker) => {
    walker.writeName(textOf(tree, name), name, {
      declareIn: lowering.scope,
      sources: [{ kind: 'procedure', procedure }],
    })
  })
}

/** A class; its members are statements of its body. */
export const classDeclaration: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const name = childByField(tree, node, 'name')
  const heritage = childOfKind(tree, node, 'class_heritage')
  const statement = lowering.open(node, 'class', { headerEnd: heritage >= 0 ? heritage : name })
  into.statements.push(statement)
  const decorators = childrenByField(tree, node, 'decorator')
  lowering.evaluateInto(statement, statement.evaluation, [...decorators, heritage])
  const body = lowerClassBody(lowering, node, statement)
  if (body) statement.control = { form: 'sequence', body }
  if (name < 0) return
  lowering.evaluateInto(statement, statement.evaluation, (walker) => {
    walker.writeName(textOf(tree, name), name, {
      declareIn: lowering.scope,
      sources: constructorsOf(body),
    })
  })
}

/** A type declaration defines a name and refers to others. */
export const typeDeclaration: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const name = childByField(tree, node, 'name')
  lowering.add(into, node, 'type', (walker) => {
    walker.walkNames(node)
    if (name >= 0) walker.writeName(textOf(tree, name), name, { declareIn: lowering.scope })
  })
}

/** TypeScript's `namespace` and `module`. */
export const namespaceDeclaration: LowerStatement = (lowering, node, into) => {
  const body = childByField(lowering.tree, node, 'body')
  const name = childByField(lowering.tree, node, 'name')
  const statement = lowering.open(node, 'namespace', { headerEnd: name })
  into.statements.push(statement)
  if (body >= 0) statement.control = { form: 'sequence', body: lowering.body(body, { scope: false }) }
}
