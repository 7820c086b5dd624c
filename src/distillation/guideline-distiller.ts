import { createHash } from 'node:crypto'
import pLimit, { type LimitFunction } from 'p-limit'
import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import type { SecurityPatch } from '../patches/patch.js'
import { type ChatCallPolicy, callChatModel } from '../ports/call-chat-model.js'
import { type ChatMessage, type ChatModel, requireChatModel } from '../ports/chat-model.js'
import { modelName } from '../ports/model-name.js'
import { countTokens, type TokenCounter } from '../ports/token-counter.js'
import { proseSpeaksToModel } from '../text/model-talk.js'
import { answerItems } from './answer-list.js'
import { fitCases, splitEvenly } from './batches.js'
import type { CallLog } from './call-log.js'
import type {
  Distillation,
  DistillationProblem,
  DistillationTask,
  Distiller,
  DistillOptions,
} from './distiller.js'
import { ExtractiveDistiller } from './extractive-distiller.js'
import { groundText, indexCode } from './grounding.js'
import type { Guideline } from './guideline.js'
import { askAgain, casesPrompt, mergePrompt, type Product } from './prompts.js'

/** Options of {@link GuidelineDistiller}. */
export interface GuidelineDistillerOptions {
  /** Most snippets that one call merges: the paper's `b`. At least 2. */
  batchSize?: number
  /** Calls that run at the same time. */
  concurrency?: number
  /** Most calls in the life of this distiller; what is left then is distilled without the model. */
  maxCalls?: number
  /** Most tokens of all prompts and answers in the life of this distiller; as `maxCalls`. */
  maxTotalTokens?: number
  /** Most tokens of the cases in one prompt: a subset above is split, a case above goes in as its slice. */
  maxPromptTokens?: number
  /** Counts tokens as the model does. */
  tokenCounter?: TokenCounter
  /** What to do with a guideline that names an API which its fixes do not hold: leave it out, or keep it. Reported either way. */
  ungrounded?: 'drop' | 'keep'
  /** Keeps answers over a crash. */
  callLog?: CallLog
  /** Retries and time limit of a call. */
  policy?: Omit<ChatCallPolicy, 'signal'>
}

/** Defaults of {@link GuidelineDistillerOptions}. */
export const guidelineDistillerDefaults = {
  batchSize: 10,
  concurrency: 4,
  maxCalls: Number.POSITIVE_INFINITY,
  maxTotalTokens: Number.POSITIVE_INFINITY,
  maxPromptTokens: 24_000,
  ungrounded: 'drop',
} as const satisfies GuidelineDistillerOptions

/** Least `maxPromptTokens`: two snippets and the instructions must fit. */
const leastPromptTokens = 1_000

/** Changes when a prompt changes its sense, so that knowledge of older prompts is distilled anew. */
const promptsVersion = 2

/** Distils with a chat model: cluster-then-summarise, level by level (paper, section 3.1). */
export class GuidelineDistiller implements Distiller {
  readonly identity: string
  readonly #model: ChatModel
  readonly #options: Required<Omit<GuidelineDistillerOptions, 'callLog' | 'policy'>>
  readonly #callLog: CallLog | undefined
  readonly #policy: Omit<ChatCallPolicy, 'signal'>
  readonly #limit: LimitFunction
  readonly #fallback = new ExtractiveDistiller()
  /** Calls to the model that have not been answered yet. */
  readonly #underWay = new Set<Promise<string>>()
  #callsLeft: number
  #tokensLeft: number

  /** @throws RescueError INVALID_OPTION */
  constructor(model: ChatModel, { callLog, policy = {}, ...options }: GuidelineDistillerOptions = {}) {
    this.#options = withDefaults({ ...guidelineDistillerDefaults, tokenCounter: countTokens }, options)
    const { batchSize, concurrency, maxCalls, maxTotalTokens, maxPromptTokens, ungrounded } = this.#options
    requireChatModel(model)
    requireAtLeast('batchSize', batchSize, 2)
    requireAtLeast('concurrency', concurrency, 1)
    requireAtLeast('maxCalls', maxCalls, 0)
    requireAtLeast('maxTotalTokens', maxTotalTokens, 0)
    requireAtLeast('maxPromptTokens', maxPromptTokens, leastPromptTokens)
    if (ungrounded !== 'drop' && ungrounded !== 'keep') {
      throw new RescueError('INVALID_OPTION', `ungrounded is "${ungrounded}"; give "drop" or "keep".`)
    }
    this.#model = model
    this.#callLog = callLog
    this.#policy = policy
    this.#limit = pLimit(concurrency)
    this.#callsLeft = maxCalls
    this.#tokensLeft = maxTotalTokens
    this.identity = `model-v${promptsVersion}/${modelName(model)}/${batchSize}/${ungrounded}`
  }

