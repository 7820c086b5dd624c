import { beforeAll, describe, expect, it } from 'vitest'
import type { TaskAnalysis } from '../../src/analysis/index.js'
import { KnowledgeVariants } from '../../src/evaluation/knowledge-variants.js'
import { Pipeline } from '../../src/evaluation/pipeline.js'
import { variantGroups, variantsOf } from '../../src/evaluation/variants.js'
import type { SecurePromptOptions } from '../../src/prompting/index.js'
import { miniKnowledge } from './support/mini-knowledge.js'

let made: Awaited<ReturnType<typeof miniKnowledge>>
beforeAll(async () => {
  made = await miniKnowledge()
}, 120_000)

const task = { language: 'python', description: 'Find a user by name.', code: 'def find(db, name):\n' }
const analysis: TaskAnalysis = {
  task,
  language: 'python',
  cause: 'SQL injection threatens: the name is concatenated into the text of a SQL query.',
  draft: 'def find(db, name):\n    return db.execute("SELECT * FROM users WHERE name = \'" + name + "\'")\n',
  apiCalls: [{ name: 'execute', qualified: 'db.execute', line: 2 }],
  origins: { cause: 'model', draft: 'model', api: 'model' },
  failures: [],
}
const promptOf = async (
  name: string,
  changes: Partial<TaskAnalysis> = {},
  options: SecurePromptOptions = {},
) => {
  const [variant] = variantsOf([name])
  const knowledge = new KnowledgeVariants(made.knowledge, made.fixes)
  const pipeline = await Pipeline.create(variant!, { knowledge, prompt: options })
  return pipeline.prompt(task, { ...analysis, ...changes }, {})
}
const fixOf = (id: string | undefined) => made.fixes.find((fix) => fix.id === id)!
const nothing = { cause: undefined, draft: undefined, apiCalls: [] }

describe('variants', () => {
  it('alone: the bare task', async () => {
    const prompt = await promptOf('alone')
    expect(prompt.context).toBeUndefined()
    expect(prompt.text).not.toMatch(/Security knowledge|Rules:/)
  })

  it('rescue: guidelines and a slice', async () => {
    const { context, contextText } = await promptOf('rescue')
    expect(context?.cwe).toBe('CWE-89')
    expect(context?.guidelines.length).toBeGreaterThan(0)
    const [example] = context!.examples
    expect(contextText).toContain(example!.secure.code.trim())
    expect(example!.secure.code.length).toBeLessThan(fixOf(example!.id).after.length)
  })

  it('no-guidelines: the same example without rules', async () => {
    const [whole, without] = [await promptOf('rescue'), await promptOf('no-guidelines')]
    expect(without.context?.guidelines).toEqual([])
    expect(without.context?.examples.map(({ id }) => id)).toEqual(whole.context?.examples.map(({ id }) => id))
    expect(without.tokens).toBeLessThan(whole.tokens)
  })

  it('unsliced-generation: the example that slices find, shown whole, however long it is', async () => {
    const [sliced, whole] = [
      await promptOf('rescue'),
      await promptOf('unsliced-generation', {}, { maxContextTokens: 20 }),
    ]
    const [example] = whole.context!.examples
    expect(example!.id).toBe(sliced.context!.examples[0]!.id)
    expect(whole.contextText).toContain(fixOf(example!.id).after.trim())
    expect(whole.contextText!.length).toBeGreaterThan(sliced.contextText!.length)
  })

  it('unsliced-retrieval: whole code is searched, a slice is shown', async () => {
    const { context, contextText } = await promptOf('unsliced-retrieval')
    const [example] = context!.examples
    expect(contextText).toContain(
      made.knowledge.examples.find(({ id }) => id === example!.id)!.secure.code.trim(),
    )
    const knowledge = new KnowledgeVariants(made.knowledge, made.fixes)
    const searched = knowledge.searched('whole').examples
    for (const { id, secure, vulnerable } of searched) {
      expect([vulnerable.code, secure.code]).toEqual([fixOf(id).before, fixOf(id).after])
    }
  })

  it('raw-data: nothing that was distilled takes part', async () => {
    const knowledge = new KnowledgeVariants(made.knowledge, made.fixes).searched('raw')
    expect(
      knowledge.weaknesses.every(({ causes, guidelines }) => causes.length + guidelines.length === 0),
    ).toBe(true)
    expect(knowledge.examples.every(({ cause }) => cause === undefined)).toBe(true)
    const { context, contextText } = await promptOf('raw-data')
    expect(context?.guidelines).toEqual([])
    expect(contextText).toContain(fixOf(context?.examples[0]?.id).after.trim())
  })

  it('nearest-example: always an example, whatever the model wrote about the task', async () => {
    const found = await promptOf('nearest-example', nothing)
    expect(found.context?.examples).toHaveLength(1)
    expect(found.context?.guidelines).toEqual([])
    const other = await promptOf('nearest-example')
    expect(other.text).toBe(found.text)
  })

  it('facets=...: only these take part, and code alone searches without the first step', async () => {
    const sql = await promptOf('facets=cause', { draft: undefined, apiCalls: [] })
    expect(sql.context?.cwe).toBe('CWE-89')
    expect((await promptOf('facets=cause', { cause: undefined })).context).toBeUndefined()
    const [slice] = made.knowledge.examplesOf('CWE-89').filter(({ language }) => language === 'python')
    const code = await promptOf('facets=code', { ...nothing, draft: slice!.secure.code })
    expect(code.context?.examples[0]?.id).toBe(slice!.id)
  })

  it('k=N and no-hierarchy change the retrieval only', () => {
    const [k, flat, full] = variantsOf(['k=7', 'no-hierarchy', 'rescue'])
    expect(k).toEqual({ ...full, name: 'k=7', description: k!.description, retrieval: { k: 7 } })
    expect(flat).toEqual({
      ...full,
      name: flat!.name,
      description: flat!.description,
      retrieval: { hierarchy: false },
    })
  })

  it('groups stand for their members, each once', () => {
    const names = variantsOf(['default', 'ablations', 'facets', 'k', 'rescue']).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.slice(0, 2)).toEqual(['alone', 'rescue'])
    expect(names).toEqual(expect.arrayContaining(Object.values(variantGroups).flat()))
    expect(names).toEqual(
      expect.arrayContaining(['raw-data', 'nearest-example', 'facets=cause+api', 'facets=code', 'k=4']),
    )
  })

  it.each(['', 'k=0', 'k=x', 'facets=', 'facets=cause+colour', 'RESCUE'])('"%s" is none', (name) => {
    expect(() => variantsOf([name])).toThrow(/There is no variant/)
  })
})
