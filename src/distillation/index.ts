export { type CallLog, FileCallLog } from './call-log.js'
export type {
  Distillation,
  DistillationProblem,
  DistillationTask,
  Distiller,
  DistillOptions,
  WantedProducts,
} from './distiller.js'
export {
  ExtractiveDistiller,
  type ExtractiveDistillerOptions,
  extractiveDistillerDefaults,
} from './extractive-distiller.js'
export { type FixPattern, fixPatternOf } from './fix-pattern.js'
export { type Grounding, groundText, indexCode } from './grounding.js'
export type { Cause, Guideline, KnowledgeOrigin } from './guideline.js'
export {
  GuidelineDistiller,
  type GuidelineDistillerOptions,
  guidelineDistillerDefaults,
} from './guideline-distiller.js'
