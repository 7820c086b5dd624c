import { RescueError } from '../errors.js'
import type { Example, Weakness } from '../knowledge/types.js'
import { canonicalLanguage } from '../languages/index.js'
import { Bm25Index } from './bm25.js'
import { causeDocument, type TextDocument, textDocument, type VectorOf } from './documents.js'
import type { ExampleCandidates, ExampleQuery, ExampleScope, ExampleSearch } from './example-search.js'
import type { FacetScores } from './fusion.js'
import { languageMatch, languageTiers } from './language-tiers.js'
import type { FacetName, RetrievalOptions } from './options.js'
import { TextIndex, type TextQuery } from './text-index.js'
import { VectorMatrix } from './vector-matrix.js'
import { exampleApiTokens } from './weakness-index.js'

/** The lower level of a base, indexed in memory. */
export class ExampleIndex implements ExampleSearch {
  readonly #examples: readonly Example[]
  readonly #options: Required<RetrievalOptions>
  readonly #causes: TextIndex
  /** Which document of `#causes` speaks for an example; similar fixes share one. */
  readonly #causeOf: Uint32Array
  readonly #apis: Bm25Index
  readonly #slices: VectorMatrix
  readonly #languages: readonly string[]
  readonly #ranges: ReadonlyMap<string, { start: number; end: number }>

  /**
   * @param examples grouped by CWE type
   * @throws RescueError KNOWLEDGE_INVALID where the weakness of an example is missing
   */
  constructor(
    weaknesses: readonly Weakness[],
    examples: readonly Example[],
    vectorOf: VectorOf,
    options: Required<RetrievalOptions>,
  ) {
    this.#options = options
    this.#examples = examples
    this.#languages = examples.map(({ language }) => canonicalLanguage(language))
    this.#ranges = rangesByCwe(weaknesses, examples)
    this.#apis = Bm25Index.build(examples.map(exampleApiTokens))
    this.#slices = VectorMatrix.from(examples.map(({ secure }) => vectorOf(secure.code)))

    const weaknessOf = new Map(weaknesses.map((weakness) => [weakness.cwe, weakness]))
    const documents: TextDocument[] = []
    const known = new Map<string, number>()
    this.#causeOf = Uint32Array.from(examples, ({ cwe, cause }) => {
      const key = cause ?? cwe
      let document = known.get(key)
      if (document === undefined) {
        const added =
          cause === undefined ? causeDocument(weaknessOf.get(cwe)!, vectorOf) : textDocument(cause, vectorOf)
        document = documents.push(added) - 1
        known.set(key, document)
      }
      return document
    })
    this.#causes = new TextIndex(documents, options.wordShare)
  }

  async search(query: ExampleQuery, { cwes, language }: ExampleScope): Promise<ExampleCandidates> {
    const selection = this.select(cwes, language)
    return {
      exampleAt: (candidate) => this.#examples[selection[candidate]!]!,
      facets: this.scores(query, selection),
    }
  }

  /**
   * The numbers of the examples that compete: of each CWE type (of every one, without `cwes`) those in the nearest language that
   * the options admit and that it has.
   */
  select(cwes: readonly string[] | undefined, taskLanguage: string): Uint32Array {
    const tiers = languageTiers(this.#options.languages)
    const selected: number[] = []
    for (const cwe of cwes ?? this.#ranges.keys()) {
      const { start, end } = this.#ranges.get(cwe)!
      for (const tier of tiers) {
        const before = selected.length
        for (let i = start; i < end; i++) {
          if (tier.includes(languageMatch(this.#languages[i]!, taskLanguage))) selected.push(i)
        }
        if (selected.length > before) break
      }
    }
    return Uint32Array.from(selected)
  }

  /** What the facets say about the selected examples; candidates are places in `selection`. */
  scores({ cause, api, code }: ExampleQuery, selection: Uint32Array): FacetScores<FacetName>[] {
    const { exampleThresholds, exampleWeights } = this.#options
    const facets: FacetScores<FacetName>[] = []
    const add = (facet: FacetName, scores: Float64Array) =>
      facets.push({ facet, scores, threshold: exampleThresholds[facet], weight: exampleWeights[facet] })
    if (cause) add('cause', this.#causeScores(cause, selection))
    if (api) add('api', this.#apis.scores(api, selection))
    if (code) add('code', this.#slices.cosines(code, selection))
    return facets
  }

  /** Each cause document is compared once, however many examples share it. */
  #causeScores(query: TextQuery, selection: Uint32Array): Float64Array {
    const documents = [...new Set(Array.from(selection, (example) => this.#causeOf[example]!))]
    const scores = this.#causes.scores(query, documents)
    const scoreOf = new Map(documents.map((document, i) => [document, scores[i]!]))
    return Float64Array.from(selection, (example) => scoreOf.get(this.#causeOf[example]!)!)
  }
}

function rangesByCwe(
  weaknesses: readonly Weakness[],
  examples: readonly Example[],
): Map<string, { start: number; end: number }> {
  const ranges = new Map(weaknesses.map(({ cwe }) => [cwe, { start: 0, end: 0 }]))
  examples.forEach(({ id, cwe }, i) => {
    const range = ranges.get(cwe)
    if (!range) {
      throw new RescueError(
        'KNOWLEDGE_INVALID',
        `The example "${id}" belongs to ${cwe}, which is not in the base. Build the base again.`,
        { record: id },
      )
    }
    if (range.end === 0) range.start = i
    range.end = i + 1
  })
  return ranges
}
