import { RescueError } from '../errors.js'
import type { KnowledgeBase } from '../knowledge/index.js'
import { calibrate } from '../retrieval/index.js'
import { type KnowledgeFlags, withBackground } from './knowledge-options.js'

/**
 * The base with thresholds of its own, as it will be used: with its background. One that is too small for that keeps the general ones, and
 * the remark says so.
 */
export async function calibratedBase(
  base: KnowledgeBase,
  flags: Pick<KnowledgeFlags, 'background'>,
): Promise<{ base: KnowledgeBase; remark?: string }> {
  try {
    const calibration = await calibrate(await withBackground(base, flags))
    return { base: base.withCalibration(calibration.embedder, calibration) }
  } catch (thrown) {
    if (!(thrown instanceof RescueError && thrown.code === 'INVALID_INPUT')) throw thrown
    return { base, remark: `It works with general thresholds. ${thrown.message}` }
  }
}
