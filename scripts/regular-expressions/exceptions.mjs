// Expressions that redos-detector does not clear, each with the reason why it is no danger. `holds` is a part of the expression that
// tells it from others in its file; `longest` is the length of text that it can meet at most, in characters, where a bound is the
// reason; without it the reason is that it is linear after all, which is tried out on long texts.

const messageLine = 'a line of a commit message is cut at 500 characters before (maxLineLength)'
const fileName = 'file systems allow 255 bytes for a name'

export const exceptions = [
  {
    file: 'src/distillation/fix-pattern.ts',
    holds: '\\b[a-z_]\\w*=(?:True|False|None)',
    reason:
      'each alternative begins at the edge of a word and cannot leave it, so a word is read three times at most',
  },
  {
    file: 'src/evaluation/benchmarks/cweval.ts',
    holds: '^(cwe_0*',
    longest: 255,
    reason: fileName,
  },
  {
    file: 'src/languages/api-calls.ts',
    holds: '([A-Za-z_$][\\w$]*(?:\\s*',
    longest: 200,
    reason: 'it is given the 200 characters before a parenthesis',
  },
  {
    file: 'src/languages/lexical/syntax.ts',
    holds: "patterns.join('|')",
    built: true,
    reason:
      'every alternative begins with a mark of its own and matches to its end or to the end of the line or text, so no part is read twice',
  },
  ...['\\b(?:fix(?:es|ed)?|prevent', '.*\\bsecurity\\b', '\\bsaniti', '\\bescap', '\\bbypass'].map(
    (holds) => ({ file: 'src/patches/fix-message.ts', holds, longest: 500, reason: messageLine }),
  ),
  ...['[.-]min', '(?:test_[^/]*'].map((holds) => ({
    file: 'src/patches/path-filter.ts',
    holds,
    longest: 4_096,
    reason: 'paths are cut at 4,096 characters before (maxPathLength)',
  })),
]
