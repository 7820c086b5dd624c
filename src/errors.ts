/**
 * Every failure that rescue-rag reports on purpose, by code. Codes are part of the public API: they never change their
 * meaning within a major version, so callers may branch on them.
 */
export const rescueErrorCodes = {
  UNSUPPORTED_LANGUAGE: 'The language is unknown or has no slicer.',
  MISSING_DEPENDENCY: 'An optional package is needed for what was asked and is not installed.',
  INVALID_INPUT: 'A value that was passed in is empty, too large or of the wrong shape.',
  INVALID_OPTION: 'An option is unknown or out of its range.',
  MALFORMED_RECORD: 'A line or record of an input file cannot be read.',
  FILE_UNREADABLE: 'A file or directory does not exist or cannot be read.',
  FILE_UNWRITABLE: 'A file or directory cannot be written.',
  KNOWLEDGE_INVALID: 'A knowledge directory is incomplete, damaged or not a knowledge base.',
  KNOWLEDGE_VERSION: 'A knowledge base was written by a newer version of rescue-rag.',
  MODEL_FAILED: 'The chat model or embedding model answered with an error, also after retries.',
  MODEL_TIMEOUT: 'The chat model did not answer in time.',
  MODEL_ANSWER: 'The model answered, but the answer cannot be used.',
  SANDBOX_UNAVAILABLE: 'The machine cannot contain generated code as was asked for.',
  NOT_RECORDED: 'A recording is replayed that does not hold the answer to a request.',
  ABORTED: 'The caller aborted the operation through its signal.',
} as const

/** Documented reason of a {@link RescueError}; see {@link rescueErrorCodes}. */
export type RescueErrorCode = keyof typeof rescueErrorCodes

/** Where the trouble is, as far as it is known. */
export interface ErrorLocation {
  /** Path of the file or directory as the caller named it. */
  file?: string
  /** Line in that file, counted from 1. */
  line?: number
  /** Identifier of the record, patch, task or weakness. */
  record?: string
}

/** Options of the {@link RescueError} constructor. */
export interface RescueErrorOptions extends ErrorLocation {
  /** The error that led to this one. */
  cause?: unknown
}

/**
 * The one error class of this library. The message is a sentence that says what happened and what to do about it;
 * `code` is stable; `cause` keeps the original error; `file`, `line` and `record` say where.
 */
export class RescueError extends Error {
  /** Always `RescueError`: tells it from other errors where `instanceof` cannot, as between the two builds. */
  override readonly name = 'RescueError'
  /** The documented reason, to branch on. */
  readonly code: RescueErrorCode
  /** The file or directory, as the caller named it. */
  readonly file?: string
  /** Line in that file, counted from 1. */
  readonly line?: number
  /** Identifier of the record, patch, task or weakness. */
  readonly record?: string
  /** What had been done by then, where an operation says that it keeps it, so that nothing is lost with the error. */
  details?: unknown

  constructor(code: RescueErrorCode, message: string, options: RescueErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    if (options.file !== undefined) this.file = options.file
    if (options.line !== undefined) this.line = options.line
    if (options.record !== undefined) this.record = options.record
  }

  /** Wraps anything that was thrown; a RescueError passes through unchanged. */
  static from(
    thrown: unknown,
    code: RescueErrorCode,
    message: string,
    where: ErrorLocation = {},
  ): RescueError {
    if (thrown instanceof RescueError) return thrown
    return new RescueError(code, `${message}: ${messageOf(thrown)}`, { ...where, cause: thrown })
  }
}

/** The message of anything that can be thrown: errors, objects like them, or whatever a caller's model throws. */
export function messageOf(thrown: unknown): string {
  const { message } = Object(thrown) as { message?: unknown }
  if (typeof message === 'string') return message
  try {
    return String(thrown)
  } catch {
    return 'something was thrown that cannot be shown as text'
  }
}
