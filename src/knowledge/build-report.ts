import type { NearDuplicate, NearestCluster } from '../clustering/index.js'
import type { DistillationProblem } from '../distillation/index.js'
import type { SkippedRecord, SkipReason } from '../patches/patch-outcome.js'
import type { Review } from './review.js'
import type { WithheldText } from './withhold.js'

/** Places that are kept of each reason: enough to look into it. */
const placesKept = 5

/** Records that were left out for one reason. */
export interface SkippedCount {
  /** How many there were. */
  count: number
  /** The first of them. */
  places: SkippedRecord[]
}

/** One cluster of a build. */
export interface ClusterReport {
  /** Such as `CWE-89`. */
  cwe: string
  /** Number of fixes. */
  fixes: number
  /** Number of fixes in each subset. */
  subsets: number[]
  /** Mean over the fixes of their cosine with the centroid of their subset. */
  coherence: number
  /** Whether the knowledge was taken from the previous base, because nothing changed. */
  reused: boolean
}

/** What a build did, and what it had to leave out. */
export interface BuildReport {
  /** Records read: usable, skipped and repeated ones. Weaknesses that a person wrote are not counted. */
  read: number
  /** Fixes that are in the base. */
  examples: number
  /** Records that were left out, by reason. */
  skipped: Partial<Record<SkipReason, SkippedCount>>
  /** Fixes that repeat another one exactly. */
  duplicates: number
  /** Fixes that are nearly the same as another one, which stands for them. */
  nearDuplicates: NearDuplicate[]
  /** Fixes without a CWE type that joined the nearest cluster. */
  assigned: Required<NearestCluster>[]
  /** Fixes without a CWE type that are like no cluster, and so are not in the base. */
  unclassified: NearestCluster[]
  /** By CWE number. */
  clusters: ClusterReport[]
  /** Places of both versions of the fixes, and of causes and guidelines, where a secret stood; each is `[secret]` now. */
  secrets: number
  /** What speaks to a language model instead of about code, and so is not used. */
  withheld: readonly WithheldText[]
  /** Answers asked of a model. */
  calls: number
  /** Answers taken from the checkpoint of an interrupted build. */
  resumedCalls: number
  /** What went wrong in distilling, and curated guidelines that name an API which no fix holds. */
  problems: DistillationProblem[]
  /** Reviews that are about something that is not in the base. */
  unmatchedReviews: readonly Review[]
}

/** A report of nothing. */
export function emptyReport(): BuildReport {
  return {
    read: 0,
    examples: 0,
    skipped: {},
    duplicates: 0,
    nearDuplicates: [],
    assigned: [],
    unclassified: [],
    clusters: [],
    secrets: 0,
    withheld: [],
    calls: 0,
    resumedCalls: 0,
    problems: [],
    unmatchedReviews: [],
  }
}

/** Counts a record that was left out, and keeps its place if it is among the first. */
export function countSkipped(report: BuildReport, record: SkippedRecord): void {
  report.skipped[record.reason] ??= { count: 0, places: [] }
  const entry = report.skipped[record.reason]!
  entry.count += 1
  if (entry.places.length < placesKept) entry.places.push(record)
}
