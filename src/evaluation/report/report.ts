import { withDefaults } from '../../defaults.js'
import { RescueError } from '../../errors.js'
import { compareCwe } from '../../knowledge/cwe.js'
import { type BootstrapOptions, bootstrapDefaults, bootstrapMean, type Estimate } from '../bootstrap.js'
import type { Evaluation, SampleFailure } from '../evaluate.js'
import { type Ledger, type StepName, stepNames } from '../ledger.js'
import {
  mean,
  type ProblemMetric,
  passMetric,
  type SampleCounts,
  securePassMetric,
  secureRateMetric,
} from '../metrics.js'
import { isCorrect, isSecure, type Sample } from '../sample.js'
import type { Containment } from '../sandbox/index.js'

/** Options of {@link buildReport}. */
export interface ReportOptions {
  /** The k of Pass@k and SecurePass@k; those beyond the number of samples are left out. */
  ks?: readonly number[]
  /** Variant that the others are compared with. Where the default one was not run, there are no differences. */
  baseline?: string
  /** How intervals are made. */
  bootstrap?: BootstrapOptions
}

/** Defaults of {@link ReportOptions}. */
export const reportDefaults = {
  ks: [1, 5, 10, 100],
  baseline: 'alone',
  bootstrap: bootstrapDefaults,
} as const satisfies Required<ReportOptions>

/** The figures of the paper's tables, by name: `SP@1`, `SecureRate`, `Pass@1`. */
export type Figures = Record<string, Estimate>

/** Mean cost of a step over the samples that took it. */
export interface StepMean {
  /** Samples that took the step. */
  samples: number
  /** Mean calls to the chat model. */
  calls: number
  /** Mean tokens of the requests. */
  inputTokens: number
  /** Mean tokens of the answers. */
  outputTokens: number
  /** Mean wall-clock time. */
  milliseconds: number
}

/** What a report says about one variant. */
export interface VariantReport {
  /** Name of the variant. */
  name: string
  /** What it is, in a few words. */
  description: string
  /** Number of samples. */
  samples: number
  /** Over the problems with a security side. */
  figures: Figures
  /** Mean of each problem's difference from the baseline; absent for the baseline itself. */
  differences?: Figures
  /** Pass@k over the problems without a security side, and its difference from the baseline: what the help costs. */
  noHarm?: {
    /** Pass@k. */
    figures: Figures
    /** Mean of each problem's difference from the baseline; absent for the baseline itself. */
    differences?: Figures
    /** Share of these samples whose prompt held security context, 0 to 1. */
    samplesWithContext: number
  }
  /** Share of samples of problems with a security side whose prompt held security context. */
  samplesWithContext: number
  /** Mean tokens of the prompt that the code was asked with. */
  promptTokens: number
  /** Mean cost of each step that its samples took. */
  steps: Partial<Record<StepName, StepMean>>
  /** Tokens of all its samples. An analysis that variants share counts for each of them. */
  tokens: {
    /** Of the requests. */
    input: number
    /** Of the answers. */
    output: number
  }
  /** How often each reason of a verdict occurred. */
  verdicts: {
    /** Of the functional tests: samples by `VerdictReason`. */
    functional: Record<string, number>
    /** Of security checks: checks by `VerdictReason`. */
    security: Record<string, number>
  }
}

/** Figures of one CWE type: means over its problems, without intervals, since these are few. */
export interface CweReport {
  /** Such as `CWE-89`. */
  cwe: string
  /** Number of its problems. */
  problems: number
  /** By variant. */
  figures: Record<string, Record<string, number>>
}

/** What came out of an evaluation. Plain data for JSON. */
export interface Report {
  /** Name and settings of the model. */
  model: Readonly<Record<string, string | number | boolean>>
  /** Variant that the others are compared with. */
  baseline: string
  /** Number of problems. */
  problems: {
    /** With security checks. */
    security: number
    /** Without. */
    plain: number
  }
  /** Fewest and most samples of a problem in a variant. */
  samplesPerProblem: {
    /** Fewest. */
    least: number
    /** Most. */
    most: number
  }
  /** Share of resampled means that each interval holds, 0 to 1. */
  confidence: number
  /** In the order in which they were asked for. */
  variants: VariantReport[]
  /** By CWE number. */
  cwes: CweReport[]
  /** Every containment that samples were judged in. */
  containments: Containment[]
  /** Samples that are missing: the figures are without them. */
  failures: readonly SampleFailure[]
}

