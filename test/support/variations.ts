import type { Example } from '../../src/knowledge/index.js'

/** Deterministic numbers in 0 to 1 (mulberry32). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Share of the words that a variation exchanges. */
const exchanged = 0.2

/**
 * Many examples that resemble real ones: causes and slices of the given ones with words exchanged between them, so that those of one
 * model lie near each other and the nearest ones are meant. Always the same for a seed.
 */
export function* variations(
  examples: readonly Example[],
  { size, seed = 1 }: { size: number; seed?: number },
): Generator<Example> {
  const next = random(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const words = examples.flatMap(({ cause }) => cause?.split(' ') ?? [])
  const vary = (text: string) =>
    text
      .split(' ')
      .map((word) => (next() < exchanged ? pick(words) : word))
      .join(' ')
  for (let i = 0; i < size; i++) {
    const model = examples[i % examples.length]!
    yield {
      ...model,
      id: `${model.id}-${i}`,
      cause: vary(model.cause ?? model.cwe),
      secure: { ...model.secure, code: vary(model.secure.code) },
    }
  }
}
