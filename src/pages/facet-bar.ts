import { type FacetName, type FacetScore, type FacetView, facetNames } from '../retrieval/index.js'
import { type Html, html } from './html.js'

/** Scale of one facet in one table: all its bars begin and end at the same scores, so that they can be compared. */
export interface FacetScale {
  facet: FacetName
  low: number
  high: number
  threshold: number
}

/** The scales of the facets that score any of the candidates. */
export function facetScales(
  views: readonly FacetView[],
  thresholds: Partial<Record<FacetName, number>>,
): FacetScale[] {
  return facetNames.flatMap((facet) => {
    const scores = views.flatMap((view) => view[facet]?.score ?? []).filter(Number.isFinite)
    const threshold = thresholds[facet]
    if (scores.length === 0 || threshold === undefined) return []
    const known = [...scores, 0, ...(Number.isFinite(threshold) ? [threshold] : [])]
    const [low, high] = [Math.min(...known), Math.max(...known)]
    return [{ facet, low, high: high > low ? high : low + 1, threshold }]
  })
}

/** A facet's score as a bar against its threshold, with rank and vote in words. */
export function facetBar(view: FacetScore | undefined, { facet, low, high, threshold }: FacetScale): Html {
  if (!view || !Number.isFinite(view.score)) return html`<span class="soft">no say</span>`
  const at = (score: number) => Math.round((1000 * (score - low)) / (high - low)) / 10
  const { score, rank, votes } = view
  const [from, to] = [at(Math.min(0, score)), at(Math.max(0, score))]
  const words = `${facet}: score ${score.toFixed(3)}, threshold ${threshold}, rank ${rank}; ${votes ? 'votes' : 'does not vote'}`
  return html`<div class="facet${votes ? ' votes' : ''}" title="${words}"><svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${words}"><rect class="track" width="100" height="10" rx="2"/><rect class="score" x="${from}" width="${Math.max(0.8, to - from)}" height="10" rx="2"/>${Number.isFinite(threshold) && html`<line x1="${at(threshold)}" x2="${at(threshold)}" y1="-2" y2="12"/>`}</svg><span class="value">${score.toFixed(2)}</span><span class="rank">#${rank}</span></div>`
}
