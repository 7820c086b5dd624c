import type { Cause, Guideline } from '../distillation/index.js'
import { distinct, distinctTexts } from './distinct-texts.js'
import { jointCalibration } from './joint-calibration.js'
import { KnowledgeBase, requireKnowledgeBase } from './knowledge-base.js'
import { type Review, subjectOf } from './review.js'
import type { Example, Weakness } from './types.js'

/** Something that two bases say differently, and how the merge settled it. */
export type MergeConflict =
  /** Both have an example with this identifier; that of the second goes on as `renamed`. */
  | {
      /** Two examples with one identifier. */
      kind: 'example-renamed'
      /** Their CWE type. */
      cwe: string
      /** The identifier that both had. */
      id: string
      /** That of the second now. */
      renamed: string
    }
  /** Reviewers decided differently about the same thing; the decision of the first base stays in force. */
  | {
      /** Two decisions about one thing. */
      kind: 'review'
      /** That of the first base. */
      kept: Review
      /** That of the second. */
      dropped: Review
    }
  /** The bases name a CWE type differently; the name in the first stays. */
  | {
      /** Two names of one CWE type. */
      kind: 'weakness-name'
      /** The type. */
      cwe: string
      /** The name in the first base. */
      kept: string
      /** The name in the second. */
      dropped: string
    }

/** Options of {@link mergeKnowledgeBases}. */
export interface MergeOptions {
  /** Is told of each thing that the bases say differently. */
  onConflict?: (conflict: MergeConflict) => void
}

/**
 * Merges two knowledge bases: a team's own with the one that comes with the package, for instance. Where both know a CWE type, their
 * causes and guidelines are put together, those that a person wrote first, repetitions left out. Where they contradict each other, the
 * first counts. Reviews of both stay in force, each about what its own base meant. Thresholds are those of the base with more CWE types,
 * until the result is calibrated; vectors are not taken over.
 *
 * @throws RescueError INVALID_INPUT where one of them is no knowledge base
 */
export function mergeKnowledgeBases(
  first: KnowledgeBase,
  second: KnowledgeBase,
  { onConflict = () => {} }: MergeOptions = {},
): KnowledgeBase {
  requireKnowledgeBase(first)
  requireKnowledgeBase(second)
  const [a, b] = [first.parts, second.parts]
  const weaknesses = new Map(a.weaknesses.map((weakness) => [weakness.cwe, weakness]))
  for (const weakness of b.weaknesses) {
    const { cwe, name } = weakness
    const known = weaknesses.get(cwe)
    if (known && known.name !== name)
      onConflict({ kind: 'weakness-name', cwe, kept: known.name, dropped: name })
    weaknesses.set(cwe, known ? mergeWeaknesses(known, weakness) : weakness)
  }
  const { examples, renamed } = mergeExamples(a.examples, b.examples, onConflict)
  return new KnowledgeBase({
    weaknesses: [...weaknesses.values()],
    examples,
    reviews: mergeReviews(
      a.reviews,
      b.reviews.map((review) => followed(review, renamed)),
      onConflict,
    ),
    options: a.options,
    embedder: a.embedder,
    calibration: jointCalibration(a, b),
  })
}

function mergeWeaknesses(a: Weakness, b: Weakness): Weakness {
  // Without a fingerprint: what was put together is not what a distillation of either gave.
  const { fingerprint, ...rest } = a
  const merged: Weakness = {
    ...rest,
    causes: distinctTexts<Cause>([...a.causes, ...b.causes]),
    guidelines: distinctTexts<Guideline>([...a.guidelines, ...b.guidelines]),
  }
  const tasks = distinct([...(a.tasks ?? []), ...(b.tasks ?? [])], ({ text }) => text)
  const isUnchanged = fingerprint !== undefined && fingerprint === b.fingerprint
  return { ...(isUnchanged ? a : merged), ...(tasks.length > 0 && { tasks }) }
}

/** Examples of both; one of the second that only shares its identifier with one of the first gets another. */
function mergeExamples(
  a: readonly Example[],
  b: readonly Example[],
  onConflict: (conflict: MergeConflict) => void,
): { examples: Example[]; renamed: ReadonlyMap<string, string> } {
  const byId = new Map(a.map((example) => [example.id, example]))
  const taken = new Set([...byId.keys(), ...b.map(({ id }) => id)])
  const renamed = new Map<string, string>()
  for (const example of b) {
    const { id, cwe } = example
    const known = byId.get(id)
    if (!known) byId.set(id, example)
    else if (known.secure.code !== example.secure.code || known.cwe !== cwe) {
      let fresh = `${id}~2`
      for (let n = 3; taken.has(fresh); n++) fresh = `${id}~${n}`
      taken.add(fresh)
      renamed.set(id, fresh)
      byId.set(fresh, { ...example, id: fresh })
      onConflict({ kind: 'example-renamed', cwe, id, renamed: fresh })
    }
  }
  return { examples: [...byId.values()], renamed }
}

/** A decision about an example goes with it to its new identifier: the old one is somebody else's now. */
function followed(review: Review, renamed: ReadonlyMap<string, string>): Review {
  const id = review.about === 'example' ? renamed.get(review.id) : undefined
  return id === undefined ? review : ({ ...review, id } as Review)
}

/** The decisions of both, one about each thing. */
function mergeReviews(
  a: readonly Review[],
  b: readonly Review[],
  onConflict: (conflict: MergeConflict) => void,
): Review[] {
  const bySubject = new Map(a.map((review) => [subjectOf(review), review]))
  const added: Review[] = []
  for (const review of b) {
    const kept = bySubject.get(subjectOf(review))
    if (!kept) added.push(review)
    else if (decisionOf(kept) !== decisionOf(review)) onConflict({ kind: 'review', kept, dropped: review })
  }
  return [...a, ...added]
}

/** What a review does; its note does not count. */
function decisionOf({ decision, replacement }: Review): string {
  return JSON.stringify([decision, decision === 'edit' ? replacement : undefined])
}
