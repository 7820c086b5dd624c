export type { BackgroundTypes } from './background.js'
export { type BuildOptions, type BuildProgress, type BuildResult, buildKnowledgeBase } from './build.js'
export type { BuildReport, ClusterReport, SkippedCount } from './build-report.js'
export { type BuildLimits, buildLimitDefaults } from './collect-patches.js'
export { type CweEntry, type CweRelation, compareCwe, cweEntry, cweRelation } from './cwe.js'
export { knowledgeDigest } from './digest.js'
export { KnowledgeBase, type KnowledgeParts } from './knowledge-base.js'
export {
  type LoadLimits,
  type LoadOptions,
  loadKnowledgeBase,
  loadKnowledgePatches,
  loadLimitDefaults,
} from './load.js'
export { type MergeConflict, type MergeOptions, mergeKnowledgeBases } from './merge.js'
export type { ExampleReplacement, ExampleReview, Review, TextReview } from './review.js'
export { requireWritableTarget, type SaveOptions, saveKnowledgeBase } from './save.js'
export type { JsonValue } from './schemas.js'
export { loadShippedKnowledge, shippedKnowledgeDirectory } from './shipped.js'
export type { Example, SlicedCode, Weakness } from './types.js'
export { updateKnowledgeBase } from './update.js'
export { KnowledgeVectors } from './vectors.js'
export type { WithheldText } from './withhold.js'
