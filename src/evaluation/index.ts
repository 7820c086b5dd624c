/**
 * Measures what security context does to the code of a model: benchmarks, sandbox, metrics, report.
 *
 * @module rescue-rag/evaluation
 */
export {
  type CodeGuardPlusOptions,
  codeGuardPlusDefaults,
} from './benchmarks/codeguard-plus.js'
export { type CwEvalOptions, cwEvalDefaults } from './benchmarks/cweval.js'
export {
  type ExecutableCheck,
  type FindingsCheck,
  type FindingsFormat,
  findingsFormats,
  type Problem,
  type SecurityCheck,
} from './benchmarks/problem.js'
export {
  type BenchmarkFormat,
  benchmarkFormats,
  type ReadBenchmarkOptions,
  readBenchmark,
} from './benchmarks/read-benchmark.js'
export { type BootstrapOptions, bootstrapDefaults, bootstrapMean, type Estimate } from './bootstrap.js'
export { Cassette, type CassetteMode, type CassetteOptions, type RecordedAnswer } from './cassette.js'
export { checkReferences, type ReferenceTrouble } from './check-references.js'
export {
  type EvaluateOptions,
  type Evaluation,
  type EvaluationProgress,
  evaluate,
  evaluateDefaults,
  type SampleFailure,
} from './evaluate.js'
export {
  assembleSolution,
  type CheckerOutput,
  type CheckerReport,
  type Finding,
  type Judgement,
  judgeSolution,
  parseFindings,
  type Verdict,
  type VerdictReason,
} from './judging/index.js'
export { type Ledger, type StepCost, type StepName, stepNames } from './ledger.js'
export {
  type ProblemMetric,
  passAtK,
  passMetric,
  type SampleCounts,
  securePassMetric,
  secureRateMetric,
} from './metrics.js'
export {
  buildReport,
  type CweReport,
  type Figures,
  type Report,
  type ReportOptions,
  renderHtml,
  renderMarkdown,
  reportDefaults,
  type StepMean,
  type VariantReport,
} from './report/index.js'
export {
  type Answer,
  isCorrect,
  isSecure,
  type Sample,
  type SampleContext,
  type SamplePlace,
} from './sample.js'
export {
  type Containment,
  type Outcome,
  Sandbox,
  type SandboxLimits,
  type SandboxOptions,
  type SandboxRequest,
  type SandboxRun,
  sandboxDefaults,
  sandboxLimitDefaults,
} from './sandbox/index.js'
export { defaultVariants, type Variant, variantGroups, variantsOf } from './variants.js'
