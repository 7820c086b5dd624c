import { analyzeTask, type CodingTask, extractCode, type TaskAnalysis } from './analysis/index.js'
import { RescueError } from './errors.js'
import {
  type BackgroundTypes,
  type KnowledgeBase,
  loadKnowledgeBase,
  loadShippedKnowledge,
} from './knowledge/index.js'
import { type ChatCallPolicy, callChatModel } from './ports/call-chat-model.js'
import { type ChatModel, requireChatModel } from './ports/chat-model.js'
import { type Embeddings, requireEmbeddings } from './ports/embeddings.js'
import {
  chosenKnowledge,
  type SecurePrompt,
  SecurePromptBuilder,
  type SecurePromptOptions,
} from './prompting/index.js'
import { HierarchicalRetriever, type Retrieval, type RetrievalOptions } from './retrieval/index.js'

/** Options of {@link Rescue.create}; every one has a default. */
export interface RescueOptions {
  /** A knowledge base, or the directory of one; the base that ships with the package by default. */
  knowledge?: KnowledgeBase | string
  /**
   * What the shipped base adds to `knowledge`, where it is there (a bundled application may come without it): what it says about the CWE types
   * that `knowledge` has fixes of (`own`, the default), the other types with their examples, too (`all`), or nothing (`none`). See
   * `KnowledgeBase.withBackground`, which takes any base.
   */
  background?: BackgroundTypes | 'none'
  /**
   * Writes causes, drafts and code. Without one, retrieval works with what the task gives, and only `generate` needs one. Sampling
   * is the model's: the paper uses temperature 0.2.
   */
  chatModel?: ChatModel
  /** Compares texts; hashed words, which need no download, by default. */
  embeddings?: Embeddings
  /** Facets, thresholds and numbers of the retrieval. */
  retrieval?: RetrievalOptions
  /** Form and token budget of the prompt. */
  prompt?: SecurePromptOptions
  /** Retries and timeout of calls to the chat model. */
  calls?: Omit<ChatCallPolicy, keyof RescueCallOptions>
}

/** Options of one call. */
export interface RescueCallOptions {
  /** Ends the call with the code ABORTED. */
  signal?: AbortSignal
  /** Handed to the chat model with every call, such as the `callbacks` and `tags` of LangChain. */
  invokeOptions?: ChatCallPolicy['invokeOptions']
}

/** What was found for a task, and from which analysis. */
export interface TaskRetrieval extends Retrieval {
  /** The task's facets that were searched with. */
  analysis: TaskAnalysis
}

/** The prompt for a task, and what it was made of. */
export interface TaskPrompt extends SecurePrompt {
  /** What was found, and why. */
  retrieval: TaskRetrieval
}

/** Generated code, and how it came about. */
export interface Generation {
  /** The code, taken out of the model's answer. */
  code: string
  /** The model's whole answer; the draft where no security context was found. */
  answer: string
  /** What the model was asked. */
  prompt: TaskPrompt
  /** Milliseconds per step (the steps of the paper's table 7); `generate` is absent where the draft was the answer. */
  milliseconds: {
    /** Cause and draft. */
    analyze: number
    /** Both steps of the retrieval, and the prompt. */
    retrieve: number
    /** The final code. */
    generate?: number
  }
}

/**
 * The whole method behind one object: analysis of a task, retrieval from a knowledge base, the secure prompt, and with a
 * chat model the code. Safe to share and to call concurrently.
 */
export class Rescue {
  /** The base that is searched. */
  readonly knowledge: KnowledgeBase
  readonly #retriever: HierarchicalRetriever
  readonly #builder: SecurePromptBuilder
  readonly #chatModel: ChatModel | undefined
  readonly #calls: NonNullable<RescueOptions['calls']>

  private constructor(
    knowledge: KnowledgeBase,
    retriever: HierarchicalRetriever,
    { chatModel, prompt, calls }: RescueOptions,
  ) {
    this.knowledge = knowledge
    this.#retriever = retriever
    this.#builder = new SecurePromptBuilder(prompt)
    this.#chatModel = chatModel
    this.#calls = calls ?? {}
  }

  /**
   * Loads the knowledge base and prepares its indexes.
   *
   * @throws RescueError FILE_UNREADABLE, KNOWLEDGE_INVALID or KNOWLEDGE_VERSION for a base that cannot be used; INVALID_OPTION
   */
  static async create(options: RescueOptions = {}): Promise<Rescue> {
    requireParts(options)
    const { embeddings, retrieval } = options
    const base = await knowledgeOf(options)
    const retriever = new HierarchicalRetriever(base, { ...retrieval, ...(embeddings && { embeddings }) })
    await retriever.ready()
    return new Rescue(base, retriever, options)
  }

