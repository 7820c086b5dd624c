import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import { withDefaults } from '../defaults.js'
import { RescueError, type RescueErrorCode } from '../errors.js'
import type { SecurityPatch } from '../patches/patch.js'
import type { ChatCallPolicy } from '../ports/call-chat-model.js'
import type { ChatModel } from '../ports/chat-model.js'
import { type Embeddings, embedderIdentity } from '../ports/embeddings.js'
import { countTokens } from '../ports/token-counter.js'
import type { SecurePromptOptions } from '../prompting/index.js'
import type { RetrievalKnowledge, RetrievalOptions } from '../retrieval/index.js'
import { type Problem, taskOf } from './benchmarks/problem.js'
import { digestOf } from './canonical-json.js'
import type { Cassette } from './cassette.js'
import { analyzeForEvaluation, generateCode, type ModelCalls } from './generate-sample.js'
import { assembleSolution, judgeSolution } from './judging/index.js'
import { KnowledgeVariants } from './knowledge-variants.js'
import { totalOf } from './ledger.js'
import { Pipeline } from './pipeline.js'
import { rememberingEmbeddings } from './remembering-embeddings.js'
import type { Answer, Sample, SamplePlace, SharedAnalysis } from './sample.js'
import { SamplesFile } from './samples-file.js'
import {
  requireInside,
  Sandbox,
  type SandboxLimits,
  type SandboxOptions,
  sandboxLimitDefaults,
} from './sandbox/index.js'
import { defaultVariants, type Variant, variantsOf } from './variants.js'

/** Options of {@link evaluate}. */
export interface EvaluateOptions {
  /** The benchmark, as `readBenchmark` gives it. */
  problems: readonly Problem[]
  /** The model under test; any LangChain chat model fits. With a complete cassette it is not asked. */
  chatModel?: ChatModel
  /** What tells this model and its settings from others: name, temperature and the like. Kept with the samples. */
  model: Readonly<Record<string, string | number | boolean>>
  /** The base that the model is helped with. */
  knowledge: RetrievalKnowledge
  /** What the base was built from; needed by the variants that search or show whole code. */
  fixes?: readonly SecurityPatch[]
  /** File that every answer and judgement is written to at once; a run that was stopped goes on from it. */
  samplesFile: string
  /** Names of variants and of groups of them, see `variantsOf`. */
  variants?: readonly string[]
  /** Samples per problem and variant. */
  samples?: number
  /**
   * Whether each sample has a cause and a draft of its own, so that samples are independent runs of the whole method, or one per
   * problem serves all of its samples.
   */
  analyses?: 'per-sample' | 'per-problem'
  /** Samples generated at the same time; each has at most two requests under way. */
  concurrency?: number
  /** Samples judged at the same time; as many as there are processors by default. */
  judgeConcurrency?: number
  /** Failed samples after which the run stops. What is done is kept. */
  maxFailures?: number
  /** Compares texts; hashed words by default. */
  embeddings?: Embeddings
  /** Facets, thresholds and numbers of the retrieval, for every variant that does not set them itself. */
  retrieval?: RetrievalOptions
  /** Form and token budget of the prompt. */
  prompt?: SecurePromptOptions
  /** Retries and timeout of calls to the chat model. */
  calls?: Omit<ChatCallPolicy, 'signal'>
  /** How samples are contained while they are judged. */
  sandbox?: SandboxOptions
  /** Records the model's answers, or replays them. */
  cassette?: Cassette
  /** Called after each sample. */
  onProgress?: (progress: EvaluationProgress) => void
  /** Ends the run with the code ABORTED; what is done is in the samples file. */
  signal?: AbortSignal
}

/** Defaults of {@link EvaluateOptions}. */
export const evaluateDefaults = {
  variants: defaultVariants,
  samples: 1,
  analyses: 'per-sample',
  concurrency: 4,
  maxFailures: 20,
} as const satisfies Partial<EvaluateOptions>

/** How far a run is. */
export interface EvaluationProgress {
  /** Samples that are made and judged, those of earlier runs among them. */
  done: number
  /** Samples that are wanted. */
  total: number
  /** Samples that could not be made or judged. */
  failed: number
}

/** A sample that could not be made or judged; a further run tries it again. */
export interface SampleFailure {
  /** Identifier of the problem. */
  problem: string
  /** Name of the variant. */
  variant: string
  /** Number of the sample, from 0. */
  sample: number
  /** The documented reason. */
  code: RescueErrorCode
  /** What happened, in a sentence. */
  message: string
}

/** What a run gave: the material of a report. */
export interface Evaluation {
  /** As they were passed in. */
  problems: readonly Problem[]
  /** Those that were run, in the order of the report. */
  variants: readonly Variant[]
  /** Name and settings of the model, as they were passed in. */
  model: Readonly<Record<string, string | number | boolean>>
  /** Samples of these problems and variants, in their order. */
  samples: readonly Sample[]
  /** Samples that are missing. */
  failures: readonly SampleFailure[]
}

