import type { FacetScores, FusedCandidate } from './fusion.js'
import { facetScores } from './fusion.js'
import type { FacetName } from './options.js'
import type { LeftOut } from './retrieval.js'

/** How many candidates that just missed are explained in each step. */
const shown = 3

/**
 * The best candidates that were not chosen, and why: first those with votes that came behind the limit, then those without any,
 * the nearest to a threshold first.
 */
export function leftOut(
  facets: readonly FacetScores<FacetName>[],
  fused: readonly FusedCandidate<FacetName>[],
  limit: number,
  options: { rankCut: number; idOf: (candidate: number) => string },
): LeftOut[] {
  const behind: LeftOut[] = fused.slice(limit, limit + shown).map(({ candidate, facets: view }) => ({
    id: options.idOf(candidate),
    facets: view,
    reason: 'beyond-limit',
  }))
  const voted = new Set(fused.map(({ candidate }) => candidate))
  const size = facets[0]?.scores.length ?? 0
  const nearest: { candidate: number; nearness: number }[] = []
  for (let candidate = 0; candidate < size; candidate++) {
    if (voted.has(candidate)) continue
    const nearness = Math.max(...facets.map(({ scores, threshold }) => scores[candidate]! - threshold))
    const last = nearest.at(-1)
    if (nearest.length === shown && last && !(nearness > last.nearness)) continue
    nearest.push({ candidate, nearness })
    nearest.sort((a, b) => b.nearness - a.nearness || a.candidate - b.candidate)
    nearest.length = Math.min(nearest.length, shown)
  }
  const silent = nearest.map(({ candidate, nearness }): LeftOut => {
    return {
      id: options.idOf(candidate),
      facets: facetScores(facets, candidate, options.rankCut),
      reason: nearness > 0 ? 'beyond-rank-cut' : 'below-threshold',
    }
  })
  return [...behind, ...silent].slice(0, shown)
}
