import { RescueError } from '../errors.js'
import type { CuratedWeakness } from './curated-weakness.js'
import type { SecurityPatch } from './patch.js'

/** Why a record was left out, by reason. Reports count skipped records by these keys. */
export const skipReasons = {
  malformed: 'The record cannot be parsed.',
  'missing-field': 'A field that is needed is absent or empty.',
  'no-change': 'Before and after are the same.',
  'unknown-language': 'Neither a language nor a known file extension says what language it is.',
  'unsupported-language': 'The language has no slicer.',
  'too-large': 'The record or its code is larger than the limit.',
  'file-added': 'The change adds a whole file, so there is no vulnerable version.',
  'file-deleted': 'The change deletes a whole file, so there is no secure version.',
  binary: 'The changed file is binary.',
  test: 'The file is a test.',
  vendored: "The file is a copy of somebody else's code.",
  generated: 'The file is generated.',
  'too-many-files': 'The commit changes more files than a fix does.',
  'no-parent': 'The commit has no parent to compare with.',
  'unknown-commit': 'The commit is not in the repository.',
  'incomplete-pair': 'A pair lacks its vulnerable or its secure file.',
  'same-slice': 'Both versions have the same slice: comments changed, or the place of a statement alone.',
  unsliceable: 'The slicer could not cut the pair to an example.',
} as const

/** One of {@link skipReasons}. */
export type SkipReason = keyof typeof skipReasons

/** A record that was left out, and where it stands. */
export interface SkippedRecord {
  /** Why. */
  reason: SkipReason
  /** What exactly is wrong, in a sentence. */
  detail: string
  /** File as the caller named it, or the repository path for a git history. */
  file: string
  /** Line in that file, counted from 1. */
  line?: number
  /** Identifier of the record, where it has one. */
  record?: string
}

/** Where a record stands. */
export interface RecordPlace {
  /** File as the caller named it. */
  file: string
  /** Line in that file, counted from 1. */
  line: number
}

/**
 * What a reader yields: a patch, knowledge that a person wrote, or a record that it had to leave out. One bad record never
 * loses the rest.
 */
export type PatchOutcome =
  | {
      /** A fix. */
      kind: 'patch'
      /** The fix itself. */
      patch: SecurityPatch
      /** Where it was read, for reports. */
      place?: RecordPlace
    }
  | {
      /** What a person wrote about a weakness. */
      kind: 'weakness'
      /** Causes, guidelines and typical tasks. */
      weakness: CuratedWeakness
    }
  | {
      /** A record that cannot be used. */
      kind: 'skipped'
      /** Which one, and why. */
      skipped: SkippedRecord
    }

/** A stream of outcomes; memory does not grow with its length. */
export type PatchStream = AsyncIterable<PatchOutcome>

/** Patches that are in memory already, as a stream. One without its texts is skipped as others are. */
export async function* streamPatches(patches: Iterable<SecurityPatch>): AsyncGenerator<PatchOutcome> {
  for (const patch of patches) {
    const missing = missingField(patch)
    if (missing === undefined) yield { kind: 'patch', patch }
    else yield skip('missing-field', `The patch has no text "${missing}".`, { file: '' })
  }
}

/**
 * Says that something is no list of fixes, or that one of them lacks a text.
 *
 * @throws RescueError INVALID_INPUT
 */
export function requirePatches(patches: readonly SecurityPatch[]): void {
  if (!Array.isArray(patches)) {
    throw new RescueError(
      'INVALID_INPUT',
      'There is no list of fixes. Collect the patches of a stream first.',
    )
  }
  for (const [index, patch] of (patches as SecurityPatch[]).entries()) {
    const missing = missingField(patch)
    if (missing === undefined) continue
    throw new RescueError('INVALID_INPUT', `Fix ${index + 1} has no text "${missing}". Leave it out.`)
  }
}

function missingField(patch: SecurityPatch | undefined): keyof SecurityPatch | undefined {
  return neededFields.find((field) => typeof patch?.[field] !== 'string')
}

const neededFields = ['id', 'language', 'before', 'after'] as const satisfies (keyof SecurityPatch)[]

/**
 * What a build is given, as a stream.
 *
 * @throws RescueError INVALID_INPUT where it is neither a stream nor a list
 */
export function patchStreamOf(source: PatchStream | Iterable<SecurityPatch>): PatchStream {
  if (typeof source === 'object' && source !== null) {
    if (Symbol.asyncIterator in source) return source
    if (Symbol.iterator in source) return streamPatches(source)
  }
  throw new RescueError(
    'INVALID_INPUT',
    'There are no fixes in what was given. Give what readPatches(path) returns, or a list of patches.',
  )
}

/** Shorthand of the readers. */
export function skip(reason: SkipReason, detail: string, place: Omit<SkippedRecord, 'reason' | 'detail'>) {
  const shown = detail.length > maxDetail ? `${detail.slice(0, maxDetail)}...` : detail
  return { kind: 'skipped', skipped: { reason, detail: shown, ...place } } satisfies PatchOutcome
}

/** Most characters of a detail: it quotes the input, which may be of any length. */
const maxDetail = 500
