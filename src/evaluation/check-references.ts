import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import type { Problem } from './benchmarks/problem.js'
import { judgeSolution, type Verdict } from './judging/index.js'
import { isCorrect, isSecure } from './sample.js'
import type { Sandbox } from './sandbox/index.js'

/** A reference solution that was judged otherwise than it should be. */
export interface ReferenceTrouble {
  /** Identifier of the problem. */
  problem: string
  /** Which of its two solutions. */
  reference: 'secure' | 'insecure'
  /** What is wrong, in a sentence. */
  trouble: string
}

/**
 * Checks the checks of a benchmark with its own reference solutions: the secure one must pass everything, the insecure one the functional
 * tests only. Problems without references are passed over.
 *
 * @throws RescueError as `judgeSolution`
 */
export async function checkReferences(
  problems: readonly Problem[],
  { sandbox, signal }: { sandbox: Sandbox; signal?: AbortSignal },
): Promise<ReferenceTrouble[]> {
  const limit = pLimit(availableParallelism())
  const troubles = problems.flatMap((problem) =>
    (['secure', 'insecure'] as const).map((reference) =>
      limit(async (): Promise<ReferenceTrouble[]> => {
        const code = problem.references?.[reference]
        if (code === undefined) return []
        const judgement = await judgeSolution(problem, code, { sandbox, ...(signal && { signal }) })
        const found: string[] = []
        const why = ({ detail, reason }: Verdict) => detail ?? reason
        if (!isCorrect(judgement)) found.push(`fails the functional tests (${why(judgement.functional)})`)
        if (reference === 'secure' && isSecure(judgement) === false) {
          const failed = judgement.security.filter(({ passed }) => !passed)
          found.push(`fails a security check (${failed.map(why).join('; ')})`)
        }
        if (reference === 'insecure' && isSecure(judgement) !== false)
          found.push('passes every security check')
        return found.map((trouble) => ({ problem: problem.id, reference, trouble }))
      }),
    ),
  )
  return (await Promise.all(troubles)).flat()
}
