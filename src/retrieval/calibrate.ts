import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import { canonicalLanguage } from '../languages/index.js'
import { embedQuery } from '../ports/embed-texts.js'
import { type Embeddings, embedderIdentity } from '../ports/embeddings.js'
import { HashedEmbeddings } from '../ports/hashed-embeddings.js'
import { abstentionMargins } from './abstention-margins.js'
import { apiTokens } from './api-tokens.js'
import type { Calibration, CalibrationEvidence } from './calibration.js'
import { partsByCause, typesWithWrittenCauses } from './cross-validation.js'
import { equalErrorThreshold } from './equal-error.js'
import {
  embedKnowledge,
  indexKnowledge,
  type KnowledgeIndex,
  type RetrievalKnowledge,
} from './knowledge-index.js'
import { type RetrievalOptions, resolveRetrievalOptions } from './options.js'
import { textQuery } from './text-index.js'

/** Options of {@link calibrate}. */
export interface CalibrationOptions {
  /** The embedder that base and tasks will be compared with. */
  embeddings?: Embeddings
  /** Everything else about the retrieval; its thresholds and margins are what is measured. */
  retrieval?: RetrievalOptions
  /** Share of the base's own cases that the comparison with harmless work may lose: typical tasks, else examples; between 0 and 1. */
  errorRate?: number
  /** Parts that the base is cut into; each is looked up in the rest. */
  folds?: number
  /** Most examples that are looked up; of more, evenly spaced ones are taken. */
  maxQueries?: number
}

/** Defaults of {@link CalibrationOptions}. */
export const calibrationDefaults = { errorRate: 0.025, folds: 5, maxQueries: 1000 } as const

/** Scores of pairs that belong together and of pairs that do not. */
class Pairs {
  readonly right: number[] = []
  readonly wrong: number[] = []

  add(score: number, { belongs }: { belongs: boolean }): void {
    if (!Number.isNaN(score)) (belongs ? this.right : this.wrong).push(score)
  }
}

/**
 * Finds the thresholds for an embedder and a base from the base itself. Examples are looked up in the base without them (cross
 * validation; examples that share a cause stay together): the example's cause, its vulnerable code as a draft, and its calls.
 * Causes that were counted from the fixes rather than written are left out: no task speaks like them. A pair of an example with
 * its own CWE type, or with another example of it, is right; with any other it is wrong.
 *
 * - Each facet's threshold is the score at which as many right pairs are lost as wrong ones pass (equal error rate).
 * - With abstention, every weakness that fits at all passes the cause facet, and the margins over harmless work are such that
 *   `errorRate` of the base's cases stay below.
 *
 * @throws RescueError INVALID_INPUT where the base is too small to be cut
 */
