import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeIn, codeSpans } from '../../src/text/code-spans.js'

describe('codeSpans', () => {
  it.each([
    ['plain', []],
    ['Use `a()` and `b`.', ['a()', 'b']],
    ['``a`b`` and `c`', ['a`b', 'c']],
    ['an open ` stays prose', []],
    ['``a` is closed by nothing of its length', []],
    ['```x``` `y`', ['x', 'y']],
    ['', []],
  ])('%j holds %j', (text, expected) => {
    expect(codeIn(text)).toEqual(expected)
  })

  it('loses nothing', () => {
    const text = fc.string({ unit: fc.constantFrom('`', '``', 'a', ' ', '\n') })
    fc.assert(
      fc.property(
        text,
        (given) =>
          codeSpans(given)
            .map(({ raw }) => raw)
            .join('') === given,
      ),
    )
  })
})
