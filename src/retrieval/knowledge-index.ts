import { RescueError } from '../errors.js'
import type { Example, Weakness } from '../knowledge/types.js'
import { apiTokens } from './api-tokens.js'
import { Bm25Index } from './bm25.js'
import { type CauseDocument, CauseIndex, type CauseQuery } from './cause-index.js'
import type { FacetScores } from './fusion.js'
import { canonicalLanguage, type LanguageMatch, languageMatch } from './language-tiers.js'
import type { FacetName, RetrievalOptions } from './options.js'
import { unitVector, VectorMatrix } from './vector-matrix.js'

/** What retrieval needs of a knowledge base. */
export interface RetrievalKnowledge {
  readonly weaknesses: readonly Weakness[]
  readonly examples: readonly Example[]
  /** Vectors of the base's texts that are known already, made by the embedder in use; others are embedded. */
  readonly vectorOf?: (text: string) => ArrayLike<number> | undefined
}

/** A task made ready to be compared; a facet that is missing takes no part. */
export interface FacetQueries {
  cause?: CauseQuery
  api?: readonly string[]
  code?: ArrayLike<number>
}

/** Embeds texts, one vector each, in their order. */
export type EmbedTexts = (texts: string[]) => Promise<ArrayLike<number>[]>

/** Everything about a base that does not depend on the task, computed once. */
export class KnowledgeIndex {
  /** In the order of their CWE names. */
  readonly weaknesses: readonly Weakness[]
  /** Grouped by CWE, in the order of their identifiers. */
  readonly examples: readonly Example[]
  readonly #weaknessCauses: CauseIndex
  readonly #weaknessApis: Bm25Index
  readonly #exampleCauses: CauseIndex
  /** Which document of `#exampleCauses` speaks for an example; similar fixes share one. */
  readonly #causeOfExample: Uint32Array
  readonly #exampleApis: Bm25Index
  readonly #slices: VectorMatrix
  readonly #languages: readonly string[]
  readonly #examplesOfCwe: ReadonlyMap<string, { start: number; end: number }>

