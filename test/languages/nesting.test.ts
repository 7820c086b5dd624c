import { describe, expect, it } from 'vitest'
import { type LanguageId, parseProgram } from '../../src/languages/index.js'

/** How deep each construct is nested in itself. */
const DEPTH = 10_000

/** Text around the innermost part: what opens, what closes, and what stands in the middle (the name `deep` unless said). */
type Shape = readonly [construct: string, open: string, close: string, middle?: string]

/** Expressions, each the value of an assignment. */
const everywhere: Shape[] = [
  ['calls', 'f(', ')'],
  ['calls with another argument', 'f(a, ', ', b)'],
  ['parentheses', '(', ')'],
  ['sums to the left', '', ' + a'],
  ['sums to the right', 'a + (', ')'],
  ['chains of calls', '', '.f(1)'],
  ['calls of what was called', '', '(1)'],
  ['fields', '', '.b'],
  ['indices in indices', 'a[', ']'],
  ['indices in a row', '', '[0]'],
  ['negations', '- ', ''],
]

const ecmascriptExpressions: Shape[] = [
  ...everywhere,
  ['constructors', 'new F(', ')'],
  ['arrays', '[', ']'],
  ['arrays that spread', '[...', ']'],
  ['objects', '{a: ', '}'],
  ['short circuits', '', ' || a'],
  ['conditionals to the right', 'a ? b : ', ''],
  ['conditionals in the middle', 'a ? ', ' : b'],
  ['assignments', 'a = ', ''],
  ['sequences', '(a, ', ')'],
  ['arrow functions', '() => ', ''],
  ['arrow functions in calls', 'f(() => ', ')'],
  ['functions that are called at once', '(function () { return ', '})()'],
  ['default values of functions', 'function (a = ', ') {}'],
  ['class expressions', 'class { x = ', '}'],
  ['superclasses', 'class extends (', ') {}'],
  ['template strings', '`${', '}`'],
  ['tagged templates', 't`${', '}`'],
  ['awaited calls', 'await f(', ')'],
  ['optional calls', '', '?.b()'],
]

const pythonExpressions: Shape[] = [
  ...everywhere,
  ['keyword arguments', 'f(a=', ')'],
  ['starred arguments', 'f(*', ')'],
  ['lists', '[', ']'],
  ['dictionaries', '{1: ', '}'],
  ['tuples', '(', ',)'],
  ['short circuits', '', ' or a'],
  ['conditionals', 'a if b else ', ''],
  ['comparisons', '', ' < a'],
  ['walrus', '(a := ', ')'],
  ['lambdas', 'lambda: ', ''],
  ['lambdas in calls', 'f(lambda: ', ')'],
  ['default values of lambdas', 'lambda a=', ': 1'],
  ['comprehensions by their element', '[', ' for a in b]'],
  ['comprehensions by what they go through', '[a for a in ', ']'],
  ['await', 'await ', ''],
]

const cExpressions: Shape[] = [
  ...everywhere,
  ['short circuits', '', ' || a'],
  ['conditionals to the right', 'a ? b : ', ''],
  ['conditionals in the middle', 'a ? ', ' : b'],
  ['assignments', 'a = ', ''],
  ['casts', '(int)', ''],
  ['sizes', 'sizeof(', ')'],
  ['pointers', '*', ''],
  ['members by pointer', '', '->b'],
  ['statements in expressions', '({ ', '; })'],
]

const cppExpressions: Shape[] = [
  ...cExpressions,
  ['constructors', 'new F(', ')'],
  ['braces', 'F{', '}'],
  ['named casts', 'static_cast<int>(', ')'],
  ['streams', 'out << ', ''],
  ['streams in a row', '', ' << a'],
  ['lambdas', '[&] { return ', '; }'],
]

/** Statements; the middle is a statement of its own. */
const cLikeStatements: Shape[] = [
  ['blocks', '{', '}', 'deep();'],
  ['else-ifs', 'if (a) b(); else ', '', 'deep();'],
  ['ifs', 'if (a) ', '', 'deep();'],
  ['loops', 'while (a) {', '}', 'deep();'],
  ['loops that test last', 'do ', ' while (a);', 'deep();'],
  ['counted loops', 'for (;;) ', '', 'deep();'],
  ['switches', 'switch (a) { case 1: ', '}', 'deep();'],
  ['labels', 'l: ', '', 'deep();'],
]

const ecmascriptStatements: Shape[] = [
  ...cLikeStatements,
  ['functions', 'function f() {', '}', 'deep();'],
  ['classes', 'class A { m() {', '} }', 'deep();'],
  ['tries', 'try {', '} finally {}', 'deep();'],
  ['handlers', 'try { a() } catch (e) {', '}', 'deep();'],
  ['loops over elements', 'for (var i of a) ', '', 'deep();'],
  ['array patterns', '[', ']', 'deep'],
]

const typescriptExpressions: Shape[] = [
  ...ecmascriptExpressions,
  ['casts', '', ' as T'],
  ['non-null', '', '!'],
]

const typescriptStatements: Shape[] = [
  ['namespaces', 'namespace A {', '}', 'deep();'],
  ['decorators', '@d(1) ', '', 'class A { m() { deep() } }'],
]

const typescriptTypes: Shape[] = [
  ['type arguments', 'A<', '>'],
  ['object types', '{ a: ', '}'],
  ['conditional types', 'A extends B ? C : ', ''],
]

const cppStatements: Shape[] = [
  ...cLikeStatements,
  ['tries', 'try {', '} catch (...) {}', 'deep();'],
  ['loops over elements', 'for (auto i : a) ', '', 'deep();'],
  ['declarations in else-ifs', 'if (int i = a) b(); else ', '', 'deep();'],
]

