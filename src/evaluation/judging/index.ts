export { assembleSolution } from './assemble.js'
export type { Finding } from './finding.js'
export { type CheckerOutput, type CheckerReport, parseFindings } from './findings.js'
export { type Judgement, judgeSolution, type Verdict, type VerdictReason } from './judge.js'
