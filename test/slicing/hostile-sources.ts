// Longer than 400 lines: one list of sources, so that nobody looks for them in two places.
import { existsSync, readFileSync } from 'node:fs'
import type { LanguageId } from '../../src/languages/index.js'

/** A source text that is made to hurt. */
export interface HostileSource {
  name: string
  code: string
  /** Criterion, from 1. */
  line: number
}

/** How much of the hostile sources is made. */
export interface HostileEffort {
  /** Changes per ordinary source, and as many places at which each is cut off. */
  mutations: number
  /** Statements of the longest functions and lines. */
  statements: number
  /** Size of the largest file, by language. */
  largestFile: Partial<Record<LanguageId, number>>
}

/** What every test run slices: one of each kind. */
export const testEffort: HostileEffort = {
  mutations: 6,
  statements: 20_000,
  largestFile: { python: 1_000_000, javascript: 1_000_000, c: 1_000_000 },
}

/** What `npm run bench:hostile` slices. */
export const fullEffort: HostileEffort = {
  mutations: 40,
  statements: 100_000,
  largestFile: { python: 10_000_000, javascript: 10_000_000, c: 10_000_000 },
}

const depth = 10_000
const family = (language: LanguageId): 'python' | 'ecmascript' | 'c' =>
  language === 'python' ? 'python' : language === 'c' || language === 'cpp' ? 'c' : 'ecmascript'

/** Source of its own that looks real, with what a language has most of. */
const ordinary: Record<'python' | 'ecmascript' | 'c', string> = {
  python: `import os
from shelf import Shelf, LIMIT as MOST


class Reader:
    """Reads books."""

    seen = {}

    def __init__(self, shelf, *, strict=False, **options):
        self.shelf = shelf
        self.strict = strict
        self.options = options

    @property
    def titles(self):
        return [book.title for book in self.shelf if book.title and len(book.title) < MOST]

    def read(self, name, pages=(1, 2)):
        path = os.path.join(self.shelf.root, f"{name!r}.txt")
        total = 0
        try:
            with open(path, encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    if not line.strip():
                        continue
                    elif number > MOST:
                        break
                    total += len(line)
                else:
                    self.seen[name] = total
        except (OSError, UnicodeDecodeError) as error:
            if self.strict:
                raise ValueError(f"cannot read {path}") from error
            return None
        finally:
            self.shelf.close(name)
        while (page := total // 3) > pages[0]:
            total -= page
        return total if total else -1
`,
  ecmascript: `import { join } from 'node:path'

const cache = new Map()
export class Reader {
  #strict = false
  constructor(shelf, { strict = false, ...options } = {}) {
    this.shelf = shelf
    this.#strict = strict
    this.options = options
  }
  async read(name, pages = [1, 2]) {
    const path = join(this.shelf.root, \`\${name ?? 'none'}.txt\`)
    let total = 0
    outer: for (const [number, line] of Object.entries(await this.shelf.lines(path))) {
      for (let i = 0; i < line.length; i++) {
        if (line[i] === '#') continue outer
        if (i > 100) break outer
        total += line.charCodeAt(i)
      }
      switch (number) {
        case '1':
          pages.push(total)
        case '2':
          total = /[/"']+/.test(line) ? total >> 1 : total
          break
        default:
          cache.set(number, { total, pages })
      }
    }
    try {
      if (this.#strict && !total) throw new RangeError(path)
    } catch (error) {
      return error instanceof RangeError ? null : undefined
    } finally {
      this.shelf.close?.(name)
    }
    return pages.map((page) => page * total).filter(Boolean)
  }
}
`,
  c: `#include <stdio.h>
#include <string.h>
#define MOST 64
#define EACH(i, n) for (size_t i = 0; i < (n); i++)

struct book { char title[MOST]; unsigned pages, *marks; struct book *next; };
typedef int (*visitor)(const struct book *, void *);

static unsigned count;

int read_books(struct book *first, const char *name, visitor visit, void *data)
{
    struct book *b;
    int status = -1;
    char buffer[MOST + 1] = { 0 };

    if (!first || !name)
        goto out;
    for (b = first; b != NULL; b = b->next) {
        if (strncmp(b->title, name, sizeof(b->title)) != 0)
            continue;
        switch (b->pages % 3) {
        case 0:
            count++;
            /* fall through */
        case 1:
            memcpy(buffer, b->title, MOST);
            break;
        default:
            *b->marks = b->pages ? b->pages - 1 : 0;
        }
#ifdef VERBOSE
        printf("%s\\n", buffer);
#else
        do { status = visit(b, data); } while (status > 0);
#endif
    }
    EACH(i, MOST)
        buffer[i] ^= 1;
out:
    return status;
}
`,
}

