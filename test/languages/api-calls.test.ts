import { describe, expect, it } from 'vitest'
import { type LanguageId, parseProgram } from '../../src/languages/index.js'

/** Source text and the calls found in it, in source order. */
type Case = readonly [construct: string, code: string, calls: string[]]

const ecmascript: Case[] = [
  ['awaited calls', 'async () => { await f(x) }', ['f']],
  ['optional calls', 'a?.b(); a?.(c); a.d?.(e)', ['a.b', 'a', 'a.d']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the code under test has one.
  ['tagged templates', 'tag`x`; sql.raw`y ${z(1)}`', ['tag', 'sql.raw', 'z']],
  ['constructors, with and without arguments', 'new Foo; new a.B(1)', ['Foo', 'a.B']],
  ['methods of the superclass', 'class A extends B { m() { super(1); super.m() } }', ['super', 'super.m']],
  ['private methods', 'class A { m() { this.#run(1) } }', ['this.#run']],
  ['imports at run time', 'import("x").then(go)', ['import.then', 'import']],
  ['keys that are names', 'a["b"](c); a[0](c); a[i](c)', ['a.b', 'a', 'a']],
  ['what is called after parentheses', '(0, eval)(x); (await f()).z()', ['eval', 'f.z', 'f']],
  ['decorators', '@one @two(1) class A { @three m() {} }', ['one', 'two', 'three']],
]

const cases: Record<LanguageId, Case[]> = {
  javascript: ecmascript,
  typescript: [
    ...ecmascript,
    ['generic calls', 'f<T>(x); a.b<T>(y); new Map<string, number>(z)', ['f', 'a.b', 'Map']],
    ['awaited generic calls', 'async () => { await f<T>(x); await a.b<T>(y) }', ['f', 'a.b']],
    ['receivers that are asserted', 'a!.run(); (b as C).run(); a![0].go()', ['a.run', 'b.run', 'a.go']],
    ['modules in the older style', "import cp = require('node:x')\ncp.exec(y)", ['x.exec']],
    ['decorators of parameters', 'class A { m(@Body() b, @Req c) {} }', ['Body', 'Req']],
  ],
  python: [
    [
      'methods of the superclass',
      'super().__init__(1)\nsuper(A, self).run()',
      ['super.__init__', 'super', 'super.run', 'super'],
    ],
    ['decorators', '@login_required\n@app.route("/")\ndef f(): pass', ['login_required', 'app.route']],
    ['awaited calls', 'async def f():\n  await g(x)\n  (await h()).z()', ['g', 'h.z', 'h']],
    ['methods of literals', '"a".format(b)\n[1].append(2)', ['format', 'append']],
    ['calls in formatted strings', 'f"{g(x)} {h(y)!r}"', ['g', 'h']],
    ['keys that are names', 'd["k"](1)', ['d.k']],
    ['relative imports', 'from .x import y\nfrom . import a\ny.z(a.b())', ['.x.y.z', '.a.b']],
    ['statements of Python 2 that are functions now', 'exec code\nprint x', ['exec', 'print']],
  ],
  c: [
    [
      'function pointers',
      'void f() { (*fp)(1); o->ops->run(o); table[0](1); }',
      ['fp', 'o.ops.run', 'table'],
    ],
    ['macros', 'void f() { CHECK(p); list_for_each(a, b) { g(a); } }', ['CHECK', 'list_for_each', 'g']],
    [
      'macros without a semicolon',
      'void f() { LOOP(i)\n g(i); GUARD(x)\n h(1); }',
      ['LOOP', 'g', 'GUARD', 'h'],
    ],
    [
      'macros in the place of declarations',
      'static DEFINE_LOCK(m);\nEXPORT("x")\nint a;',
      ['DEFINE_LOCK', 'EXPORT'],
    ],
    ['no declarations', 'int f(int a);\nint (*g)(int);\nvoid h() { struct s x = {1}; int (y); }', []],
  ],
  cpp: [
    [
      'new',
      'auto p = new Widget(a); auto q = new std::vector<int>(n); auto r = new int[n];',
      ['Widget', 'std::vector'],
    ],
    [
      'qualified names with template arguments',
      'void f() { std::move<T>(y); x.get<int>(1); p->template get<int>(2); ns::A<B>::make(1); }',
      ['std::move', 'x.get', 'p.get', 'ns::A::make'],
    ],
    [
      'constructors',
      'void f() { std::string s("a"); Foo g{1}; Foo{2}; Foo(3); int n(4); Foo h = {5}; }',
      ['std::string', 'Foo', 'Foo', 'Foo'],
    ],
    ['constructors that look like prototypes', 'void f() { std::ifstream in(path); }', ['std::ifstream']],
    ['prototypes', 'Foo f(Bar);\nvoid g() { Foo h(Bar b); }', []],
    ['casts', 'void f() { static_cast<int>(g(x)); dynamic_cast<A*>(p)->run(); }', ['g', 'p.run']],
    [
      'the object itself',
      'void f() { this->run(); (*it)->go(); ::open(p); }',
      ['this.run', 'it.go', '::open'],
    ],
    ['errors that are thrown', 'void f() { throw std::runtime_error("x"); }', ['std::runtime_error']],
  ],
}

describe.each(Object.entries(cases) as [LanguageId, Case[]][])('%s', (language, constructs) => {
  it.each(constructs)('%s', (_construct, code, calls) => {
    expect(parseProgram(code, language).calls.map(({ qualified }) => qualified)).toEqual(calls)
  })
})

describe('imported modules', () => {
  it.each<[LanguageId, string, string[]]>([
    [
      'python',
      'import os.path, yaml as y\nfrom .a.b import c\nfrom . import d\nimport yaml',
      ['os.path', 'yaml', 'a.b'],
    ],
    [
      'javascript',
      'import fs from "node:fs"\nconst run = require("child_process").exec\nrequire(name)',
      ['fs', 'child_process'],
    ],
    ['javascript', 'export * from "a"\nexport { b }\nawait import("c")\nimport(d)', ['a', 'c']],
    ['typescript', 'import { type A } from "a/b"\nimport "./c"', ['a/b', './c']],
    ['typescript', 'import a = require("b")\na.c()', ['b']],
    ['c', '#include HEADER\n#include\nint a;', []],
    ['c', '#include <libxml/parser.h>\n#include "a-b.h"\n', ['libxml.parser', 'a-b']],
    ['cpp', '#include <string>\n#include "x/y.hpp"\n', ['string', 'x.y']],
  ])('%s: each once, in source order', (language, code, modules) => {
    expect(parseProgram(code, language).modules.map(({ qualified }) => qualified)).toEqual(modules)
  })
})