  /**
   * Analyses a task and finds the weaknesses, examples and guidelines for it.
   *
   * @throws RescueError INVALID_INPUT for an empty task; the model's error where no facet is left without it; ABORTED
   */
  async retrieve(task: CodingTask, options: RescueCallOptions = {}): Promise<TaskRetrieval> {
    const analysis = await this.#analyze(task, options)
    throwIfAborted(options)
    return this.#retrieve(analysis)
  }

  /** Builds the prompt that makes a model write secure code; the bare task where no knowledge passes the thresholds. */
  async prompt(task: CodingTask, options: RescueCallOptions = {}): Promise<TaskPrompt> {
    return this.#prompt(task, await this.retrieve(task, options))
  }

  /**
   * Has the chat model write the code with the security context. Where there is none, the model's draft already is the answer.
   *
   * @throws RescueError INVALID_INPUT where there is no chat model; MODEL_FAILED, MODEL_TIMEOUT, MODEL_ANSWER or ABORTED. Once
   * a prompt exists, `details` of the error hold it, and the model's answer where there was one: nothing that was paid for is lost
   */
  async generate(task: CodingTask, options: RescueCallOptions = {}): Promise<Generation> {
    const chatModel = this.#chatModel
    if (!chatModel) {
      throw new RescueError(
        'INVALID_INPUT',
        'Generating code needs a chat model. Pass one: Rescue.create({ chatModel }). Without one, use prompt().',
      )
    }
    const started = performance.now()
    const analysis = await this.#analyze(task, options)
    const analyzed = performance.now()
    const prompt = this.#prompt(task, await this.#retrieve(analysis))
    const retrieved = performance.now()
    const milliseconds = { analyze: analyzed - started, retrieve: retrieved - analyzed }

    if (!prompt.context && analysis.origins.draft === 'model' && analysis.draft !== undefined) {
      return { code: analysis.draft, answer: analysis.draft, prompt, milliseconds }
    }
    let answer: string | undefined
    try {
      answer = await callChatModel(chatModel, prompt.messages, 'the code', { ...this.#calls, ...options })
      const code = prompt.form === 'chat' ? extractCode(answer, task.language) : answer
      return {
        code,
        answer,
        prompt,
        milliseconds: { ...milliseconds, generate: performance.now() - retrieved },
      }
    } catch (thrown) {
      const error = RescueError.from(thrown, 'MODEL_FAILED', 'The chat model failed at the code')
      error.details = { prompt, ...(answer !== undefined && { answer }) }
      throw error
    }
  }

  async #analyze(task: CodingTask, options: RescueCallOptions): Promise<TaskAnalysis> {
    throwIfAborted(options)
    return analyzeTask(task, {
      ...(this.#chatModel && { chatModel: this.#chatModel }),
      policy: { ...this.#calls, ...options },
    })
  }

  async #retrieve(analysis: TaskAnalysis): Promise<TaskRetrieval> {
    return { ...(await this.#retriever.retrieve(analysis)), analysis }
  }

  #prompt(task: CodingTask, retrieval: TaskRetrieval): TaskPrompt {
    return { ...this.#builder.build(task, chosenKnowledge(retrieval)), retrieval }
  }
}

async function knowledgeOf({ knowledge, background = 'own' }: RescueOptions): Promise<KnowledgeBase> {
  if (knowledge === undefined) return loadShippedKnowledge()
  const own = typeof knowledge === 'string' ? await loadKnowledgeBase(knowledge) : knowledge
  if (background === 'none') return own
  const shipped = await shippedIfThere()
  return shipped ? own.withBackground(shipped, { types: background }) : own
}

async function shippedIfThere(): Promise<KnowledgeBase | undefined> {
  try {
    return await loadShippedKnowledge()
  } catch (thrown) {
    if (thrown instanceof RescueError && thrown.code === 'FILE_UNREADABLE') return undefined
    throw thrown
  }
}

/** What is passed in is used much later, where nobody would know it for the mistake. */
function requireParts({ knowledge, background, chatModel, embeddings }: RescueOptions): void {
  // By shape: the ES module and the CommonJS build have a class each.
  if (knowledge !== undefined && typeof knowledge !== 'string' && !Array.isArray(knowledge?.weaknesses)) {
    throw new RescueError(
      'INVALID_OPTION',
      'knowledge is no knowledge base. Give the directory of one, or what loadKnowledgeBase or buildKnowledgeBase returned (its base).',
    )
  }
  if (background !== undefined && !['own', 'all', 'none'].includes(background)) {
    throw new RescueError('INVALID_OPTION', `background is "${background}"; known are own, all and none.`)
  }
  if (chatModel !== undefined) requireChatModel(chatModel)
  if (embeddings !== undefined) requireEmbeddings(embeddings)
}

/** Without a chat model nothing else looks at the signal. */
function throwIfAborted({ signal }: RescueCallOptions): void {
  if (signal?.aborted) throw new RescueError('ABORTED', 'The call was aborted.', { cause: signal.reason })
}
