import { createRequire } from 'node:module'
import type { Linter as LinterType } from 'eslint'
import ts from 'typescript'
import type { SourceFile } from '../knowledge-sources.js'
import type { Checker, Findings } from './checker.js'

const require = createRequire(import.meta.url)

/**
 * eslint-plugin-security with its recommended rules. TypeScript is checked as the JavaScript that its compiler makes of it,
 * which spares another parser.
 */
export const eslintSecurity: Checker = {
  name: 'eslint-plugin-security',
  languages: ['javascript', 'typescript'],
  async version() {
    try {
      return (require('eslint-plugin-security/package.json') as { version: string }).version
    } catch {
      return undefined
    }
  },
  async check(files) {
    const { Linter } = await import('eslint')
    const linter = new Linter()
    const plugin = require('eslint-plugin-security') as { configs: { recommended: LinterType.Config } }
    const config: LinterType.Config[] = [
      {
        ...plugin.configs.recommended,
        languageOptions: {
          ecmaVersion: 'latest',
          sourceType: 'module',
          parserOptions: { ecmaFeatures: { jsx: true } },
        },
      },
    ]
    return new Map(
      files.map((file): [string, Findings] => {
        const messages = linter.verify(javascriptOf(file), config)
        const fatal = messages.find((message) => message.fatal)
        if (fatal) throw new Error(`${file.name} cannot be linted: ${fatal.message}`)
        return [file.path, messages.flatMap(({ ruleId }) => ruleId ?? [])]
      }),
    )
  },
}

function javascriptOf({ language, code }: SourceFile): string {
  if (language !== 'typescript') return code
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators: true,
  }
  return ts.transpileModule(code, { compilerOptions }).outputText
}
