import type { Retrieval } from '../retrieval/index.js'
import type { SecurityKnowledge } from './security-context.js'

/**
 * The knowledge that goes into the prompt: the guidelines of the best example's CWE type (or of the best weakness, where no
 * example was found) and the examples of that type (paper, section 3.3).
 *
 * @returns undefined where retrieval found nothing: the task stays as it is
 */
export function chosenKnowledge({
  weaknesses,
  examples,
  guidelines,
}: Retrieval): SecurityKnowledge | undefined {
  const cwe = examples[0]?.cwe ?? weaknesses[0]?.cwe
  if (cwe === undefined) return undefined
  return {
    cwe,
    name: weaknesses.find((weakness) => weakness.cwe === cwe)?.name ?? cwe,
    guidelines: guidelines.filter((guideline) => guideline.cwe === cwe),
    examples: examples.filter((example) => example.cwe === cwe).map(({ example }) => example),
  }
}
