import { type Pair, sides } from '../../../scripts/knowledge-sources.js'
import type { CuratedWeakness } from '../../../src/patches/curated-weakness.js'

/** Words that would tell a model, or a person, which side of a pair the code is on. */
const tellTale =
  /\b(?:vulnerab\w*|unsafe(?!-(?:inline|eval))|insecure\w*|attacks?|attackers?|exploit\w*|malicious\w*|hackers?|weakness\w*|injection|CVE-\d+|CWE-?\d*)\b/gi

/** Names of library APIs that hold such a word. */
const apiNames = /\byaml\.UnsafeLoader\b|\bXML_SetBillionLaughsAttackProtection\w+/g

/** Tell-tale words in code, its comments and its names (`isUnsafePath` counts as `unsafe`). */
export function tellTaleWords(code: string): string[] {
  const words = code
    .replace(apiNames, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
  return words.match(tellTale) ?? []
}

/** Shapes of real credentials, by vendor. What looks like one alarms every scanner that reads the package. */
const secretShapes: Readonly<Record<string, RegExp>> = {
  'AWS access key': /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  'GitHub token': /\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/,
  'GitLab token': /\bglpat-[\w-]{15,}/,
  'Stripe key': /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{8,}/,
  'Stripe webhook secret': /\bwhsec_[A-Za-z0-9+/=]{16,}/,
  'Slack token': /\bxox[abeoprs]-[A-Za-z0-9-]{8,}/,
  'Slack webhook': /hooks\.slack\.com\/services\/\w+/,
  'Google API key': /\bAIza[\w-]{30,}/,
  'OpenAI or Anthropic key': /\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{20,}/,
  'SendGrid key': /\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  'Twilio key': /\b(?:SK|AC)[0-9a-f]{32}\b/,
  'npm token': /\bnpm_[A-Za-z0-9]{30,}/,
  'PyPI token': /\bpypi-[\w-]{20,}/,
  'Hugging Face token': /\bhf_[A-Za-z0-9]{20,}/,
  'DigitalOcean token': /\bdo[opr]_v1_[0-9a-f]{20,}/,
  'private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[\w+/=]{20,}/,
  'JSON Web Token': /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/,
}

/** Vendors whose credentials a text seems to hold. */
export function vendorSecrets(text: string): string[] {
  return Object.keys(secretShapes).filter((vendor) => secretShapes[vendor]!.test(text))
}

/** Hosts of the URLs in a text that are neither reserved for examples, local, nor the name of an XML vocabulary. */
export function realHosts(text: string): string[] {
  const allowed =
    /^(?:(?:[\w-]+\.)*(?:example\.(?:com|org|net)|example|test|invalid|localhost)|127\.0\.0\.1|0\.0\.0\.0|10\.[\d.]+|192\.168\.[\d.]+|169\.254\.[\d.]+)$/
  const vocabularies =
    /^(?:www\.w3\.org|www\.topografix\.com|www\.idpf\.org|purl\.org|schemas\.xmlsoap\.org)$/
  return [
    ...text.matchAll(
      /\b(?:https?|wss?|ftps?|smtps?|ldaps?|rediss?|amqps?|postgres(?:ql)?|mongodb):\/\/(?:[^\s/@'"`]*@)?([A-Za-z0-9.-]+)/g,
    ),
  ]
    .map(([, host]) => host!)
    .filter((host) => host.includes('.') && !allowed.test(host) && !vocabularies.test(host))
}

/**
 * The APIs in back-quotes with parentheses that a weakness's guidelines name and that its pairs' code does not call, in any
 * language of the guideline. An API is looked for by its last part: `cursor.execute()` is found in `cur.execute(sql)`.
 */
export function ungroundedApis({ cwe, guidelines }: CuratedWeakness, pairs: readonly Pair[]): string[] {
  const called = new Map<string, Set<string>>()
  for (const pair of pairs.filter((candidate) => candidate.cwe === cwe))
    for (const side of sides)
      for (const [, name] of pair[side].matchAll(
        /([A-Za-z_$][\w$]*)\s*(?:<[^<>()]*(?:<[^<>()]*>)?[^<>()]*>)?\(/g,
      ))
        called.set(name!, (called.get(name!) ?? new Set()).add(pair.language))
  return guidelines.flatMap(({ text, languages }) =>
    [...text.matchAll(/`([^`]+)\(\)`/g)]
      .map(([, api]) => api!)
      .filter((api) => {
        const found = called.get(api.split(/\.|::|->/).at(-1)!)
        return !found || (languages !== undefined && !languages.some((language) => found.has(language)))
      })
      .map((api) => `${api}() (${languages?.join(', ') ?? 'any language'})`),
  )
}