  plannedCalls({ subsets, want }: DistillationTask): number {
    const firstLevel = subsets.length
    const recursion = firstLevel + mergeCalls(firstLevel, this.#options.batchSize)
    const causes = want.causes ? recursion : want.examples ? firstLevel : 0
    return (want.guidelines ? recursion : 0) + causes
  }

  /**
   * Distils one CWE type. Where the budget of calls or tokens runs out on the way, the type is distilled without the model
   * as a whole, and the problem says so; what was answered stays in the call log.
   *
   * @throws RescueError MODEL_FAILED, MODEL_TIMEOUT, ABORTED, FILE_UNWRITABLE
   */
  async distill(task: DistillationTask, options: DistillOptions = {}): Promise<Distillation> {
    const run = new Run(task, options)
    try {
      const [guidelines, causes] = await Promise.all([
        task.want.guidelines ? this.#summarise('guidelines', run) : undefined,
        task.want.causes || task.want.examples ? this.#summarise('causes', run) : undefined,
      ])
      return {
        guidelines: guidelines ? this.#grounded(guidelines.items, run) : [],
        causes: task.want.causes ? causes!.items.map((text) => ({ text, origin: 'model' })) : [],
        subsetCauses: task.subsets.map((_, index) => causes?.firstLevel[index]?.join(' ') ?? ''),
        calls: run.calls,
        resumedCalls: run.resumedCalls,
        problems: run.problems,
      }
    } catch (thrown) {
      if (!(thrown instanceof BudgetSpent)) throw thrown
      // Their answers are paid for, and of use to the next build.
      if (this.#callLog) await Promise.allSettled(this.#underWay)
      const extractive = await this.#fallback.distill(task, options)
      const detail = `The budget was spent after ${run.calls} calls for ${task.cwe}; it was distilled without the model.`
      return {
        ...extractive,
        calls: run.calls,
        resumedCalls: run.resumedCalls,
        problems: [...run.problems, ...extractive.problems, { cwe: task.cwe, kind: 'budget', detail }],
      }
    } finally {
      // The sibling recursion must not go on asking once one has failed.
      run.stop()
    }
  }

  /** One recursion: a snippet per subset, then merges until one is left. */
  async #summarise(product: Product, run: Run): Promise<{ firstLevel: string[][]; items: string[] }> {
    const { task } = run
    const perSubset = await Promise.all(
      task.subsets.map((subset, index) => this.#firstLevel(product, subset, index, run)),
    )
    const firstLevel = perSubset.map((snippets) => snippets.flat())
    if (product === 'causes' && !task.want.causes) return { firstLevel, items: [] }
    let snippets = perSubset.flat().filter((snippet) => snippet.length > 0)
    for (let level = 2; snippets.length > 1; level++) {
      const batches = splitEvenly(snippets, this.#options.batchSize)
      snippets = await Promise.all(
        batches.map((batch, index) => this.#merge(product, batch, [level, index], run)),
      )
    }
    return { firstLevel, items: snippets[0] ?? [] }
  }

  async #firstLevel(
    product: Product,
    subset: readonly SecurityPatch[],
    index: number,
    run: Run,
  ): Promise<string[][]> {
    const { tokenCounter, maxPromptTokens } = this.#options
    const { batches, tooLarge } = fitCases(subset, maxPromptTokens, tokenCounter)
    if (product === 'guidelines' || !run.task.want.guidelines) {
      for (const id of tooLarge) run.problem('too-large', `Fix ${id} does not fit a prompt, not even sliced.`)
    }
    return Promise.all(
      batches.map((cases, part) =>
        this.#items(product, casesPrompt(product, run.weakness, cases), [1, index, part], run),
      ),
    )
  }

  async #merge(product: Product, batch: string[][], place: number[], run: Run): Promise<string[]> {
    if (batch.length === 1) return batch[0]!
    const share = Math.floor(this.#options.maxPromptTokens / batch.length)
    const fitting = batch.map((items) => this.#leading(items, share))
    const merged = await this.#items(product, mergePrompt(product, run.weakness, fitting), place, run)
    // What cannot be merged stays as it is: nothing is lost by an odd answer.
    return merged.length > 0 ? merged : [...new Set(batch.flat())]
  }

  /** The first items of a snippet that fit a share of the prompt: they are ordered by importance. */
  #leading(items: readonly string[], share: number): string[] {
    let left = share
    return items.filter((item, index) => {
      left -= this.#options.tokenCounter(item) + 4
      return index === 0 || left >= 0
    })
  }

  /** The list that the model answers with; asked once more where it is none, empty where it is none again. */
  async #items(product: Product, messages: ChatMessage[], place: number[], run: Run): Promise<string[]> {
    for (const [attempt, asked] of [messages, askAgain(messages, product)].entries()) {
      const items = this.#aboutCode(
        answerItems(await this.#ask(product, asked, [...place, attempt], run)),
        run,
      )
      if (items.length > 0) return items
    }
    run.problem(
      'unusable-answer',
      `The model gave no usable list of ${product} for ${run.task.cwe} at level ${place[0]}, asked twice.`,
    )
    return []
  }

  /** Items that a fix put into the model's mouth are left out: they speak to the next model, not about code. */
  #aboutCode(items: readonly string[], run: Run): string[] {
    return items.filter((item) => {
      const speaks = proseSpeaksToModel(item)
      if (speaks)
        run.problem('speaks-to-model', `"${item}" speaks to a model, not about code, and was dropped.`)
      return !speaks
    })
  }

  async #ask(product: Product, messages: ChatMessage[], place: number[], run: Run): Promise<string> {
    const key = createHash('sha256')
      .update(JSON.stringify([modelName(this.#model), product, run.task.cwe, place, messages]))
      .digest('hex')
    const known = this.#callLog?.get(key)
    if (known !== undefined) {
      run.resumed()
      return known
    }
    return this.#limit(async () => {
      await this.#withLog((log) => log.requireWritable?.())
      if (run.signal.aborted) throw new RescueError('ABORTED', 'Distilling was aborted.')
      const spent = messages.reduce((sum, { content }) => sum + this.#options.tokenCounter(content), 0)
      if (this.#callsLeft < 1 || this.#tokensLeft < spent) throw new BudgetSpent()
      this.#callsLeft -= 1
      this.#tokensLeft -= spent
      const call = this.#call(messages, `the ${product} of ${run.task.cwe}`, run)
      this.#underWay.add(call)
      const answer = await call.finally(() => this.#underWay.delete(call))
      this.#tokensLeft -= this.#options.tokenCounter(answer)
      await this.#withLog((log) => log.put(key, answer))
      run.called()
      return answer
    })
  }

  async #call(messages: ChatMessage[], purpose: string, { signal }: Run): Promise<string> {
    try {
      return await callChatModel(this.#model, messages, purpose, { ...this.#policy, signal })
    } catch (thrown) {
      // An empty answer is an unusable one.
      if (thrown instanceof RescueError && thrown.code === 'MODEL_ANSWER') return ''
      throw thrown
    }
  }

  /** A log that fails ends the build, but not before the answers that are under way, and paid for, had their chance to be kept. */
  async #withLog(use: (log: CallLog) => void): Promise<void> {
    try {
      if (this.#callLog) use(this.#callLog)
    } catch (thrown) {
      await Promise.allSettled(this.#underWay)
      throw thrown
    }
  }

  /** Guidelines with their evidence, without those that name APIs which no fix holds. */
  #grounded(items: readonly string[], run: Run): Guideline[] {
    const patches = run.task.subsets.flat()
    const index = indexCode(patches)
    const allLanguages = [...new Set(patches.map(({ language }) => language))]
    return items.flatMap((text): Guideline[] => {
      const { named, missing, evidence, languages } = groundText(text, index)
      if (missing.length > 0) {
        const dropped = this.#options.ungrounded === 'drop'
        const names = missing.map((api) => `${api}()`).join(', ')
        run.problem('ungrounded', `${names} occurs in no fix: "${text}"${dropped ? ' was dropped.' : ''}`)
        if (dropped) return []
      }
      const about = named.length > 0 ? languages : allLanguages.length === 1 ? allLanguages : []
      return [
        {
          text,
          ...(about.length > 0 && { languages: about }),
          origin: 'model',
          ...(evidence.length > 0 && evidence.length < patches.length && { evidence }),
        },
      ]
    })
  }
}

/** The state of one distillation. */
class Run {
  readonly problems: DistillationProblem[] = []
  readonly weakness: string
  calls = 0
  resumedCalls = 0
  readonly #controller = new AbortController()
  readonly #onCall: (() => void) | undefined

  constructor(
    readonly task: DistillationTask,
    { signal, onCall }: DistillOptions,
  ) {
    this.weakness = task.name ? `${task.cwe} (${task.name})` : task.cwe
    this.#onCall = onCall
    if (signal?.aborted) this.stop()
    signal?.addEventListener('abort', () => this.stop(), { once: true, signal: this.signal })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  stop(): void {
    this.#controller.abort()
  }

  called(): void {
    this.calls += 1
    this.#onCall?.()
  }

  resumed(): void {
    this.resumedCalls += 1
    this.#onCall?.()
  }

  problem(kind: DistillationProblem['kind'], detail: string): void {
    this.problems.push({ cwe: this.task.cwe, kind, detail })
  }
}

/** Leaves a distillation whose budget is spent; never leaves this file. */
class BudgetSpent extends Error {}

/** Calls that merge `snippets` first-level snippets into one. */
function mergeCalls(snippets: number, batchSize: number): number {
  if (snippets <= 1) return 0
  const batches = splitEvenly(new Array(snippets).fill(0), batchSize)
  return batches.filter((batch) => batch.length > 1).length + mergeCalls(batches.length, batchSize)
}

function requireAtLeast(name: string, value: number, least: number): void {
  if (value >= least && (Number.isInteger(value) || value === Number.POSITIVE_INFINITY)) return
  throw new RescueError('INVALID_OPTION', `${name} is ${value}; give a whole number of ${least} or more.`)
}
