import type { FuzzTarget } from '../target.js'
import { baseTargets } from './base.js'
import { commandLineTargets } from './command-line.js'
import { protocolTargets } from './protocols.js'
import { readerTargets } from './readers.js'

/** Everything that is fuzzed. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...readerTargets,
  ...baseTargets,
  ...protocolTargets,
  ...commandLineTargets,
]
