import type { VectorFilter, VectorHit, VectorItem, VectorStore } from '../ports/vector-store.js'
import { compareText } from '../text/compare-text.js'
import { VectorMatrix } from './vector-matrix.js'

/**
 * The default {@link VectorStore}: in memory, exact, every item compared. An item that is added again under its identifier
 * replaces the earlier one. Hits of equal similarity come in the order of their identifiers.
 */
export class ExactVectorStore implements VectorStore {
  #matrix: VectorMatrix | undefined
  readonly #items: Omit<VectorItem, 'vector'>[] = []
  readonly #rowOf = new Map<string, number>()

  /** Adds items, or replaces those of the same identifier. */
  async add(items: readonly VectorItem[]): Promise<void> {
    for (const { vector, ...item } of items) {
      const { id } = item
      this.#matrix ??= new VectorMatrix(vector.length)
      const row = this.#rowOf.get(id)
      if (row === undefined) {
        this.#matrix.push(vector)
        this.#rowOf.set(id, this.#items.push(item) - 1)
      } else {
        this.#matrix.set(row, vector)
        this.#items[row] = item
      }
    }
  }

  async search(query: ArrayLike<number>, limit: number, filter: VectorFilter = {}): Promise<VectorHit[]> {
    if (!this.#matrix || limit < 1) return []
    const cwes = filter.cwes && new Set(filter.cwes)
    const languages = filter.languages && new Set(filter.languages)
    const rows: number[] = []
    this.#items.forEach(({ cwe, language }, row) => {
      // An item without a language holds for every language.
      if (cwes?.has(cwe) === false) return
      if (language !== undefined && languages?.has(language) === false) return
      rows.push(row)
    })
    const cosines = this.#matrix.cosines(query, rows)
    return rows
      .map((row, i) => ({ item: this.#items[row]!, similarity: cosines[i]! }))
      .sort((a, b) => b.similarity - a.similarity || compareText(a.item.id, b.item.id))
      .slice(0, limit)
      .map(({ item: { id, content }, similarity }) => ({
        id,
        similarity,
        ...(content !== undefined && { content }),
      }))
  }

  async size(): Promise<number> {
    return this.#items.length
  }
}
