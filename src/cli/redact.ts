/** Shortest secret that is looked for: shorter values are words that stand everywhere. */
const minLength = 6

/**
 * Takes secrets of the environment out of a text: values of variables that are named as keys, tokens, secrets or passwords, and the
 * user part of URLs. Servers repeat keys in their error messages.
 */
export function redact(text: string, env: NodeJS.ProcessEnv): string {
  let redacted = text
  for (const [name, value] of Object.entries(env)) {
    if (!value || value.length < minLength || !/(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD)$/i.test(name)) continue
    redacted = redacted.replaceAll(value, '[secret]')
  }
  const [before = '', ...addresses] = redacted.split('://')
  return [before, ...addresses.map((address) => address.replace(/^[^\s/@]+@/, '[secret]@'))].join('://')
}

/** Control characters, but for tabs, line feeds and the bold of our headings. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /(?!\u001B\[(?:1|22)m)[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g

/** Shows control characters as `\x1b`: a file that is quoted in a message must not command the terminal. */
export function printable(text: string): string {
  return text.replace(controls, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
