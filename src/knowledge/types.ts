import type { Cause, Guideline } from '../distillation/guideline.js'
import type { TypicalTask } from '../patches/curated-weakness.js'
import type { PatchOrigin } from '../patches/patch.js'

/** The upper level of a knowledge base: one CWE type (paper, section 3.1). */
export interface Weakness {
  /** Such as `CWE-89`. */
  cwe: string
  /** MITRE's name of the type; the CWE number where it has none. */
  name: string
  /** Parents in CWE view 1000 (ChildOf), nearest first; empty for pillars. */
  parents: string[]
  /** Root conditions and failure patterns: what the cause facet searches. */
  causes: Cause[]
  /** Rules, most important first. */
  guidelines: Guideline[]
  /** Coding tasks in which it typically arises, where somebody wrote them down. */
  tasks?: TypicalTask[]
  /**
   * Digest of the fixes and of how they were distilled: where it is the same, causes, guidelines and examples need not be
   * made again.
   */
  fingerprint?: string
}

/** One version of a fix, cut to the statements that matter. */
export interface SlicedCode {
  /** The lines that matter, as they are in the source. */
  code: string
  /** Lines of the unsliced version. */
  sourceLines: number
}

/** The lower level: one vulnerability fix as a short, parallel pair of examples. */
export interface Example {
  /** Identifier of the patch it was made of. */
  id: string
  /** Such as `CWE-89`. */
  cwe: string
  /** As the registry names it, or as the fix does. */
  language: string
  /** Before the fix. */
  vulnerable: SlicedCode
  /** After the fix. */
  secure: SlicedCode
  /** API calls of the secure version, qualified where imports say so, distinct, in source order. */
  secureApis: string[]
  /** API calls of the vulnerable version. */
  vulnerableApis: string[]
  /**
   * What threatens in this very fix, in words: written by a person, else the first-level causes of the subset of similar fixes
   * that it was distilled with.
   */
  cause?: string
  /** Where the fix comes from, as far as it is known. */
  origin?: PatchOrigin
}
