/**
 * Slices the hostile sources of a language, and writes a line of JSON before and after each: run by hostile-run.ts in a process of
 * its own, since neither an endless loop nor a crash of native code can be caught within one.
 */
import { writeSync } from 'node:fs'
import { RescueError } from '../../src/errors.js'
import { requireLanguage } from '../../src/languages/index.js'
import { type Slice, Slicer } from '../../src/slicing/index.js'
import { fullEffort, hostileSources, testEffort } from './hostile-sources.js'

/** What became of a source: `''` is well. */
function faultOf(attempt: () => Slice, code: string): string {
  try {
    const { code: sliced, lines, sourceLines } = attempt()
    if (lines.some((line, i) => line <= (lines[i - 1] ?? 0) || line > sourceLines))
      return 'lines out of order or range'
    if (/\r\n/.test(code) && !/[^\r]\n|\r(?!\n)/.test(code) && /[^\r]\n/.test(sliced))
      return 'line ends changed'
    return ''
  } catch (thrown) {
    if (thrown instanceof RescueError) return ''
    return thrown instanceof Error
      ? `${thrown.name}: ${thrown.message}\n${thrown.stack?.slice(0, 1_000)}`
      : String(thrown)
  }
}

const say = (message: object): void => {
  writeSync(1, `${JSON.stringify(message)}\n`)
}

/** Longer sources are sliced with few hops only, to save time. */
const longestFull = 2_000_000
const longestPatch = 20_000

const language = requireLanguage(process.argv[2] ?? '')
const slicer = new Slicer()
for (const { name, code, line } of hostileSources(
  language,
  process.argv[3] === 'full' ? fullEffort : testEffort,
)) {
  const criterion = { lines: [line] }
  say({ started: name })
  const began = Date.now()
  const full = { executable: true, hops: 'all', comments: true } as const
  const patch = { before: code, after: code.replace('a', 'b'), language }
  const fault =
    faultOf(() => slicer.slice(code, language, criterion), code) ||
    (code.length < longestFull ? faultOf(() => slicer.slice(code, language, criterion, full), code) : '') ||
    (code.length < longestPatch ? faultOf(() => slicer.slicePatch(patch).secure, code) : '')
  say({ finished: name, fault, seconds: (Date.now() - began) / 1000 })
}
say({ done: true })
