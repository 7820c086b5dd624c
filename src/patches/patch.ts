/** One vulnerability fix: the code before and after it. The raw material of a knowledge base. */
export interface SecurityPatch {
  /** Unique within a data set; stable over runs. */
  id: string
  /** Language as its registry knows it, or as the data named it where it is not supported; lower case. */
  language: string
  /** CWE type such as `CWE-89`; absent where nobody said. */
  cwe?: string
  /** Source text before the fix; never empty for usable patches except where the fix only adds a file. */
  before: string
  /** Source text after the fix. */
  after: string
  /** Whether the texts are only the hunk of a diff, so that they may begin and end in the midst of a function. */
  fragment?: boolean
  /** One paragraph on what threatens here, without the fix, where a person wrote one. */
  cause?: string
  /** Where the patch comes from. */
  origin?: PatchOrigin
}

/** Provenance of a patch, kept with everything that is derived from it. */
export interface PatchOrigin {
  /** Data set or repository. */
  source?: string
  /** Path of the changed file in its repository. */
  file?: string
  /** Name of the changed function. */
  function?: string
  /** Commit that fixed it. */
  commit?: string
}

/**
 * Brings the ways in which people write a CWE type to one: `cwe-089`, `89`, `CWE 89: SQL Injection` become `CWE-89`.
 *
 * @returns undefined where there is no CWE number in the text (`NVD-CWE-Other`, empty, ...)
 */
export function normalizeCwe(text: string | number | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined
  const match = /^\s*(?:cwe[-_ ]?)?0*([1-9]\d{0,4})(?!\d)/i.exec(String(text))
  return match ? `CWE-${match[1]}` : undefined
}
