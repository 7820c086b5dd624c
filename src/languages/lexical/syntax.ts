/** How names are read. Every repetition has a bound, so that no text takes long. */
interface NamePatterns {
  /** A name with all its parts, or a parenthesis. */
  readonly token: RegExp
  /** What stands between the parts of a name. */
  readonly separator: RegExp
  /** What stands between a call and the name of a method of its result. */
  readonly afterCall: RegExp
}

/** Names with dots between an object and its member. */
const dotted: NamePatterns = {
  token: /[A-Za-z_]\w{0,200}[?!]?(?:\s{0,80}(?:\?\.|\.|::|&\.)\s{0,80}[A-Za-z_]\w{0,200}[?!]?){0,30}|[()]/g,
  separator: /\s{0,80}(?:\?\.|\.|::|&\.)\s{0,80}/,
  afterCall: /\)\s{0,80}(?:\?\.|\.|::|&\.)\s{0,80}$/,
}

/** Names with arrows, where a dot concatenates. */
const arrowed: NamePatterns = {
  token: /[A-Za-z_]\w{0,200}(?:\s{0,80}(?:\?->|->|::|\\)\s{0,80}\$?[A-Za-z_]\w{0,200}){0,30}|[()]/g,
  separator: /\s{0,80}(?:\?->|->|::|\\)\s{0,80}\$?/,
  afterCall: /\)\s{0,80}(?:\?->|->|::)\s{0,80}$/,
}

/** What a scanner without a grammar has to know of a language. */
export interface LexicalSyntax {
  /** Other names of the language, in lower case. */
  readonly aliases: readonly string[]
  /** Comments and strings, each whole; one that is not closed ends with its line, or with the text where it may span lines. */
  readonly skipped: RegExp
  /** Code within a string: its first group. */
  readonly interpolated?: RegExp
  /** Where code begins; at the start of the text where this is missing or not found. */
  readonly codeStarts?: RegExp
  /** An import, with the module in its first group. */
  readonly imports: RegExp
  readonly names: NamePatterns
  /**
   * Whether two words in a row are a declaration (`int read(`) unless the first is one of {@link beforeCalls}, and a name with
   * parentheses and a body is a constructor.
   */
  readonly declaresByType: boolean
  /** Whether arguments may follow a name without parentheses. */
  readonly parenthesesOptional: boolean
}

const string = (quote: string): string => `${quote}[^${quote}\\\\\\n]*(?:\\\\.[^${quote}\\\\\\n]*)*${quote}?`
const longString = (quote: string): string =>
  `${quote}[^${quote}\\\\]*(?:\\\\[\\s\\S][^${quote}\\\\]*)*${quote}?`
const upTo = (close: string): string => `[\\s\\S]*?(?:${close}|(?![\\s\\S]))`
const block = `/\\*${upTo('\\*/')}`
const line = '//.*'
const hash = '#.*'

const anyOf = (...patterns: string[]): RegExp => new RegExp(patterns.join('|'), 'gm')

/** Languages whose calls are found without a grammar, by name. */
export const lexicalSyntaxes: Readonly<Record<string, LexicalSyntax>> = {
  ruby: {
    aliases: ['rb'],
    skipped: anyOf(
      `^=begin${upTo('^=end')}`,
      `<<[~-]?(['"\`]?)([A-Z_]\\w*)\\1${upTo('^[ \\t]*\\2\\b')}`,
      '%[qQwWiIx][({\\[][^)}\\]]*[)}\\]]?',
      longString('"'),
      longString("'"),
      longString('`'),
      hash,
    ),
    imports: /^[ \t]*require(?:_relative)?[ \t(]*['"]([^'"\n]+)/gm,
    interpolated: /#\{([^{}"]{0,400})\}/g,
    names: dotted,
    declaresByType: false,
    parenthesesOptional: true,
  },
  go: {
    aliases: ['golang'],
    skipped: anyOf(line, block, string('"'), string("'"), '`[^`]*`?'),
    imports: /^[ \t]{0,80}(?:import[ \t]{1,80})?(?:[\w.]{1,80}[ \t]{1,80})?"([\w./-]{1,200})"[ \t]{0,80}$/gm,
    names: dotted,
    declaresByType: false,
    parenthesesOptional: false,
  },
  java: {
    aliases: [],
    skipped: anyOf(line, block, `"""${upTo('"""')}`, string('"'), string("'")),
    imports: /^[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]+)/gm,
    names: dotted,
    declaresByType: true,
    parenthesesOptional: false,
  },
  php: {
    aliases: [],
    skipped: anyOf(
      // What stands outside of the tags is no code.
      `\\?>${upTo('<\\?(?:php|=)')}`,
      line,
      '#(?!\\[).*',
      block,
      `<<<[ \\t]*(['"]?)(\\w+)\\1\\n${upTo('^[ \\t]*\\2\\b')}`,
      longString('"'),
      longString("'"),
    ),
    imports: /^[ \t]*use[ \t]+([\w\\]+)/gm,
    interpolated: /\{(\$[^{}"]{0,400})\}/g,
    codeStarts: /<\?(?:php\b|=)/,
    names: arrowed,
    declaresByType: false,
    parenthesesOptional: false,
  },
  csharp: {
    aliases: ['c#', 'cs'],
    skipped: anyOf(
      line,
      block,
      `"""${upTo('"""')}`,
      '(?:\\$@|@\\$?)"[^"]*(?:""[^"]*)*"?',
      `\\$?${string('"')}`,
      string("'"),
    ),
    imports: /^[ \t]{0,80}using[ \t]{1,80}(?:static[ \t]{1,80})?([\w.]{1,200})[ \t]{0,80};/gm,
    interpolated: /\{([^{}"]{0,400})\}/g,
    names: dotted,
    declaresByType: true,
    parenthesesOptional: false,
  },
}

/** Words that are followed by a parenthesis, or by a name, and are no calls. */
export const keywords: ReadonlySet<string> = new Set(
  `if elsif elseif else unless while until for foreach switch match case catch rescue when return throw raise new using lock
  fixed synchronized try do func function fn def class interface struct enum record module namespace and or not in is as
  await yield defer go select range super this self base sizeof typeof nameof default import package include_once require_once
  use var let const type map chan begin ensure end then with where from out ref public private protected internal static
  final abstract override virtual async readonly void int long short byte char bool boolean float double decimal string
  int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 rune uintptr array list isset empty unset echo print`.split(
    /\s+/,
  ),
)

/** Words that may stand before a call; behind any other, a name with a parenthesis is declared. */
export const beforeCalls: ReadonlySet<string> = new Set(
  'return throw new await yield else do in and or not case when assert go defer out ref is as select where from by'.split(
    ' ',
  ),
)

/** Words behind which a name is declared, not called. */
export const beforeNames: ReadonlySet<string> = new Set(
  'def func function fn class module interface struct'.split(' '),
)
