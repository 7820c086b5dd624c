import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import type { Distillation, DistillationTask, Distiller, DistillOptions } from './distiller.js'
import { causesOf, guidelinesOf } from './extractive-sentences.js'
import { fixPatternOf } from './fix-pattern.js'
import { countPatterns, type ReadFix } from './pattern-counts.js'

/** Options of {@link ExtractiveDistiller}. */
export interface ExtractiveDistillerOptions {
  /** Least number of different commits that must do a thing before it is said of a cluster; one is enough in a cluster of up to three. */
  minSupport?: number
}

/** Defaults of {@link ExtractiveDistillerOptions}. */
export const extractiveDistillerDefaults = { minSupport: 2 } as const satisfies ExtractiveDistillerOptions

/** Clusters of up to so many fixes have no room for repetition. */
const smallCluster = 3

/** Fixes between two breaths for the event loop, so that a caller's progress display and abort get their turn. */
const fixesPerBreath = 20

/**
 * Distils without a model: reads off each fix which calls it replaces, adds and removes and which guards it adds, and states
 * what several fixes of the cluster have in common, with the number of fixes that do it. It says less than a model would, and
 * nothing that is not in the fixes.
 */
export class ExtractiveDistiller implements Distiller {
  readonly identity: string
  readonly #minSupport: number

  /** @throws RescueError INVALID_OPTION */
  constructor(options: ExtractiveDistillerOptions = {}) {
    this.#minSupport = withDefaults(extractiveDistillerDefaults, options).minSupport
    if (!Number.isInteger(this.#minSupport) || this.#minSupport < 1) {
      throw new RescueError(
        'INVALID_OPTION',
        `minSupport is ${this.#minSupport}; give a whole number of 1 or more.`,
      )
    }
    this.identity = `extractive-v1/${this.#minSupport}`
  }

  plannedCalls(): number {
    return 0
  }

  /** @throws RescueError ABORTED */
  async distill(
    { name, subsets, want }: DistillationTask,
    { signal }: DistillOptions = {},
  ): Promise<Distillation> {
    const read: ReadFix[][] = []
    let sinceBreath = 0
    for (const subset of subsets) {
      const fixes: ReadFix[] = []
      for (const patch of subset) {
        if (++sinceBreath % fixesPerBreath === 0) await new Promise(setImmediate)
        if (signal?.aborted) throw new RescueError('ABORTED', 'Distilling was aborted.')
        fixes.push({ patch, pattern: fixPatternOf(patch) })
      }
      read.push(fixes)
    }
    const counts = this.#count(read.flat())
    return {
      guidelines: want.guidelines ? guidelinesOf(counts) : [],
      causes: want.causes ? causesOf(counts, name) : [],
      subsetCauses: read.map((fixes) =>
        want.examples
          ? causesOf(this.#count(fixes), name)
              .map(({ text }) => text)
              .join(' ')
          : '',
      ),
      calls: 0,
      resumedCalls: 0,
      problems: [],
    }
  }

  #count(fixes: readonly ReadFix[]) {
    return countPatterns(fixes, fixes.length <= smallCluster ? 1 : this.#minSupport)
  }
}
