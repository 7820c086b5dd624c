/** One facet's view of the candidates. */
export interface FacetScores<Name extends string = string> {
  /** Name of the facet. */
  facet: Name
  /** Score of each candidate by its index; NaN where the facet says nothing about it. */
  scores: Float64Array
  /** The facet votes for candidates that score above this. */
  threshold: number
  /** What its votes count; 1 by default, as in the paper. */
  weight?: number
}

/** How a facet sees one candidate. */
export interface FacetScore {
  /** On the facet's own scale. */
  score: number
  /** 1 is best; one more than the number of candidates that score higher, so equal scores share a rank. */
  rank: number
  /** Whether it counted: above the threshold and within the rank cut. */
  votes: boolean
}

/** A candidate that at least one facet voted for. */
export interface FusedCandidate<Name extends string = string> {
  /** Index of the candidate. */
  candidate: number
  /** Sum of the votes. */
  score: number
  /** How each facet that knows it sees it. */
  facets: Partial<Record<Name, FacetScore>>
}

/** Parameters of the fusion. */
export interface FusionOptions {
  /** Added to each rank: the larger, the less the first ranks stand out. */
  alpha: number
  /** Ranks beyond it do not vote. */
  rankCut: number
}

/**
 * Reciprocal rank fusion with a threshold and a rank cut (paper, section 3.2; Cormack et al., Reciprocal rank fusion outperforms
 * Condorcet, SIGIR 2009):
 *
 *     RRF(d) = sum over facets i of  w_i * V_i(d) / (r_i(d) + alpha),   V_i(d) = 1 if s_i(d) > tau_i and r_i(d) <= rankCut, else 0
 *
 * The paper has no weights: all w_i are 1. Ranks are among all candidates, also those below the threshold.
 *
 * @returns candidates with a vote, best first; equal scores in the order of their index
 */
export function fuse<Name extends string>(
  facets: readonly FacetScores<Name>[],
  { alpha, rankCut }: FusionOptions,
): FusedCandidate<Name>[] {
  const votes = new Map<number, number>()
  for (const facet of facets) {
    const { weight = 1 } = facet
    if (weight === 0) continue
    for (const { candidate, rank } of voters(facet, rankCut)) {
      votes.set(candidate, (votes.get(candidate) ?? 0) + weight / (rank + alpha))
    }
  }
  return [...votes]
    .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b)
    .map(([candidate, score]) => ({ candidate, score, facets: facetScores(facets, candidate, rankCut) }))
}

/** How every facet that knows a candidate sees it. */
export function facetScores<Name extends string>(
  facets: readonly FacetScores<Name>[],
  candidate: number,
  rankCut: number,
): Partial<Record<Name, FacetScore>> {
  const seen: Partial<Record<Name, FacetScore>> = {}
  for (const { facet, scores, threshold } of facets) {
    const score = scores[candidate]!
    if (Number.isNaN(score)) continue
    let rank = 1
    for (let i = 0; i < scores.length; i++) if (scores[i]! > score) rank++
    seen[facet] = { score, rank, votes: score > threshold && rank <= rankCut }
  }
  return seen
}

/** The candidates that a facet votes for, with their ranks. */
function voters({ scores, threshold }: FacetScores, rankCut: number): { candidate: number; rank: number }[] {
  // Only what is above the threshold can vote, and nothing below it can push a rank down.
  const above: number[] = []
  for (let i = 0; i < scores.length; i++) if (scores[i]! > threshold) above.push(i)
  above.sort((a, b) => scores[b]! - scores[a]!)
  const ranked: { candidate: number; rank: number }[] = []
  let rank = 0
  for (const [place, candidate] of above.entries()) {
    if (place === 0 || scores[candidate]! < scores[above[place - 1]!]!) rank = place + 1
    if (rank > rankCut) break
    ranked.push({ candidate, rank })
  }
  return ranked
}
