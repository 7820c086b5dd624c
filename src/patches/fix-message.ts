import { normalizeCwe } from './patch.js'

/** The first CWE type that a commit message or advisory names. */
export function cweOfMessage(message: string): string | undefined {
  return normalizeCwe(/\bcwe[-_ ]?\d+/i.exec(message)?.[0])
}
