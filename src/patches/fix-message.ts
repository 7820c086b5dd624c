import { normalizeCwe } from './patch.js'

/** How commit messages are told to be about security fixes. */
export interface FixMessagePatterns {
  /** One of them must match the message. */
  include: readonly RegExp[]
  /** None of them may match the subject, the first line. */
  exclude: readonly RegExp[]
}

/** Names of weaknesses that people write in messages, and the CWE types that they mean. */
const namedWeaknesses: readonly (readonly [pattern: RegExp, cwe: string])[] = [
  [/\bsql[- ]?injections?\b|\bsqli\b/i, 'CWE-89'],
  [/\bcross[- ]site[- ]scripting\b|\bxss\b|\b(?:html|script)[- ]injections?\b/i, 'CWE-79'],
  [/\bcross[- ]site request forger(?:y|ies)\b|\b[cx]srf\b/i, 'CWE-352'],
  [/\bserver[- ]side request forger(?:y|ies)\b|\bssrf\b/i, 'CWE-918'],
  [/\b(?:path|directory)[- ]traversals?\b|\bzip[- ]?slip\b/i, 'CWE-22'],
  [/\b(?:os |shell |command(?:-line)? ){1,4}injections?\b/i, 'CWE-78'],
  [/\btemplate injections?\b|\bssti\b/i, 'CWE-1336'],
  [/\bcode[- ]injections?\b|\barbitrary code\b|\bremote code execution\b/i, 'CWE-94'],
  [/\bprototype pollution\b/i, 'CWE-1321'],
  [/\bopen redirects?\b/i, 'CWE-601'],
  [/\bxxe\b|\bxml external entit(?:y|ies)\b/i, 'CWE-611'],
  [/\b(?:unsafe|insecure) deserialization\b|\bdeserialization (?:of untrusted|vulnerability)/i, 'CWE-502'],
  [/\bredos\b|\bcatastrophic backtracking\b/i, 'CWE-1333'],
  [/\buse[- ]after[- ]free\b|\buaf\b/i, 'CWE-416'],
  [/\bdouble[- ]free\b/i, 'CWE-415'],
  [/\bnull[- ](?:pointer|ptr)[- ]deref\w*\b/i, 'CWE-476'],
  [/\binteger (?:over|under)flows?\b/i, 'CWE-190'],
  [
    /\bout[- ]of[- ]bounds?[- ]writes?\b|\b(?:heap|stack|buffer)(?:[- ]based)?(?:[- ]buffer)?[- ]overflows?\b/i,
    'CWE-787',
  ],
  [/\bout[- ]of[- ]bounds?[- ]reads?\b|\b(?:buffer[- ])?over-?reads?\b/i, 'CWE-125'],
  [/\bformat[- ]string (?:vuln|attack|bug|injection)/i, 'CWE-134'],
  [/\btiming attacks?\b/i, 'CWE-208'],
]

/** Defaults of {@link FixMessagePatterns}: identifiers of advisories, names of weaknesses, and plain words for both. */
export const fixMessageDefaults: FixMessagePatterns = {
  include: [
    /\bCVE-\d{4}-\d{4,}\b/i,
    /\bCWE[-_ ]?\d+\b/i,
    /\bGHSA(?:-[0-9a-z]{4}){3}\b/i,
    /\bvulnerabilit(?:y|ies)\b|\bsecurity[- ](?:fix(?:es)?|bugs?|holes?|issues?|flaws?|advisor(?:y|ies)|patch(?:es)?|problems?)\b/i,
    /^[ \t]*(?:fix\((?:.*\b)?sec(?:urity)?\)|sec(?:urity)?(?:\([^)]*\))?):/im,
    /\b(?:fix(?:es|ed)?|prevent(?:s|ed)?|avoid(?:s|ed)?|patch(?:es|ed)?)\b.*\b(?:exploit(?:s|able)?|attacks?|injections?|privilege escalation|auth(?:entication|orization)? bypass)\b/i,
    /\bfix(?:es|ed)?\b.*\bsecurity\b|\bsecurity\b.*\bfix(?:es|ed)?\b/i,
    /\bsaniti[sz]\w*\b.*\b(?:html|input|user|quer\w+|paths?|file ?names?|urls?)\b/i,
    /\bescap(?:e|es|ed|ing)\b.*\b(?:html|sql|shell|arguments?|user|input|output)\b/i,
    /\bparameteri[sz]ed? (?:sql )?(?:quer\w+|statements?)\b/i,
    /\bhard-?coded (?:password|secret|credential|key|token)s?\b/i,
    /\b(?:unsafe|insecure) (?:yaml\b|pickle\b|eval\b|load|temp|random|hash|cipher\b|tls\b|ssl\b|default\b)/i,
    /\bmemory (?:corruption|disclosure)\b|\bdenial[- ]of[- ]service\b|\btoctou\b|\bdir(?:ectory)? escape\b/i,
    /\bbypass\w*\b.*\b(?:auth\w*|checks?|validation|permissions?)\b/i,
    /\bout[- ]of[- ]bounds? (?:access|memory)\b/i,
    ...namedWeaknesses.map(([pattern]) => pattern),
  ],
  exclude: [
    /^(?:revert\b|merge\b|bump\b|(?:chore|docs?|test|tests|ci|style|build)(?:\([^)]*\))?!?:)/i,
    /^(?:update|upgrade) (?:dependenc|[\w@/.-]+ (?:from|to) v?\d)/i,
  ],
}

/** Most of a message, and of one of its lines, that is looked at, in characters: some patterns take the square of a line's length. */
const maxMessageLength = 10_000
const maxLineLength = 500

/** What people read of a message; a repository from elsewhere may hold any. */
function readablePart(message: string): string {
  const lines = message.slice(0, maxMessageLength).split('\n')
  return lines.map((line) => line.slice(0, maxLineLength)).join('\n')
}

/** Not `test`, which goes on where it ended the last time if a pattern of the caller's is global. */
function isIn(text: string, pattern: RegExp): boolean {
  return text.search(pattern) >= 0
}

/** Whether a commit message is one of a security fix. Only its first 10,000 characters are looked at, and 500 of each line. */
export function isFixMessage(message: string, { include, exclude } = fixMessageDefaults): boolean {
  const text = readablePart(message)
  const subject = text.split('\n', 1)[0] ?? ''
  return !exclude.some((pattern) => isIn(subject, pattern)) && include.some((pattern) => isIn(text, pattern))
}

/** The CWE type that a commit message or advisory names: by its number, else by the usual name of the weakness. */
export function cweOfMessage(message: string): string | undefined {
  const text = readablePart(message)
  const numbered = normalizeCwe(/\bcwe[-_ ]?\d+/i.exec(text)?.[0])
  return numbered ?? namedWeaknesses.find(([pattern]) => pattern.test(text))?.[1]
}
