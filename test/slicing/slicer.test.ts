import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RescueError } from '../../src/errors.js'
import type { LanguageId } from '../../src/languages/index.js'
import { Slicer, slicerDefaults } from '../../src/slicing/index.js'

const text = (...lines: string[]): string => lines.join('\n')

describe('hops and directions', () => {
  const chain = text('def f(a):', '    b = a', '    c = b', '    d = c', '    e = d', '    return e')
  const lines = (options: object): readonly number[] =>
    new Slicer().slice(chain, 'python', { lines: [4] }, options).lines

  it('takes two hops both ways unless told otherwise', () => {
    expect(slicerDefaults).toMatchObject({ hops: 2, direction: 'both', executable: false, comments: false })
    expect(lines({})).toEqual([1, 2, 3, 4, 5, 6])
    expect(lines({ hops: 1 })).toEqual([1, 3, 4, 5])
    expect(lines({ hops: 0 })).toEqual([1, 4])
  })

  it('goes backward or forward', () => {
    expect(lines({ hops: 1, direction: 'backward' })).toEqual([1, 3, 4])
    expect(lines({ hops: 'all', direction: 'forward' })).toEqual([1, 4, 5, 6])
  })

  it('refuses options and lines that make no sense', () => {
    const slicer = new Slicer()
    for (const hops of [-1, 1.5, Number.NaN]) expect(() => new Slicer({ hops })).toThrow(RescueError)
    expect(() => slicer.slice(chain, 'python', { lines: [7] })).toThrow(/lines 1 to 6/)
    for (const criterion of [undefined, null, {}, { lines: 3 }, { lines: ['3'] }] as unknown[]) {
      expect(() => slicer.slice(chain, 'python', criterion as { lines: number[] })).toThrow(RescueError)
    }
    expect(() => slicer.slice(chain, 'python', { lines: [0] })).toThrow(RescueError)
  })
})