type Counts = ReadonlyMap<string, SampleCounts>

/**
 * Puts the figures together (paper, section 4.1 and tables 1 to 7): SecurePass@k, SecureRate and Pass@k with bootstrap intervals over
 * problems, paired differences from the baseline, per CWE, no-harm, tokens and time.
 *
 * @throws RescueError INVALID_OPTION for a baseline that was not run; INVALID_INPUT for a k that is no whole number of at least 1
 */
export function buildReport(evaluation: Evaluation, options: ReportOptions = {}): Report {
  const { ks, baseline, bootstrap } = withDefaults(reportDefaults, options)
  const { problems, samples, variants } = evaluation
  if (options.baseline !== undefined && !variants.some(({ name }) => name === baseline)) {
    throw new RescueError(
      'INVALID_OPTION',
      `The baseline "${baseline}" was not run. Choose one of ${variants.map(({ name }) => name).join(', ')}.`,
    )
  }
  const security = problems.filter((problem) => problem.security.length > 0)
  const plain = problems.filter((problem) => problem.security.length === 0)
  const counted = new Map(
    variants.map(({ name }): [string, Counts] => [
      name,
      countsOf(samples.filter((one) => one.variant === name)),
    ]),
  )
  const sizes = [...counted.values()].flatMap((counts) => [...counts.values()].map(({ n }) => n))
  const most = Math.max(0, ...sizes)
  const passMetrics = passMetricsOf(ks)
  const secureMetrics = [...securityMetricsOf(ks), ...passMetrics]
  const compare = (name: string, ids: readonly string[], metrics: Metrics) => {
    const [own, base] = [counted.get(name)!, counted.get(baseline)]
    const differences =
      name === baseline || !base ? undefined : differencesOf(own, base, ids, metrics, bootstrap)
    return { figures: figuresOf(own, ids, metrics, bootstrap), ...(differences && { differences }) }
  }
  const [securityIds, plainIds] = [security, plain].map((list) => list.map(({ id }) => id)) as [
    string[],
    string[],
  ]

  return {
    model: evaluation.model,
    baseline,
    problems: { security: security.length, plain: plain.length },
    samplesPerProblem: { least: Math.min(most, ...sizes), most },
    confidence: bootstrap.confidence ?? bootstrapDefaults.confidence,
    variants: variants.map(({ name, description }): VariantReport => {
      const own = samples.filter((one) => one.variant === name)
      const onSecurity = own.filter(({ security: verdicts }) => verdicts.length > 0)
      const onPlain = own.filter(({ security: verdicts }) => verdicts.length === 0)
      return {
        name,
        description,
        samples: own.length,
        ...compare(name, securityIds, secureMetrics),
        ...(onPlain.length > 0 && {
          noHarm: { ...compare(name, plainIds, passMetrics), samplesWithContext: contextShare(onPlain) },
        }),
        samplesWithContext: contextShare(onSecurity),
        promptTokens: mean(own.map(({ promptTokens }) => promptTokens)) ?? 0,
        steps: stepMeans(own.map(({ ledger }) => ledger)),
        tokens: tokensOf(own),
        verdicts: {
          functional: tally(own.map(({ functional }) => functional.reason)),
          security: tally(own.flatMap((sample) => sample.security.map(({ reason }) => reason))),
        },
      }
    }),
    cwes: [...new Set(security.map(({ cwe }) => cwe ?? 'other'))]
      .sort((a, b) => (a === 'other' ? 1 : b === 'other' ? -1 : compareCwe(a, b)))
      .map((cwe) => {
        const ids = security.filter((problem) => (problem.cwe ?? 'other') === cwe).map(({ id }) => id)
        const figures = Object.fromEntries(
          variants.map(({ name }) => [name, meansOf(counted.get(name)!, ids, secureMetrics)]),
        )
        return { cwe, problems: ids.length, figures }
      }),
    containments: distinct(samples.map(({ containment }) => containment)),
    failures: evaluation.failures,
  }
}

