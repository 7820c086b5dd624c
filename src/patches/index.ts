export { type ChangedHunk, type ChangedLine, changedHunks, changedLines } from './changed-lines.js'
export { anyColumnMapping, type ColumnMapping, columnMappings, type PatchField } from './column-mapping.js'
export type { CuratedWeakness } from './curated-weakness.js'
export { normalizeCwe, type PatchOrigin, type SecurityPatch } from './patch.js'
export {
  type PatchOutcome,
  type PatchStream,
  type SkippedRecord,
  type SkipReason,
  skipReasons,
  streamPatches,
} from './patch-outcome.js'
export { readUnifiedDiff } from './read-diff.js'
export { readPairDirectory } from './read-directory.js'
export { readJsonLines } from './read-jsonl.js'
export { type ReadPatchesOptions, readAllPatches, readPatches } from './read-patches.js'
