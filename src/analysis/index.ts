export type { AnalysisFailure, FacetOrigin, TaskAnalysis } from './analysis.js'
export { type AnalysisOptions, analyzeTask } from './analyze-task.js'
export { extractCode } from './extract-code.js'
export type { CodingTask } from './task.js'
