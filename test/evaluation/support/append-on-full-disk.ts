/** Run as a process of its own, on a disk of 64 KiB: appends what does not fit between lines that do. */
import { RescueError } from '../../../src/errors.js'
import { JsonLinesFile } from '../../../src/evaluation/json-lines-file.js'

const file = new JsonLinesFile(process.argv[2] ?? '')
const outcomes = await Promise.allSettled(
  ['first', 'x'.repeat(200_000), 'last'].map((text) => file.append(text)),
)
const values = []
for await (const { value } of file.read()) values.push(value)
const codes = outcomes.map((one) =>
  one.status === 'fulfilled' ? 'written' : one.reason instanceof RescueError ? one.reason.code : one.reason,
)
console.log(JSON.stringify({ codes, values }))
