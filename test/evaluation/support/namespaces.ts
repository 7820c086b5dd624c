import { messageOf } from '../../../src/errors.js'
import { Sandbox } from '../../../src/evaluation/sandbox/index.js'

/** Whether this machine can contain generated code; where not, says aloud that tests are skipped. */
export async function namespacesAvailable(): Promise<boolean> {
  try {
    await Sandbox.create()
    return true
  } catch (thrown) {
    console.warn(`Tests that run generated code are skipped: ${messageOf(thrown)}`)
    return false
  }
}
