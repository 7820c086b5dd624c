import { withDefaults } from '../defaults.js'
import { messageOf, RescueError } from '../errors.js'
import type { EmbedderIdentity, Embeddings } from './embeddings.js'
import { lazyRequire } from './lazy-require.js'

/** Options of {@link TransformersEmbeddings}. */
export interface TransformersEmbeddingsOptions {
  /** Model on the Hugging Face hub, or in `modelPath`, with ONNX weights. */
  model?: string
  /** Precision of the weights, such as `fp32`, `fp16` or `q8`. */
  dtype?: string
  /** How token vectors become one: bge models use the first token (`cls`), most others the mean. */
  pooling?: 'cls' | 'mean'
  /** Put before a query, not before a document; some models are trained with an instruction there. */
  queryPrefix?: string
  /**
   * Directory that holds the model's folder; nothing is downloaded then. The library keeps this setting for the whole process.
   */
  modelPath?: string
}

/** Defaults of {@link TransformersEmbeddingsOptions}: the model of the paper. */
export const transformersEmbeddingsDefaults = {
  model: 'Xenova/bge-base-en-v1.5',
  dtype: 'fp32',
  pooling: 'cls',
  queryPrefix: '',
} as const satisfies TransformersEmbeddingsOptions

type Extractor = (
  text: string,
  options: { pooling: string; normalize: boolean },
) => Promise<{ data: ArrayLike<number> }>

interface Transformers {
  env: { allowRemoteModels: boolean; localModelPath: string }
  pipeline(task: 'feature-extraction', model: string, options: { dtype: string }): Promise<Extractor>
}

/**
 * Neural embeddings on this machine, with the optional package `@huggingface/transformers`. The model is loaded at the first text.
 * Texts are embedded one at a time: with 8-bit weights a vector would depend on what else is in its batch.
 */
export class TransformersEmbeddings implements Embeddings, EmbedderIdentity {
  readonly identity: string
  readonly #options: Required<Omit<TransformersEmbeddingsOptions, 'modelPath'>>
  readonly #modelPath: string | undefined
  #extractor: Promise<Extractor> | undefined

  constructor(options: TransformersEmbeddingsOptions = {}) {
    const { modelPath, ...rest } = options
    this.#options = withDefaults(transformersEmbeddingsDefaults, rest)
    this.#modelPath = modelPath
    const { model, dtype, pooling, queryPrefix } = this.#options
    this.identity = [model, dtype, pooling, ...(queryPrefix ? [queryPrefix] : [])].join('/')
  }

  /** @throws RescueError MISSING_DEPENDENCY where the package is not installed; MODEL_FAILED where the model cannot be used */
  async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors: number[][] = []
    for (const text of texts) vectors.push(await this.#embed(text))
    return vectors
  }

  /** @throws RescueError as `embedDocuments` does */
  async embedQuery(text: string): Promise<number[]> {
    return this.#embed(this.#options.queryPrefix + text)
  }

  async #embed(text: string): Promise<number[]> {
    this.#extractor ??= this.#load()
    try {
      const extract = await this.#extractor
      const { data } = await extract(text, { pooling: this.#options.pooling, normalize: true })
      return Array.from(data)
    } catch (thrown) {
      // A later call tries again: the download may succeed by then.
      this.#extractor = undefined
      if (thrown instanceof RescueError) throw thrown
      throw new RescueError(
        'MODEL_FAILED',
        `The embedding model "${this.#options.model}" could not be used: ${messageOf(thrown)}. Check its name and the connection, or give modelPath.`,
        { cause: thrown },
      )
    }
  }

  async #load(): Promise<Extractor> {
    const purpose = 'embedding texts with a neural model'
    const { env, pipeline } = lazyRequire<Transformers>('@huggingface/transformers', purpose)
    if (this.#modelPath !== undefined) {
      env.allowRemoteModels = false
      env.localModelPath = this.#modelPath
    }
    return pipeline('feature-extraction', this.#options.model, { dtype: this.#options.dtype })
  }
}
