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
  return redacted.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1[secret]@')
}
