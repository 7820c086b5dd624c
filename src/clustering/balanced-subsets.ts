import { distance } from 'ml-distance'
import { kmeans } from 'ml-kmeans'

/** Options of {@link balancedSubsets}. */
export interface BalancedSubsetsOptions {
  /** Most points of a subset. */
  maxSize: number
  /** Seed of the initial centroids. */
  seed: number
}

/** Rounds of one run of k-means: two centroids settle in a few. */
const maxIterations = 30

/**
 * Partitions points into subsets of at most `maxSize` such that near points stay together, and into no more subsets than
 * needed: exactly `ceil(n / maxSize)`, so that the number of model calls does not depend on how points happen to lie.
 *
 * Bisecting k-means (Steinbach, Karypis and Kumar, A comparison of document clustering techniques, 2000), each bisection with
 * bounded sizes: two centroids by k-means, points ordered by how much nearer they are to the first, cut at the natural
 * border or the nearest one that still lets both sides be packed. For two fixed centroids that cut is the best of its size.
 *
 * @returns indices into `vectors`; neighbouring subsets are alike, the order within a subset is that of the input
 */
export function balancedSubsets(
  vectors: readonly number[][],
  { maxSize, seed }: BalancedSubsetsOptions,
): number[][] {
  if (vectors.length === 0) return []
  const split = (points: number[]): number[][] => {
    const subsets = Math.ceil(points.length / maxSize)
    if (subsets === 1) return [points.sort((a, b) => a - b)]
    const [left, right] = bisect(points, vectors, subsets, { maxSize, seed })
    return [...split(left), ...split(right)]
  }
  return split(vectors.map((_, index) => index))
}

/** Two halves that can be packed into `subsets` subsets altogether. */
function bisect(
  points: number[],
  vectors: readonly number[][],
  subsets: number,
  { maxSize, seed }: BalancedSubsetsOptions,
): [number[], number[]] {
  const count = points.length
  const own = points.map((point) => vectors[point]!)
  const first = own[0]!
  // Where all points are one there is nothing to find, and k-means++ has no second centre to choose.
  if (own.every((vector) => distance.squaredEuclidean(vector, first) === 0)) {
    const size = Math.floor(subsets / 2) * maxSize
    return [points.slice(0, size), points.slice(size)]
  }
  const { centroids } = kmeans(own, 2, { seed, maxIterations })
  const ordered = points
    .map((point, index) => ({ point, lead: lead(own[index]!, centroids) }))
    .sort((a, b) => a.lead - b.lead || a.point - b.point)
  const natural = ordered.filter(({ lead }) => lead <= 0).length
  const leftSubsets = clamp(Math.round(natural / maxSize), 1, subsets - 1)
  const size = clamp(natural, count - (subsets - leftSubsets) * maxSize, leftSubsets * maxSize)
  const order = ordered.map(({ point }) => point)
  return [order.slice(0, size), order.slice(size)]
}

/** How much further a point is from the second centroid than from the first, negated: small means the first side. */
function lead(vector: number[], centroids: number[][]): number {
  return distance.squaredEuclidean(vector, centroids[0]!) - distance.squaredEuclidean(vector, centroids[1]!)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
