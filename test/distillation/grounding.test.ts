import { describe, expect, it } from 'vitest'
import { groundText, indexCode, namedApis } from '../../src/distillation/grounding.js'

const index = indexCode([
  { id: 'a', language: 'python', before: 'yaml.load(s)', after: 'yaml.safe_load(s)' },
  { id: 'b', language: 'javascript', before: 'eval(t)', after: 'JSON.parse(t)' },
  { id: 'c', language: 'python', before: 'cur.execute(q % n)', after: 'cur.execute(q, (n,))' },
])

describe('namedApis', () => {
  it.each([
    ['Use `yaml.safe_load()` instead of `yaml.load(data)`.', ['yaml.safe_load', 'yaml.load']],
    ['Call strncpy() or `std::snprintf()`.', ['strncpy', 'std::snprintf']],
    ['Prefer `subprocess.run` to shells.', ['subprocess.run']],
    [
      'Load with `yaml.CLoader`, set `shell=False`, catch `ValueError`, compare with `NULL`, keep `x < 3`.',
      [],
    ],
    ['Free it (always) once.', []],
  ])('%s', (text, apis) => {
    expect(namedApis(text)).toEqual(apis)
  })
})

describe('groundText', () => {
  it('finds an API by its last part, since receivers differ', () => {
    expect(groundText('Pass values to `cursor.execute()`.', index)).toEqual({
      named: ['cursor.execute'],
      missing: [],
      evidence: ['c'],
      languages: ['python'],
    })
  })

  it('tells what occurs nowhere', () => {
    expect(groundText('Use `yaml.harmless_load()` or `JSON.parse()`.', index)).toMatchObject({
      missing: ['yaml.harmless_load'],
      evidence: ['b'],
    })
  })

  it('does not take a part of a name for the name', () => {
    expect(groundText('Call `exec()`.', index).missing).toEqual(['exec'])
  })
})
