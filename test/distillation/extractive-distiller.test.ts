import { describe, expect, it } from 'vitest'
import { ExtractiveDistiller } from '../../src/distillation/extractive-distiller.js'
import { groundText, indexCode } from '../../src/distillation/grounding.js'
import type { SecurityPatch } from '../../src/patches/patch.js'
import { fix, lengthFix, nullFix, shellFix, sqlFix, taskOf, yamlFix } from './fixes.js'

const distil = (...patches: SecurityPatch[]) => new ExtractiveDistiller().distill(taskOf(...patches))
const rulesOf = async (...patches: SecurityPatch[]) =>
  (await distil(...patches)).guidelines.map(({ text }) => text)
const four = (make: (name: string) => SecurityPatch) => ['a', 'b', 'c', 'd'].map(make)

describe('ExtractiveDistiller', () => {
  it('states which call replaces which, and in how many fixes', async () => {
    expect(await rulesOf(...four(yamlFix), sqlFix('x'))).toEqual([
      'Replace `yaml.load()` with `yaml.safe_load()` (seen in 4 of 5 fixes).',
    ])
  })

  it('sees that values are no longer formatted into a text, also over several lines', async () => {
    expect(await rulesOf(...four(sqlFix))).toEqual([
      'Hand values to `cur.execute()` as arguments of their own instead of formatting them into its text (seen in 4 of 4 fixes).',
    ])
  })

  it('states the ten rules that most fixes support', async () => {
    const calls = (prefix: string) =>
      Array.from({ length: 12 }, (_, i) => `${prefix}_${i}(x)\nkeep()\n`).join('')
    expect(await rulesOf(fix('python', calls('bad'), calls('good')))).toHaveLength(10)
  })

  it('sees checks of limits and of null that leave early', async () => {
    expect(await rulesOf(...four(lengthFix), nullFix('p'), nullFix('q'))).toEqual([
      'Compare a length, count or index with its limit and leave early before it is used (such a check is added in 4 of 6 fixes).',
      'Check a value for null and leave early before it is used (such a check is added in 2 of 6 fixes).',
    ])
  })

  it('sees types and numbers that change', async () => {
    const wider = ['a', 'b'].map((name) => fix('c', `int ${name} = n * m;\n`, `size_t ${name} = n * m;\n`))
    expect(await rulesOf(...wider)).toEqual([
      'Write `size_t` where the vulnerable code has `int` (seen in 2 of 2 fixes).',
    ])
  })

  it('sees options that go', async () => {
    expect(await rulesOf(...four(shellFix))).toEqual(['Leave out `shell=True` (removed in 4 of 4 fixes).'])
  })

  it('brings one method of differently named receivers together', async () => {
    const patches = ['cur', 'cursor', 'self.db', 'conn'].map((receiver) =>
      fix('python', `${receiver}.danger(x)\n`, `${receiver}.shelter(x)\n`),
    )
    expect(await rulesOf(...patches)).toEqual(['Replace `danger()` with `shelter()` (seen in 4 of 4 fixes).'])
  })

  it('is silent on what only one of many fixes does', async () => {
    expect(await rulesOf(...four(lengthFix), yamlFix('x'))).toHaveLength(1)
  })

  it('does not take ten functions of one commit for ten opinions', async () => {
    const sameCommit = four(yamlFix).map((patch) => ({ ...patch, origin: { commit: 'one' } }))
    expect(await rulesOf(...sameCommit)).toEqual([])
  })

  it('takes ten commits of one project for one opinion where several projects speak', async () => {
    const from = (project: string, patches: SecurityPatch[]) =>
      patches.map((patch, index) => ({ ...patch, origin: { commit: `${project}/commit/${index}` } }))
    const one = from('github.com/a/a', four(yamlFix))
    expect(await rulesOf(...one)).toHaveLength(1)
    const others = ['b', 'c', 'd'].flatMap((name) => from(`github.com/${name}/${name}`, [lengthFix(name)]))
    const rules = await rulesOf(...one, ...others)
    expect(rules).toEqual([expect.stringMatching(/^Compare a length.* 3 of 7 fixes\)\.$/)])
  })

  it('does not recommend what nearly as many fixes take away', async () => {
    const on = (name: string) => fix('python', `go(${name})\n`, `lock()\ngo(${name})\n`)
    const off = (name: string) => fix('python', `lock()\ngo(${name})\n`, `go(${name})\n`)
    expect(await rulesOf(...['a', 'b', 'c', 'd'].map(on))).toEqual(['Use `lock()` (added in 4 of 4 fixes).'])
    expect(await rulesOf(...['a', 'b', 'c'].map(on), ...['d', 'e'].map(off))).toEqual([])
  })

  it('does not take for a part of the fix what such code calls anyway', async () => {
    const logs = four((name) =>
      fix('python', `log(${name})\nload(${name})\n`, `log(${name})\nlog("done")\nload(${name})\n`),
    )
    expect(await rulesOf(...logs)).toEqual([])
  })

  it('tags a rule with the languages of the fixes behind it, and names them as evidence', async () => {
    const yaml = four(yamlFix)
    const { guidelines } = await distil(...yaml, ...four(lengthFix))
    expect(guidelines.map(({ languages }) => languages)).toEqual([['python'], ['c']])
    expect(guidelines[0]).toMatchObject({ origin: 'extractive', evidence: yaml.map(({ id }) => id) })
  })

  it('states causes without the fix: operations, values, missing checks', async () => {
    const { causes } = await distil(...four(yamlFix))
    expect(causes).toEqual([
      { text: 'Bad Thing. The vulnerable statements call `yaml.load()`.', origin: 'extractive' },
      {
        text: expect.stringMatching(/^The vulnerable code does not call `yaml.safe_load\(\)`/),
        origin: 'extractive',
      },
      {
        text: expect.stringMatching(/^Names in the vulnerable statements are .*`yaml`/),
        origin: 'extractive',
      },
    ])
  })

  it('gives each subset causes of its own', async () => {
    const { subsetCauses } = await new ExtractiveDistiller().distill({
      ...taskOf(),
      subsets: [four(yamlFix), four(lengthFix)],
    })
    expect(subsetCauses[0]).toContain('yaml.load()')
    expect(subsetCauses[1]).toContain('without comparing it with its limit')
    expect(subsetCauses[1]).not.toContain('yaml')
  })

  it('names only calls that occur in the fixes', async () => {
    const patches = [...four(yamlFix), ...four(sqlFix), ...four(shellFix)]
    const { guidelines, causes } = await distil(...patches)
    const index = indexCode(patches)
    for (const { text } of [...guidelines, ...causes]) expect(groundText(text, index).missing).toEqual([])
  })

  it('says nothing of fixes that it cannot parse', async () => {
    expect(await distil(fix('ruby', 'a\n', 'b\n'))).toMatchObject({ guidelines: [], calls: 0 })
  })

  it.each([
    ['an open quote before escapes', `    say("it's ", '${'\\n'.repeat(60)})\n`],
    ['a condition before many blanks', `    if (!seen ${' '.repeat(4_000)} && x)\n`],
    ['an identifier as long as a file', `    say(f("a"), ${'a'.repeat(200_000)})\n`],
    ['blanks behind a null', `    seen = NULL;${' '.repeat(100_000)}x\n`],
  ])('reads a line with %s in no time', async (_, line) => {
    const head = 'int f(int seen)\n{\n'
    const patches = [fix('c', `${head}    say("b");\n}\n`, `${head}${line}    say("b");\n}\n`)]
    patches.push(fix('c', `${head}${line}    say("b");\n}\n`, `${head}    say("b");\n}\n`))
    expect((await distil(...patches)).problems).toEqual([])
  })

  it('makes only what is wanted', async () => {
    const task = { ...taskOf(...four(yamlFix)), want: { guidelines: false, causes: false, examples: false } }
    expect(await new ExtractiveDistiller().distill(task)).toEqual({
      guidelines: [],
      causes: [],
      subsetCauses: [''],
      calls: 0,
      resumedCalls: 0,
      problems: [],
    })
  })

  it('stops when aborted', async () => {
    const promise = new ExtractiveDistiller().distill(taskOf(yamlFix('x')), { signal: AbortSignal.abort() })
    await expect(promise).rejects.toMatchObject({ code: 'ABORTED' })
  })

  it('refuses a support that is no count', () => {
    expect(() => new ExtractiveDistiller({ minSupport: 0 })).toThrowError(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
  })
})
