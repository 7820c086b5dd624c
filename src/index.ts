export {
  type AnalysisFailure,
  type AnalysisOptions,
  analyzeTask,
  type CodingTask,
  extractCode,
  type FacetOrigin,
  type TaskAnalysis,
} from './analysis/index.js'
export {
  type ClusterResult,
  type NearestCluster,
  type PatchCluster,
  PatchClusterer,
  type PatchClustererOptions,
  patchClustererDefaults,
} from './clustering/index.js'
export {
  type Cause,
  type Distillation,
  type DistillationProblem,
  type DistillationTask,
  type Distiller,
  type DistillOptions,
  ExtractiveDistiller,
  type ExtractiveDistillerOptions,
  extractiveDistillerDefaults,
  type Guideline,
  GuidelineDistiller,
  type GuidelineDistillerOptions,
  guidelineDistillerDefaults,
  type KnowledgeOrigin,
} from './distillation/index.js'
export {
  type ErrorLocation,
  RescueError,
  type RescueErrorCode,
  type RescueErrorOptions,
  rescueErrorCodes,
} from './errors.js'
export {
  type BuildOptions,
  type BuildProgress,
  type BuildReport,
  type BuildResult,
  buildKnowledgeBase,
  type ClusterReport,
  type CweEntry,
  type CweRelation,
  cweEntry,
  cweRelation,
  type Example,
  type JsonValue,
  KnowledgeBase,
  type KnowledgeParts,
  KnowledgeVectors,
  loadKnowledgeBase,
  loadShippedKnowledge,
  type Review,
  type SaveOptions,
  type SkippedCount,
  type SlicedCode,
  saveKnowledgeBase,
  type Weakness,
} from './knowledge/index.js'
export {
  type ApiCall,
  type LanguageId,
  languageIds,
  languageOfFile,
  resolveLanguage,
} from './languages/index.js'
export {
  type ColumnMapping,
  type CuratedWeakness,
  columnMappings,
  normalizeCwe,
  type PatchField,
  type PatchOrigin,
  type PatchOutcome,
  type PatchStream,
  type ReadPatchesOptions,
  readAllPatches,
  readPatches,
  type SecurityPatch,
  type SkippedRecord,
  type SkipReason,
  skipReasons,
} from './patches/index.js'
export { type ChatCallPolicy, callChatModel, chatCallDefaults } from './ports/call-chat-model.js'
export { answerText, type ChatCallOptions, type ChatMessage, type ChatModel } from './ports/chat-model.js'
export { type EmbedderIdentity, type Embeddings, embedderIdentity } from './ports/embeddings.js'
export {
  HashedEmbeddings,
  type HashedEmbeddingsOptions,
  hashedEmbeddingsDefaults,
} from './ports/hashed-embeddings.js'
export { countTokens, type TokenCounter } from './ports/token-counter.js'
export type { VectorFilter, VectorHit, VectorItem, VectorStore } from './ports/vector-store.js'
export {
  chosenKnowledge,
  type PromptForm,
  type PromptTask,
  type SecurePrompt,
  SecurePromptBuilder,
  type SecurePromptOptions,
  type SecurityContext,
  type SecurityKnowledge,
  securePromptDefaults,
} from './prompting/index.js'
export {
  type Generation,
  Rescue,
  type RescueCallOptions,
  type RescueOptions,
  type TaskPrompt,
  type TaskRetrieval,
} from './rescue.js'
export {
  ExactVectorStore,
  type FacetName,
  type FacetScore,
  type FacetView,
  HierarchicalRetriever,
  type HierarchicalRetrieverOptions,
  type LanguageMatch,
  type LanguagePolicy,
  type LeftOut,
  paperRetrieval,
  type Retrieval,
  type RetrievalExplanation,
  type RetrievalKnowledge,
  type RetrievalOptions,
  type RetrievedExample,
  type RetrievedGuideline,
  type RetrievedWeakness,
  retrievalDefaults,
} from './retrieval/index.js'
export {
  type PatchSlices,
  type Slice,
  type SliceCriterion,
  Slicer,
  type SlicerOptions,
  slicerDefaults,
} from './slicing/index.js'
export { version } from './version.js'
