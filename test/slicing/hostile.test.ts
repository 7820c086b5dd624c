import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { languageIds } from '../../src/languages/index.js'
import { Slicer } from '../../src/slicing/index.js'
import { hostileSources, ordinarySource } from './hostile-sources.js'

/** Far more than the sources of a language need: beyond, one of them is taken to hang. */
const timeLimit = 600_000

/** Faults of the slicer that are known and not yet mended, by name and fault: everything else fails. */
const openFaults: readonly RegExp[] = [
  /^(calls|destructuring): RangeError: Maximum call stack size exceeded/,
  /^mutation 1 of source 7: TypeError: Cannot read properties of undefined \(reading 'trim'\)/,
]

interface WorkerMessage {
  started?: string
  finished?: string
  fault?: string
  done?: true
}

/** What the worker said of a language's sources, and the source at which it stood when it ended or was ended. */
function sliceHostileSources(
  language: string,
): Promise<{ faults: string[]; unfinished: string | undefined }> {
  return new Promise((resolve, reject) => {
    const worker = fileURLToPath(new URL('hostile-worker.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', worker, language], { timeout: timeLimit })
    let output = ''
    child.stdout.on('data', (data) => {
      output += data
    })
    child.on('error', reject)
    child.on('close', () => {
      const complete = output.slice(0, output.lastIndexOf('\n') + 1)
      const messages = complete
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as WorkerMessage)
      const last = messages.at(-1)
      resolve({
        faults: messages.flatMap(({ finished, fault }) => (fault ? [`${finished}: ${fault}`] : [])),
        unfinished: last?.done ? undefined : (last?.started ?? 'before the first source'),
      })
    })
  })
}

describe('hostile source', () => {
  it.each(languageIds)(
    'in %s is sliced or refused with a RescueError: no hang, no overflow, no crash',
    async (language) => {
      expect(hostileSources(language).length).toBeGreaterThan(60)
      const { faults, unfinished } = await sliceHostileSources(language)
      expect(faults.filter((fault) => !openFaults.some((open) => open.test(fault)))).toEqual([])
      expect(unfinished).toBeUndefined()
    },
    timeLimit + 60_000,
  )

  it.each(languageIds)('in %s keeps its line ends, tabs and byte order mark', (language) => {
    const slicer = new Slicer({ hops: 'all', direction: 'backward' })
    const unix = ordinarySource(language)
    const criterion = {
      lines: [unix.split('\n').findIndex((line) => /total = 0|status = -1/.test(line)) + 1],
    }
    const plain = slicer.slice(unix, language, criterion)
    expect(plain.lines.length).toBeGreaterThan(1)
    expect(plain.code).not.toContain('\r')

    const windows = slicer.slice(unix.replaceAll('\n', '\r\n'), language, criterion)
    expect(windows.lines).toEqual(plain.lines)
    expect(windows.code).toBe(plain.code.replaceAll('\n', '\r\n'))

    const tabs = (text: string) => text.replaceAll('    ', '\t')
    const tabbed = slicer.slice(tabs(unix), language, criterion)
    expect(tabbed.lines).toEqual(plain.lines)
    expect(tabbed.code).toBe(tabs(plain.code))

    const marked = slicer.slice(`\ufeff${unix}`, language, criterion)
    expect(marked.lines).toEqual(plain.lines)
    expect(marked.code.replace('\ufeff', '')).toBe(plain.code)
  })
})
