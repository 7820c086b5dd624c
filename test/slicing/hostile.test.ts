import { describe, expect, it } from 'vitest'
import { languageIds } from '../../src/languages/index.js'
import { Slicer } from '../../src/slicing/index.js'
import { sliceHostileSources } from './hostile-run.js'
import { ordinarySource } from './hostile-sources.js'

/** Far more than the sources of a language need: beyond, one of them is taken to hang. */
const timeLimit = 600_000

describe('hostile source', () => {
  it.each(languageIds)(
    'in %s is sliced or refused with a RescueError: no hang, no overflow, no crash',
    async (language) => {
      const { sources, faults, unfinished } = await sliceHostileSources(language, 'test', timeLimit)
      expect(faults).toEqual([])
      expect(unfinished).toBeUndefined()
      expect(sources).toBeGreaterThan(45)
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
