import { describe, it } from 'vitest'
import { fuzz } from './target.js'
import { fuzzTargets } from './targets/index.js'

/** The same cases in every run; `npm run fuzz:input` tries others, and more. */
const seed = 20_251_122

/** For busy machines, in milliseconds; a single case may take no more than `longestCase`. */
const timeLimit = 300_000

describe('whatever comes in, nothing but a RescueError comes out:', () => {
  it.each(fuzzTargets.map((target) => [target.name, target] as const))(
    '%s',
    async (_, target) => {
      await fuzz(target, { count: target.count, seed })
    },
    timeLimit,
  )
})
