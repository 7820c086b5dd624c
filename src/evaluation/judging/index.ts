export { assembleSolution } from './assemble.js'
export type { CheckerReport, Finding } from './finding.js'
export { type CheckerOutput, parseFindings } from './findings.js'
export { type Judgement, judgeSolution, type Verdict, type VerdictReason } from './judge.js'
