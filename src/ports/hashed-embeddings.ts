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

/** Defaults of {@link HashedEmbeddings}, chosen by measurement: see docs/retrieval.md. */
export const hashedEmbeddingsDefaults = {
  dimensions: 1024,
  gramWeight: 0.25,
} as const satisfies HashedEmbeddingsOptions

/** Length of the character runs. */
const gramLength = 4

/**
 * The default embedder: no model, no download, the same vector on every machine. Words (see {@link wordsOf}) and
 * character runs are counted, damped to `1 + ln(count)`, and hashed with a sign into a fixed number of dimensions (Weinberger et al., Feature hashing for large scale multitask learning, ICML 2009), so that collisions cancel on
 * average; vectors have unit length. It sees shared vocabulary, not meaning: thresholds of a neural model do not hold for it.
 * A text without a word gives the zero vector, whose cosine with everything is 0.
 */
export class HashedEmbeddings implements Embeddings, EmbedderIdentity {
  readonly identity: string
  readonly #options: Required<HashedEmbeddingsOptions>

  /** @throws RescueError INVALID_OPTION */
  constructor(options: HashedEmbeddingsOptions = {}) {
    this.#options = { ...hashedEmbeddingsDefaults, ...options }
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
    const { dimensions } = this.#options
    const vector = new Array<number>(dimensions).fill(0)
    for (const [feature, weight] of this.#features(wordsOf(text))) {
      const hash = hashOf(feature)
      const index = hash % dimensions
      // The sign comes from a bit that hardly takes part in the index.
      vector[index]! += hash >= 0x8000_0000 ? weight : -weight
    }
    const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
    return length === 0 ? vector : vector.map((x) => x / length)
  }

  /** Every feature of the words with its damped weight. */
  #features(words: readonly string[]): Map<string, number> {
    const { gramWeight } = this.#options
    const features = new Map<string, number>()
    const count = (prefix: string, items: Iterable<string>, weight: number) => {
      const counts = new Map<string, number>()
      for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
      for (const [item, times] of counts) features.set(prefix + item, weight * (1 + Math.log(times)))
    }
    count('', words, 1)
    if (gramWeight > 0) count('# ', gramsOf(words), gramWeight)
    return features
  }
}

function* gramsOf(words: readonly string[]): Iterable<string> {
  for (const word of words) {
    const framed = `^${word}$`
    for (let i = 0; i + gramLength <= framed.length; i++) yield framed.slice(i, i + gramLength)
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