type Metrics = readonly (readonly [name: string, metric: ProblemMetric])[]

function passMetricsOf(ks: readonly number[]): Metrics {
  return ks.map((k) => [`Pass@${k}`, passMetric(k)] as const)
}

function securityMetricsOf(ks: readonly number[]): Metrics {
  return [...ks.map((k) => [`SP@${k}`, securePassMetric(k)] as const), ['SecureRate', secureRateMetric]]
}

/** Counts per problem. */
function countsOf(samples: readonly Sample[]): Counts {
  const counts = new Map<string, SampleCounts>()
  for (const sample of samples) {
    const before = counts.get(sample.problem) ?? { n: 0, correct: 0 }
    const [correct, secure] = [isCorrect(sample), isSecure(sample)]
    counts.set(sample.problem, {
      n: before.n + 1,
      correct: before.correct + Number(correct),
      ...(secure !== undefined && {
        secure: (before.secure ?? 0) + Number(secure),
        secureAndCorrect: (before.secureAndCorrect ?? 0) + Number(secure && correct),
      }),
    })
  }
  return counts
}

function valuesOf(counts: Counts, ids: readonly string[], metric: ProblemMetric): (number | undefined)[] {
  return ids.map((id) => {
    const own = counts.get(id)
    return own && metric(own)
  })
}

function figuresOf(
  counts: Counts,
  ids: readonly string[],
  metrics: Metrics,
  bootstrap: BootstrapOptions,
): Figures {
  return estimates(metrics, (metric) => valuesOf(counts, ids, metric), bootstrap)
}

/** Problem by problem, so that what makes a problem hard for both cancels. */
function differencesOf(
  own: Counts,
  base: Counts,
  ids: readonly string[],
  metrics: Metrics,
  bootstrap: BootstrapOptions,
): Figures {
  return estimates(
    metrics,
    (metric) => {
      const before = valuesOf(base, ids, metric)
      return valuesOf(own, ids, metric).map((value, i) =>
        value === undefined || before[i] === undefined ? undefined : value - before[i],
      )
    },
    bootstrap,
  )
}

function estimates(
  metrics: Metrics,
  values: (metric: ProblemMetric) => (number | undefined)[],
  bootstrap: BootstrapOptions,
): Figures {
  const figures: Figures = {}
  for (const [name, metric] of metrics) {
    const estimate = bootstrapMean(
      values(metric).filter((value) => value !== undefined),
      bootstrap,
    )
    if (estimate) figures[name] = estimate
  }
  return figures
}

function meansOf(counts: Counts, ids: readonly string[], metrics: Metrics): Record<string, number> {
  return Object.fromEntries(
    metrics.flatMap(([name, metric]) => {
      const value = mean(valuesOf(counts, ids, metric).filter((one) => one !== undefined))
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function contextShare(samples: readonly Sample[]): number {
  return mean(samples.map(({ context }) => Number(context !== undefined))) ?? 0
}

function stepMeans(ledgers: readonly Ledger[]): Partial<Record<StepName, StepMean>> {
  const means: Partial<Record<StepName, StepMean>> = {}
  for (const step of stepNames) {
    const costs = ledgers.flatMap((ledger) => ledger[step] ?? [])
    if (costs.length === 0) continue
    const over = (name: 'calls' | 'inputTokens' | 'outputTokens' | 'milliseconds') =>
      mean(costs.map((cost) => cost[name])) ?? 0
    means[step] = {
      samples: costs.length,
      calls: over('calls'),
      inputTokens: over('inputTokens'),
      outputTokens: over('outputTokens'),
      milliseconds: over('milliseconds'),
    }
  }
  return means
}

function tokensOf(samples: readonly Sample[]): { input: number; output: number } {
  const costs = samples.flatMap(({ ledger }) => Object.values(ledger))
  const sum = (name: 'inputTokens' | 'outputTokens') => costs.reduce((total, cost) => total + cost[name], 0)
  return { input: sum('inputTokens'), output: sum('outputTokens') }
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}
