import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { messageOf, RescueError } from '../../src/errors.js'

/** Something that takes input from outside, and the inputs that are tried on it. */
export interface FuzzTarget<Input = unknown> {
  name: string
  inputs: fc.Arbitrary<Input>
  /** Cases in `npm test`; `npm run fuzz:input` says how many it takes. */
  count: number
  /** Most cases that are worth while in the long run, where a case takes long. */
  most?: number
  /**
   * Gives the input to the code. A RescueError may come out and nothing else; what more must hold is thrown as another error.
   *
   * @param folder an empty directory that is deleted afterwards
   */
  run(input: Input, folder: string): Promise<void>
}

/** Most time that one case may take, in milliseconds: what takes longer hangs, for whoever waits for it. */
const longestCase = 20_000

/** Makes a target out of its parts, whatever its inputs are. */
export function target<Input>(parts: FuzzTarget<Input>): FuzzTarget {
  return parts as FuzzTarget
}

/** What a run of a target came to. */
export interface FuzzResult {
  cases: number
  /** How many of them were refused with a RescueError. */
  refused: number
  /** The longest case, in milliseconds. */
  slowest: number
}

/**
 * Tries a target.
 *
 * @throws Error with the smallest input that fails
 */
export async function fuzz(
  given: FuzzTarget,
  { count, seed }: { count: number; seed: number },
): Promise<FuzzResult> {
  const result: FuzzResult = { cases: 0, refused: 0, slowest: 0 }
  const property = fc.asyncProperty(given.inputs, async (input) => {
    const folder = mkdtempSync(join(tmpdir(), 'rescue-fuzz-'))
    const start = performance.now()
    try {
      await given.run(input, folder)
    } catch (thrown) {
      if (!(thrown instanceof RescueError)) throw thrown
      if (thrown.message === '' || thrown.code === undefined)
        throw new Error('A RescueError that says nothing.')
      result.refused++
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    const took = performance.now() - start
    result.cases++
    result.slowest = Math.max(result.slowest, took)
    if (took > longestCase) throw new Error(`It took ${Math.round(took)} ms.`)
  })
  await fc.assert(property, { numRuns: count, seed })
  return result
}

/** Fails with a message that a person can use. */
export function ensure(holds: boolean, message: string, cause?: unknown): void {
  if (!holds) throw new Error(`${message}${cause === undefined ? '' : `: ${messageOf(cause)}`}`)
}
