import { describe, expect, it } from 'vitest'
import { fitCases, splitEvenly } from '../../src/distillation/batches.js'
import { caseText } from '../../src/distillation/case-text.js'
import { fix, yamlFix } from './fixes.js'

const lengthOf = (text: string) => text.length

describe('splitEvenly', () => {
  it.each([
    [0, []],
    [10, [10]],
    [11, [5, 6]],
    [25, [8, 8, 9]],
  ])('splits %i items into parts of at most ten: %j', (count, sizes) => {
    const items = Array.from({ length: count }, (_, i) => i)
    const parts = splitEvenly(items, 10)
    expect(parts.map(({ length }) => length)).toEqual(sizes)
    expect(parts.flat()).toEqual(items)
  })
})

describe('fitCases', () => {
  it('fills prompts in order, none above the budget', () => {
    const subset = ['a', 'b', 'c', 'd', 'e'].map(yamlFix)
    const texts = subset.map((patch) => caseText(patch))
    const budget = 2 * texts[0]!.length + 1
    expect(fitCases(subset, budget, lengthOf)).toEqual({
      batches: [texts.slice(0, 2), texts.slice(2, 4), texts.slice(4)],
      tooLarge: [],
    })
  })

  it('names what does not fit', () => {
    const small = yamlFix('a')
    const large = fix('ruby', 'x\n'.repeat(500), 'y\n')
    const { batches, tooLarge } = fitCases([large, small], caseText(small).length, lengthOf)
    expect([batches, tooLarge]).toEqual([[[caseText(small)]], [large.id]])
  })
})

describe('caseText', () => {
  it('shows the new text as added where two texts have next to nothing in common', () => {
    const lines = (prefix: string) => Array.from({ length: 1_500 }, (_, i) => `${prefix}${i}\n`).join('')
    const text = caseText(fix('c', lines('old'), lines('new')))
    expect(text).toContain('\n+new0\n+new1\n')
    expect(text).toContain('+new1499')
  })
})
