import { describe, expect, it } from 'vitest'
import { pairsBy, readSources } from '../../scripts/knowledge-sources.js'
import { parseProgram } from '../../src/languages/index.js'
import { changedLines } from '../../src/patches/changed-lines.js'
import { Slicer } from '../../src/slicing/index.js'

const { pairs } = await readSources()
const slicer = new Slicer()

/** Lines that hold no statement of their own: blank, a comment, or nothing but brackets and the like. */
const bare =
  /^\s*(?:(?:\/\/|#(?!\s*(?:include|define|ifdef|ifndef|if|endif|else|undef|pragma)\b)|\/\*|\*).*|[\s()[\]{};,]*)$/

describe.each([...pairsBy(pairs, 'cwe')])('slices of %s', (_, group) => {
  it.each(group.map((pair) => [pair.id, pair]))(
    '%s: both hold every changed line and parse where their files do',
    (_, pair) => {
      const { vulnerable: before, secure: after, language } = pair
      const slices = slicer.slicePatch({ before, after, language })
      const { removed, added } = changedLines({ before, after })
      const errorsIn = (code: string) => parseProgram(code, language).errorLines.length
      for (const [whole, slice, changed] of [
        [before, slices.vulnerable, removed],
        [after, slices.secure, added],
      ] as const) {
        const missing = changed.filter(({ line, text }) => !bare.test(text) && !slice.lines.includes(line))
        expect(missing).toEqual([])
        if (errorsIn(whole) === 0) expect(errorsIn(slice.code)).toBe(0)
      }
      expect(slices.vulnerable.code).not.toBe(slices.secure.code)
    },
  )
})