describe('slices as text', () => {
  const slice = (code: string, language: LanguageId, lines: number[], options = {}): string =>
    new Slicer({ hops: 0 }).slice(code, language, { lines }, options).code

  it('keeps the headers around a statement and puts a no-op where a body is empty', () => {
    const code = text('def f(a):', '    if a:', '        go()', '    else:', '        x = 1', '    y = 2')
    expect(slice(code, 'python', [5])).toBe(
      text('def f(a):', '    if a:', '        pass', '    else:', '        x = 1'),
    )
  })

  it('leaves out an else that holds nothing, and closes the body before it', () => {
    const code = text('function f(a) {', '  if (a) {', '    go()', '  } else {', '    stay()', '  }', '}')
    expect(slice(code, 'javascript', [3])).toBe(text('function f(a) {', '  if (a) {', '    go()', '  }', '}'))
  })

  it('gives a body without braces the no-op of the language', () => {
    expect(slice(text('void f(int a) {', '  if (a)', '    go();', '}'), 'c', [2])).toBe(
      text('void f(int a) {', '  if (a)', '    ;', '}'),
    )
  })

  it.each([
    ['a switch', text('switch (a) {', '  case 1:', '    go()', '}')],
    ['a class', text('class A {', '  go() {', '  }', '}')],
  ])(
    'leaves %s empty in JavaScript, where no statement may or need stand in for what is left out',
    (_what, code) => {
      expect(slice(code, 'javascript', [1])).toBe(text(code.split('\n')[0]!, '}'))
    },
  )

  it('keeps the jump that a kept block ends with, since a guard without it would let everything through', () => {
    const python = text(
      'def f(a):',
      '    row = find(a)',
      '    if row is None:',
      '        log(a)',
      '        return None',
      '    return row.id',
    )
    expect(slice(python, 'python', [2], { hops: 1 })).toBe(
      text(
        'def f(a):',
        '    row = find(a)',
        '    if row is None:',
        '        return None',
        '    return row.id',
      ),
    )
    const c = text(
      'int f(int n) {',
      '    if (n < 0) {',
      '        warn();',
      '        return -1;',
      '    }',
      '    return n;',
      '}',
    )
    expect(slice(c, 'c', [2])).toBe(
      text('int f(int n) {', '    if (n < 0) {', '        return -1;', '    }', '}'),
    )
  })

  it('keeps an arm of a match that is only passed on the way', () => {
    const code = text(
      'def f(a):',
      '    match a:',
      '        case 1:',
      '            x = 2',
      '        case _:',
      '            x = 3',
      '    return a',
    )
    expect(slice(code, 'python', [2])).toBe(
      text('def f(a):', '    match a:', '        case 1:', '            pass'),
    )
  })

  it('keeps the rest of a comment that begins or ends on a kept line, and what shares its other line', () => {
    const code = text(
      'int f(int a) {',
      '    int b = a; /* begins',
      '       and ends */ int c = 3; /* begins again',
      '    */',
      '    int d = 4; /* of its own */',
      '    return b;',
      '}',
    )
    expect(slice(code, 'c', [2])).toBe(
      text(
        'int f(int a) {',
        '    int b = a; /* begins',
        '       and ends */ int c = 3; /* begins again',
        '    */',
        '}',
      ),
    )
    expect(slice(code, 'c', [5])).toBe(text('int f(int a) {', '    int d = 4; /* of its own */', '}'))
  })

  it('keeps what stands before a declaration with it, and leaves out the other methods of a struct, in C++', () => {
    const template = text('template <typename T>', 'T f(T a) {', '  g();', '  return a;', '}')
    expect(slice(template, 'cpp', [4])).toBe(text('template <typename T>', 'T f(T a) {', '  return a;', '}'))
    const struct = text(
      'struct A {',
      '  int f() {',
      '    return 1;',
      '  }',
      '  int g() {',
      '    return 2;',
      '  }',
      '};',
    )
    expect(slice(struct, 'cpp', [3])).toBe(text('struct A {', '  int f() {', '    return 1;', '  }', '};'))
  })

  it('keeps whole statements of many lines, and comments only on request', () => {
    const code = text('# why', 'x = call(', '    # inner', '    a,', ')', 'y = 1')
    expect(slice(code, 'python', [4])).toBe(text('x = call(', '    a,', ')'))
    expect(slice(code, 'python', [4], { comments: true })).toBe(
      text('# why', 'x = call(', '    # inner', '    a,', ')'),
    )
  })

  it('keeps line ends, tabs and text behind a byte order mark', () => {
    const code = '\ufeffdef f():\r\n\tif a:\r\n\t\tx = 1\r\n\ty = 2\r\n'
    expect(slice(code, 'python', [3])).toBe('def f():\r\n\tif a:\r\n\t\tx = 1')
  })

  it('keeps imports, includes, macros, types and globals that are used', () => {
    const c = text(
      '#include <stdio.h>',
      '#define A 1',
      '#define B 2',
      'typedef int num;',
      'int f(num x) {',
      '  return A + x;',
      '}',
    )
    expect(new Slicer().slice(c, 'c', { lines: [6] }).lines).toEqual([1, 2, 4, 5, 6, 7])
    const python = text('import os', 'import sys', 'ROOT = "/"', 'def f():', '    return os.listdir(ROOT)')
    expect(new Slicer().slice(python, 'python', { lines: [5] }).lines).toEqual([1, 3, 4, 5])
  })
})