const at = (name: string, code: string, line = 1): HostileSource => ({ name, code, line })
const lineCount = (code: string): number => code.split('\n').length

/** Nesting and chains far beyond what anybody writes. */
function deep(language: LanguageId): HostileSource[] {
  const times = (text: string, count = depth) => text.repeat(count)
  const expressions = [
    at('parentheses', `x = ${times('(')}a${times(')')}`),
    at('calls', `x = ${times('f(')}a${times(')')}`),
    at('calls of calls', `x = f${times('()')}`),
    at('members', `x = a${times('.b')}`),
    at('elements', `x = a${times('[b')}${times(']')}`),
    at('operators', `x = a${times(' + a')}`),
    at('minus signs', `x = ${times('- ')}a`),
    at('open parentheses', `x = ${times('(')}`),
    at('closing parentheses', `x = a${times(')')}`),
    at('open braces and brackets', times('{[(', 2_000)),
    at('quotes', times('"\'`', 2_000)),
  ]
  if (language === 'python') {
    const nested = (header: string, levels: number) =>
      `${Array.from({ length: levels }, (_, level) => ' '.repeat(level) + header).join('\n')}\n${' '.repeat(levels)}x = a`
    return [
      ...expressions,
      at('lists', `x = ${times('[')}a${times(']')}`),
      at('lambdas', `x = ${times('lambda: ')}a`),
      at('conditional expressions', `x = ${times('a if b else ')}c`),
      at('negations', `x = ${times('not ')}a`),
      at('blocks', nested('if a:', 1_500), 1_501),
      at('functions', nested('def f(a):', 1_000), 1_001),
      at('tries', `${nested('try:', 500)}`, 501),
      at('else-ifs', `if a:\n  x = 1\n${times('elif b:\n  x = 2\n')}y = x`, 2 * depth + 3),
      at('comprehensions', `x = ${times('[a for b in ')}c${times(']')}`),
      at('strings in strings', `x = ${times('f"{')}a${times('}"')}`),
      at('decorators', `${times('@a\n')}def f():\n  pass`),
    ]
  }
  const braces = [
    ...expressions,
    at('blocks', `void f() {\n${times('{')}\nx = a;\n${times('}')}\n}`, 3),
    at('ifs', `${times('if (a) {')}\nx = a;\n${times('}')}`, 2),
    at('else-ifs', `if (a) x = 1;\n${times('else if (b) x = 2;\n')}y = x;`, depth + 2),
    at('loops', `${times('while (a) {')}\nx = a;\n${times('}')}`, 2),
    at('conditional expressions', `x = ${times('a ? b : ')}c`),
    at('negations', `x = ${times('!')}a`),
    at('assignments', `x = ${times('y = ')}a`),
    at('switches', `${times('switch (a) { case 1: ')}\nx = a;\n${times('}')}`, 2),
    at('labels', `${Array.from({ length: depth }, (_, i) => `l${i}: `).join('')}\nx = a;`, 2),
  ]
  if (family(language) === 'ecmascript') {
    return [
      ...braces,
      at('functions', `${times('function f(a) {')}\nx = a\n${times('}')}`, 2),
      at('arrows', `x = ${times('() => ')}a`),
      at('objects', `x = ${times('{a: ')}b${times('}')}`),
      at('arrays', `x = ${times('[')}a${times(']')}`),
      at('templates', `x = ${times('`${')}a${times('}`')}`),
      at('tries', `${times('try {', 2_000)}\nx = a\n${times('} finally { }', 2_000)}`, 2),
      at('destructuring', `const ${times('[')}a${times(']')} = b`),
      at('classes', `${times('x = class { m() { ', 2_000)}\nx = a\n${times('}}', 2_000)}`, 2),
    ]
  }
  return [
    ...braces,
    at('pointers', `int ${times('*')}p = a;`),
    at('dereferences', `x = ${times('*')}p;`),
    at('initialisers', `int x[] = ${times('{')}1${times('}')};`),
    at('structures', `${times('struct s {')}\nint x;\n${times('} t;')}`, 2),
    at('conditionals of the preprocessor', `${times('#if A\n')}int x = 1;\n${times('#endif\n')}`, depth + 1),
    at('templates or comparisons', `x = ${times('a<', 2_000)}b${times('>', 2_000)};`),
  ]
}

