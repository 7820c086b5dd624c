import { RescueError } from '../errors.js'
import { normalizeCwe } from '../patches/index.js'
import type { Finding } from './finding.js'

/** Which findings make a review fail: none, those that a model confirmed, all, or those of some CWE types. */
export type FailOn = 'none' | 'confirmed' | 'any' | { cwes: string[] }

/**
 * Reads `none`, `confirmed`, `any` or a list such as `CWE-89,CWE-78`.
 *
 * @throws RescueError INVALID_OPTION
 */
export function parseFailOn(text: string): FailOn {
  if (text === 'none' || text === 'confirmed' || text === 'any') return text
  const cwes = text.split(',').map((part) => normalizeCwe(part))
  if (cwes.every((cwe) => cwe !== undefined)) return { cwes }
  throw new RescueError(
    'INVALID_OPTION',
    `--fail-on takes none, confirmed, any, or CWE types such as CWE-89,CWE-78, not "${text}".`,
  )
}

/** The findings that make the review fail. */
export function failing(findings: readonly Finding[], failOn: FailOn): Finding[] {
  if (failOn === 'none') return []
  if (failOn === 'any') return [...findings]
  if (failOn === 'confirmed') return findings.filter(({ opinion }) => opinion?.present === 'yes')
  return findings.filter(({ cwe }) => failOn.cwes.includes(cwe))
}