export async function calibrate(
  base: RetrievalKnowledge,
  options: CalibrationOptions = {},
): Promise<Calibration> {
  const { errorRate, folds, maxQueries } = withDefaults(calibrationDefaults, options)
  const embeddings = options.embeddings ?? new HashedEmbeddings()
  const retrieval = resolveRetrievalOptions(options.retrieval ?? {})
  if (!(errorRate > 0 && errorRate < 1) || !(Number.isInteger(folds) && folds > 1) || !(maxQueries >= 1)) {
    throw new RescueError(
      'INVALID_OPTION',
      'Calibration needs an errorRate between 0 and 1, at least 2 folds and at least 1 query.',
    )
  }
  if (base.examples.length < 2 * folds || base.weaknesses.length < 2) {
    throw new RescueError(
      'INVALID_INPUT',
      `The base has ${base.weaknesses.length} CWE types and ${base.examples.length} examples, too few to measure thresholds of its own.`,
    )
  }

  const partOf = partsByCause(base.examples, folds)
  const written = typesWithWrittenCauses(base.weaknesses)
  const step = Math.max(1, base.examples.length / maxQueries)
  const pairs = {
    cause: new Pairs(),
    taskText: new Pairs(),
    weaknessApi: new Pairs(),
    exampleCause: new Pairs(),
    exampleApi: new Pairs(),
    code: new Pairs(),
  }
  const known = await embedKnowledge(base, embeddings, retrieval)
  const vectors = async () => known

  for (let fold = 0; fold < folds; fold++) {
    const rest = base.examples.filter((_, i) => partOf[i] !== fold)
    const index = await indexKnowledge(
      { weaknesses: base.weaknesses, examples: rest, vectors },
      embeddings,
      retrieval,
    )
    for (let at = 0; Math.floor(at) < base.examples.length; at += step) {
      const i = Math.floor(at)
      if (partOf[i] !== fold) continue
      const { cwe, cause, vulnerable, vulnerableApis, language } = base.examples[i]!
      const codeVector = await embedQuery(embeddings, vulnerable.code, 'an example')
      const taskText = { ...textQuery(vulnerable.code, codeVector), isTaskText: true }
      const spoken =
        cause === undefined || !written.has(cwe)
          ? undefined
          : textQuery(cause, await embedQuery(embeddings, cause, 'a cause'))
      const api = apiTokens(vulnerableApis)
      const taskLanguage = canonicalLanguage(language)

      addWeaknessPairs(index, cwe, [
        [index.upper.scores({ language: taskLanguage, cause: taskText }).facets[0]?.scores, pairs.taskText],
        [
          spoken &&
            index.upper.scores({ language: taskLanguage, cause: { ...spoken, isTaskText: false } }).facets[0]
              ?.scores,
          pairs.cause,
        ],
        [
          api.length > 0 ? index.upper.scores({ language: taskLanguage, api }).facets[0]?.scores : undefined,
          pairs.weaknessApi,
        ],
      ])
      addExamplePairs(index, { cwe, language, spoken, api, code: codeVector }, retrieval, pairs)
    }
  }

  const evidence: Record<string, CalibrationEvidence> = {}
  const threshold = (name: keyof typeof pairs): number => {
    const { right, wrong } = pairs[name]
    if (right.length === 0 || wrong.length === 0) {
      evidence[name] = { rightPairs: right.length, wrongPairs: wrong.length }
      return defaultOf(name, retrieval)
    }
    const found = equalErrorThreshold(right, wrong)
    evidence[name] = {
      rightPairs: right.length,
      wrongPairs: wrong.length,
      equalErrorRate: round(found.errorRate),
    }
    return round(found.threshold)
  }
  const measured = {
    weaknessThresholds: {
      cause: threshold('cause'),
      taskText: threshold('taskText'),
      api: threshold('weaknessApi'),
    },
    exampleThresholds: {
      cause: threshold('exampleCause'),
      api: threshold('exampleApi'),
      code: threshold('code'),
    },
  }
  return {
    embedder: embedderIdentity(embeddings),
    weaknesses: base.weaknesses.length,
    examples: base.examples.length,
    errorRate,
    ...measured,
    ...(retrieval.abstention && {
      weaknessThresholds: { ...measured.weaknessThresholds, cause: 0, taskText: 0 },
      abstention: await abstentionMargins({ ...base, vectors }, embeddings, retrieval, {
        errorRate,
        folds,
        maxQueries,
      }),
    }),
    evidence,
  }
}

/** Scores of the right and of the wrong CWE types. */
function addWeaknessPairs(
  index: KnowledgeIndex,
  cwe: string,
  sources: readonly (readonly [scores: Float64Array | undefined, pairs: Pairs])[],
): void {
  for (const [scores, pairs] of sources) {
    if (!scores) continue
    index.weaknesses.forEach((weakness, i) => {
      pairs.add(scores[i]!, { belongs: weakness.cwe === cwe })
    })
  }
}

/** Scores of the examples that would compete: those of the right CWE type and of the wrong ones that look most like it. */
function addExamplePairs(
  index: KnowledgeIndex,
  query: {
    cwe: string
    language: string
    spoken: ReturnType<typeof textQuery> | undefined
    api: readonly string[]
    code: ArrayLike<number>
  },
  { k }: Required<RetrievalOptions>,
  pairs: { exampleCause: Pairs; exampleApi: Pairs; code: Pairs },
): void {
  const { cwe, language, spoken, api, code } = query
  const likeliest =
    spoken && index.upper.scores({ language, cause: { ...spoken, isTaskText: false } }).facets[0]!.scores
  const rivals = index.weaknesses
    .map((weakness, i) => ({ cwe: weakness.cwe, score: likeliest?.[i] ?? 0 }))
    .filter((rival) => rival.cwe !== cwe)
    .sort((a, b) => b.score - a.score)
    .slice(0, k - 1)
  const selection = index.lower.select([cwe, ...rivals.map((rival) => rival.cwe)], language)
  const facets = index.lower.scores(
    { ...(spoken && { cause: spoken }), ...(api.length > 0 && { api }), code },
    selection,
  )
  const of = { cause: pairs.exampleCause, api: pairs.exampleApi, code: pairs.code }
  for (const { facet, scores } of facets) {
    scores.forEach((score, i) => {
      of[facet].add(score, { belongs: index.examples[selection[i]!]!.cwe === cwe })
    })
  }
}

function defaultOf(
  name: string,
  { weaknessThresholds, exampleThresholds }: Required<RetrievalOptions>,
): number {
  const defaults: Record<string, number> = {
    cause: weaknessThresholds.cause,
    taskText: weaknessThresholds.taskText,
    weaknessApi: weaknessThresholds.api,
    exampleCause: exampleThresholds.cause,
    exampleApi: exampleThresholds.api,
    code: exampleThresholds.code,
  }
  return defaults[name]!
}

/** Three digits are more than the measurement holds. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
