import type { Guideline } from '../distillation/guideline.js'
import type { Example, Weakness } from './types.js'

/**
 * A decision of a reviewer about a guideline or an example. It is about the text as it was distilled, so it stays in force
 * when the base is built again.
 */
export type Review =
  | {
      about: 'guideline'
      cwe: string
      /** The guideline as it was distilled. */
      text: string
      decision: 'reject' | 'edit'
      /** What stands instead, for `edit`. */
      replacement?: string | undefined
      /** Why, for other reviewers. */
      note?: string | undefined
    }
  | {
      about: 'example'
      id: string
      decision: 'reject'
      note?: string | undefined
    }

/** What {@link applyReviews} returns. */
export interface Reviewed {
  weaknesses: Weakness[]
  examples: Example[]
  /** Rejections of something that is not there (any more). */
  unmatched: Review[]
}

/**
 * Applies decisions to what was distilled: what is rejected is left out; an edited guideline stands in the reviewer's words, also
 * where a later distillation no longer holds the original, since a person stands behind it.
 */
export function applyReviews(
  weaknesses: readonly Weakness[],
  examples: readonly Example[],
  reviews: readonly Review[],
): Reviewed {
  const unmatched: Review[] = []
  const rejected = new Set<string>()
  const decisions = new Map<string, Review & { about: 'guideline' }>()
  const ids = new Set(examples.map(({ id }) => id))
  for (const review of reviews) {
    if (review.about === 'guideline') decisions.set(keyOf(review.cwe, review.text), review)
    else if (ids.has(review.id)) rejected.add(review.id)
    else unmatched.push(review)
  }
  const met = new Set<string>()
  const reviewed = weaknesses.map((weakness) => {
    const guidelines = weakness.guidelines.flatMap((guideline): Guideline[] => {
      const key = keyOf(weakness.cwe, guideline.text)
      const review = decisions.get(key)
      if (!review) return [guideline]
      met.add(key)
      return review.decision === 'edit' ? [edited(review, guideline)] : []
    })
    for (const [key, review] of decisions) {
      if (met.has(key) || review.cwe !== weakness.cwe || review.decision !== 'edit') continue
      met.add(key)
      guidelines.push(edited(review))
    }
    return { ...weakness, guidelines }
  })
  for (const [key, review] of decisions) if (!met.has(key)) unmatched.push(review)
  return {
    weaknesses: reviewed,
    examples: examples.filter(({ id }) => !rejected.has(id)),
    unmatched,
  }
}

function edited(review: Review & { about: 'guideline' }, guideline?: Guideline): Guideline {
  return {
    text: review.replacement ?? review.text,
    ...(guideline?.languages && { languages: guideline.languages }),
    origin: 'curated',
    ...(guideline?.evidence && { evidence: guideline.evidence }),
  }
}

/** Spaces and letter case do not make another guideline. */
function keyOf(cwe: string, text: string): string {
  return `${cwe} ${text.trim().replace(/\s+/g, ' ').toLowerCase()}`
}
