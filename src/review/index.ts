export {
  type Baseline,
  baselineText,
  emptyBaseline,
  extendBaseline,
  parseBaseline,
  withoutKnown,
} from './baseline.js'
export type { ChangedText, ChangeSet, SkippedChange } from './change.js'
export { type ChangedFunction, changedFunctions } from './changed-functions.js'
export { type ConfirmOptions, confirmFindings } from './confirm.js'
export { changesOfDiff } from './diff-changes.js'
export { type FailOn, failing, parseFailOn } from './fail-on.js'
export type { Finding, Opinion } from './finding.js'
export { reviewAnnotations } from './formats/github.js'
export { reviewJson } from './formats/json.js'
export { reviewMarkdown } from './formats/markdown.js'
export { reviewSarif } from './formats/sarif.js'
export { changesOfRange } from './git-changes.js'
export { type Review, type ReviewOptions, reviewChanges } from './review.js'
