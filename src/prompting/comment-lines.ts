/** How a language marks a line as a comment; with `close` where it has comments between two marks only. */
interface CommentMark {
  open: string
  close?: string
}

const marks: readonly (readonly [CommentMark, readonly string[]])[] = [
  [
    { open: '#' },
    `python py ruby rb perl r elixir julia shell shellscript bash sh zsh fish powershell ps1 pwsh yaml yml toml dockerfile docker
    makefile make mk cmake hcl terraform tf nginx nix graphql nim crystal tcl awk`.split(/\s+/),
  ],
  [{ open: "'" }, ['vb', 'vb.net', 'vbnet', 'vba', 'vbscript', 'vbs', 'visual basic', 'visualbasic']],
  [{ open: '--' }, ['sql', 'plsql', 'lua', 'haskell', 'ada', 'elm', 'vhdl']],
  [{ open: ';' }, ['lisp', 'clojure', 'scheme', 'asm', 'ini']],
  [{ open: '%' }, ['matlab', 'erlang', 'prolog', 'latex', 'tex']],
  [{ open: '/*', close: '*/' }, ['css']],
  [{ open: '(*', close: '*)' }, ['ocaml']],
  [{ open: '<!--', close: '-->' }, ['html', 'xml', 'svg', 'vue', 'markdown']],
]

/** Most languages of today write comments as C++ does. */
const usual: CommentMark = { open: '//' }

/**
 * Lines as comments of a language: none of them ends its comment, goes on into the line below it, or declares
 * the encoding of the file.
 */
export function commentLines(lines: readonly string[], language: string): string {
  const name = language.trim().toLowerCase().replace(/^\./, '')
  const { open, close } = marks.find(([, names]) => names.includes(name))?.[0] ?? usual
  return lines
    .map((line, index) => {
      const content = unending(close === undefined ? line : withoutMarks(line, close))
      const text = open === '#' && index < 2 ? withoutCoding(content) : content
      return [open, text, close].filter(Boolean).join(' ').trimEnd()
    })
    .join('\n')
}

/**
 * Without what ends a line comment in spite of its name: `?>` ends PHP, and a comment goes on in the next line behind `\` and `??/` in
 * C, behind `\` in a makefile, behind ` _` in Visual Basic.
 */
function unending(line: string): string {
  const apart = line.replaceAll('?>', '? >')
  return /(?:\\|\?\?\/|\s_)$/.test(apart.trimEnd()) ? `${apart.trimEnd()} .` : apart
}

/**
 * `*` and `/` apart, and so on. Every part of `-->` ends a comment in some reader; in OCaml comments nest, and a string that begins in
 * one (`"` or `{name|`) goes on until it is closed.
 */
function withoutMarks(line: string, close: string): string {
  if (close === '-->') return line.replace(/-(?=-|$)/g, '- ')
  if (close === '*)') {
    const apart = line.replace(/\((?=\*)/g, '( ').replace(/\*(?=\))/g, '* ')
    return apart.replaceAll('"', "''").replaceAll('{', '{ ')
  }
  return line.replaceAll(close, [...close].join(' '))
}

/** Python and Ruby take the encoding of a file from a comment in its first two lines (PEP 263). */
function withoutCoding(line: string): string {
  return line.replace(/coding(?=[:=])/gi, 'coding ')
}
