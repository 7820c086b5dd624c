import type { Example, Weakness } from '../knowledge/types.js'
import { wordsOf } from '../ports/words.js'
import { Bm25Index } from './bm25.js'
import { distinctCauses, type VectorOf, type WeaknessDocuments } from './documents.js'
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
  readonly #types: number
  readonly #vectors: VectorMatrix
  readonly #words: Bm25Index
  readonly #causes: NearestTexts
  readonly #tasks: TypicalTasks
  readonly #taskCauses: TypicalTasks

  /** @param types How many of the weaknesses are CWE types; what comes behind them is compared on their scale. */
  constructor(
    weaknesses: readonly Weakness[],
    examplesOf: (cwe: string) => readonly Example[],
    { prose, everything, vectorOf }: WeaknessDocuments,
    weights: CauseViews,
    types: number = weaknesses.length,
  ) {
    this.#weights = weights
    this.#types = types
    this.#vectors = VectorMatrix.from(prose.map(({ vector }) => vector))
    this.#words = Bm25Index.build(everything.map(({ words }) => words))
    this.#causes = new NearestTexts(
      weaknesses.map(({ cwe, causes }) => [
        ...causes.map(({ text }) => text),
        ...distinctCauses(examplesOf(cwe)),
      ]),
      byWords,
    )
    const typicalTasks = (texts: readonly (readonly string[])[]): TypicalTasks => ({
      words: new NearestTexts(texts, byWords),
      ...((weights.taskVectors ?? 0) > 0 && { vectors: new NearestTexts(texts, byVectors(vectorOf)) }),
    })
    this.#tasks = typicalTasks(weaknesses.map(({ tasks = [] }) => tasks.map(({ text }) => text)))
    this.#taskCauses = weaknesses.some(isTold)
      ? typicalTasks(weaknesses.map((weakness) => toldCauses(weakness, examplesOf(weakness.cwe))))
      : this.#tasks
  }

  /** The fit of every weakness, for a CWE type 0 to 1. Like is compared with like: a cause with the causes of typical tasks, a task's words with theirs. */
  fits(query: TextQuery & { isTaskText: boolean }): Float64Array {
    const tasks = query.isTaskText ? this.#tasks : this.#taskCauses
    const views: [keyof CauseViews, Float64Array | undefined][] = [
      ['vectors', this.#vectors.cosines(query.vector)],
      ['words', this.#words.scores(query.words)],
      ['causes', this.#causes.scores(query)],
      ['tasks', tasks.words.scores(query)],
      ['taskVectors', tasks.vectors?.scores(query)],
    ]
    const fits = new Float64Array(this.#words.size)
    let total = 0
    for (const [view, scores] of views) {
      if (!scores) continue
      const best = scores.subarray(0, this.#types).reduce((highest, score) => Math.max(highest, score), 0)
      const weight = this.#weights[view] ?? 0
      if (best === 0 || weight === 0) continue
      total += weight
      scores.forEach((score, i) => {
        fits[i]! += (weight * Math.max(0, score)) / best
      })
    }
    return total === 0 ? fits : fits.map((fit) => fit / total)
  }
}

/** Typical tasks, or their causes, as they are compared with a text. */
interface TypicalTasks {
  words: NearestTexts
  vectors?: NearestTexts
}

/** Whether somebody said of a typical task what threatens there. */
function isTold({ tasks = [] }: Weakness): boolean {
  return tasks.some(({ cause }) => cause !== undefined)
}

/** What is said to threaten in typical tasks, else their words; where nobody said it of any, what threatens in the examples as well. */
function toldCauses(weakness: Weakness, examples: readonly Example[]): string[] {
  const texts = (weakness.tasks ?? []).map(({ text, cause }) => cause ?? text)
  return isTold(weakness) ? texts : [...texts, ...distinctCauses(examples)]
}

/** Compares a text with all of a list. */
type Compare = (query: TextQuery) => Float64Array

/** Makes a list of texts ready to be compared with. */
type Indexing = (texts: readonly string[]) => Compare

const byWords: Indexing = (texts) => {
  const index = Bm25Index.build(texts.map((text) => [...new Set(wordsOf(text))]))
  return ({ words }) => index.scores([...new Set(words)])
}

const byVectors =
  (vectorOf: VectorOf): Indexing =>
  (texts) => {
    const matrix = VectorMatrix.from(texts.map(vectorOf))
    return ({ vector }) => matrix.cosines(vector)
  }

/** Short texts, each a document of its own, several per candidate: a candidate's score is the sum of its best ones. */
class NearestTexts {
  readonly #compare: Compare
  /** Where the texts of each candidate begin, and behind the last one the number of texts. */
  readonly #starts: readonly number[]

  constructor(textsOf: readonly (readonly string[])[], indexing: Indexing) {
    const starts = [0]
    for (const texts of textsOf) starts.push(starts.at(-1)! + texts.length)
    this.#starts = starts
    this.#compare = indexing(textsOf.flat())
  }

  scores(query: TextQuery): Float64Array {
    const all = this.#compare(query)
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
