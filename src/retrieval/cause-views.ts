import type { Example, Weakness } from '../knowledge/types.js'
import { wordsOf } from '../ports/words.js'
import { Bm25Index } from './bm25.js'
import { distinctCauses, type WeaknessDocuments } from './documents.js'
import type { CauseViews } from './options.js'
import type { TextQuery } from './text-index.js'
import { VectorMatrix } from './vector-matrix.js'

/** Of how many of a CWE type's single texts the likeness counts: one may be chance, and a mean over all would drown the telling ones. */
const nearest = 3

/**
 * Ranks the CWE types for a text by several views of each type, since each sees what the others miss: a document of everything
 * that is known knows the subject, a single cause or typical task is short enough to be matched as a whole, vectors bridge
 * different wording.
 *
 *     fit(w) = sum over views v of  weight_v * s_v(w) / max over types of s_v   /  sum of the weights of the views that say anything
 *
 * Divided by the best score, so that no view outweighs the others by its scale; the fit is 1 where all views agree on the best
 * type, and says nothing about how well even the best one fits.
 */
export class CauseViewIndex {
  readonly #weights: CauseViews
  readonly #vectors: VectorMatrix
  readonly #words: Bm25Index
  readonly #causes: NearestTexts
  readonly #tasks: NearestTexts
  readonly #taskCauses: NearestTexts

  constructor(
    weaknesses: readonly Weakness[],
    examplesOf: (cwe: string) => readonly Example[],
    { prose, everything }: WeaknessDocuments,
    weights: CauseViews,
  ) {
    this.#weights = weights
    this.#vectors = VectorMatrix.from(prose.map(({ vector }) => vector))
    this.#words = Bm25Index.build(everything.map(({ words }) => words))
    this.#causes = new NearestTexts(
      weaknesses.map(({ cwe, causes }) => [
        ...causes.map(({ text }) => text),
        ...distinctCauses(examplesOf(cwe)),
      ]),
    )
    this.#tasks = new NearestTexts(weaknesses.map(({ tasks = [] }) => tasks.map(({ text }) => text)))
    const isTold = weaknesses.some(({ tasks = [] }) => tasks.some(({ cause }) => cause !== undefined))
    this.#taskCauses = isTold
      ? new NearestTexts(weaknesses.map(({ tasks = [] }) => tasks.map(({ text, cause }) => cause ?? text)))
      : this.#tasks
  }

  /** The fit of every CWE type, 0 to 1. Like is compared with like: a cause with the causes of typical tasks, a task's words with theirs. */
  fits(query: TextQuery & { isTaskText: boolean }): Float64Array {
    const distinct = [...new Set(query.words)]
    const views: [keyof CauseViews, Float64Array][] = [
      ['vectors', this.#vectors.cosines(query.vector)],
      ['words', this.#words.scores(query.words)],
      ['causes', this.#causes.scores(distinct)],
      ['tasks', (query.isTaskText ? this.#tasks : this.#taskCauses).scores(distinct)],
    ]
    const fits = new Float64Array(this.#words.size)
    let total = 0
    for (const [view, scores] of views) {
      const best = scores.reduce((highest, score) => Math.max(highest, score), 0)
      const weight = this.#weights[view]
      if (best === 0 || weight === 0) continue
      total += weight
      scores.forEach((score, i) => {
        fits[i]! += (weight * Math.max(0, score)) / best
      })
    }
    return total === 0 ? fits : fits.map((fit) => fit / total)
  }
}

/** Short texts, each a document of its own, several per candidate: a candidate's score is the sum of its best ones. */
class NearestTexts {
  readonly #index: Bm25Index
  /** Where the texts of each candidate begin, and behind the last one the number of texts. */
  readonly #starts: readonly number[]

  constructor(textsOf: readonly (readonly string[])[]) {
    const starts = [0]
    for (const texts of textsOf) starts.push(starts.at(-1)! + texts.length)
    this.#starts = starts
    this.#index = Bm25Index.build(textsOf.flat().map((text) => [...new Set(wordsOf(text))]))
  }

  scores(words: readonly string[]): Float64Array {
    const all = this.#index.scores(words)
    return Float64Array.from({ length: this.#starts.length - 1 }, (_, i) =>
      sumOfBest(all.subarray(this.#starts[i], this.#starts[i + 1])),
    )
  }
}

/** The sum of the {@link nearest} highest scores, in one pass: a type of a large base has thousands of texts. */
function sumOfBest(scores: Float64Array): number {
  const best = new Float64Array(nearest)
  for (const score of scores) {
    if (score <= best[nearest - 1]!) continue
    let at = nearest - 1
    for (; at > 0 && score > best[at - 1]!; at--) best[at] = best[at - 1]!
    best[at] = score
  }
  return best.reduce((sum, score) => sum + score, 0)
}
