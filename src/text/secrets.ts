/** What stands in the place of a secret, whichever it was: two versions of a fix stay alike where they were alike. */
export const secretMark = '[secret]'

/** A text without its secrets. */
export interface RedactedText {
  text: string
  /** Number of places in which a secret stood. */
  count: number
}

/** Tokens that are told by their own form, as their makers document it. Each is looked for in whole words. */
const tokenShapes = [
  // Amazon access keys, Google API keys and OAuth secrets
  /^(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}$/,
  /^AIza[\w-]{35}$/,
  /^GOCSPX-[\w-]{28}$/,
  // GitHub, GitLab
  /^gh[pousr]_[A-Za-z0-9]{36,255}$/,
  /^github_pat_\w{60,255}$/,
  /^gl(?:pat|rt|dt|ptt|cbt|oas|soat|ft|imt|agent)-[\w-]{20,255}$/,
  // Slack, Stripe
  /^xox[abeoprs]-[A-Za-z0-9-]{10,255}$/,
  /^xapp-[A-Za-z0-9-]{20,255}$/,
  /^[sr]k_(?:live|test)_[A-Za-z0-9]{16,255}$/,
  /^whsec_[A-Za-z0-9]{24,128}$/,
  // Model providers, package registries, hosting
  /^sk-(?:ant|proj|svcacct|or)-[\w-]{20,255}$/,
  /^sk-[A-Za-z0-9]{32,64}$/,
  /^hf_[A-Za-z]{34}$/,
  /^npm_[A-Za-z0-9]{36}$/,
  /^pypi-AgEI[\w-]{50,512}$/,
  /^do[opr]_v1_[a-f0-9]{64}$/,
  /^shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}$/,
]
const words = /[\w-]{16,}/g

/** The same for tokens of several parts: JSON web tokens, SendGrid, Google OAuth. */
const dottedShapes = [/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/, /^SG\.[\w-]{22}\.[\w-]{43}$/, /^ya29\.[\w-]{36,}$/]
const dottedWords = /[\w-][\w.-]{38,8192}[\w-]/g

/** Secrets that are told by what stands before them, which is the first group. */
const namedPlaces = [
  // The password of a URL, but for templates such as {password}, $PASSWORD, %s and <password>
  /(:\/\/[^\s:/@"'`<>{}$%[\]]{0,64}:)[^\s:/@"'`<>{}$%[\]]{3,128}(?=@)/g,
  // Connection strings: Server=db;User Id=app;Password=...;
  /(;[ ]?(?:password|pwd|accountkey|sharedaccesskey)[ ]?=[ ]?)[^\s;"'`<>{}$%[\]]{4,128}/gi,
  /(hooks\.slack\.com\/services\/\w{6,16}\/\w{6,16}\/)\w{16,64}/g,
]

/** What could be the credentials of a header that is written out (RFC 6750, RFC 7617); its scheme is the first group. */
const httpCredentials = /\b((?:Bearer|Basic) )([\w+/=.~-]{16,512})/gi

/** A literal that could be a key; the text before it decides. */
const literals = /(?<=["'`])[A-Za-z0-9+/_=.!@#^&*-]{16,512}(?=["'`])/g
/** The name of a secret and what binds it to a value, at the end of a text. */
const boundName =
  /(?:passw(?:or)?d|passphrase|pwd|secret|token|credential|(?:api|access|private|secret|signing|encryption|auth|master|client)[_-]?key)\w{0,16}["'\]]{0,2}\s{0,8}(?::[ \w.<>|]{1,24})?(?::|=>|=|,)\s{0,8}[@a-z]{0,2}["'`]$/i
/** A macro is bound to its value by blanks alone. */
const macroName = /#[ \t]{0,8}define[ \t]{1,8}\w{1,64}(?=[ \t]{1,8}["']$)/
/** Characters before a literal in which its name is looked for. */
const nameReach = 120

/** The first line of a private key, and the last. */
const keyStart = /-----BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----/g
const keyEnd = '-----END'
const keyLine = /[A-Za-z0-9+/=]{16,}/g
/** Most of a text that is looked at for the end of a private key, in characters. */
const maxKeyLength = 16_000

/** Least Shannon entropy of a random text, in bits per character: words and paths of such lengths have less. */
const minEntropy = 3.5

/**
 * Takes credentials out of a text, code or prose: tokens of a form that their makers document, private keys, passwords in URLs and
 * connection strings, and what looks random in headers of HTTP and in literals that are bound to the name of a secret. A line stays a line. Applying it twice
 * changes nothing.
 */
export function redactSecrets(text: string): RedactedText {
  let count = 0
  const mark = () => {
    count++
    return secretMark
  }
  let redacted = withoutPrivateKeys(text, mark)
  for (const [candidates, shapes] of [[words, tokenShapes] as const, [dottedWords, dottedShapes] as const]) {
    redacted = redacted.replace(candidates, (word) =>
      shapes.some((shape) => shape.test(word)) ? mark() : word,
    )
  }
  for (const place of namedPlaces) {
    redacted = redacted.replace(place, (_, before: string) => before + mark())
  }
  redacted = redacted.replace(httpCredentials, (header, scheme: string, value: string) =>
    looksRandom(value) ? scheme + mark() : header,
  )
  const whole = redacted
  redacted = whole.replace(literals, (value, at: number) => {
    const before = whole.slice(Math.max(0, at - nameReach), at)
    const isBound = () => boundName.test(before.replace(macroName, '$& ='))
    return looksRandom(value) && isBound() ? mark() : value
  })
  return { text: redacted, count }
}

/** Every line of a key becomes a mark, so that the text keeps its lines; a key counts once. */
function withoutPrivateKeys(text: string, mark: () => string): string {
  let result = ''
  let from = 0
  for (const { 0: head, index } of text.matchAll(keyStart)) {
    const start = index + head.length
    if (start < from) continue
    const rest = text.slice(start, start + maxKeyLength)
    const end = rest.indexOf(keyEnd)
    const body = end < 0 ? rest : rest.slice(0, end)
    // Code that only names the first line of a key goes on with code.
    const isMaterial = (line: string) => line.length >= 40 || looksRandom(line)
    const hidden = body.replace(keyLine, (line) => (isMaterial(line) ? secretMark : line))
    if (hidden !== body) mark()
    result += text.slice(from, start) + hidden
    from = start + body.length
  }
  return result + text.slice(from)
}

/** Letters and digits, mixed as chance mixes them. */
function looksRandom(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && entropyOf(value) >= minEntropy
}

/** Shannon entropy of a text's characters, in bits per character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let entropy = 0
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length)
  return entropy
}