/** Errors that the next sample would meet as well. */
const fatal: ReadonlySet<RescueErrorCode> = new Set<RescueErrorCode>([
  'ABORTED',
  'FILE_UNWRITABLE',
  'INVALID_INPUT',
  'INVALID_OPTION',
  'MISSING_DEPENDENCY',
  'NOT_RECORDED',
  'SANDBOX_UNAVAILABLE',
])

/**
 * Has the model solve problems in several variants and judges every sample. Answers and judgements are kept in the samples
 * file at once; a run with the same settings goes on from there, also with more samples, variants or problems than before. Where
 * checks or limits were changed since, the answers that are there are judged anew.
 *
 * @throws RescueError INVALID_OPTION; INVALID_INPUT where the samples file has other settings or fixes are missing;
 * SANDBOX_UNAVAILABLE where generated code cannot be contained; NOT_RECORDED; ABORTED; the last error after too many failures
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  if (!Array.isArray(options?.problems) || !Array.isArray(options.knowledge?.weaknesses)) {
    throw new RescueError(
      'INVALID_OPTION',
      'evaluate needs problems (readBenchmark gives them) and a knowledge base.',
    )
  }
  const run = new EvaluationRun(options)
  await run.prepare()
  return run.finish()
}

type ResolvedOptions = EvaluateOptions & Required<Pick<EvaluateOptions, keyof typeof evaluateDefaults>>

class EvaluationRun {
  readonly #options: ResolvedOptions
  readonly #variants: Variant[]
  readonly #stop = new AbortController()
  readonly #failures: SampleFailure[] = []
  readonly #analysing = new Map<string, Promise<SharedAnalysis>>()
  /** By problem: computed once, since files may be large and samples many. */
  readonly #digests: ReadonlyMap<Problem, ProblemDigests>
  #pipelines: Pipeline[] = []
  #sandbox!: Sandbox
  #file!: SamplesFile
  #done = 0

  constructor(options: EvaluateOptions) {
    this.#options = withDefaults(evaluateDefaults, options)
    for (const name of ['samples', 'concurrency', 'judgeConcurrency', 'maxFailures'] as const) {
      const value: number | undefined = this.#options[name]
      if (value === undefined || (Number.isInteger(value) && value >= 1)) continue
      throw new RescueError('INVALID_OPTION', `${name} is ${value}; give a whole number of at least 1.`)
    }
    if (!options.chatModel && !options.cassette) {
      throw new RescueError('INVALID_OPTION', 'Give a chat model, or a cassette to replay.')
    }
    requireUsable(options.problems)
    this.#variants = variantsOf(this.#options.variants)
    const limits = withDefaults(sandboxLimitDefaults, options.sandbox?.limits ?? {})
    this.#digests = new Map(options.problems.map((problem) => [problem, digestsOf(problem, limits)]))
  }

  async prepare(): Promise<void> {
    const { fixes, sandbox, samplesFile, retrieval, prompt } = this.#options
    // First, since indexing may ask an embedder that costs.
    this.#sandbox = await Sandbox.create(sandbox)
    const knowledge = new KnowledgeVariants(this.#options.knowledge, fixes)
    const embeddings = this.#options.embeddings && rememberingEmbeddings(this.#options.embeddings)
    const shared = {
      knowledge,
      ...(embeddings && { embeddings }),
      ...(retrieval && { retrieval }),
      ...(prompt && { prompt }),
    }
    this.#pipelines = await Promise.all(this.#variants.map((variant) => Pipeline.create(variant, shared)))
    this.#file = await SamplesFile.open(samplesFile, this.#settings())
  }

  /** What must be the same for samples to be put together. Variants, problems and numbers of samples may grow. */
  #settings() {
    const { model, knowledge, embeddings, retrieval, prompt, analyses } = this.#options
    return {
      model: JSON.stringify(model),
      knowledge: digestOf([knowledge.weaknesses, knowledge.examples]),
      embedder: embeddings ? embedderIdentity(embeddings) : 'default',
      retrieval: digestOf(retrieval ?? {}),
      prompt: digestOf(prompt ?? {}),
      analyses,
    }
  }

  async finish(): Promise<Evaluation> {
    const { problems, samples, concurrency, judgeConcurrency, signal } = this.#options
    const asking = pLimit(concurrency)
    const judging = pLimit(judgeConcurrency ?? availableParallelism())
    const forward = () =>
      this.#stop.abort(new RescueError('ABORTED', 'The evaluation was aborted.', { cause: signal?.reason }))
    if (signal?.aborted) forward()
    signal?.addEventListener('abort', forward, { once: true })

    const work = Array.from({ length: samples }, (_, sample) => sample).flatMap((sample) =>
      problems.flatMap((problem) =>
        this.#pipelines.map((pipeline) => {
          const { asked: digest, judgedBy } = this.#digests.get(problem)!
          const place = { problem: problem.id, digest, variant: pipeline.variant.name, sample }
          return { problem, pipeline, place, judgedBy }
        }),
      ),
    )
    this.#progress(work.length)
    await Promise.all(
      work.map(async ({ problem, pipeline, place, judgedBy }) => {
        try {
          if (!this.#file.sampleOf(place, judgedBy)) {
            const answer =
              this.#file.answerOf(place) ?? (await asking(() => this.#answer(problem, pipeline, place)))
            await judging(() => this.#judge(problem, answer, judgedBy))
          }
          this.#done++
        } catch (thrown) {
          this.#fail(place, RescueError.from(thrown, 'MODEL_FAILED', 'The sample failed'))
        }
        this.#progress(work.length)
      }),
    )
    signal?.removeEventListener('abort', forward)
    if (this.#stop.signal.aborted) throw this.#stop.signal.reason
    return {
      problems,
      variants: this.#variants,
      model: this.#options.model,
      samples: work.flatMap(({ place, judgedBy }) => this.#file.sampleOf(place, judgedBy) ?? []),
      failures: this.#failures,
    }
  }

  async #answer(problem: Problem, pipeline: Pipeline, place: SamplePlace): Promise<Answer> {
    this.#requireGoing()
    const shared = pipeline.variant.facets === 'model' ? await this.#analyse(problem, place) : undefined
    const calls = this.#calls(place.sample)
    const { code, prompt, ledger } = await generateCode(taskOf(problem), pipeline, shared?.analysis, calls)
    const { context } = prompt
    const answer: Answer = {
      ...place,
      solution: code === '' ? '' : assembleSolution(problem, code),
      ...(context && {
        context: { cwe: context.cwe, examples: context.examples.map(({ id }) => id), tokens: context.tokens },
      }),
      promptTokens: prompt.tokens,
      ledger: totalOf([...(shared ? [shared.ledger] : []), ledger]),
    }
    await this.#file.addAnswer(answer)
    return answer
  }

  /** The analysis of a sample: kept from an earlier run, under way for another variant, or made now. */
  #analyse(problem: Problem, { digest, sample }: SamplePlace): Promise<SharedAnalysis> {
    const number = this.#options.analyses === 'per-problem' ? 0 : sample
    const place = { problem: problem.id, digest, sample: number }
    const kept = this.#file.analysisOf(place)
    if (kept) return Promise.resolve(kept)
    const key = JSON.stringify(place)
    const underWay = this.#analysing.get(key)
    if (underWay) return underWay
    const analysing = (async () => {
      const made = await analyzeForEvaluation(taskOf(problem), this.#calls(place.sample))
      const shared = { ...place, ...made }
      await this.#file.addAnalysis(shared)
      return shared
    })().finally(() => this.#analysing.delete(key))
    this.#analysing.set(key, analysing)
    return analysing
  }

  async #judge(problem: Problem, answer: Answer, judgedBy: string): Promise<void> {
    this.#requireGoing()
    const { signal } = this.#stop
    const judgement = await judgeSolution(problem, answer.solution, { sandbox: this.#sandbox, signal })
    await this.#file.addJudgement(answer, judgedBy, judgement)
  }

  #calls(sample: number): ModelCalls {
    const { chatModel, cassette, calls, prompt } = this.#options
    return {
      model: cassette ? cassette.model(chatModel, sample) : chatModel!,
      policy: { ...calls, signal: this.#stop.signal },
      countTokens: prompt?.countTokens ?? countTokens,
    }
  }

  #requireGoing(): void {
    if (this.#stop.signal.aborted) throw this.#stop.signal.reason
  }

  #fail({ problem, variant, sample }: SamplePlace, error: RescueError): void {
    // What the stop cut short is no failure of its own.
    if (this.#stop.signal.aborted) return
    this.#failures.push({ problem, variant, sample, code: error.code, message: error.message })
    if (fatal.has(error.code) || this.#failures.length >= this.#options.maxFailures) this.#stop.abort(error)
  }

  #progress(total: number): void {
    this.#options.onProgress?.({ done: this.#done, total, failed: this.#failures.length })
  }
}

/** What the samples of a problem depend on. */
interface ProblemDigests {
  /** What the answers depend on. */
  asked: string
  /** What the judgements depend on beside the answers. */
  judgedBy: string
}

/** Apart, so that answers are kept where only a check or a limit was changed: they were paid for. */
function digestsOf(problem: Problem, limits: Required<SandboxLimits>): ProblemDigests {
  const { codeAfter, solutionFile, files, functional, security } = problem
  const short = (value: unknown) => digestOf(value).slice(0, 16)
  return {
    asked: short([taskOf(problem), codeAfter]),
    judgedBy: short([solutionFile, files, functional, security, limits]),
  }
}

/** What would only come to light after the model was paid. */
function requireUsable(problems: readonly Problem[]): void {
  const seen = new Set<string>()
  for (const { id, solutionFile, files } of problems) {
    if (seen.has(id)) {
      throw new RescueError('INVALID_INPUT', `There are two problems "${id}". Give each its own id.`, {
        record: id,
      })
    }
    seen.add(id)
    for (const name of [solutionFile, ...Object.keys(files)]) requireInside(name)
  }
}
