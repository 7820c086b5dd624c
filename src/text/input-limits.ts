import { withDefaults } from '../defaults.js'

/**
 * Sizes that inputs may have. What is larger is left out with a note where it is one record of many, and refused with a RescueError
 * where it is the whole input. All are far above anything real, and far below what would exhaust memory or time.
 */
export interface InputLimits {
  /** A text that is read as a whole, in bytes: a file, standard input, what git prints in one go. */
  textBytes: number
  /** A line of JSON, a record of CSV, in characters. */
  lineLength: number
  /** The source text of one side of a fix, or of one changed file, in characters. */
  sourceLength: number
  /** The part of a diff that changes one file, in characters. */
  sectionLength: number
  /** A commit message, in characters; the rest of a longer one is not looked at. */
  messageLength: number
  /** A text of a coding task (description, code, cause, draft), in characters. */
  taskTextLength: number
  /** Arrays and objects within one another in JSON. */
  jsonDepth: number
}

/** Defaults of {@link InputLimits}. */
export const inputLimitDefaults = {
  textBytes: 256 * 1024 * 1024,
  lineLength: 32 * 1024 * 1024,
  sourceLength: 2_000_000,
  sectionLength: 32 * 1024 * 1024,
  messageLength: 100_000,
  taskTextLength: 2_000_000,
  jsonDepth: 100,
} as const satisfies InputLimits

/** The defaults with what is given in their place. */
export function limitsWith(given: Partial<InputLimits> | undefined): InputLimits {
  return withDefaults(inputLimitDefaults, given ?? {})
}
