import { describe, expect, it } from 'vitest'
import { RescueError } from '../../src/errors.js'
import {
  countErrorLines,
  type LanguageId,
  languageIds,
  languageOfFile,
  parseProgram,
  requireLanguage,
  resolveLanguage,
} from '../../src/languages/index.js'

const qualified = (code: string, language: LanguageId): string[] =>
  parseProgram(code, language).calls.map((call) => call.qualified)

describe('names of languages', () => {
  it.each([
    ['py', 'python'],
    ['Python3', 'python'],
    ['JavaScript', 'javascript'],
    ['.jsx', 'javascript'],
    ['tsx', 'typescript'],
    ['typescriptreact', 'typescript'],
    ['h', 'c'],
    ['C++', 'cpp'],
    [' cc ', 'cpp'],
  ])('%s means %s', (name, id) => expect(resolveLanguage(name)).toBe(id))

  it('files are known by their extension', () => {
    expect(languageOfFile('src/a.test.mjs')).toBe('javascript')
    expect(languageOfFile('dir.py/README')).toBeUndefined()
    expect(languageOfFile('Makefile')).toBeUndefined()
  })

  it('an unknown one is refused with the list of those that are known', () => {
    expect(() => requireLanguage('cobol')).toThrow(RescueError)
    expect(() => requireLanguage('cobol')).toThrow(languageIds.join(', '))
  })
})

describe('callers without types', () => {
  it('may give any name of a language', () => {
    expect(parseProgram('f(x)', 'Py' as LanguageId)).toMatchObject({ language: 'python', limitations: [] })
  })

  it.each<[unknown, unknown, string]>([
    ['x', 'rust', 'UNSUPPORTED_LANGUAGE'],
    ['x', undefined, 'UNSUPPORTED_LANGUAGE'],
    ['x', 'constructor', 'UNSUPPORTED_LANGUAGE'],
    [undefined, 'c', 'INVALID_INPUT'],
    [42, 'c', 'INVALID_INPUT'],
  ])('are told what is wrong with %j in %j', (code, language, error) => {
    expect(() => parseProgram(code as string, language as LanguageId)).toThrow(
      expect.objectContaining({ name: 'RescueError', code: error }),
    )
  })
})

describe('lines', () => {
  it('are the same whatever ends them, and a byte order mark is no part of them', () => {
    const program = parseProgram('\ufeff    a = 1\r\n    b = 2\r    c = 3\n', 'python')
    expect(program).toMatchObject({ lineEnd: '\r\n', limitations: [] })
    expect(program.sourceLines).toEqual(['    a = 1', '    b = 2', '    c = 3'])
    expect(program.statements.slice(1).map(({ startLine }) => startLine)).toEqual([1, 2, 3])
  })
})

describe('calls of a program', () => {
  it('python: imports and aliases are resolved, receivers kept', () => {
    const code = [
      'import sqlite3, numpy as np',
      'from os.path import join as glue',
      'def load(name):',
      '    cursor = sqlite3.connect(name).cursor()',
      '    cursor.execute("select 1")',
      '    return np.load(glue(name, "x"))',
    ].join('\n')
    expect(qualified(code, 'python')).toEqual([
      'sqlite3.connect.cursor',
      'sqlite3.connect',
      'cursor.execute',
      'numpy.load',
      'os.path.join',
    ])
  })

  it('javascript: import, require and what is taken out of them', () => {
    const code = [
      "import fs, { join as glue } from 'node:fs'",
      "const { exec: run } = require('child_process')",
      "const http = require('http')",
      'run(glue(fs.readFileSync(name)))',
      'http.get(url).on("data", go)',
      'new Thing(x)',
    ].join('\n')
    expect(qualified(code, 'javascript')).toEqual([
      'require',
      'require',
      'child_process.exec',
      'fs.join',
      'fs.readFileSync',
      'http.get.on',
      'http.get',
      'Thing',
    ])
  })

  it('c and c++: functions, function pointers, qualified names', () => {
    expect(qualified('void f(struct s *o) { strcpy(a, b); o->run(1); }', 'c')).toEqual(['strcpy', 'o.run'])
    expect(qualified('void f() { std::strcpy(a, b); o.run(1); }', 'cpp')).toEqual(['std::strcpy', 'o.run'])
  })

  it('are found in text that breaks off', () => {
    const code = 'def f(db):\n    rows = db.query(build(\n        "select'
    expect(qualified(code, 'python')).toContain('db.query')
    expect(parseProgram(code, 'python').limitations.map(({ kind }) => kind)).toContain('syntax-error')
  })
})

