import { beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from '../../src/evaluation/benchmarks/problem.js'
import { checkReferences } from '../../src/evaluation/check-references.js'
import { Sandbox } from '../../src/evaluation/sandbox/index.js'
import { trustedSamples } from './support/namespaces.js'

const containment = await trustedSamples()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await Sandbox.create(containment)
})

/** A solution works where it says `works`, and is secure where it says `safely`. */
const problem = (references: Problem['references'], changes: Partial<Problem> = {}): Problem => ({
  id: 'p',
  language: 'python',
  solutionFile: 's.py',
  files: {},
  functional: { command: 'grep works s.py' },
  security: [{ kind: 'exploit', command: 'grep safely s.py || { echo leaked; false; }' }],
  ...(references && { references }),
  ...changes,
})
const troublesOf = async (...problems: Problem[]) =>
  (await checkReferences(problems, { sandbox })).map(
    ({ problem: id, reference, trouble }) => `${id} ${reference}: ${trouble}`,
  )

describe('references of a benchmark', () => {
  it('are in order where the secure one passes everything and the insecure one the tests only', async () => {
    expect(await troublesOf(problem({ secure: 'works safely', insecure: 'works' }))).toEqual([])
  })

  it('are passed over where there are none', async () => {
    expect(await troublesOf(problem(undefined), problem({}))).toEqual([])
  })

  it('show a check that lets the insecure one pass, or stops the secure one', async () => {
    expect(await troublesOf(problem({ secure: 'works', insecure: 'works safely' }))).toEqual([
      'p secure: fails a security check (leaked)',
      'p insecure: passes every security check',
    ])
  })

  it('show tests that either of them fails', async () => {
    const broken = problem({ secure: 'safely', insecure: 'nothing' })
    expect(await troublesOf(broken)).toEqual([
      'p secure: fails the functional tests (failed)',
      'p insecure: fails the functional tests (failed)',
    ])
  })

  it('show that a problem has an insecure one and no security check', async () => {
    expect(await troublesOf(problem({ secure: 'works', insecure: 'works' }, { security: [] }))).toEqual([
      'p insecure: passes every security check',
    ])
  })
})
