/**
 * The threshold at which the share of right pairs at or below it equals the share of wrong pairs above it, as nearly as the pairs
 * allow; `errorRate` is the mean of the two shares.
 */
export function equalErrorThreshold(
  right: readonly number[],
  wrong: readonly number[],
): { threshold: number; errorRate: number } {
  const all = [
    ...right.map((score) => ({ score, belongs: true })),
    ...wrong.map((score) => ({ score, belongs: false })),
  ].sort((a, b) => a.score - b.score)
  let lost = 0
  let passing = wrong.length
  let best = { threshold: all[0]!.score, errorRate: 0.5, gap: Number.POSITIVE_INFINITY }
  all.forEach(({ score, belongs }, i) => {
    if (belongs) lost++
    else passing--
    // Equal scores fall on the same side.
    if (all[i + 1]?.score === score) return
    const [lostShare, passingShare] = [lost / right.length, passing / wrong.length]
    const gap = Math.abs(lostShare - passingShare)
    if (gap < best.gap) best = { threshold: score, errorRate: (lostShare + passingShare) / 2, gap }
  })
  return { threshold: best.threshold, errorRate: best.errorRate }
}
