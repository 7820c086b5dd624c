import { describe, expect, it } from 'vitest'
import { redact } from '../src/cli/redact.js'
import { messageOf, RescueError } from '../src/errors.js'

describe('messageOf', () => {
  it.each([
    [new TypeError('wrong'), 'wrong'],
    [new Error(''), ''],
    [{ status: 401, message: 'no key' }, 'no key'],
    ['plain', 'plain'],
    [undefined, 'undefined'],
    [null, 'null'],
    [7, '7'],
    [Symbol('s'), 'Symbol(s)'],
    [{ message: 7 }, '[object Object]'],
    [Object.create(null), 'something was thrown that cannot be shown as text'],
  ])('of %o is a text', (thrown, message) => {
    expect(messageOf(thrown)).toBe(message)
    expect(RescueError.from(thrown, 'MODEL_FAILED', 'It failed').message).toBe(`It failed: ${message}`)
  })
})

describe('RescueError.from', () => {
  it('keeps what was thrown as the cause, and a RescueError as it is', () => {
    const cause = new Error('x')
    const error = RescueError.from(cause, 'INVALID_INPUT', 'It failed', { file: 'a', line: 3, record: 'r' })
    expect(error).toMatchObject({
      name: 'RescueError',
      code: 'INVALID_INPUT',
      file: 'a',
      line: 3,
      record: 'r',
      cause,
    })
    expect(RescueError.from(error, 'ABORTED', 'Again')).toBe(error)
  })
})

describe('redact', () => {
  const env = { A_KEY: 'sk-short-one', B_TOKEN: 'sk-short-one-and-more', HOME: '/home/someone', C_KEY: 'abc' }

  it('takes out secrets whole, also where one begins with another', () => {
    expect(redact('keys sk-short-one-and-more, sk-short-one', env)).toBe('keys [secret], [secret]')
  })

  it('leaves what is no secret, or so short that it stands everywhere', () => {
    expect(redact('/home/someone abc', env)).toBe('/home/someone abc')
  })

  it('takes the user out of addresses', () => {
    expect(redact('at https://me:pass@example.org/a@b and http://example.org', {})).toBe(
      'at https://[secret]@example.org/a@b and http://example.org',
    )
  })
})
