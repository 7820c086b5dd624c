/** What a piece of code is, for its colour. */
export type TokenKind = 'comment' | 'string' | 'number' | 'keyword' | 'call' | 'plain'

/** A piece of one line of code. */
export interface Token {
  kind: TokenKind
  text: string
}

const words = (text: string) => new Set(text.split(' '))

const cWords =
  'auto bool break case char const continue default do double else enum extern false float for goto if inline int long nullptr NULL register return short signed sizeof static struct switch true typedef union unsigned void volatile while'
const scriptWords =
  'async await break case catch class const continue debugger default delete do else export extends false finally for from function if import in instanceof let new null of return static super switch this throw true try typeof undefined var void while yield'

const keywords: Readonly<Record<string, ReadonlySet<string>>> = {
  python: words(
    'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield',
  ),
  javascript: words(scriptWords),
  typescript: words(
    `${scriptWords} any as boolean enum implements interface keyof namespace never number private protected public readonly string type unknown`,
  ),
  c: words(cWords),
  cpp: words(
    `${cWords} catch class constexpr delete explicit friend mutable namespace new noexcept operator override private protected public template this throw try typename using virtual`,
  ),
}

/** Comments and texts that are not closed reach to the end (of the line, where theirs is), so that nothing is read twice. */
const hash =
  /(?<comment>#[^\n]*)|(?<string>[rbfuRBFU]{0,2}(?:"{3}[\s\S]*?(?:"{3}|$)|'{3}[\s\S]*?(?:'{3}|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?))|(?<number>\b\d[\w.]*)|(?<word>[A-Za-z_$][\w$]*)|\s+|[^\sA-Za-z_$\d"'`#/]+|[\s\S]/gy
const slashes =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?)|(?<number>\b\d[\w.]*)|(?<word>[A-Za-z_$][\w$]*)|\s+|[^\sA-Za-z_$\d"'`#/]+|[\s\S]/gy

/**
 * The tokens of each line. This is for the eye only: it knows comments, strings, numbers and keywords, and takes everything else
 * for plain, so code that is cut off or no code at all does it no harm.
 */
export function highlight(code: string, language: string): Token[][] {
  const known = keywords[language] ?? new Set<string>()
  const lines: Token[][] = [[]]
  for (const match of code.matchAll(language === 'python' ? hash : slashes)) {
    const kind = kindOf(match, code, known)
    for (const [index, text] of match[0].split('\n').entries()) {
      if (index > 0) lines.push([])
      if (text !== '') lines.at(-1)!.push({ kind, text })
    }
  }
  return lines
}

function kindOf(
  { groups = {}, index, 0: text }: RegExpExecArray,
  code: string,
  known: ReadonlySet<string>,
): TokenKind {
  if (groups.comment !== undefined) return 'comment'
  if (groups.string !== undefined) return 'string'
  if (groups.number !== undefined) return 'number'
  if (groups.word === undefined) return 'plain'
  if (known.has(text)) return 'keyword'
  return code[index + text.length] === '(' ? 'call' : 'plain'
}