describe('declarations that look like prototypes', () => {
  const accesses = (code: string, language: LanguageId, name: string): number =>
    parseProgram(code, language).variables.find((variable) => variable.name === name)?.accesses.size ?? 0

  it('c++: an object that is made with a name reads it', () => {
    const code = 'void f(char *path) {\n  std::ifstream in(path);\n  use(in);\n}'
    expect(accesses(code, 'cpp', 'path')).toBe(2)
    expect(accesses(code, 'cpp', 'in')).toBe(2)
  })

  it('c: a call behind a macro reads its arguments', () => {
    expect(accesses('void f(int a) {\n  LOOP(i)\n  run(a);\n}', 'c', 'a')).toBe(2)
  })

  it('c: a prototype reads nothing', () => {
    expect(accesses('void f(int a) {\n  int run(a);\n}', 'c', 'a')).toBe(1)
  })
})

describe('procedures', () => {
  it.each<[LanguageId, string]>([
    ['javascript', 'for (const x of xs.map((y) => y + 1)) use(x)'],
    ['python', 'for x in map(lambda y: y + 1, xs):\n  use(x)'],
    ['cpp', 'for (int x : map([](int y) { return y + 1; }, xs)) use(x);'],
  ])('%s: a function in the head of a loop is one procedure', (language, code) => {
    expect(parseProgram(code, language).procedures).toHaveLength(2)
  })

  it('javascript: the constructor of a class expression is one procedure, however often it is referred to', () => {
    const { procedures } = parseProgram('const A = class { constructor(x) {} }\nnew A(1)', 'javascript')
    expect(procedures.map(({ name }) => name)).toEqual(['<module>', 'constructor'])
  })
})

describe('directives of the preprocessor', () => {
  it('each branch is there once', () => {
    const { statements } = parseProgram('#if A\nint a;\n#elif B\nint b;\n#else\nint c;\n#endif\n', 'c')
    expect(statements.map(({ kind, startLine }) => `${kind} ${startLine}`)).toEqual([
      'entry 1',
      'preprocessor 1',
      'declaration 2',
      'preprocessor 3',
      'declaration 4',
      'declaration 6',
    ])
  })
})

describe('typescript, with JSX or with casts in angle brackets', () => {
  it.each([
    ['casts', 'const a = <Foo>bar(x)\nconst b = (<HTMLElement>find(y)).value', ['bar', 'find']],
    [
      'a cast in a method that was cut out of its class',
      '  m() {\n    return <T>this.run()\n  }',
      ['this.run'],
    ],
    ['generic arrow functions', 'const a = <T>(x: T) => f(x)\nconst b = <T,>(x: T) => g(x)', ['f', 'g']],
    ['elements', 'const a = <Foo bar={f(x)}>text {g(y)}</Foo>', ['f', 'g']],
  ])('%s', (_construct, code, calls) => {
    const program = parseProgram(code, 'typescript')
    expect(program.limitations).toEqual([])
    expect(countErrorLines(code, 'typescript')).toBe(0)
    expect(program.calls.map((call) => call.qualified)).toEqual(calls)
  })

  it('a cast is the value that it casts', () => {
    const code = 'function f(x) {\n  const a = <Foo>x\n  return a\n}'
    const { statements } = parseProgram(code, 'typescript')
    const reads = statements.find(({ kind }) => kind === 'declaration')?.evaluation.flows
    expect(reads).toMatchObject([{ target: { name: 'a' }, source: { kind: 'place', place: { name: 'x' } } }])
  })

  it('text that neither grammar understands is parsed by the one that understands more', () => {
    const program = parseProgram('const a = <Foo>bar(x)\nconst b = <Foo>baz(y)\nconst = ;', 'typescript')
    expect(program.errorLines).toEqual([3])
    expect(program.calls.map((call) => call.qualified)).toEqual(['bar', 'baz'])
  })
})

describe('fragments', () => {
  const errors = (code: string, language: LanguageId): number =>
    parseProgram(code, language).errorLines.length

  it('a method that was cut out of its class parses', () => {
    expect(errors('    def f(self):\n        return 1\n', 'python')).toBe(0)
    expect(errors('        # A comment.\n    def f(self):\n        return 1\n', 'python')).toBe(0)
    expect(errors('  async load(x) {\n    return x\n  }\n', 'javascript')).toBe(0)
    expect(errors('  private load(x: number): number {\n    return x\n  }\n', 'typescript')).toBe(0)
  })

  it('lines of the source stay its lines', () => {
    const program = parseProgram('  async load(x) {\n    go(x)\n    return x\n  }\n', 'javascript')
    const lines = program.statements.filter(({ kind }) => kind === 'call').map(({ startLine }) => startLine)
    expect(lines).toEqual([2])
  })

  it('a text that is too large is refused', () => {
    expect(() => parseProgram('x'.repeat(17 * 1024 * 1024), 'c')).toThrow(RescueError)
  })
})
