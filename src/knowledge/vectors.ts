import { createHash } from 'node:crypto'
import { endianness } from 'node:os'
import * as z from 'zod'
import { RescueError } from '../errors.js'
import { embedTexts } from '../ports/embed-texts.js'
import { type Embeddings, embedderIdentity } from '../ports/embeddings.js'
import { parseJson } from '../text/parse-json.js'
import type { Example, Weakness } from './types.js'

/** Texts that go to the embedder in one call. */
const batchSize = 256

/** Length of the digest that stands for a text in the file, in bytes: enough that no two texts meet. */
const keyLength = 16

/** First bytes of a vector file; the number at the end is its version. */
const magic = 'rescue-vectors-1'

const headSchema = z.object({
  magic: z.literal(magic),
  identity: z.string(),
  dimensions: z.int().nonnegative(),
  rows: z.int().nonnegative(),
})

const digestLength = 32

/**
 * Vectors of texts in the space of one embedder, found by the text itself. So a cache is never wrong, only incomplete: a text
 * that changed is another text.
 */
export class KnowledgeVectors {
  readonly #rows = new Map<string, Float32Array>()

  constructor(
    /** The embedder's identity. */
    readonly identity: string,
    /** Length of every vector. */
    readonly dimensions: number,
  ) {}

  /** Number of vectors held. */
  get size(): number {
    return this.#rows.size
  }

  /** The vector of a text, of unit length or zero; undefined where it is not held. */
  readonly vectorOf = (text: string): Float32Array | undefined => this.#rows.get(keyOf(text))

  /**
   * Embeds the texts that are not held yet, each once.
   *
   * @throws RescueError MODEL_FAILED where the embedder fails or gives vectors that do not fit together
   */
  static async of(texts: Iterable<string>, embeddings: Embeddings, known?: KnowledgeVectors) {
    const identity = embedderIdentity(embeddings)
    const wanted = [...new Set(texts)]
    const reusable = known?.identity === identity ? known : undefined
    const missing = wanted.filter((text) => !reusable?.vectorOf(text))
    const fresh: Float32Array[] = []
    for (let start = 0; start < missing.length; start += batchSize) {
      const batch = missing.slice(start, start + batchSize)
      fresh.push(...(await embedTexts(embeddings, batch, 'the knowledge base')).map(unit))
    }
    const dimensions = fresh[0]?.length ?? reusable?.dimensions ?? 0
    const vectors = new KnowledgeVectors(identity, dimensions)
    for (const [index, text] of missing.entries()) vectors.#set(keyOf(text), fresh[index]!)
    for (const text of wanted) {
      const row = reusable?.vectorOf(text)
      if (row) vectors.#set(keyOf(text), row)
    }
    return vectors
  }

  /** These vectors and those of another collection for the same embedder. */
  joined(other: KnowledgeVectors): KnowledgeVectors {
    const vectors = new KnowledgeVectors(this.identity, this.dimensions)
    // Others of another length are of another model that has the same name: they are computed again.
    const fitting = other.dimensions === this.dimensions ? [this, other] : [this]
    for (const one of fitting) for (const [key, row] of one.#rows) vectors.#rows.set(key, row)
    return vectors
  }

  /**
   * The file form: a line of JSON, the keys in order, the vectors in that order as 32-bit floats, little-endian, and the
   * SHA-256 digest of all that.
   */
  encode(): Buffer {
    const keys = [...this.#rows.keys()].sort()
    const head = JSON.stringify({
      magic,
      identity: this.identity,
      dimensions: this.dimensions,
      rows: keys.length,
    })
    const start = Buffer.byteLength(head) + 1
    const file = Buffer.alloc(start + keys.length * (keyLength + this.dimensions * 4))
    file.write(`${head}\n`)
    const values = new Float32Array(keys.length * this.dimensions)
    for (const [index, key] of keys.entries()) {
      file.write(key, start + index * keyLength, 'hex')
      values.set(this.#rows.get(key)!, index * this.dimensions)
    }
    Buffer.from(swapped(values).buffer).copy(file, start + keys.length * keyLength)
    return Buffer.concat([file, digestOf(file)])
  }

  /** Reads the file form; undefined where it is damaged or of another version, since a cache can be made again. */
  static decode(bytesOfFile: Buffer): KnowledgeVectors | undefined {
    const file = bytesOfFile.subarray(0, -digestLength)
    if (!digestOf(file).equals(bytesOfFile.subarray(-digestLength))) return undefined
    const end = file.indexOf('\n')
    const head = headSchema.safeParse(parsed(file.toString('utf8', 0, Math.max(end, 0))))
    if (!head.success) return undefined
    const { identity, dimensions, rows } = head.data
    const start = end + 1
    if (file.length !== start + rows * (keyLength + dimensions * 4)) return undefined
    const vectors = new KnowledgeVectors(identity, dimensions)
    // A copy, since floats must lie at multiples of four bytes.
    const bytes = Uint8Array.from(file.subarray(start + rows * keyLength))
    const values = swapped(new Float32Array(bytes.buffer))
    if (!values.every(Number.isFinite)) return undefined
    for (let row = 0; row < rows; row++) {
      const key = file.toString('hex', start + row * keyLength, start + (row + 1) * keyLength)
      vectors.#rows.set(key, values.subarray(row * dimensions, (row + 1) * dimensions))
    }
    return vectors
  }

  #set(key: string, vector: Float32Array): void {
    if (vector.length !== this.dimensions) {
      throw new RescueError(
        'MODEL_FAILED',
        `The embedder "${this.identity}" gave a vector of ${vector.length} numbers beside ones of ${this.dimensions}. Use one whose vectors are all of one length.`,
      )
    }
    this.#rows.set(key, vector)
  }
}

/** Every text of a base that is found by likeness: causes of a weakness, each and all as one; causes of examples; secure slices. */
export function* knowledgeTexts(
  weaknesses: readonly Weakness[],
  examples: readonly Example[],
): Generator<string> {
  for (const { causes } of weaknesses) {
    const texts = causes.map(({ text }) => text)
    yield texts.join('\n')
    yield* texts
  }
  for (const { cause, secure } of examples) {
    if (cause !== undefined) yield cause
    yield secure.code
  }
}

function unit(vector: readonly number[]): Float32Array {
  let squares = 0
  for (const value of vector) squares += value * value
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
  const values = new Float32Array(vector.length)
  for (let i = 0; i < values.length; i++) values[i] = vector[i]! * scale
  return values
}

/** The file is little-endian; on a machine that is not, the bytes of each number are turned round. */
function swapped(values: Float32Array): Float32Array {
  if (endianness() === 'BE') Buffer.from(values.buffer).swap32()
  return values
}

function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function keyOf(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * keyLength)
}
