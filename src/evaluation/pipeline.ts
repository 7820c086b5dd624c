import { type CodingTask, type TaskAnalysis, taskText } from '../analysis/index.js'
import type { Embeddings } from '../ports/embeddings.js'
import {
  chosenKnowledge,
  type SecurePrompt,
  SecurePromptBuilder,
  type SecurePromptOptions,
} from '../prompting/index.js'
import { HierarchicalRetriever, type RetrievalOptions } from '../retrieval/index.js'
import type { KnowledgeVariants } from './knowledge-variants.js'
import { charge, type Ledger } from './ledger.js'
import type { Variant } from './variants.js'

/** Options of {@link Pipeline.create}. */
export interface PipelineOptions {
  knowledge: KnowledgeVariants
  embeddings?: Embeddings
  retrieval?: RetrievalOptions
  prompt?: SecurePromptOptions
}

/** The steps of one variant from an analysed task to the prompt. */
export class Pipeline {
  readonly variant: Variant
  readonly #knowledge: KnowledgeVariants
  readonly #retriever: HierarchicalRetriever | undefined
  readonly #builder: SecurePromptBuilder

  private constructor(
    variant: Variant,
    options: PipelineOptions,
    retriever: HierarchicalRetriever | undefined,
  ) {
    this.variant = variant
    this.#knowledge = options.knowledge
    this.#retriever = retriever
    this.#builder = new SecurePromptBuilder({
      ...options.prompt,
      // A budget would leave whole code out, and what slicing saves could not be seen.
      ...(variant.shown === 'whole' && { maxContextTokens: Number.MAX_SAFE_INTEGER }),
    })
  }

  /**
   * Indexes what the variant searches.
   * @throws RescueError INVALID_OPTION; INVALID_INPUT where fixes are missing; MODEL_FAILED where embedding fails
   */
  static async create(variant: Variant, options: PipelineOptions): Promise<Pipeline> {
    if (variant.facets === 'nothing') return new Pipeline(variant, options, undefined)
    const retriever = new HierarchicalRetriever(options.knowledge.searched(variant.searched), {
      ...options.retrieval,
      ...variant.retrieval,
      ...(options.embeddings && { embeddings: options.embeddings }),
    })
    await retriever.ready()
    return new Pipeline(variant, options, retriever)
  }

  /**
   * @param analysis what the model wrote about the task; used by variants that go by it
   * @param ledger charged with the time of retrieval
   */
  async prompt(task: CodingTask, analysis: TaskAnalysis | undefined, ledger: Ledger): Promise<SecurePrompt> {
    if (!this.#retriever) return this.#builder.build(task)
    const facets = this.variant.facets === 'model' && analysis ? analysis : ownWords(task)
    const retrieval = await this.#retriever.retrieve(facets, {
      onLevel: (level, milliseconds) => charge(ledger, level, { milliseconds }),
    })
    const knowledge = chosenKnowledge(retrieval)
    return this.#builder.build(
      task,
      knowledge && {
        ...knowledge,
        guidelines: this.variant.guidelines ? knowledge.guidelines : [],
        examples: knowledge.examples.map(({ id }) => this.#knowledge.shown(id, this.variant.shown)),
      },
    )
  }
}

/** The task's own words in the place of a draft: what a plain nearest-example search goes by. */
function ownWords(task: CodingTask): TaskAnalysis {
  return {
    task,
    draft: taskText(task) ?? '',
    apiCalls: [],
    origins: { cause: 'absent', draft: 'task', api: 'absent' },
    failures: [],
  }
}
