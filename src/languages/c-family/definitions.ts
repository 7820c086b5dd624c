import type { LowerStatement } from '../language.js'
import {
  childByField,
  childOfKind,
  childrenByField,
  childrenOf,
  kindOf,
  namedChildrenOf,
  textOf,
} from '../syntax-tree.js'
import { declaredNames, walkDeclaration, walkParameters } from './declarators.js'
import { functionDeclarator } from './expressions.js'

/** A function or method with its body. */
export const functionDefinition: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const declarator = functionDeclarator(tree, node)
  const body = childByField(tree, node, 'body')
  const [declared] = declarator < 0 ? [] : declaredNames(tree, declarator)
  const headerEnd = childByField(tree, node, 'declarator')
  const statement = lowering.open(node, 'function', { headerEnd })
  into.statements.push(statement)
  const type = childByField(tree, node, 'type')
  if (type >= 0) lowering.evaluateInto(statement, statement.evaluation, [type])
  const procedure = lowering.createProcedure(node, {
    name: declared?.name ?? '<function>',
    host: statement,
    body,
    headerEnd,
    parameters: (walker) => {
      if (lowering.language.id === 'cpp') walker.writeName('this', node, { declareIn: lowering.scope })
      if (declarator >= 0) walkParameters(walker, declarator)
      // Old-style definitions declare the types of their parameters between header and body.
      for (const child of childrenOf(tree, node)) {
        if (kindOf(tree, child) === 'declaration') walkDeclaration(walker, child)
        if (kindOf(tree, child) === 'field_initializer_list') walker.walk(child)
      }
    },
  })
  statement.control = { form: 'function', procedure }
  if (!declared) return
  lowering.evaluateInto(statement, statement.evaluation, (walker) => {
    walker.writeName(declared.name, declared.node, {
      declareIn: lowering.scope,
      sources: [{ kind: 'procedure', procedure }],
    })
  })
}

/** `#define`, `typedef`, `struct`: defines a name and refers to others. */
export const definition =
  (kind: string): LowerStatement =>
  (lowering, node, into) => {
    const { tree } = lowering
    lowering.add(into, node, kind, (walker) => {
      walker.walkNames(node)
      const name = childByField(tree, node, 'name')
      const value = childByField(tree, node, 'value')
      if (value >= 0 && kind === 'define') {
        // The parser leaves the replacement of a macro as it is.
        for (const [word] of textOf(tree, value).matchAll(/[A-Za-z_]\w*/g)) {
          walker.readPlace(lowering.place(word, tree.starts[value]!, []))
        }
      }
      if (name >= 0) walker.writeName(textOf(tree, name), name, { declareIn: lowering.module.scope })
      for (const declarator of childrenByField(tree, node, 'declarator')) {
        for (const declared of declaredNames(tree, declarator)) {
          walker.writeName(declared.name, declared.node, { declareIn: lowering.scope })
        }
      }
    })
  }

/** Variables, prototypes and fields. */
export const declaration: LowerStatement = (lowering, node, into) => {
  lowering.add(into, node, 'declaration', (walker) => {
    walkDeclaration(walker, node)
    const type = childByField(lowering.tree, node, 'type')
    const name = type < 0 ? -1 : childByField(lowering.tree, type, 'name')
    const defines = name >= 0 && childByField(lowering.tree, type, 'body') >= 0
    if (defines) walker.writeName(textOf(lowering.tree, name), name, { declareIn: lowering.scope })
  })
}

/** What holds statements in braces under a name: classes, namespaces, `extern "C"`. */
export const braced =
  (kind: string): LowerStatement =>
  (lowering, node, into) => {
    const { tree } = lowering
    const body = childByField(tree, node, 'body')
    const name = childByField(tree, node, 'name')
    const statement = lowering.open(node, kind, { headerEnd: name })
    into.statements.push(statement)
    if (body >= 0) {
      const outer = lowering.scope
      if (kind === 'class') lowering.scope = lowering.blockScope(node)
      statement.control = { form: 'sequence', body: lowering.body(body, { scope: false }) }
      lowering.scope = outer
    }
    if (name >= 0) {
      lowering.evaluateInto(statement, statement.evaluation, (walker) => {
        walker.writeName(textOf(tree, name), name, { declareIn: lowering.scope })
      })
    }
  }

/** A struct or union: like a class where it has methods (C++), else defined as a whole. */
export const record: LowerStatement = (lowering, node, into) => {
  const { tree } = lowering
  const body = childByField(tree, node, 'body')
  const hasMethods = childOfKind(tree, body, 'function_definition', 'template_declaration') >= 0
  const lower = hasMethods ? braced('class') : definition('type')
  lower(lowering, node, into)
}

/** What stands in front of a statement, the last part, and adds nothing to what it does: `template <...>`, attributes. */
export const holder =
  (kind: string): LowerStatement =>
  (lowering, node, into) => {
    const { tree } = lowering
    const statement = lowering.open(node, kind, { headerEnd: -1 })
    into.statements.push(statement)
    statement.control = {
      form: 'sequence',
      body: lowering.sequence(node, namedChildrenOf(tree, node).slice(-1)),
    }
  }
