import type { SecurityPatch } from '../patches/patch.js'
import type { TokenCounter } from '../ports/token-counter.js'
import { caseText, slicedCaseText } from './case-text.js'

/** Parts of at most `size` items, as few as possible and as even as possible, in order. */
export function splitEvenly<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, part) =>
    items.slice(Math.floor((part * items.length) / count), Math.floor(((part + 1) * items.length) / count)),
  )
}

/** A subset as the texts of its prompts. */
export interface FittedCases {
  /** One prompt each; a single one where everything fits. */
  batches: string[][]
  /** Fixes that do not fit, not even as their slice. */
  tooLarge: string[]
}

/**
 * Fits the cases of a subset into prompts of at most `budget` tokens: a case that does not fit alone goes in as its slice,
 * and a subset that does not fit in one prompt is split.
 */
export function fitCases(
  subset: readonly SecurityPatch[],
  budget: number,
  tokenCounter: TokenCounter,
): FittedCases {
  const batches: string[][] = []
  const tooLarge: string[] = []
  let used = Number.POSITIVE_INFINITY
  for (const patch of subset) {
    const fitting = fittingText(patch, budget, tokenCounter)
    if (!fitting) {
      tooLarge.push(patch.id)
      continue
    }
    if (used + fitting.tokens > budget) {
      batches.push([])
      used = 0
    }
    batches.at(-1)!.push(fitting.text)
    used += fitting.tokens
  }
  return { batches, tooLarge }
}

function fittingText(patch: SecurityPatch, budget: number, tokenCounter: TokenCounter) {
  for (const form of [caseText, slicedCaseText]) {
    const text = form(patch)
    if (text === undefined) continue
    const tokens = tokenCounter(text)
    if (tokens <= budget) return { text, tokens }
  }
  return undefined
}