  private constructor(
    base: RetrievalKnowledge,
    options: Required<RetrievalOptions>,
    vectorOf: (text: string) => ArrayLike<number>,
  ) {
    this.weaknesses = [...base.weaknesses].sort((a, b) => compareCwe(a.cwe, b.cwe))
    this.examples = [...base.examples].sort((a, b) => compareCwe(a.cwe, b.cwe) || compareText(a.id, b.id))
    this.#languages = this.examples.map(({ language }) => canonicalLanguage(language))
    this.#examplesOfCwe = ranges(this.examples, this.weaknesses)

    const ofWeakness = (weakness: Weakness) => weaknessDocument(weakness, vectorOf, [])
    this.#weaknessCauses = new CauseIndex(
      this.weaknesses.map((weakness) =>
        options.causeDocuments === 'weakness'
          ? ofWeakness(weakness)
          : weaknessDocument(weakness, vectorOf, causesOf(this.#examplesOf(weakness.cwe))),
      ),
      options.wordShare,
    )
    this.#weaknessApis = Bm25Index.build(
      this.weaknesses.map(({ cwe }) => this.#examplesOf(cwe).flatMap(exampleApiTokens)),
    )

    const documents = new Map<string, number>()
    const causes: CauseDocument[] = []
    const weaknessOf = new Map(this.weaknesses.map((weakness) => [weakness.cwe, weakness]))
    this.#causeOfExample = Uint32Array.from(this.examples, ({ cwe, cause }) => {
      const key = cause ?? cwe
      let document = documents.get(key)
      if (document === undefined) {
        document =
          causes.push(
            cause === undefined
              ? ofWeakness(weaknessOf.get(cwe)!)
              : { texts: [cause], vector: vectorOf(cause) },
          ) - 1
        documents.set(key, document)
      }
      return document
    })
    this.#exampleCauses = new CauseIndex(causes, options.wordShare)
    this.#exampleApis = Bm25Index.build(this.examples.map(exampleApiTokens))
    this.#slices = VectorMatrix.from(this.examples.map(({ secure }) => vectorOf(secure.code)))
  }

  /**
   * Embeds what the base brings no vector for, and indexes it.
   * @throws RescueError KNOWLEDGE_INVALID where an example's CWE type is missing
   */
  static async build(
    base: RetrievalKnowledge,
    options: Required<RetrievalOptions>,
    embed: EmbedTexts,
  ): Promise<KnowledgeIndex> {
    const vectors = new Map<string, ArrayLike<number>>()
    const missing = new Set<string>()
    for (const text of textsToEmbed(base)) {
      const known = base.vectorOf?.(text)
      if (known) vectors.set(text, known)
      else missing.add(text)
    }
    const texts = [...missing]
    const embedded = await embed(texts)
    texts.forEach((text, i) => {
      vectors.set(text, embedded[i]!)
    })
    return new KnowledgeIndex(base, options, (text) => vectors.get(text)!)
  }

  /** What each facet says about every CWE type; candidates are indices of `weaknesses`. */
  scoreWeaknesses(
    queries: FacetQueries,
    thresholds: Required<RetrievalOptions>['weaknessThresholds'],
  ): FacetScores<FacetName>[] {
    const facets: FacetScores<FacetName>[] = []
    if (queries.cause) {
      const scores = this.#weaknessCauses.scores(queries.cause)
      facets.push({ facet: 'cause', scores, threshold: thresholds.cause })
    }
    if (queries.api) {
      facets.push({ facet: 'api', scores: this.#weaknessApis.scores(queries.api), threshold: thresholds.api })
    }
    return facets
  }

  /**
   * Indices of the examples of some CWE types (of all, without `cwes`) in languages that stand in one of the given relations
   * to the task's.
   */
  selectExamples(
    cwes: readonly string[] | undefined,
    taskLanguage: string,
    matches: readonly LanguageMatch[],
  ): Uint32Array {
    const selected: number[] = []
    for (const cwe of cwes ?? this.#examplesOfCwe.keys()) {
      const { start, end } = this.#examplesOfCwe.get(cwe)!
      for (let i = start; i < end; i++) {
        if (matches.includes(languageMatch(this.#languages[i]!, taskLanguage))) selected.push(i)
      }
    }
    return Uint32Array.from(selected)
  }

  /** What each facet says about the selected examples; candidates are places in `selection`. */
  scoreExamples(
    queries: FacetQueries,
    thresholds: Required<RetrievalOptions>['exampleThresholds'],
    selection: Uint32Array,
  ): FacetScores<FacetName>[] {
    const facets: FacetScores<FacetName>[] = []
    if (queries.cause) {
      const scores = this.#scoreCauses(queries.cause, selection)
      facets.push({ facet: 'cause', scores, threshold: thresholds.cause })
    }
    if (queries.api) {
      const scores = this.#exampleApis.scores(queries.api, selection)
      facets.push({ facet: 'api', scores, threshold: thresholds.api })
    }
    if (queries.code) {
      const scores = this.#slices.cosines(queries.code, selection)
      facets.push({ facet: 'code', scores, threshold: thresholds.code })
    }
    return facets
  }

  /** Each cause document is compared once, however many examples share it. */
  #scoreCauses(query: CauseQuery, selection: Uint32Array): Float64Array {
    const documents = [...new Set(Array.from(selection, (example) => this.#causeOfExample[example]!))]
    const scores = this.#exampleCauses.scores(query, documents)
    const scoreOf = new Map(documents.map((document, i) => [document, scores[i]!]))
    return Float64Array.from(selection, (example) => scoreOf.get(this.#causeOfExample[example]!)!)
  }

  #examplesOf(cwe: string): readonly Example[] {
    const { start, end } = this.#examplesOfCwe.get(cwe)!
    return this.examples.slice(start, end)
  }
}

/** Every text whose vector the index needs: causes of weaknesses (each, and all as one), causes of examples, secure slices. */
export function* textsToEmbed(base: RetrievalKnowledge): Iterable<string> {
  for (const { causes } of base.weaknesses) {
    yield joined(causes.map(({ text }) => text))
  }
  for (const { cause, secure } of base.examples) {
    if (cause !== undefined) yield cause
    yield secure.code
  }
}

/** The causes of a weakness as one text; further texts join with equal weight. */
function weaknessDocument(
  { causes }: Weakness,
  vectorOf: (text: string) => ArrayLike<number>,
  more: readonly string[],
): CauseDocument {
  const texts = causes.map(({ text }) => text)
  const vectors = [joined(texts), ...more].map(vectorOf)
  return { texts: [...texts, ...more], vector: mean(vectors) }
}

function joined(texts: readonly string[]): string {
  return texts.join('\n')
}

function mean(vectors: readonly ArrayLike<number>[]): Float32Array {
  const dimensions = vectors[0]!.length
  const sum = new Float32Array(dimensions)
  for (const vector of vectors) {
    const unit = unitVector(vector, dimensions)
    for (let i = 0; i < dimensions; i++) sum[i]! += unit[i]!
  }
  return sum
}

/** The distinct causes of examples, in order. */
function causesOf(examples: readonly Example[]): string[] {
  return [...new Set(examples.flatMap(({ cause }) => (cause === undefined ? [] : [cause])))]
}

/** A draft resembles the vulnerable version, what it should become the secure one: both say which fix is meant. */
function exampleApiTokens({ secureApis, vulnerableApis }: Example): string[] {
  return apiTokens([...vulnerableApis, ...secureApis])
}

function ranges(
  examples: readonly Example[],
  weaknesses: readonly Weakness[],
): Map<string, { start: number; end: number }> {
  const found = new Map(weaknesses.map(({ cwe }) => [cwe, { start: 0, end: 0 }]))
  examples.forEach(({ id, cwe }, i) => {
    const range = found.get(cwe)
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
  return found
}

/** CWE names by their number. */
function compareCwe(a: string, b: string): number {
  return numberOf(a) - numberOf(b) || compareText(a, b)
}

function numberOf(cwe: string): number {
  return Number(/\d+/.exec(cwe)?.[0] ?? Number.MAX_SAFE_INTEGER)
}

/** Order by code units: the same on every machine, unlike `localeCompare`. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