describe('definitions of what headers name', () => {
  const slice = (language: LanguageId, line: number, ...source: string[]): string =>
    new Slicer().slice(text(...source), language, { lines: [line] }).code

  it('in Python: annotations, decorators, defaults and bases, with the imports that these need', () => {
    const source = [
      'import psycopg',
      'import os',
      'from fastapi import APIRouter, Depends',
      'router = APIRouter()',
      'other = 1',
      '@router.post("/search")',
      'def search(conn: psycopg.Connection, user=Depends(), limit=10):',
      '    text = "select 1"',
      '    return text',
    ]
    const kept = source.filter((line) => !/import os|other/.test(line))
    expect(slice('python', 8, ...source)).toBe(text(...kept))
  })

  it('in JavaScript: the object whose method takes the handler, but not what else is done to it', () => {
    const source = [
      "const express = require('express')",
      "const fs = require('fs')",
      'const router = express.Router()',
      'router.use(express.json())',
      "router.get('/logs', async (req, res) => {",
      '  const name = req.query.name',
      '  res.send(name)',
      '})',
    ]
    const kept = source.filter((line) => !/fs'|use/.test(line))
    expect(slice('javascript', 7, ...source)).toBe(text(...kept))
  })

  it('in TypeScript: types of parameters and results', () => {
    const source = [
      "import type { Logger, Level } from 'pino'",
      "import { unused } from './unused.js'",
      'type Answer = { body: string }',
      'type Unused = { body: string }',
      'export function answer(log: Logger, id: string): Answer {',
      '  const body = id.trim()',
      '  return { body }',
      '}',
    ]
    const kept = source.filter((line) => !/unused/i.test(line))
    expect(slice('typescript', 6, ...source)).toBe(text(...kept))
  })

  it('of the module itself are for the hops to say, apart from imports', () => {
    const source = ['import sys', 'a = 1', 'b = a', 'c = b', 'd = c', 'print(d, sys.argv)']
    expect(slice('python', 6, ...source)).toBe(text('import sys', 'c = b', 'd = c', 'print(d, sys.argv)'))
  })
})

describe('slices of a patch', () => {
  const slices = (before: string, after: string) =>
    new Slicer({ hops: 1, direction: 'backward' }).slicePatch({ before, after, language: 'python' })

  it('of a patch that only adds show in the old version what the new one works on', () => {
    const before = text('def f(p):', '    q = clean(p)', '    z = 1', '    return open(q)')
    const after = text('def f(p):', '    q = clean(p)', '    check(q)', '    z = 1', '    return open(q)')
    const { vulnerable, secure } = slices(before, after)
    expect(secure.lines).toEqual([1, 2, 3])
    expect(vulnerable.lines).toEqual([1, 2])
  })

  it('of a patch that only deletes, the other way round', () => {
    const before = text('def f(p):', '    q = clean(p)', '    log(q)', '    return open(p)')
    const after = text('def f(p):', '    q = clean(p)', '    return open(p)')
    const { vulnerable, secure } = slices(before, after)
    expect(vulnerable.lines).toEqual([1, 2, 3])
    expect(secure.lines).toEqual([1, 2])
  })

  it('of a patch that only moves a statement show what its order matters to', () => {
    const source = (...body: string[]) => text('def f(p, q):', '    a = open(p)', ...body, '    return q')
    const work = ['    note(q)', '    if q:', '        a.write(q)']
    const { vulnerable, secure } = slices(source('    a.close()', ...work), source(...work, '    a.close()'))
    expect(vulnerable.code).toBe(
      text('def f(p, q):', '    a = open(p)', '    a.close()', '    if q:', '        a.write(q)'),
    )
    expect(secure.code).toBe(
      text('def f(p, q):', '    a = open(p)', '    if q:', '        a.write(q)', '    a.close()'),
    )
  })

  it('of a patch that only moves a statement show at least one that it was moved across', () => {
    const { vulnerable, secure } = slices(
      text('def f():', '    lock()', '    one()', '    two()'),
      text('def f():', '    one()', '    two()', '    lock()'),
    )
    expect(vulnerable.code).toBe(text('def f():', '    lock()', '    one()'))
    expect(secure.code).toBe(text('def f():', '    one()', '    lock()'))
  })

  it('map statements over lines that moved', () => {
    const before = text('def f(p):', '    a = p', '    run(a)')
    const after = text('def f(p):', '    # one', '    # two', '    a = p', '    run(quote(a))')
    const { vulnerable, secure } = slices(before, after)
    expect(vulnerable.lines).toEqual([1, 2, 3])
    expect(secure.lines).toEqual([1, 4, 5])
  })

  it('of texts that are equal are empty', () => {
    const { vulnerable, secure } = slices('x = 1\n', 'x = 1\n')
    expect([vulnerable.code, secure.code]).toEqual(['', ''])
  })
})

describe('any text', () => {
  it('is sliced to some of its lines, in order, or refused with a typed error', () => {
    const word = fc.constantFrom(
      'if',
      'x',
      '=',
      '(',
      ')',
      '{',
      '}',
      ':',
      '\n',
      '  ',
      'while',
      'return',
      '"',
      '#',
      'def f',
      ';',
      '1',
      '*',
    )
    const language = fc.constantFrom<LanguageId>('python', 'javascript', 'typescript', 'c', 'cpp')
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), language, (words, id) => {
        const code = words.join(' ')
        const { lines, code: sliced, sourceLines } = new Slicer().slice(code, id, { lines: [1] })
        expect(sourceLines).toBe(code.replace(/\n$/, '').split('\n').length)
        expect([...lines].sort((a, b) => a - b)).toEqual(lines)
        const left = sliced.split('\n')
        for (const line of lines) expect(left).toContain(code.split('\n')[line - 1])
      }),
      { numRuns: 300 },
    )
  })
})
