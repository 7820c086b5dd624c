/** Run as a process of its own: says whether a sandbox can be made here. */
import { RescueError } from '../../../src/errors.js'
import { Sandbox } from '../../../src/evaluation/sandbox/index.js'

try {
  await Sandbox.create()
  console.log('created')
} catch (thrown) {
  console.log(thrown instanceof RescueError ? `${thrown.code} ${thrown.message}` : thrown)
}
