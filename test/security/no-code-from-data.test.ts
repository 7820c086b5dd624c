import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { attacks } from './attack.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every way to run a text as code, and to have a shell read a text. */
function dangersOf(file: string, text = readFileSync(file, 'utf8')): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const at = (node: ts.Node, what: string) =>
    found.push(
      `${file.slice(root.length)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`,
    )
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const module = node.moduleSpecifier.text.replace(/^node:/, '')
      if (module === 'vm' || module === 'repl') at(node, module)
      const names = node.importClause?.namedBindings
      if (module === 'child_process' && names && ts.isNamedImports(names)) {
        for (const { name, propertyName } of names.elements) {
          if (/^(?:exec|execSync)$/.test((propertyName ?? name).text)) at(node, (propertyName ?? name).text)
        }
      }
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'Function') at(node, 'new Function')
    if (ts.isCallExpression(node)) {
      const callee = node.expression.getText()
      if (/^(?:(?:globalThis|window)\.)?(?:eval|Function)$/.test(callee)) at(node, callee)
      if (
        /^(?:setTimeout|setInterval)$/.test(callee) &&
        node.arguments[0] &&
        ts.isStringLiteralLike(node.arguments[0])
      ) {
        at(node, `${callee} of a text`)
      }
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'shell') {
      if (node.initializer.kind !== ts.SyntaxKind.FalseKeyword) at(node, 'shell')
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const filesIn = (folder: string, extension: RegExp) =>
  (readdirSync(join(root, folder), { recursive: true }) as string[])
    .filter((name) => extension.test(name))
    .map((name) => join(root, folder, name))

attacks('texts that become code', [
  {
    name: 'eval-in-source',
    tried: 'some text reaches eval, a Function, a context of vm, or a shell',
    check: () => {
      const files = filesIn('src', /\.ts$/)
      expect(files.length).toBeGreaterThan(100)
      expect(files.flatMap((file) => dangersOf(file))).toEqual([])
    },
  },
  {
    name: 'eval-unseen',
    tried: 'the check itself overlooks one of these',
    check: () => {
      const code = `import { exec } from 'node:child_process'\nimport vm from 'node:vm'\neval(x)\nnew Function(x)\nspawn(x, { shell: true })\nsetTimeout('x', 1)\nglobalThis.eval(x)`
      expect(dangersOf(`${root}x.ts`, code)).toHaveLength(7)
      expect(dangersOf(`${root}x.ts`, "execFile('git', [], { shell: false })")).toEqual([])
    },
  },
])

describe.skipIf(!existsSync(join(root, 'dist', 'index.js')))('the built package (built by npm test)', () => {
  it('holds no such call either', () => {
    const files = filesIn('dist', /\.js$/)
    // What is bundled for `rescue mcp` compiles the schemas of tools that others define; ours are checked with zod.
    expect(files.flatMap((file) => dangersOf(file)).filter((danger) => !/new Function/.test(danger))).toEqual(
      [],
    )
  })
})
