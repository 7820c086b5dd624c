import { describe, expect, it } from 'vitest'
import { scanCalls, scanModules } from '../../src/languages/index.js'

const names = (language: string, code: string): string[] | undefined =>
  scanCalls(code, language)?.map(({ qualified }) => qualified)

/** What the code shows, the code, and the calls that are found in it. */
type Case = readonly [shows: string, code: string, calls: string[]]

const cases: Record<string, Case[]> = {
  ruby: [
    [
      'calls with parentheses',
      'out = Open3.capture2e("ls", dir)\nvalid?(x) && save!(x)',
      ['Open3.capture2e', 'valid?', 'save!'],
    ],
    [
      'methods of modules without arguments',
      'env = Rails.env\nlog Time.now',
      ['Rails.env', 'log', 'Time.now'],
    ],
    [
      'commands with plain arguments',
      'system "ls"\nx = eval code\nuser&.update name: 1',
      ['system', 'eval', 'user.update'],
    ],
    ['no fields and operators', 'a - b\na.size\nx = y if z\nreturn nil unless a.b if c', []],
    ['scopes', 'A::B.call x', ['A.B.call']],
    ['chains', 'ERB.new(text).result(binding)', ['ERB.new', 'ERB.new.result']],
    ['definitions', 'def run(x)\nend\nclass Foo < Bar\nend\nmodule A\nend', []],
    ['comments', '# system(1)\n=begin\neval(2)\n=end\nputs 3', ['puts']],
    ['strings and what is put into them', '"a(1) #{clean(x)} b(2)" + \'#{no(1)} c(3)\'', ['clean', 'no']],
    ['here documents', 'q = <<~SQL\n  count(*)\nSQL\nrun(q)', ['run']],
  ],
  go: [
    [
      'packages and methods',
      'cmd := exec.Command("sh", "-c", a)\nerr := cmd.Run()',
      ['exec.Command', 'cmd.Run'],
    ],
    ['declarations', 'func Run(a int) {}\nfunc (s *Server) Stop(b string) error {}', []],
    [
      'keywords and conversions',
      'if (a) { return string(b) }\ngo func() { defer mu.Unlock() }()',
      ['mu.Unlock'],
    ],
    ['raw strings and comments', "x := `a(1)\nb(2)` // c(3)\n/* d(4) */ e('(')", ['e']],
  ],
  java: [
    ['chains', 'Runtime.getRuntime().exec(cmd);', ['Runtime.getRuntime', 'Runtime.getRuntime.exec']],
    [
      'constructors',
      'new ProcessBuilder("a").start(); new HashMap<String, List<A>>();',
      ['ProcessBuilder', 'ProcessBuilder.start', 'HashMap'],
    ],
    ['declarations', 'public List<String> run(String a) throws E { }\nprivate int[] all(int b) { }', []],
    [
      'constructors that are declared, and none that are called',
      'A(B a) {\n  run(a);\n}\n<T> A(@Named("b") T b) throws C {\n  check(b);\n}\nnew A(c) { void m() {} };',
      ['run', 'Named', 'check', 'A'],
    ],
    [
      'lambdas and arms',
      'run(a -> b(c)); switch (d) { case 1 -> e(); default -> f(); }',
      ['run', 'b', 'e', 'f'],
    ],
    ['comparisons', 'if (a > max(b)) return min(c);', ['max', 'min']],
    ['text blocks, strings and comments', 'String s = """\n a(1)\n""" + "b(2)"; // c(3)\nd(s);', ['d']],
  ],
  php: [
    [
      'functions, methods and scopes',
      '$x = unserialize($a); $db->query($q); Foo\\Bar::make($x); $a?->b(1);',
      ['unserialize', 'db.query', 'Foo.Bar.make', 'a.b'],
    ],
    ['what stands outside of the tags', 'a(1) <?php b(2); ?> c(3) <?= d(4) ?>', ['b', 'd']],
    ['concatenations', 'echo $a . h($b) . $c->d($e);', ['h', 'c.d']],
    ['constructs', 'if (isset($a)) { eval($b); include($c); foreach ($d as $e) { } }', ['eval', 'include']],
    ['functions by name', '$f($x);', []],
    ['strings', '"a(1) {$db->quote($b)}" . \'c(2)\' # d(3)', ['db.quote']],
  ],
  csharp: [
    ['chains with type arguments', 'db.Set<User>().FromSqlRaw(sql)', ['db.Set', 'db.Set.FromSqlRaw']],
    [
      'constructors and declarations',
      'public async Task<int> Get(string a) { var x = new Foo(a); await Run(x); }',
      ['Foo', 'Run'],
    ],
    [
      'constructors that are declared',
      'A(int a) : base(Check(a)) { }\nA() : this(1) => Run();\n~A() { Close(); }\nvar b = c ? D(e) : F(g);',
      ['Check', 'Run', 'Close', 'D', 'F'],
    ],
    ['strings', 'Start($"a(1) {Clean(b)}", @"c ""d(2)"" e(3)", "f(4)")', ['Start', 'Clean']],
  ],
}

describe.each(Object.entries(cases))('%s', (language, table) => {
  it.each(table)('%s', (_shows, code, calls) => expect(names(language, code)).toEqual(calls))
})

describe('scanning', () => {
  it('knows languages by their usual names', () => {
    for (const name of ['Ruby', '.rb', 'golang', 'C#', 'cs']) expect(scanCalls('', name)).toEqual([])
  })

  it('finds nothing out about other languages', () => expect(scanCalls('f(x)', 'cobol')).toBeUndefined())

  it('counts lines from 1, comments and strings among them', () => {
    expect(scanCalls('/*\n*/\nf("\\\n");\n\ng()', 'java')).toEqual([
      { name: 'f', qualified: 'f', line: 3 },
      { name: 'g', qualified: 'g', line: 6 },
    ])
  })

  it.each([
    '"',
    "'",
    '`',
    '/*',
    '<<A\n',
    '%w(',
    'a(',
    'a()',
    'a.',
    'a().',
    'a<',
    '"#{',
    '\\',
    ' ',
    '\n',
    ')',
  ])('ends on %j, 100,000 times', (text) => {
    for (const language of Object.keys(cases)) {
      expect(Array.isArray(scanCalls(text.repeat(100_000), language))).toBe(true)
    }
  })

  it('reads a string of ten million characters', () => {
    for (const language of Object.keys(cases)) {
      expect(scanCalls(`f("${'ab\\n'.repeat(2_500_000)}")`, language)).toHaveLength(1)
    }
  })
})

describe('scanning for modules', () => {
  it.each([
    ['ruby', "require 'erb'\nrequire_relative 'a/b'\nrequire name", ['erb', 'a.b']],
    ['go', 'import (\n  "os/exec"\n  x "a.b/c"\n)\nimport "fmt"\nimport "fmt"', ['os.exec', 'a.b.c', 'fmt']],
    ['java', 'import java.io.File;\nimport static a.B.c;', ['java.io.File', 'a.B.c']],
    ['php', '<?php\nuse A\\B;', ['A.B']],
    ['csharp', 'using System.IO;\nusing var x = Open();', ['System.IO']],
    ['cobol', 'COPY A.', []],
  ])('%s: each once, in source order', (language, code, modules) => {
    expect(scanModules(code, language).map(({ qualified }) => qualified)).toEqual(modules)
  })

  it('counts lines from 1', () => {
    expect(scanModules('\nimport "fmt"\n', 'go')).toEqual([{ name: 'fmt', qualified: 'fmt', line: 2 }])
  })
})
