import { similarity } from 'ml-distance'

/** Mean of vectors of one length. */
export function centroidOf(vectors: readonly number[][]): number[] {
  const sum = new Array<number>(vectors[0]?.length ?? 0).fill(0)
  for (const vector of vectors) {
    for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!
  }
  return sum.map((value) => value / vectors.length)
}

/** Cosine of two vectors; 0 where one of them is zero. */
export function cosine(a: number[], b: number[]): number {
  const value = similarity.cosine(a, b)
  return Number.isFinite(value) ? value : 0
}

/** Mean cosine of vectors with their centroid, 0 to 1 for embeddings of like texts: how well they belong together. */
export function coherenceOf(vectors: readonly number[][]): number {
  const centroid = centroidOf(vectors)
  return vectors.reduce((sum, vector) => sum + cosine(vector, centroid), 0) / Math.max(vectors.length, 1)
}