/** Long texts. */
function long(language: LanguageId, { statements, largestFile }: HostileEffort): HostileSource[] {
  const largest = largestFile[language]
  if (largest === undefined) return []
  const python = language === 'python'
  const statement = (i: number) =>
    python ? `    v${i % 500} = g(v${(i * 7) % 500}, ${i})` : `  v${i % 500} = g(v${(i * 7) % 500}, ${i});`
  const many = (count: number) => Array.from({ length: count }, (_, i) => statement(i)).join('\n')
  const head = python
    ? 'def f(a):'
    : language === 'c' || language === 'cpp'
      ? 'int f(int a) {'
      : 'function f(a) {'
  const body = (count: number) => `${head}\n${many(count)}${python ? '\n' : '\n}\n'}`
  const branches = Array.from({ length: 2_000 }, (_, i) =>
    python ? `    if g(a, ${i}):\n        a = ${i}` : `  if (g(a, ${i}))\n    a = ${i};`,
  ).join('\n')
  return [
    at('many statements in a function', body(statements / 2), statements / 2 + 1),
    at('2,000 branches in a function', `${head}\n${branches}\n${python ? '' : '}'}`, 4_001),
    at('a large file', body(largest / 26), 2),
    at('one line of 1 MB', `x = "${'a'.repeat(1_000_000)}"`),
    at('one line of many statements', 'x = a; '.repeat(statements)),
    at('a comment of 1 MB', `${python ? '#' : '//'} ${'a '.repeat(500_000)}\nx = 1`, 2),
    at('100,000 blank lines', `x = 1${'\n'.repeat(100_000)}y = x`, 100_001),
    at('an array of 100,000 elements', `x = [${'1,'.repeat(100_000)}1]`),
  ]
}

