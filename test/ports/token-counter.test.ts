import { countTokens as encoderCount } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { countTokens } from '../../src/ports/token-counter.js'

describe('countTokens', () => {
  it.each([
    'Bind every value.',
    'def f(x):\n    return x\n',
    `${'word '.repeat(2_000)}\n\n${'    '.repeat(200)}end`,
    'a'.repeat(999),
  ])('counts as the encoder does', (text) => {
    expect(countTokens(text)).toBe(encoderCount(text))
  })

  it('counts what looks like a special token as text', () => {
    expect(countTokens('<|endoftext|>')).toBeGreaterThan(1)
  })

  it.each([
    ['letters', 'ab1'],
    ['blanks', ' '],
    ['signs', '=-'],
    ['halves of signs', '\u{1F512}'],
  ])('counts a megabyte of %s without a break', (_, text) => {
    const count = 400_000 / text.length
    const part = countTokens(text.repeat(100))
    expect(countTokens(text.repeat(count)) / ((part * count) / 100)).toBeGreaterThan(0.3)
  })
})
