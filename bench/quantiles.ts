/** The value that a share `q` of the values does not exceed. */
export function quantile(values: readonly number[], q: number): number {
  const ascending = [...values].sort((a, b) => a - b)
  return ascending[Math.min(ascending.length - 1, Math.floor(q * ascending.length))]!
}

/** Median and 95th percentile, as text. */
export function milliseconds(values: readonly number[]): string {
  return `p50 ${quantile(values, 0.5).toFixed(2)} ms, p95 ${quantile(values, 0.95).toFixed(2)} ms`
}
