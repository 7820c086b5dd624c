export { answerItems } from './answer-list.js'
export { type CallLog, FileCallLog } from './call-log.js'
export {
  type Distillation,
  type DistillationProblem,
  type DistillationTask,
  type Distiller,
  type DistillOptions,
  type Wanted,
  wantAll,
} from './distiller.js'
export {
  ExtractiveDistiller,
  type ExtractiveDistillerOptions,
  extractiveDistillerDefaults,
} from './extractive-distiller.js'
export { type Grounding, groundText, indexCode, namedApis } from './grounding.js'
export type { Cause, Guideline, KnowledgeOrigin } from './guideline.js'
export {
  GuidelineDistiller,
  type GuidelineDistillerOptions,
  guidelineDistillerDefaults,
} from './guideline-distiller.js'
