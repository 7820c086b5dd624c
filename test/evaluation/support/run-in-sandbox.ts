/** Run as a process of its own: runs a Python sample in a sandbox and prints what it printed. */
import { readFileSync } from 'node:fs'
import { Sandbox } from '../../../src/evaluation/sandbox/index.js'

const sandbox = await Sandbox.create()
const files = { 'sample.py': readFileSync(process.argv[2] ?? '') }
const { stdout, stderr } = await sandbox.run({ command: 'python3 sample.py', files })
process.stdout.write(stdout + stderr)
