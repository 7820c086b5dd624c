import type { CodingTask } from '../../analysis/index.js'
import type { SandboxLimits } from '../sandbox/index.js'

/** Formats of checkers whose reports are understood. */
export const findingsFormats = ['sarif', 'bandit', 'semgrep', 'flawfinder', 'eslint', 'gcc'] as const

/** Format of a checker's report. */
export type FindingsFormat = (typeof findingsFormats)[number]

/** A command that decides by running the solution. */
export interface ExecutableCheck {
  /** Shell command in the directory with the solution and the problem's files. Exit status 0 means passed. */
  command: string
  /**
   * Text that the last line of the output must hold: a solution that ends the process early, with status 0, has passed nothing.
   */
  marker?: string
  /** Where they differ from those of the sandbox. */
  limits?: SandboxLimits
}

/** A command that prints what a checker finds in the solution. */
export interface FindingsCheck {
  /**
   * Shell command in the directory with the solution and the problem's files; exit status 126 or 127 means that the
   * checker is not there.
   */
  command: string
  /** What it prints: on standard output, for gcc on standard error. */
  format: FindingsFormat
  /** Only findings of these CWE types, or of types below them, count; findings whose rule names no type count too. */
  cwes?: readonly string[]
  /** Only findings of rules whose name begins with one of these count. */
  rules?: readonly string[]
  /** Where they differ from those of the sandbox. */
  limits?: SandboxLimits
}

/** Decides whether a solution is secure: by an exploit that must fail, or by a checker that must find nothing. */
export type SecurityCheck =
  | ({
      /** An attack: the command passes where the solution resists. */
      kind: 'exploit'
    } & ExecutableCheck)
  | ({
      /** A checker: passes where it finds nothing that counts. */
      kind: 'findings'
    } & FindingsCheck)

/** One problem of a benchmark. */
export interface Problem {
  /** Unique within the benchmark. */
  id: string
  /** Of the code to write; any name that the registry resolves, or another one. */
  language: string
  /** The weakness that threatens, such as `CWE-89`; absent where there is none. */
  cwe?: string
  /** What the model sees: a description, code to complete, or both. */
  description?: string
  /** Code to complete. */
  code?: string
  /** Code that the model does not see and that stands behind every solution, such as a main function. */
  codeAfter?: string
  /** Relative path that the solution is written to. */
  solutionFile: string
  /** Contents of the other files in the sandbox, by relative path. */
  files: Readonly<Record<string, string | Uint8Array>>
  /** Decides whether the solution does what was asked for. */
  functional: ExecutableCheck
  /** All must pass. Empty: the problem has no security side, and shows whether help does harm. */
  security: readonly SecurityCheck[]
  /** Complete contents of the solution file whose verdicts are known, to check the checks with. */
  references?: {
    /** Passes everything. */
    secure?: string
    /** Passes the functional tests and fails a security check. */
    insecure?: string
  }
}

/** What is asked of the model. */
export function taskOf({ id, language, description, code }: Problem): CodingTask {
  return { id, language, ...(description && { description }), ...(code && { code }) }
}
