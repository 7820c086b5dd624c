import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import type { EmbedderIdentity, Embeddings } from './embeddings.js'
import { wordsOf } from './words.js'

/** Options of {@link HashedEmbeddings}. */
export interface HashedEmbeddingsOptions {
  /** Length of the vectors. Fewer dimensions mean more collisions. */
  dimensions?: number
  /** Weight of each run of four characters inside a word, beside whole words (weight 1); 0 leaves runs out. */
  gramWeight?: number
}

/** Defaults of {@link HashedEmbeddingsOptions}, chosen by measurement: see docs/retrieval.md. */
export const hashedEmbeddingsDefaults = {
  dimensions: 1024,
  gramWeight: 0.25,
} as const satisfies HashedEmbeddingsOptions

/** Length of the character runs. */
const gramLength = 4

/** Words whose features are kept; a text of random strings must not fill the memory. */
const rememberedWords = 50_000

/** Where a word counts, and how much. */
interface WordFeatures {
  indices: Uint32Array
  weights: Float64Array
}

/**
 * The default embedder: no model, no download, the same vector on every machine. Words (split out of identifiers, stemmed, freed of
 * function words) are counted, the counts damped to `1 + ln(count)`, and each word is hashed with a sign, together with the
 * character runs in it, into a fixed number of dimensions (Weinberger et al., Feature hashing for large scale multitask learning,
 * ICML 2009), so that collisions cancel on average; vectors have unit length. It sees shared vocabulary, not meaning: thresholds
 * of a neural model do not hold for it. A text without a word gives the zero vector, whose cosine with everything is 0.
 */
export class HashedEmbeddings implements Embeddings, EmbedderIdentity {
  readonly identity: string
  readonly #options: Required<HashedEmbeddingsOptions>
  readonly #features = new Map<string, WordFeatures>()

  /** @throws RescueError INVALID_OPTION */
  constructor(options: HashedEmbeddingsOptions = {}) {
    this.#options = withDefaults(hashedEmbeddingsDefaults, options)
    const { dimensions, gramWeight } = this.#options
    if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > 65_536) {
      throw new RescueError(
        'INVALID_OPTION',
        `dimensions is ${dimensions}; give a whole number from 1 to 65536.`,
      )
    }
    if (!(gramWeight >= 0 && gramWeight <= 100)) {
      throw new RescueError('INVALID_OPTION', `gramWeight is ${gramWeight}; give a number from 0 to 100.`)
    }
    this.identity = `hashed-words-v1/${dimensions}/${gramWeight}`
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    return texts.map((text) => this.embed(text))
  }

  async embedQuery(text: string): Promise<number[]> {
    return this.embed(text)
  }

  /** The vector of a text, at once. */
  embed(text: string): number[] {
    const vector = new Array<number>(this.#options.dimensions).fill(0)
    const counts = new Map<string, number>()
    for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const [word, count] of counts) {
      const damped = 1 + Math.log(count)
      const { indices, weights } = this.#featuresOf(word)
      for (let i = 0; i < indices.length; i++) vector[indices[i]!]! += damped * weights[i]!
    }
    let squares = 0
    for (const x of vector) squares += x * x
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares)
    for (let i = 0; i < vector.length; i++) vector[i]! *= scale
    return vector
  }

  /** The features of a word; remembered, since the same words come again and again. */
  #featuresOf(word: string): WordFeatures {
    const known = this.#features.get(word)
    if (known) return known
    const { dimensions, gramWeight } = this.#options
    const indices: number[] = []
    const weights: number[] = []
    const add = (feature: string, weight: number) => {
      const hash = hashOf(feature)
      indices.push(hash % dimensions)
      // The sign comes from a bit that hardly takes part in the index.
      weights.push(hash >= 0x8000_0000 ? weight : -weight)
    }
    add(word, 1)
    if (gramWeight > 0) {
      const framed = `^${word}$`
      for (let i = 0; i + gramLength <= framed.length; i++) {
        add(`# ${framed.slice(i, i + gramLength)}`, gramWeight)
      }
    }
    const features = { indices: Uint32Array.from(indices), weights: Float64Array.from(weights) }
    if (this.#features.size >= rememberedWords) this.#features.clear()
    this.#features.set(word, features)
    return features
  }
}

/** FNV-1a over UTF-16 units with MurmurHash3's finaliser, so that all 32 bits depend on every unit. */
function hashOf(text: string): number {
  let hash = 0x811c_9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
