export { type ChangedHunk, type ChangedLine, changedHunks } from './changed-lines.js'
export {
  type ColumnMapping,
  type ColumnNames,
  columnMappings,
  type PatchField,
  type RecordOptions,
} from './column-mapping.js'
export type { CuratedGuideline, CuratedWeakness, TypicalTask } from './curated-weakness.js'
export { type FixMessagePatterns, fixMessageDefaults } from './fix-message.js'
export { type AdvisoryFixes, type FixCommit, readOsvFixes } from './osv.js'
export { normalizeCwe, type PatchOrigin, type SecurityPatch } from './patch.js'
export {
  type PatchOutcome,
  type PatchStream,
  type RecordPlace,
  type SkippedRecord,
  type SkipReason,
  skipReasons,
  streamPatches,
} from './patch-outcome.js'
export { defaultPathFilter, type PathPattern, type PathReason } from './path-filter.js'
export { readCsv } from './read-csv.js'
export { type DiffReaderOptions, readUnifiedDiff } from './read-diff.js'
export { readPairDirectory } from './read-directory.js'
export { type GitReaderOptions, gitReaderDefaults, readGitHistory } from './read-git.js'
export { readJsonLines } from './read-jsonl.js'
export { type ReadPatchesOptions, readAllPatches, readPatches } from './read-patches.js'
