import { describe, expect, it } from 'vitest'
import { withoutProse } from '../../src/knowledge/without-prose.js'
import type { LanguageId } from '../../src/languages/index.js'

describe('withoutProse', () => {
  it.each<[what: string, language: LanguageId, code: string, bare: string]>([
    [
      'comments and docstrings, but not what looks like one in a literal',
      'python',
      'def f(x):\n    """Say."""\n    # why\n    y = x  # z\n    return "# no"\n',
      'def f(x):\n    """..."""\n    y = x\n    return "# no"\n',
    ],
    [
      'the words of a body that holds nothing else',
      'python',
      'def f():\n    "only words"\n',
      'def f():\n    "..."\n',
    ],
    [
      'lone literals, but no directive',
      'javascript',
      "'use strict'\n'just words'\nlet x = 1 // note\n",
      "'use strict'\n'...'\nlet x = 1\n",
    ],
    [
      'comments between words, which stay apart',
      'javascript',
      'let s = "// no"; /* a\n b */ let t = `# s`\n',
      'let s = "// no";   let t = `# s`\n',
    ],
    ['the first line that names an interpreter', 'javascript', '#!/usr/bin/env node\nlet a\n', 'let a\n'],
    [
      'no expression that looks for comments',
      'javascript',
      'const re = /\\/\\* no *\\//\n',
      'const re = /\\/\\* no *\\//\n',
    ],
    [
      'comments behind directives, but not what looks like one in their literals',
      'c',
      '#define LIMIT 10// most\n#define URL "http://x" // "where"\n#define QUOTE \'"\' // so\n#undef A /* b */ // c\nint a; /* b */ int c;\n',
      '#define LIMIT 10\n#define URL "http://x"\n#define QUOTE \'"\'\n#undef A\nint a;   int c;\n',
    ],
    [
      'comments behind directives of several lines',
      'cpp',
      '#define F(x) \\\n  g(x, "\\" //") /* a */ \\\n  + 1 // b \\\n c\nint a;\n',
      '#define F(x) \\\n  g(x, "\\" //")   \\\n  + 1\nint a;\n',
    ],
    [
      'comments behind a quote that nothing closes',
      'c',
      '#define A don\'t " // b\nint a;\n',
      '#define A don\'t "\nint a;\n',
    ],
    [
      'what directives say to people',
      'c',
      '#error Do as I say\n#pragma message("and so")\n#pragma once\n',
      '#error ...\n#pragma message ...\n#pragma once\n',
    ],
    ['line ends as they were', 'python', 'x = 1\r\n# c\r\ny = 2', 'x = 1\r\ny = 2'],
    ['nothing where there is nothing', 'c', 'int a;', 'int a;'],
    ['all of a text of comments', 'c', '/* a */\n// b\n', '\n'],
  ])('takes out %s', (_, language, code, bare) => {
    expect(withoutProse(code, language)).toBe(bare)
    expect(withoutProse(bare, language)).toBe(bare)
  })

  it('takes no longer for each of many comments than for one', () => {
    const many = 40_000
    expect(withoutProse(`${'// a\n'.repeat(many)}int a;\n`, 'c')).toBe('int a;\n')
    expect(withoutProse('#define A "\\" // b\n'.repeat(many), 'c')).toBe('#define A "\\"\n'.repeat(many))
  })
})
