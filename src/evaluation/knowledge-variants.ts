import { RescueError } from '../errors.js'
import type { Example } from '../knowledge/types.js'
import type { SecurityPatch } from '../patches/patch.js'
import type { RetrievalKnowledge } from '../retrieval/index.js'
import type { Variant } from './variants.js'

/** The examples of a base, by what is searched or shown of them. */
export class KnowledgeVariants {
  readonly #base: RetrievalKnowledge
  readonly #fixes: ReadonlyMap<string, SecurityPatch>
  #whole: readonly Example[] | undefined

  /** @param fixes what the base was built from; needed for whole code only */
  constructor(base: RetrievalKnowledge, fixes: readonly SecurityPatch[] = []) {
    this.#base = base
    this.#fixes = new Map(fixes.map((fix) => [fix.id, fix]))
  }

  /**
   * What a variant searches.
   * @throws RescueError INVALID_INPUT where it needs whole code and fixes are missing
   */
  searched(kind: Variant['searched']): RetrievalKnowledge {
    const { weaknesses, parts } = this.#base
    switch (kind) {
      case 'sliced':
        return this.#base
      case 'whole':
        return { weaknesses, examples: this.#wholeExamples(), ...(parts && { parts }) }
      case 'raw':
        return {
          weaknesses: weaknesses.map((weakness) => ({ ...weakness, causes: [], guidelines: [] })),
          examples: this.#wholeExamples().map(({ cause: _, ...example }) => example),
        }
    }
  }

  /**
   * An example as a variant shows it.
   * @throws RescueError INVALID_INPUT
   */
  shown(id: string, kind: Variant['shown']): Example {
    const examples = kind === 'sliced' ? this.#base.examples : this.#wholeExamples()
    return examples.find((example) => example.id === id)!
  }

  #wholeExamples(): readonly Example[] {
    this.#whole ??= this.#base.examples.map((example) => {
      const fix = this.#fixes.get(example.id)
      if (!fix) {
        throw new RescueError(
          'INVALID_INPUT',
          `Whole code needs the fixes that the knowledge base was built from, and there is none for "${example.id}". Pass them as fixes (on the command line --fixes), or leave out the variants that need them: unsliced ones, raw-data and nearest-example.`,
          { record: example.id },
        )
      }
      return {
        ...example,
        vulnerable: { ...example.vulnerable, code: fix.before },
        secure: { ...example.secure, code: fix.after },
      }
    })
    return this.#whole
  }
}
