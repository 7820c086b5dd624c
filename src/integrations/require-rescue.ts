import { RescueError } from '../errors.js'
import type { Rescue } from '../rescue.js'

/**
 * Refuses what is no `Rescue` where it is handed over, not at the first call: a forgotten `await` above all.
 *
 * @throws RescueError INVALID_OPTION
 */
export function requireRescue(rescue: Rescue): Rescue {
  // By shape: the ES module and the CommonJS build have a class each.
  if (typeof rescue?.retrieve === 'function' && typeof rescue.prompt === 'function') return rescue
  throw new RescueError('INVALID_OPTION', 'rescue is no Rescue. Give what `await Rescue.create()` returned.')
}
