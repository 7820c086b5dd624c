import { describe, expect, it } from 'vitest'
import { changedLines } from '../../src/patches/changed-lines.js'

describe('changedLines', () => {
  it('numbers the lines of either version', () => {
    expect(changedLines({ before: 'a\nb\nc\nd\n', after: 'a\nx\ny\nc\n' })).toEqual({
      removed: [
        { line: 2, text: 'b' },
        { line: 4, text: 'd' },
      ],
      added: [
        { line: 2, text: 'x' },
        { line: 3, text: 'y' },
      ],
    })
  })

  it('does not count line endings or a missing last line feed', () => {
    expect(changedLines({ before: 'a\r\nb\r\n', after: 'a\nb' })).toEqual({ removed: [], added: [] })
  })

  it('takes every line for changed where two texts have little in common', () => {
    const lines = (prefix: string) => Array.from({ length: 3000 }, (_, i) => `${prefix}${i}`).join('\n')
    const { removed, added } = changedLines({ before: lines('a'), after: lines('b') })
    expect([removed.length, added.length]).toEqual([3000, 3000])
  })
})
