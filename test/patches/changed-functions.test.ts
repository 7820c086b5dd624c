import { describe, expect, it } from 'vitest'
import { type LanguageId, parseProgram } from '../../src/languages/index.js'
import { changedFunctions } from '../../src/patches/changed-functions.js'

/** Applies a replacement and returns what is cut out. */
const cut = (language: LanguageId, code: string, from: string, to: string) => {
  expect(code).toContain(from)
  return changedFunctions(code, code.replace(from, to), language)
}

const filler = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n')

describe('changedFunctions', () => {
  it('cuts each function that changed, and no other', () => {
    const code = 'def a():\n    return 1\n\ndef b():\n    return 2\n\ndef c():\n    return 3\n'
    const after = code.replace('1', '10').replace('3', '30')
    expect(changedFunctions(code, after, 'python')).toEqual([
      { name: 'a', before: 'def a():\n    return 1\n', after: 'def a():\n    return 10\n', line: 1 },
      { name: 'c', before: 'def c():\n    return 3\n', after: 'def c():\n    return 30\n', line: 7 },
    ])
  })

  it('tells methods of one name apart', () => {
    const code = 'class A {\n  run() { return 1 }\n}\nclass B {\n  run() { return 2 }\n}\n'
    expect(cut('javascript', code, 'return 2', 'return check()')).toMatchObject([
      { name: 'run', before: '  run() { return 2 }\n', after: '  run() { return check() }\n' },
    ])
  })

  it('takes the innermost function that has a name', () => {
    const code = 'def outer():\n    def inner(x):\n        return map(lambda y: y + 1, x)\n    return inner\n'
    expect(cut('python', code, 'y + 1', 'y + 2').map(({ name }) => name)).toEqual(['inner'])
  })

  it('looks for functions inside a wrapper that is a whole module', () => {
    const code = `(function () {\n${filler(220, (i) => `  var v${i} = ${i}`)}\n  app.get('/a', function (req, res) {\n    res.send(req.query.a)\n  })\n})()\n`
    expect(cut('javascript', code, 'res.send(req', 'res.send(escape(req')).toMatchObject([
      { before: "  app.get('/a', function (req, res) {\n    res.send(req.query.a)\n  })\n" },
    ])
  })

  it('takes a callback within a callback as a part of it', () => {
    const code =
      "app.get('/a', (req, res) => {\n  db.find(req.q, (error, row) => {\n    res.send(row)\n  })\n})\n"
    expect(cut('javascript', code, 'send(row)', 'json(row)')).toMatchObject([{ before: code }])
  })

  it('tells functions of one name at one place apart', () => {
    const code = '#ifdef A\nint f(void) { return 1; }\n#else\nint f(void) { return 2; }\n#endif\n'
    expect(cut('c', code, 'return 2', 'return 3')).toMatchObject([
      { before: 'int f(void) { return 2; }\n', after: 'int f(void) { return 3; }\n' },
    ])
  })

  it('pairs a function with the one that replaces it under another name', () => {
    const code = 'int a(void)\n{\n  return 1;\n}\n\nint read_it(char *p)\n{\n  return gets(p);\n}\n'
    const after = code.replace(
      'int read_it(char *p)\n{\n  return gets(p)',
      'int fetch_it(char *p)\n{\n  return fgets(p)',
    )
    expect(changedFunctions(code, after, 'c')).toMatchObject([
      {
        name: 'fetch_it',
        before: expect.stringContaining('read_it'),
        after: expect.stringContaining('fetch_it'),
      },
    ])
  })

  it('leaves functions out that only one version has', () => {
    const code = 'def a():\n    return 1\n'
    expect(changedFunctions(code, `${code}\ndef b():\n    return 2\n`, 'python')).toEqual([])
  })

  it('keeps a short file whole whose change lies outside any function', () => {
    const code = 'DEBUG = True\n\ndef a():\n    return 1\n'
    expect(cut('python', code, 'True', 'False')).toEqual([
      { before: code, after: code.replace('True', 'False'), line: 1 },
    ])
  })

  it('keeps the surroundings of such a change in a long file', () => {
    const code = `${filler(200, (i) => `SETTING_${i} = ${i}`)}\n`
    const [piece] = cut('python', code, 'SETTING_99 = 99', 'SETTING_99 = 0')
    expect(piece).toMatchObject({ fragment: true, line: 90 })
    expect(piece!.before.split('\n')).toHaveLength(22)
    expect(piece!.after).toContain('SETTING_99 = 0\n')
  })

  it('finds nothing in what is the same but for line endings', () => {
    expect(changedFunctions('def a():\n    return 1\n', 'def a():\r\n    return 1\r\n', 'python')).toEqual([])
  })

  it('takes the imports along whose names a function uses, those that the fix adds among them', () => {
    const code = `import os, sys
from yaml import (
    load as read,
)
import json

def config(name):
    return read(open(os.path.join("etc", name)))
`
    const after = code
      .replace('import json', 'import json\nfrom files import inside')
      .replace('open(', 'inside(')
    const imports = 'import os, sys\nfrom yaml import (\n    load as read,\n)\n'
    const body = (call: string) => `def config(name):\n    return read(${call}(os.path.join("etc", name)))\n`
    expect(changedFunctions(code, after, 'python')).toEqual([
      {
        name: 'config',
        before: imports + body('open'),
        after: `${imports}from files import inside\n${body('inside')}`,
        line: 8,
      },
    ])
  })

  it('indents them like a method, so that both are understood', () => {
    const code = 'import re\n\nclass A:\n    def run(self, x):\n        return re.match(x)\n'
    const [{ before } = { before: '' }] = cut('python', code, 'match', 'fullmatch')
    expect(before).toBe('    import re\n    def run(self, x):\n        return re.match(x)\n')
    expect(parseProgram(before, 'python').errorLines).toEqual([])
  })

  it.each([
    ['javascript', "const { exec } = require('child_process')\n"],
    ['typescript', "import { exec } from 'child_process'\n"],
  ] as const)(
    'takes them along for functions of %s, but not where they could not stand',
    (language, line) => {
      const free = cut(language, `${line}\nfunction run(x) {\n  return exec(x)\n}\n`, 'exec(x)', 'exec(y)')
      expect(free[0]!.before).toBe(`${line}function run(x) {\n  return exec(x)\n}\n`)
      const method = cut(
        language,
        `${line}\nclass A {\n  run(x) { return exec(x) }\n}\n`,
        'exec(x)',
        'exec(y)',
      )
      expect(method[0]!.before).toBe('  run(x) { return exec(x) }\n')
    },
  )

  it('does not take a module in a wrapper for an import', () => {
    const wrapper = `var app = require('app')(function () {\n${filler(400, (i) => `  app${i}()`)}\n})\n`
    const [{ before } = { before: '' }] = cut(
      'javascript',
      `${wrapper}function run(x) { return app(x) }\n`,
      'app(x)',
      'app(y)',
    )
    expect(before).toBe('function run(x) { return app(x) }\n')
  })

  it('shows a change of an import by functions that use it', () => {
    const names = ['a', 'b', 'c', 'd']
    const code = `import xml.etree.ElementTree as ET\n\n${names.map((name) => `def ${name}(x):\n    return ET.parse(x)\n`).join('\n')}\ndef other():\n    return 1\n`
    const found = cut('python', code, 'xml.etree', 'defusedxml')
    expect(found.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(found[0]).toEqual({
      name: 'a',
      before: 'import xml.etree.ElementTree as ET\ndef a(x):\n    return ET.parse(x)\n',
      after: 'import defusedxml.ElementTree as ET\ndef a(x):\n    return ET.parse(x)\n',
      line: 3,
    })
  })
})
