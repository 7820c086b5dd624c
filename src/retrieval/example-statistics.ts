import * as z from 'zod'
import { RescueError } from '../errors.js'
import type { Example } from '../knowledge/types.js'
import { canonicalLanguage } from '../languages/index.js'
import { wordsOf } from '../ports/words.js'
import { type Bm25Statistics, bm25Statistics } from './bm25-statistics.js'
import { exampleApiTokens } from './weakness-index.js'

/**
 * What must be known of all examples to search them in stores: vector stores count no words and cannot say what they hold. Plain data
 * for JSON; it grows with the vocabulary, not with the number of examples.
 */
export interface ExampleStatistics {
  /** Each CWE type that has examples, with their languages. */
  languages: [cwe: string, languages: string[]][]
  /** Words of the causes, each distinct cause once. */
  causes: Bm25Statistics
  /** Tokens of the API calls. */
  apis: Bm25Statistics
}

const bm25 = z.object({
  documents: z.number(),
  tokens: z.number(),
  frequencies: z.array(z.tuple([z.string(), z.number()])),
})
const schema: z.ZodType<ExampleStatistics> = z.object({
  languages: z.array(z.tuple([z.string(), z.array(z.string())])),
  causes: bm25,
  apis: bm25,
})

/** Counts examples. */
export function exampleStatistics(examples: readonly Example[]): ExampleStatistics {
  const languages = new Map<string, Set<string>>()
  const causes = new Set<string>()
  for (const { cwe, language, cause } of examples) {
    const known = languages.get(cwe)
    if (known) known.add(canonicalLanguage(language))
    else languages.set(cwe, new Set([canonicalLanguage(language)]))
    if (cause !== undefined) causes.add(cause)
  }
  return {
    languages: [...languages].map(([cwe, set]) => [cwe, [...set].sort()]),
    causes: bm25Statistics([...causes].map(wordsOf)),
    apis: bm25Statistics(examples.map(exampleApiTokens)),
  }
}

/** @throws RescueError INVALID_INPUT where the value is not what {@link exampleStatistics} gives */
export function requireStatistics(value: unknown): ExampleStatistics {
  const { data } = schema.safeParse(value)
  if (data) return data
  throw new RescueError(
    'INVALID_INPUT',
    'The statistics of the stored examples have another shape. Give what storeExamples() or exampleStatistics() returned.',
  )
}
