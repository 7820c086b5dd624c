import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { KnowledgeBase as Base, countTokens, type KnowledgeBase, Rescue } from '../../src/index.js'
import { securityContextFinder, securityContextOutput } from '../../src/integrations/security-context.js'
import { smallKnowledge } from '../support/knowledge.js'
import { sqlTask } from './sql-task.js'

let base: KnowledgeBase
let rescue: Rescue
beforeAll(async () => {
  base = await smallKnowledge()
  rescue = await Rescue.create({ knowledge: base })
})

describe('the security_context tool', () => {
  it('answers with weaknesses, rules and the secure side of a fix, as text and as data', async () => {
    const { text, data } = await securityContextFinder(rescue)(sqlTask)
    expect(securityContextOutput.parse(data)).toEqual(data)
    expect(data.weaknesses[0]?.cwe).toBe('CWE-89')
    expect(data.guidelines.length).toBeGreaterThan(0)
    expect(data.examples).toHaveLength(1)
    for (const guideline of data.guidelines) expect(text).toContain(guideline)
    expect(text).toContain(data.examples[0]!.code.trimEnd())
    const others = /Also possible here: (.*)/.exec(text)?.[1]
    expect(others).toContain('CWE-79 (Cross-site Scripting)')
    expect(others).not.toContain('CWE-89')
  })

  it('never shows the vulnerable side', async () => {
    const { text } = await securityContextFinder(rescue, { maxExamples: 4, maxTokens: 4000 })(sqlTask)
    for (const { vulnerable } of base.examplesOf('CWE-89'))
      expect(text).not.toContain(vulnerable.code.trimEnd())
  })

  it('keeps to 600 tokens by default, and to any budget that is given, in both forms', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 100, max: 1200 }),
        fc.integer({ min: 0, max: 4 }),
        async (maxTokens, maxExamples) => {
          const { text, data } = await securityContextFinder(rescue, { maxTokens, maxExamples })(sqlTask)
          expect(countTokens(text)).toBeLessThanOrEqual(maxTokens)
          expect(countTokens(JSON.stringify(data))).toBeLessThanOrEqual(maxTokens)
          expect(data.weaknesses[0]?.cwe).toBe('CWE-89')
        },
      ),
      { numRuns: 30 },
    )
    const { text } = await securityContextFinder(rescue)(sqlTask)
    expect(countTokens(text)).toBeLessThanOrEqual(600)
  })

  it('keeps to the budget with a base whose names alone exceed it', async () => {
    const hostile = new Base({
      weaknesses: base.weaknesses.map((weakness) => ({ ...weakness, name: 'endless '.repeat(5000) })),
      examples: base.examples,
    })
    const find = securityContextFinder(await Rescue.create({ knowledge: hostile }))
    const { text, data } = await find(sqlTask)
    expect(countTokens(text)).toBeLessThanOrEqual(600)
    expect(countTokens(JSON.stringify(data))).toBeLessThanOrEqual(600)
  })

  it('says so where nothing fits, and what would help', async () => {
    const find = securityContextFinder(rescue)
    const plain = { language: 'python', task: 'Add two numbers.' }
    const { text, data } = await find(plain)
    expect(data).toEqual({ weaknesses: [], guidelines: [], examples: [] })
    expect(text).toContain('"draft" and "cause"')
    const asked = await find({
      ...plain,
      draft: 'def add(a, b):\n    return a + b\n',
      cause: 'None that I see.',
    })
    expect(asked.text).not.toContain('ask again')
  })

  it('refuses a call that says nothing', async () => {
    await expect(securityContextFinder(rescue)({ language: 'python' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })

  it.each([0, 99, 100.5, Number.NaN])('refuses a budget of %d tokens', (maxTokens) => {
    expect(() => securityContextFinder(rescue, { maxTokens })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
  })
})
