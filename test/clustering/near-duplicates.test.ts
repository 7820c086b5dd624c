import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeNearDuplicates } from '../../src/clustering/near-duplicates.js'
import type { SecurityPatch } from '../../src/patches/patch.js'

/** A fix of forty statements, of which some are named otherwise. */
const fix = (
  id: string,
  changes: Record<number, string> = {},
  more: Partial<SecurityPatch> = {},
): SecurityPatch => {
  const lines = Array.from({ length: 40 }, (_, i) => `    step_${changes[i] ?? i}(value, ${i})`)
  const code = (call: string) => `def run(value):\n${lines.join('\n')}\n    ${call}(value)\n`
  return { id, language: 'python', cwe: 'CWE-1', before: code('danger'), after: code('shelter'), ...more }
}

const keptOf = (...patches: SecurityPatch[]) => mergeNearDuplicates(patches).patches.map(({ id }) => id)

describe('mergeNearDuplicates', () => {
  it('merges fixes that differ in a name, and says into which', () => {
    const { patches, merged } = mergeNearDuplicates([fix('a'), fix('b', { 5: 'x' })])
    expect(patches.map(({ id }) => id)).toEqual(['a'])
    expect(merged).toEqual([{ id: 'b', keptId: 'a', similarity: expect.any(Number) }])
    // Of about 290 triples in each version three differ on each side.
    expect(merged[0]!.similarity).toBeGreaterThan(0.95)
  })

  it('merges fixes that differ in white space alone', () => {
    const spaced = fix('b')
    expect(keptOf(fix('a'), { ...spaced, after: spaced.after.replaceAll('    ', '\t') })).toEqual(['a'])
  })

  it('keeps fixes that differ in more', () => {
    const other = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [i, `y${i}`]))
    expect(keptOf(fix('a'), fix('b', other))).toEqual(['a', 'b'])
  })

  it('keeps fixes of other types and languages, and fixes in the other direction', () => {
    const a = fix('a')
    expect(
      keptOf(a, fix('b', {}, { cwe: 'CWE-2' }), fix('c', {}, { language: 'javascript' }), {
        ...a,
        id: 'd',
        before: a.after,
        after: a.before,
      }),
    ).toEqual(['a', 'b', 'c', 'd'])
  })

  it('merges a fix into the nearest of those that it is like', () => {
    const far = Object.fromEntries([1, 2, 3, 4, 5, 6].map((i) => [i * 6, 'x']))
    const { patches, merged } = mergeNearDuplicates([fix('a', far), fix('b'), fix('c', { 6: 'x' })])
    expect(patches.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(merged).toEqual([{ id: 'c', keptId: 'b', similarity: expect.any(Number) }])
  })

  it('keeps fixes at different places of one function', () => {
    const twice = fix('b')
    const later = (code: string) => code.replace('    step_3(', '    checked_step_3(')
    expect(keptOf(fix('a'), { ...twice, before: twice.after, after: later(twice.after) })).toEqual(['a', 'b'])
  })

  it('keeps the one with a cause', () => {
    expect(keptOf(fix('a'), fix('b', { 1: 'x' }, { cause: 'Bad.' }))).toEqual(['b'])
  })

  it('merges nothing above 1', () => {
    expect(mergeNearDuplicates([fix('a'), fix('b')], { threshold: 1.1 }).patches).toHaveLength(2)
  })

  it('refuses a threshold that would merge everything', () => {
    expect(() => mergeNearDuplicates([], { threshold: 0 })).toThrowError(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
  })

  it('finds every pair of at least the threshold, whatever the order', () => {
    const names = fc.dictionary(fc.integer({ min: 0, max: 39 }).map(String), fc.constantFrom('p', 'q'), {
      maxKeys: 6,
    })
    fc.assert(
      fc.property(fc.array(names, { maxLength: 8 }), (changes) => {
        const patches = changes.map((change, i) => fix(`f${i}`, change))
        const { patches: kept, merged } = mergeNearDuplicates(patches)
        expect(mergeNearDuplicates([...patches].reverse()).patches).toEqual(kept)
        expect(kept.length + merged.length).toBe(patches.length)
        for (const { similarity } of merged) expect(similarity).toBeGreaterThanOrEqual(0.9)
        // What was kept is not alike.
        expect(mergeNearDuplicates(kept).merged).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})
