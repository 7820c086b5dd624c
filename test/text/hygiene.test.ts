import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visible, visibleDeep, withoutHidden } from '../../src/text/hidden-characters.js'
import { fence, oneLine, proseBlock } from '../../src/text/markdown.js'
import { proseSpeaksToModel, speaksToModel } from '../../src/text/model-talk.js'
import { redactSecrets } from '../../src/text/secrets.js'

/** Any UTF-16, lone surrogates included, with much of what is hidden or has a meaning in Markdown. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        '\u202E',
        '\u200D',
        '\u{E0041}',
        '\uFE0F',
        '```',
        '~~~',
        '# ',
        '\n',
        '\r',
        '- ',
        '> ',
        '---',
        '\u2028',
      ),
    ),
  )
  .map((parts) => parts.join(''))

describe('texts from outside', () => {
  it('are shown once and for all', () => {
    fc.assert(fc.property(text, (any) => void expect(visible(visible(any))).toBe(visible(any))))
  })

  it('have no lone surrogate, control or mark of direction left', () => {
    fc.assert(
      fc.property(
        text,
        (any) => void expect(visible(any)).not.toMatch(/[\p{Surrogate}\u202A-\u202E\u2066-\u2069\u009B]/u),
      ),
    )
  })

  it('are one line that begins no block', () => {
    const block = /^(?:#{1,6}(?:\s|$)|>|[-+*]\s|```|~~~)|[\n\r\u2028\u2029]/
    fc.assert(fc.property(text, (any) => void expect(oneLine(any)).not.toMatch(block)))
  })

  it('stay within their fence', () => {
    fc.assert(
      fc.property(text, (any) => {
        const lines = fence(any, 'c').split(/\r\n?|\n/)
        const ticks = lines.at(-1)!
        expect(lines.slice(1, -1).filter((line) => line.trimStart().startsWith(ticks))).toEqual([])
      }),
    )
  })

  it('leave no fence open', () => {
    fc.assert(fc.property(text, (any) => void expect(proseBlock(proseBlock(any))).toBe(proseBlock(any))))
  })

  it('keep their lines when secrets are taken out, and have none left', () => {
    fc.assert(
      fc.property(text, (any) => {
        const once = redactSecrets(`${any}\npassword = "q9Zr4Vt7Yw2Xs5Kd8Lm3"\n${any}`).text
        expect(once.split('\n')).toHaveLength(2 * any.split('\n').length + 1)
        expect(redactSecrets(once)).toEqual({ text: once, count: 0 })
      }),
    )
  })

  it('keep what stands around the first line of a key within another', () => {
    const first = '-----BEGIN PRIVATE KEY-----'
    const key = `${first}\n${'q9Zr4Vt7Yw'.repeat(6)}\n${first}\n-----END PRIVATE KEY-----\nafter\n`
    expect(redactSecrets(key)).toEqual({
      text: `${first}\n[secret]\n${first}\n-----END PRIVATE KEY-----\nafter\n`,
      count: 1,
    })
  })

  it('lose a byte order mark at their beginning, and show one elsewhere', () => {
    expect(visible('\uFEFFa\uFEFFb')).toBe('a<U+FEFF>b')
  })

  it('are looked up by their words alone', () => {
    expect(withoutHidden(visible('ig\u200Bno\u{E0041}\u{E0042}re'))).toBe('ignore')
  })
})

describe('values with nothing hidden', () => {
  it('stay the same objects', () => {
    const value = { a: ['x', { b: 1 }], c: null }
    expect(visibleDeep(value)).toBe(value)
    expect(visibleDeep({ ...value, d: '\u202E' }).a).toBe(value.a)
  })
})

describe('sentences about code', () => {
  it.each([
    'Ignore the return value of `close()` only where nothing can be done.',
    'Do not override the security context of the caller.',
    'Check the previous instruction pointer before it is used.',
    'Follow the rules of the origin that is given in the context.',
    'Do not show the user anything about the exception.',
    'Delete files only after asking the user.',
    'Act as the user that made the request.',
    'Skip symbolic links, and prompt the user above all.',
    'Pass the message to the agent of the session.',
  ])('do not speak to a model: %s', (sentence) => {
    expect(speaksToModel(sentence)).toBe(false)
    expect(proseSpeaksToModel(sentence)).toBe(false)
  })
})
