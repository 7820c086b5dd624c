import { createHash } from 'node:crypto'
import type { ApiCall, LanguageId } from '../languages/index.js'
import type { ChangedFunction } from './changed-functions.js'

/** Security knowledge that is relevant to a changed function: guidance for its author, no verdict about the code. */
export interface Finding {
  /** Stays the same while the function keeps its name, whatever else moves or changes around it. */
  fingerprint: string
  cwe: string
  /** Name of the weakness. */
  name: string
  file: string
  /** Name of the function, `<module>` for code outside of functions. */
  function: string
  language: LanguageId
  /** The function's new text, and before it the imports and globals that it uses. Not part of reports. */
  code: string
  /** Lines of the new file that the finding points at: the first and last changed line of the function. */
  startLine: number
  endLine: number
  /** Fused score of the weakness; comparable within a review only. */
  score: number
  /** Calls of the function that fixes of this weakness also make. */
  calls: Pick<ApiCall, 'qualified' | 'line'>[]
  /** Most important first. */
  guidelines: string[]
  example?: { id: string; language: string; code: string }
  /** Other weaknesses that the function is prone to, by score. */
  others: { cwe: string; name: string }[]
  /** What a chat model said when asked whether the weakness is there. */
  opinion?: Opinion
}

/** A chat model's answer about a finding. */
export interface Opinion {
  present: 'yes' | 'no' | 'unclear'
  /** One sentence. */
  reason: string
}

/** Identifies a finding by file, function and CWE type; the n-th function of the same name in a file counts its own. */
export function fingerprintOf(
  { file, name }: Pick<ChangedFunction, 'file' | 'name'>,
  cwe: string,
  nth: number,
): string {
  return createHash('sha256')
    .update(JSON.stringify([file, name, cwe, nth]))
    .digest('hex')
    .slice(0, 16)
}