/** Characters that text rarely holds. */
function odd(language: LanguageId): HostileSource[] {
  const code = ordinary[family(language)]
  const line = 12
  const broken = Buffer.from(code)
  for (let i = 10; i < broken.length; i += 40) broken[i] = 0xff
  return [
    at('nothing', ''),
    at('a line feed', '\n'),
    at('blanks', '   \t  '),
    at('carriage returns only', code.replaceAll('\n', '\r'), 1),
    at(
      'mixed line ends',
      code.replace(/\n/g, (_, i: number) => ['\n', '\r\n', '\r'][i % 3]!),
      line,
    ),
    at('a byte order mark', `\ufeff${code}`, line),
    at('invalid UTF-8, replaced', broken.toString('utf8'), line),
    at('NUL characters', code.replaceAll(' = ', ' \0= '), line),
    at('lone surrogates', code.replaceAll('name', 'na\ud800me'), line),
    at(
      'letters beyond the basic plane',
      code.replaceAll('name', 'n𝒶me').replaceAll('total', 'tötal😀'),
      line,
    ),
    at('line separators', code.replaceAll('; ', ';\u2028').replaceAll(', ', ',\u2029'), line),
    at('form feeds and vertical tabs', code.replaceAll('\n', '\f\n\v'), line),
    at('tabs', code.replaceAll('    ', '\t').replaceAll('  ', '\t'), line),
    at('right-to-left marks', code.replaceAll('(', '(\u202e'), line),
    at('only a string that is not closed', 'x = "'),
    at('only a comment that is not closed', '/*'),
    at('binary', Array.from({ length: 5_000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join('')),
  ]
}

/** Macros that hide the grammar from the parser. */
const macros = [
  at(
    'macros for braces and keywords',
    '#define BEGIN {\n#define END }\n#define UNLESS(x) if (!(x))\nint f(int a) BEGIN\nUNLESS (a) BEGIN a = 1; END\nreturn a;\nEND\n',
    5,
  ),
  at(
    'a macro that declares',
    '#define VAR(t, n) t n = 0\nint f(void) {\nVAR(int, a)\nVAR(int, b);\nreturn a + b;\n}\n',
    5,
  ),
  at(
    'a macro with half a block',
    '#define TRY do {\n#define CATCH } while (0); if (err) {\nint f(int a) {\nTRY\na = g(a);\nCATCH\na = 0;\n}\nreturn a;\n}\n',
    9,
  ),
  at(
    'iterator macros',
    'void f(struct list *l) {\nlist_for_each_entry_safe(a, b, l, node) {\nif (a->x)\ncontinue;\ng(a);\n}\n}\n',
    5,
  ),
  at(
    'attributes and old style',
    'static __always_inline __attribute__((unused)) int\nf(a, b)\nint a;\nchar *b;\n{\nreturn a + *b;\n}\n',
    6,
  ),
  at(
    'conditionals that cut a statement',
    'int f(int a) {\nif (a\n#ifdef X\n&& g(a)\n#else\n|| h(a)) {\n#endif\na = 1;\n}\nreturn a;\n}\n',
    10,
  ),
  at(
    'conditionals with a brace each',
    'int f(int a)\n#ifdef X\n{ a = 1;\n#else\n{ a = 2;\n#endif\nreturn a; }\n',
    7,
  ),
  at('a macro over 10,000 lines', `#define M \\\n${'a \\\n'.repeat(10_000)}b\nint x = 1;\n`, 10_003),
  at(
    'string and token pasting',
    '#define S(x) #x\n#define C(a, b) a##b\nint C(f, 1)(void) { const char *s = S(}{"); return 0; }\n',
    3,
  ),
]

/** Deterministic numbers in 0 to 1 (a linear congruential generator). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const dataFile = new URL('../../../shared/data/vulnerability-fixes.jsonl', import.meta.url)

/** Up to `most` sources of the language from the data beside the repository; none where it is absent. */
function realSources(language: LanguageId, most: number): string[] {
  if (!existsSync(dataFile)) return []
  const sources: string[] = []
  for (const line of readFileSync(dataFile, 'utf8').split('\n')) {
    if (sources.length >= most || line === '') break
    const record = JSON.parse(line) as Record<string, unknown>
    const named = String(record.language ?? '').toLowerCase()
    const names = {
      cpp: ['cpp', 'c++'],
      c: ['c'],
      python: ['python', 'py'],
      javascript: ['javascript', 'js'],
      typescript: ['typescript', 'ts', 'javascript'],
    }
    const code = Object.values(record).find(
      (value) => typeof value === 'string' && value.split('\n').length > 8,
    )
    if (names[language].includes(named) && typeof code === 'string' && code.length < 10_000)
      sources.push(code)
  }
  return sources
}

/** Ordinary sources, cut off anywhere and with pieces deleted, doubled, swapped and put in. */
function mutated(language: LanguageId, { mutations }: HostileEffort): HostileSource[] {
  const random = randomNumbers(7)
  const below = (limit: number) => Math.floor(random() * limit)
  const pieces = [
    '{',
    '}',
    '(',
    ')',
    ':',
    ';',
    '\n',
    '"',
    "'",
    '`',
    '/*',
    '*/',
    '#',
    '\\',
    'else',
    'case',
    'def ',
    'goto x;',
    'break;',
    'finally',
    '=>',
    '\t',
    '😀',
  ]
  const mutate = (code: string): string => {
    const [from, size] = [below(code.length), 1 + below(30)]
    const piece = code.slice(from, from + size)
    switch (below(4)) {
      case 0:
        return code.slice(0, from) + code.slice(from + size)
      case 1:
        return code.slice(0, from) + piece + code.slice(from)
      case 2: {
        const to = below(code.length)
        return code.slice(0, to) + piece + code.slice(to)
      }
      default:
        return code.slice(0, from) + pieces[below(pieces.length)] + code.slice(from)
    }
  }
  const sources = [ordinary[family(language)], ...realSources(language, 15)]
  return sources.flatMap((code, source) => {
    const cuts = Array.from({ length: mutations }, (_, i) => ({
      name: `cut ${i}`,
      code: code.slice(0, below(code.length)),
    }))
    const changes = Array.from({ length: mutations }, (_, i) => {
      let changed = code
      for (let n = 0; n <= i % 12; n++) changed = mutate(changed)
      return { name: `mutation ${i}`, code: changed }
    })
    return [...cuts, ...changes].map(({ name, code: text }) =>
      at(`${name} of source ${source}`, text, 1 + below(lineCount(text))),
    )
  })
}

/** A single line of JavaScript without blanks, as minifiers write it. */
function minified(): HostileSource {
  const unit = (i: number) =>
    `function a${i}(e,t){var n=t||{},r;for(r=0;r<e.length;r++)if(e[r]&&(n[e[r]]=r,r>${i}))break;else try{n.x=a${Math.max(0, i - 1)}(e.slice(1),n)}catch(o){return n.y=o,void 0}finally{n.z=!0}return n}`
  return at(
    'minified',
    `!function(){"use strict";${Array.from({ length: 300 }, (_, i) => unit(i)).join(';')}}();`,
  )
}

/** Texts that once broke the slicer. */
const onceBroken: readonly HostileSource[] = [
  at('an alternative that ends behind the text', "()=>{if(e{\n}else{.('')')"),
]

/** The hostile sources of a language. TypeScript and C++ leave out the long ones: they share the code that reads them. */
export function hostileSources(language: LanguageId, effort: HostileEffort): HostileSource[] {
  return [
    ...odd(language),
    ...onceBroken,
    ...(family(language) === 'c' ? macros : []),
    ...mutated(language, effort),
    ...(family(language) === 'ecmascript' ? [minified()] : []),
    ...deep(language),
    ...long(language, effort),
  ]
}

/** An ordinary source of the language. */
export const ordinarySource = (language: LanguageId): string => ordinary[family(language)]
