/** Run as a process of its own: runs a sample that hangs, so that somebody can kill the runner meanwhile. */
import { Sandbox } from '../../../src/evaluation/sandbox/index.js'

const sandbox = await Sandbox.create()
console.log('ready')
await sandbox.run({
  command: 'sleep 300; : rescue-orphaned-sample',
  files: {},
  limits: { timeoutMs: 300_000 },
})
