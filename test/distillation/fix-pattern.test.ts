import { describe, expect, it } from 'vitest'
import { fixPatternOf } from '../../src/distillation/index.js'
import { fix } from './fixes.js'

const patternOf = (language: string, before: string, after: string) =>
  fixPatternOf(fix(language, before, after))

describe('fixPatternOf', () => {
  it('sees that a pointer is set to null, not that it is compared with it', () => {
    const free = (more: string) => `void drop(struct s *p)\n{\n    free(p->data);\n${more}}\n`
    expect(patternOf('c', free(''), free('    p->data = NULL;\n')).resets).toBe(true)
    expect(patternOf('c', free(''), free('    if (p->data == NULL)\n        run();\n')).resets).toBe(false)
  })

  it('takes an assertion for a guard', () => {
    const body = (more: string) => `def put(xs, n):\n${more}    return xs[n]\n`
    const { guards } = patternOf('python', body(''), body('    assert n < len(xs)\n'))
    expect(guards).toEqual([{ kind: 'limit', calls: ['len'] }])
  })

  it('takes a call for changed when an argument on a line of its own changes, and no other call', () => {
    const code = (shell: string) => `register(\n    lambda x: danger(x),\n    shell=${shell},\n)\n`
    const { changedCalls, removedOptions } = patternOf('python', code('True'), code('False'))
    expect(changedCalls).toEqual(['register'])
    expect(removedOptions).toEqual(['shell=True'])
  })

  it('takes of a chain of calls the one that works on the arguments', () => {
    const code = (args: string) => `def f(db, x):\n    return db.execute(${args}).fetchone()\n`
    const { changedCalls, unformattedCalls } = patternOf(
      'python',
      code('"a = \'%s\'" % x'),
      code('"a = ?", x'),
    )
    expect(changedCalls).toEqual(['db.execute'])
    expect(unformattedCalls).toEqual(['db.execute'])
  })

  it('takes no words of comments and texts for names', () => {
    const { names } = patternOf('python', "size = read('the key') # as before\n", 'size = 0\n')
    expect(names).toEqual(['size', 'read'])
  })
})
