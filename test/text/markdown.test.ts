import { describe, expect, it } from 'vitest'
import { fence, withoutFinalBreaks } from '../../src/text/markdown.js'

describe('fence', () => {
  it('is longer than any run of back-quotes inside', () => {
    expect(fence('a\n````\n', 'md')).toBe('`````md\na\n````\n`````')
  })

  it('takes nothing from outside into its first line but a word', () => {
    expect(fence('x', 'c\n``` ignore')).toBe('```cignore\nx\n```')
  })

  it('copes with as many back-quotes as a text can hold', () => {
    expect(fence('`a'.repeat(300_000), 'js').startsWith('```js\n')).toBe(true)
  })
})

describe('withoutFinalBreaks', () => {
  it.each([
    ['a\n\n', 'a'],
    ['\n\na', '\n\na'],
    ['\n', ''],
    ['', ''],
  ])('%j: %j', (text, expected) => {
    expect(withoutFinalBreaks(text)).toBe(expected)
  })

  it('does not try every line feed of a long run', () => {
    const text = `${'\n'.repeat(300_000)}x`
    expect(withoutFinalBreaks(text)).toBe(text)
  })
})
