import { visible } from '../text/hidden-characters.js'

/** Shortest secret that is looked for: shorter values are words that stand everywhere. */
const minLength = 6

const secretName = /(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD)$/i

/**
 * Takes secrets of the environment out of a text: values of variables that are named as keys, tokens, secrets or passwords, and the
 * user part of URLs. Servers repeat keys in their error messages.
 */
export function redact(text: string, env: NodeJS.ProcessEnv): string {
  const secrets = Object.entries(env).flatMap(([name, value = '']) =>
    value.length >= minLength && secretName.test(name) ? [value] : [],
  )
  // The longest first: one may begin with another.
  secrets.sort((a, b) => b.length - a.length)
  const redacted = secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text)
  const [before = '', ...addresses] = redacted.split('://')
  return [before, ...addresses.map((address) => address.replace(/^[^\s/@]+@/, '[secret]@'))].join('://')
}

/** The bold of our own headings. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const bold = /(\u001B\[(?:1|22)m)/

/** White space by which a text moves the cursor, but for line ends. */
const moving = /[\v\f]|\r(?!\n|$)/g

/** Shows what is hidden in a text, and what would command the terminal: a file that is quoted in a message must do neither. */
export function printable(text: string): string {
  return text
    .split(bold)
    .map((part) => (bold.test(part) ? part : visible(part).replace(moving, '<U+000D>')))
    .join('')
}
