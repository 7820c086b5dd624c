import type { TaskAnalysis } from '../analysis/index.js'
import { HashedEmbeddings } from '../ports/hashed-embeddings.js'
import type { Calibration } from './calibration.js'
import type { RetrievalKnowledge } from './knowledge-index.js'
import { paperRetrieval, type RetrievalOptions } from './options.js'
import type { Retrieval } from './retrieval.js'
import type { WeaknessScores } from './weakness-index.js'

/** The embedder that the default thresholds were measured for. */
const defaultEmbedder = new HashedEmbeddings().identity

/** The embedder of the paper, which its thresholds belong to. */
const paperEmbedder = 'bge-base-en-v1.5'

/** Says in sentences where the thresholds in use do not belong to the embedder or to the base. */
export function notesOnThresholds(
  { weaknesses, examples }: RetrievalKnowledge,
  {
    embedder,
    given,
    calibration,
  }: { embedder: string; given: RetrievalOptions; calibration: Calibration | undefined },
): string[] {
  if (given.weaknessThresholds === paperRetrieval.weaknessThresholds) {
    return embedder.includes(paperEmbedder)
      ? []
      : [`The paper's thresholds belong to ${paperEmbedder}, not to ${embedder}: calibrate the base for it.`]
  }
  if (given.weaknessThresholds) return []
  if (!calibration) {
    return embedder === defaultEmbedder
      ? []
      : [
          `The thresholds were measured for ${defaultEmbedder}, not for ${embedder}: calibrate the base for it.`,
        ]
  }
  if (calibration.weaknesses !== weaknesses.length || calibration.examples !== examples.length) {
    return [
      `The base was calibrated with ${calibration.weaknesses} CWE types and ${calibration.examples} examples and has ${weaknesses.length} and ${examples.length} now: calibrate it again.`,
    ]
  }
  return []
}

/** Says in sentences what a reader of a result should know: facets that are missing, silence and its reason, foreign examples. */
export function notesOnResult(
  analysis: TaskAnalysis,
  {
    weaknesses,
    examples,
    leads,
    harmless,
  }: Pick<Retrieval, 'weaknesses' | 'examples'> & Pick<WeaknessScores, 'leads' | 'harmless'>,
): string[] {
  const notes = analysis.failures.map(
    ({ facet, error }) => `The ${facet} took no part because the model did not deliver it: ${error.message}`,
  )
  if (analysis.apiCallsBy === 'scan' && analysis.apiCalls.length > 0) {
    notes.push(
      `There is no parser for ${analysis.task.language}: its API calls were found by the look of the text.`,
    )
  } else if (analysis.language === undefined) {
    notes.push(`There is no parser for ${analysis.task.language}, so API calls took no part.`)
  }
  if (harmless && Object.values(leads).includes(-1)) {
    notes.push('The base knows no word of the task, so there is no security context.')
  } else if (harmless) {
    notes.push(
      'The task reads like harmless work rather than like any weakness, so there is no security context.',
    )
  } else if (weaknesses.length === 0) {
    notes.push('No weakness passed the thresholds, so there is no security context.')
  } else if (examples.length === 0) {
    notes.push(`No example passed the thresholds; the guidelines are those of ${weaknesses[0]!.cwe}.`)
  } else if (examples.every(({ match }) => match === 'other')) {
    notes.push(`No ${analysis.task.language} example passed; the examples are in other languages.`)
  }
  return notes
}