const cFile: Shape[] = [
  ['preprocessor conditionals', '#if A\n', '#endif\n', 'int deep;\n'],
  ['#elif', '', '', `#if A\nint a;\n${'#elif B\nint a;\n'.repeat(DEPTH)}#else\nint deep;\n#endif\n`],
]

const cppFile: Shape[] = [
  ...cFile,
  ['namespaces', 'namespace A {', '}', 'int deep;'],
  ['classes', 'class A {', '};', 'int m() { return deep(); }'],
]

const pythonFile: Shape[] = [
  ['elifs', '', '', `if a:\n  b()\n${'elif a:\n  b()\n'.repeat(DEPTH)}else:\n  deep()\n`],
  ['decorators', '@d(1)\n', '', 'def f():\n  deep()\n'],
  ['calls in a decorator', '', '', `@${'d('.repeat(DEPTH)}deep${')'.repeat(DEPTH)}\ndef f(): pass\n`],
  ['patterns', '[', ']', 'deep'],
]

const jsx: Shape[] = [
  ['elements', '<a>', '</a>', '{deep}'],
  ['attributes', '<a b={', '}/>', 'deep'],
]

/** The construct nested in itself, in a program whose last line is a call of `last`. */
const program = ([, open, close, middle = 'deep']: Shape, frame: (text: string) => string): string =>
  frame(open.repeat(DEPTH) + middle + close.repeat(DEPTH))

const inFunction = (text: string): string => `void fn(int a) {\n${text}\n}\nvoid last() {}\n`

const suites: [LanguageId, Shape[], (text: string) => string][] = [
  ['javascript', ecmascriptExpressions, (text) => `async () => {\nx = ${text};\n}\nlast()\n`],
  ['javascript', jsx, (text) => `x = ${text};\nlast()\n`],
  ['javascript', ecmascriptStatements, (text) => `${text}\nlast()\n`],
  ['typescript', typescriptTypes, (text) => `type X = ${text};\nlast()\n`],
  ['typescript', typescriptExpressions, (text) => `async () => {\nx = ${text};\n}\nlast()\n`],
  ['typescript', typescriptStatements, (text) => `${text}\nlast()\n`],
  ['python', pythonExpressions, (text) => `x = ${text}\nlast()\n`],
  ['python', pythonFile, (text) => `${text}\nlast()\n`],
  ['c', cExpressions, (text) => inFunction(`x = ${text};`)],
  ['c', cLikeStatements, inFunction],
  ['c', cFile, (text) => `${text}\nvoid last() {}\n`],
  ['cpp', cppExpressions, (text) => inFunction(`x = ${text};`)],
  ['cpp', cppStatements, inFunction],
  ['cpp', cppFile, (text) => `${text}\nvoid last() {}\n`],
]

describe.each(suites)(`%s nested ${DEPTH} deep`, (language, shapes, frame) => {
  it.each(shapes.map((shape) => [shape[0], shape] as const))('%s', (_construct, shape) => {
    const { variables, limitations } = parseProgram(program(shape, frame), language)
    const accessed = (name: string) =>
      variables.find((variable) => variable.name === name)?.accesses.size ?? 0
    // Nothing is lost: the innermost name is read by some statement, and what follows is there.
    expect(accessed('deep')).toBeGreaterThan(0)
    expect(accessed('last')).toBeGreaterThan(0)
    for (const { kind } of limitations) expect(kind).not.toBe('syntax-error')
  })
})

describe.each<[LanguageId, string[]]>([
  ['javascript', ['f(', '[', '{', 'if (a) {', '`${', '() => {', ')', '}']],
  ['typescript', ['f(', '[', '{', 'if (a) {', '`${', '() => {', 'A<', '}']],
  ['python', ['f(', '[', '{', 'lambda: (', 'f"{', ')', 'if a:']],
  ['c', ['f(', '(', '{', 'if (a) {', 'int f() {', ')', '}', '#if A\n']],
  ['cpp', ['f(', '(', '{', 'if (a) {', '[&] {', 'A<', 'class A {', '}']],
])(`%s opened ${DEPTH} times and never closed`, (language, tokens) => {
  it.each(tokens)('%j', (token) => {
    const text = `first();\n${token.repeat(DEPTH)}\n`
    const { statements, limitations } = parseProgram(text, language)
    expect(statements.length).toBeGreaterThan(0)
    expect(limitations.map(({ kind }) => kind)).toContain('syntax-error')
  })
})

describe('limits are listed', () => {
  it('values beyond the depth to which they are followed', () => {
    const { limitations } = parseProgram(`x = ${'['.repeat(200)}deep${']'.repeat(200)}`, 'javascript')
    expect(limitations).toEqual([
      expect.objectContaining({
        kind: 'limit',
        line: 1,
        message: expect.stringMatching(/^Values nested deeper/),
      }),
    ])
  })

  it('blocks beyond the nesting that is followed', () => {
    const { limitations } = parseProgram(`${'{'.repeat(300)}deep()${'}'.repeat(300)}`, 'javascript')
    expect(limitations).toEqual([
      expect.objectContaining({ kind: 'limit', line: 1, message: expect.stringMatching(/^Nesting deeper/) }),
    ])
  })
})

it('lists of 150,000 parts are taken one by one', () => {
  const names = Array.from({ length: 150_000 }, (_, index) => `n${index}`).join(',')
  expect(parseProgram(`import { ${names} } from 'x'`, 'javascript').variables).toHaveLength(150_000)
  expect(parseProgram(`f(${names})`, 'c').variables).toHaveLength(150_001)
})
