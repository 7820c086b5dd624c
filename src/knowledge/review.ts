import type { Cause, Guideline } from '../distillation/guideline.js'
import type { Example, Weakness } from './types.js'

/** A reviewer's decision about a guideline or a cause. */
export interface TextReview {
  /** What is decided about. */
  about: 'guideline' | 'cause'
  /** Its CWE type. */
  cwe: string
  /** Its text as it was distilled. */
  text: string
  /** Leave it out, or put `replacement` in its place. */
  decision: 'reject' | 'edit'
  /** The new text. */
  replacement?: string | undefined
  /** Why, for other reviewers. */
  note?: string | undefined
}

/** What a reviewer puts in the place of parts of an example; what is absent stays. */
export interface ExampleReplacement {
  /** The vulnerable slice. */
  vulnerable?: string | undefined
  /** The secure slice. */
  secure?: string | undefined
  /** What threatens in it. */
  cause?: string | undefined
}

/** A reviewer's decision about an example. */
export interface ExampleReview {
  /** What is decided about. */
  about: 'example'
  /** Its identifier. */
  id: string
  /** Leave it out, or put `replacement` in the place of its parts. */
  decision: 'reject' | 'edit'
  /** The new parts. */
  replacement?: ExampleReplacement | undefined
  /** Why, for other reviewers. */
  note?: string | undefined
}

/**
 * A decision of a reviewer. Guidelines and causes are named by their text as it was distilled, examples by their identifier, so that a
 * decision stays in force when the base is built again.
 */
export type Review = TextReview | ExampleReview

/** What {@link applyReviews} returns. */
export interface Reviewed {
  weaknesses: Weakness[]
  examples: Example[]
  /** Decisions about something that is not there (any more). */
  unmatched: Review[]
}

/**
 * Applies decisions to what was distilled: what is rejected is left out; an edited guideline or cause stands in the reviewer's
 * words, also where a later distillation no longer holds the original, since a person stands behind it. The last decision about the same
 * thing counts.
 */
export function applyReviews(
  weaknesses: readonly Weakness[],
  examples: readonly Example[],
  decisions: readonly Review[],
): Reviewed {
  const reviews = [...new Map(decisions.map((review) => [subjectOf(review), review])).values()]
  const texts = reviews.filter((review): review is TextReview => review.about !== 'example')
  const byExample = new Map(
    reviews.flatMap((review) => (review.about === 'example' ? [[review.id, review] as const] : [])),
  )
  const met = new Set<Review>()
  const apply = <T extends Guideline | Cause>(
    about: TextReview['about'],
    cwe: string,
    items: readonly T[],
  ) => {
    const own = texts.filter((review) => review.about === about && review.cwe === cwe)
    return own.length > 0 ? reviewTexts(items, own, met) : [...items]
  }
  const reviewedExamples = examples.flatMap((example) => {
    const review = byExample.get(example.id)
    if (!review) return [example]
    met.add(review)
    return review.decision === 'edit' ? [editedExample(example, review)] : []
  })
  return {
    weaknesses: weaknesses.map((weakness) => ({
      ...weakness,
      causes: apply<Cause>('cause', weakness.cwe, weakness.causes),
      guidelines: apply<Guideline>('guideline', weakness.cwe, weakness.guidelines),
    })),
    examples: reviewedExamples,
    unmatched: reviews.filter((review) => !met.has(review)),
  }
}

function reviewTexts<T extends Guideline | Cause>(
  items: readonly T[],
  reviews: readonly TextReview[],
  met: Set<Review>,
): T[] {
  const byText = new Map(reviews.map((review) => [textKey(review.text), review]))
  const kept = items.flatMap((item): T[] => {
    const review = byText.get(textKey(item.text))
    if (!review) return [item]
    met.add(review)
    return review.decision === 'edit'
      ? [{ ...item, text: review.replacement ?? item.text, origin: 'curated' }]
      : []
  })
  const orphans = reviews.filter((review) => review.decision === 'edit' && !met.has(review))
  for (const review of orphans) met.add(review)
  return [
    ...kept,
    ...orphans.map((review) => ({ text: review.replacement ?? review.text, origin: 'curated' }) as T),
  ]
}

function editedExample(example: Example, { replacement = {} }: ExampleReview): Example {
  const { vulnerable, secure, cause } = replacement
  return {
    ...example,
    ...(vulnerable !== undefined && { vulnerable: { ...example.vulnerable, code: vulnerable } }),
    ...(secure !== undefined && { secure: { ...example.secure, code: secure } }),
    ...(cause !== undefined && { cause }),
  }
}

/** What a decision is about, as a text: the same for all decisions about one thing. */
export function subjectOf(review: Review): string {
  return review.about === 'example'
    ? JSON.stringify([review.about, review.id])
    : JSON.stringify([review.about, review.cwe, textKey(review.text)])
}

/** What two texts are compared by: spaces and letter case do not make another one. */
export function textKey(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase()
}
