import { canonicalLanguage } from '../languages/index.js'
import { embedQuery } from '../ports/embed-texts.js'
import type { Embeddings } from '../ports/embeddings.js'
import { partsByCause, typesWithWrittenCauses } from './cross-validation.js'
import { harmlessKindOf } from './harmless.js'
import { indexKnowledge, type RetrievalKnowledge } from './knowledge-index.js'
import { type AbstentionMargins, type RetrievalOptions, retrievalDefaults } from './options.js'
import { textQuery } from './text-index.js'

/** How {@link abstentionMargins} looks up a base in itself. */
export interface MarginOptions {
  /** Share of the cases that may fall below the margins, between 0 and 1. */
  errorRate: number
  /** Parts that the base is cut into; each is looked up in the rest. */
  folds: number
  /** Most cases that are looked up; of more, evenly spaced ones are taken. */
  maxQueries: number
}

/** A task with a security side, as the base knows it. */
interface Case {
  part: number
  language: string
  text: string
  cause: string | undefined
}

/** What a base is cut into. */
interface Cut {
  cases: Case[]
  /** The base without a part. */
  rest: (part: number) => Pick<RetrievalKnowledge, 'weaknesses' | 'examples'>
}

/**
 * Chooses by how much a task must fit a weakness better than harmless work does: so that `errorRate` of the base's own cases, each looked
 * up in the base without its part, fall below. The cases are the typical tasks, else the examples' vulnerable code and causes, in
 * languages other than C and C++, which harmless work is told for more fully. A case with a cause has to pass twice, by its cause and by
 * its own words, so these share the error rate. Where cases are too few to see that share, the margins of the options stay.
 */
export async function abstentionMargins(
  base: RetrievalKnowledge,
  embeddings: Embeddings,
  retrieval: Required<RetrievalOptions>,
  { errorRate, folds, maxQueries }: MarginOptions,
): Promise<AbstentionMargins> {
  const { cases, rest } = cutTasks(base, folds) ?? cutExamples(base, folds)
  const judged = cases.filter(({ language }) => harmlessKindOf(language) === harmlessKindOf('python'))
  const step = Math.max(1, judged.length / maxQueries)
  const asked = judged.filter((_, i) => Math.floor(i / step) > Math.floor((i - 1) / step))
  const leads = { cause: [] as number[], taskText: [] as number[] }
  for (let part = 0; part < folds; part++) {
    const vectors = base.vectors && { vectors: base.vectors }
    const { upper } = await indexKnowledge({ ...rest(part), ...vectors }, embeddings, retrieval)
    const lead = async (text: string, language: string, kind: keyof typeof leads) => {
      const query = textQuery(text, await embedQuery(embeddings, text, 'the knowledge base'))
      const found = upper.leadOverHarmless({ ...query, isTaskText: kind === 'taskText' }, language)
      if (found !== undefined) leads[kind].push(found)
    }
    for (const { language, text, cause } of asked.filter((one) => one.part === part)) {
      await lead(text, language, 'taskText')
      if (cause !== undefined) await lead(cause, language, 'cause')
    }
  }
  const usual = retrieval.abstention || retrievalDefaults.abstention
  return {
    cause: marginAt(leads.cause, errorRate / 2) ?? usual.cause,
    taskBesideCause: marginAt(leads.taskText, errorRate / 2) ?? usual.taskBesideCause,
    taskText: marginAt(leads.taskText, errorRate) ?? usual.taskText,
  }
}

/** Typical tasks say best what tasks are like; undefined where the base has none. */
function cutTasks({ weaknesses, examples }: RetrievalKnowledge, folds: number): Cut | undefined {
  const cases = weaknesses.flatMap(({ tasks = [] }) =>
    tasks.map(({ text, cause, languages }, i) => ({
      part: i % folds,
      language: canonicalLanguage(languages?.[0] ?? ''),
      text,
      cause,
    })),
  )
  if (cases.length === 0) return undefined
  const rest = (part: number) => ({
    weaknesses: weaknesses.map(({ tasks = [], ...one }) => ({
      ...one,
      tasks: tasks.filter((_, i) => i % folds !== part),
    })),
    examples,
  })
  return { cases, rest }
}

function cutExamples({ weaknesses, examples }: RetrievalKnowledge, folds: number): Cut {
  const partOf = partsByCause(examples, folds)
  const written = typesWithWrittenCauses(weaknesses)
  const cases = examples.map(({ cwe, vulnerable, cause, language }, i) => ({
    part: partOf[i]!,
    language: canonicalLanguage(language),
    text: vulnerable.code,
    cause: written.has(cwe) ? cause : undefined,
  }))
  return { cases, rest: (part) => ({ weaknesses, examples: examples.filter((_, i) => partOf[i] !== part) }) }
}

/**
 * The lead that this share of the cases does not reach; at least 0, since harmless work must not fit better, and 0 without any case.
 * Undefined for so few cases that not one may fall below.
 */
function marginAt(leads: readonly number[], errorRate: number): number | undefined {
  if (leads.length === 0) return 0
  const below = Math.floor(errorRate * leads.length)
  if (below === 0) return undefined
  const margin = [...leads].sort((a, b) => a - b)[below]!
  // Three digits are more than the measurement holds.
  return Math.max(0, Math.round(margin * 1000) / 1000)
}
