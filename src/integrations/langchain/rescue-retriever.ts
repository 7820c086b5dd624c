import { AsyncLocalStorage } from 'node:async_hooks'
import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager'
import type { Document } from '@langchain/core/documents'
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers'
import { ensureConfig, type RunnableConfig } from '@langchain/core/runnables'
import type { CodingTask } from '../../analysis/index.js'
import { RescueError } from '../../errors.js'
import type { Rescue } from '../../rescue.js'
import { requireRescue } from '../require-rescue.js'
import { taskOfTexts } from '../task-of-text.js'
import { documentsOf, type RescueDocumentMetadata } from './documents.js'

/** Fields of {@link RescueRetriever}. */
export interface RescueRetrieverInput extends BaseRetrieverInput {
  /** Does the retrieval; its options decide how much is found. */
  rescue: Rescue
  /** Language of the code to write; by default it is told from code fences, file names and words of the query. */
  language?: string
  /** Makes the task out of a query. By default code fences are the code at hand, and the rest says what is asked for. */
  task?: (query: string) => CodingTask
}

/**
 * A LangChain retriever over a knowledge base of vulnerability fixes. The documents are the guidelines of the likeliest weakness,
 * then the secure examples, best first; none where nothing passes the thresholds. The chat model of the `Rescue`, where it has
 * one, is called in child runs.
 */
export class RescueRetriever extends BaseRetriever<RescueDocumentMetadata> {
  static override lc_name(): string {
    return 'RescueRetriever'
  }

  override lc_namespace = ['rescue-rag', 'retrievers']

  readonly #rescue: Rescue
  readonly #task: (query: string) => CodingTask
  /** `BaseRetriever.invoke` does not hand its signal on, and instances are shared by concurrent calls. */
  readonly #signal = new AsyncLocalStorage<AbortSignal | undefined>()

  /** @throws RescueError INVALID_OPTION */
  constructor({ rescue, language, task, ...fields }: RescueRetrieverInput) {
    super(fields)
    this.#rescue = requireRescue(rescue)
    this.#task = task ?? ((query) => taskOfQuery(query, language))
  }

  override invoke(query: string, options?: RunnableConfig): Promise<Document<RescueDocumentMetadata>[]> {
    const config = ensureConfig(options)
    return this.#signal.run(config.signal, () => super.invoke(query, config)) as Promise<
      Document<RescueDocumentMetadata>[]
    >
  }

  /** @throws RescueError as {@link Rescue.retrieve}; INVALID_INPUT where the language of a query is not known */
  override async _getRelevantDocuments(
    query: string,
    runManager?: CallbackManagerForRetrieverRun,
  ): Promise<Document<RescueDocumentMetadata>[]> {
    const signal = this.#signal.getStore()
    const callbacks = runManager?.getChild()
    const retrieval = await this.#rescue.retrieve(this.#task(query), {
      ...(signal && { signal }),
      ...(callbacks && { invokeOptions: { callbacks } }),
    })
    return documentsOf(retrieval)
  }
}

function taskOfQuery(query: string, language: string | undefined): CodingTask {
  const task = taskOfTexts([query], language)
  if (task) return task
  throw new RescueError(
    'INVALID_INPUT',
    query.trim() === ''
      ? 'The query is empty. Say what code is to be written.'
      : 'The query does not say which language the code is in. Name it there, or pass new RescueRetriever({ rescue, language }).',
  )
}
