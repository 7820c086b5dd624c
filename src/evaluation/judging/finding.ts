import { normalizeCwe } from '../../patches/patch.js'

/** One thing that a checker complains about. */
export interface Finding {
  /** The checker's name of the rule. */
  rule: string
  /** The checker's text. */
  message: string
  /** Counted from 1. */
  line?: number
  /** CWE types that the checker names for it. */
  cwes: string[]
}

/** What a checker says about a solution. */
export interface CheckerReport {
  /** What it complains about, in its order. */
  findings: Finding[]
  /** Why it could not read the solution; empty where it could. */
  unparsed: string[]
}

/** The distinct types among names in any spelling, such as `external/cwe/cwe-089`, `CWE-89: SQL Injection` or `89`. */
export function cweNames(names: readonly (string | number | undefined)[]): string[] {
  return [
    ...new Set(
      names.flatMap((name) => {
        const text = String(name ?? '')
        return normalizeCwe(/cwe[-_ ]?\d+/i.exec(text)?.[0] ?? text) ?? []
      }),
    ),
  ]
}
