export { apiTokens } from './api-tokens.js'
export { Bm25Index, type Bm25Options, type Bm25Snapshot, bm25Defaults } from './bm25.js'
export type { Bm25Statistics } from './bm25-statistics.js'
export { type CalibrationOptions, calibrate, calibrationDefaults } from './calibrate.js'
export type { Calibration, CalibrationEvidence } from './calibration.js'
export { ExactVectorStore } from './exact-vector-store.js'
export type { ExampleCandidates, ExampleQuery, ExampleScope, ExampleSearch } from './example-search.js'
export { type ExampleStatistics, exampleStatistics } from './example-statistics.js'
export { type FacetScore, type FacetScores, type FusedCandidate, type FusionOptions, fuse } from './fusion.js'
export {
  HierarchicalRetriever,
  type HierarchicalRetrieverOptions,
  type RetrieveCallOptions,
} from './hierarchical-retriever.js'
export type { KnownCalibration, KnownVectors, RetrievalKnowledge } from './knowledge-index.js'
export {
  type LangChainDocument,
  type LangChainMapping,
  type LangChainStore,
  LangChainVectorStore,
  memoryMapping,
  type PgvectorCondition,
  pgvectorMapping,
  type QdrantCondition,
  type QdrantFilter,
  type QdrantMatch,
  qdrantMapping,
} from './langchain-vector-store.js'
export type { LanguageMatch, LanguagePolicy } from './language-tiers.js'
export {
  type AbstentionMargins,
  type AncestorShares,
  type CauseViews,
  type ExampleThresholds,
  type FacetName,
  facetNames,
  neuralViews,
  paperRetrieval,
  type RetrievalOptions,
  retrievalDefaults,
  type WeaknessThresholds,
} from './options.js'
export type {
  FacetView,
  LeftOut,
  Retrieval,
  RetrievalExplanation,
  RetrievedExample,
  RetrievedGuideline,
  RetrievedWeakness,
} from './retrieval.js'
export { type ExampleStores, storeExamples } from './store-examples.js'
export { StoredExamples, type StoredExamplesOptions, storedExamplesDefaults } from './stored-examples.js'
export type { TextQuery } from './text-index.js'
