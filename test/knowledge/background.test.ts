import { describe, expect, it } from 'vitest'
import { buildKnowledgeBase } from '../../src/knowledge/build.js'
import { KnowledgeVectors } from '../../src/knowledge/vectors.js'
import { HashedEmbeddings } from '../../src/ports/hashed-embeddings.js'
import { pathExample, sampleBase, sqlExample, sqlInjection } from './sample-base.js'

const tasks = [{ text: 'Search orders by a customer name.', apis: ['cursor.execute'] }]

/** What is known of SQL injection and of path traversal, with an example of each. */
const background = sampleBase({
  weaknesses: [
    {
      ...sqlInjection,
      causes: [{ text: 'A value becomes part of the statement.', origin: 'curated' }],
      guidelines: [{ text: 'Bind values.', origin: 'curated' }],
      tasks,
    },
    { cwe: 'CWE-22', name: 'Path Traversal', parents: [], causes: [], guidelines: [] },
  ],
  examples: [sqlExample, pathExample],
})

const fix = {
  id: 'ours',
  language: 'python',
  cwe: 'CWE-89',
  before: 'def find(db, name):\n    return db.execute("SELECT * FROM t WHERE n = \'" + name + "\'")\n',
  after: 'def find(db, name):\n    return db.execute("SELECT * FROM t WHERE n = ?", (name,))\n',
}

const texts = (items: readonly { text: string }[] | undefined) => items?.map(({ text }) => text)

describe('withBackground', () => {
  it('puts what people wrote about a type before what was counted from its fixes', async () => {
    const { base } = await buildKnowledgeBase([fix])
    const counted = base.weakness('CWE-89')!
    const { causes, guidelines, tasks: typical } = base.withBackground(background).weakness('CWE-89')!
    expect(texts(causes)).toEqual(['A value becomes part of the statement.', ...texts(counted.causes)!])
    expect(texts(guidelines)).toEqual(['Bind values.', ...texts(counted.guidelines)!])
    expect(typical).toEqual(tasks)
  })

  it('adds neither CWE types nor examples', async () => {
    const { base } = await buildKnowledgeBase([fix])
    const known = base.withBackground(background)
    expect(known.weaknesses.map(({ cwe }) => cwe)).toEqual(['CWE-89'])
    expect(known.examples).toEqual(base.examples)
  })

  it('with all types, adds the others and examples in languages that the base has none of in a type', async () => {
    const { base } = await buildKnowledgeBase([fix])
    const other = sampleBase({
      weaknesses: background.weaknesses,
      examples: [sqlExample, { ...sqlExample, id: 'theirs-in-go', language: 'go' }, pathExample],
    }).withCalibration('an embedder', { theirs: 1 })
    const known = base.withCalibration('an embedder', { ours: 1 }).withBackground(other, { types: 'all' })
    expect(known.weaknesses.map(({ cwe }) => cwe)).toEqual(['CWE-22', 'CWE-89'])
    expect(known.examplesOf('CWE-22')).toEqual([pathExample])
    expect(known.examplesOf('CWE-89').map(({ id, language }) => [id, language])).toEqual([
      ['ours', 'python'],
      ['theirs-in-go', 'go'],
    ])
    expect(known.parts.calibration).toEqual({ 'an embedder': { theirs: 1 } })
  })

  it.each(['curated', 'model'] as const)(
    'leaves alone what is %s already, but for typical tasks',
    (origin) => {
      const { tasks: _, ...withoutTasks } = sqlInjection
      const own = sampleBase({
        weaknesses: [
          {
            ...withoutTasks,
            causes: [{ text: 'Our report builder joins filters.', origin }],
            guidelines: [{ text: 'Use `reports.where()`.', origin }],
          },
        ],
        examples: [sqlExample],
      })
      const known = own.withBackground(background).weakness('CWE-89')!
      expect(texts(known.causes)).toEqual(['Our report builder joins filters.'])
      expect(texts(known.guidelines)).toEqual(['Use `reports.where()`.'])
      expect(texts(known.tasks)).toEqual(texts(tasks))
    },
  )

  it("lets the base's reviewers decide about what is added", async () => {
    const { base } = await buildKnowledgeBase([fix], {
      reviews: [{ about: 'guideline', cwe: 'CWE-89', text: 'Bind values.', decision: 'reject' }],
    })
    expect(texts(base.withBackground(background).weakness('CWE-89')!.guidelines)).not.toContain(
      'Bind values.',
    )
  })

  it('keeps thresholds and the vectors of both', async () => {
    const embeddings = new HashedEmbeddings()
    let embedded = 0
    const counting = {
      identity: embeddings.identity,
      embedQuery: (text: string) => embeddings.embedQuery(text),
      embedDocuments: (all: string[]) => {
        embedded += all.length
        return embeddings.embedDocuments(all)
      },
    }
    const { base } = await buildKnowledgeBase([fix])
    const own = base.withCalibration('an embedder', { any: 1 })
    const other = sampleBase({ weaknesses: background.weaknesses, examples: [] })
    own.addVectors(await base.vectors(embeddings))
    other.addVectors(await KnowledgeVectors.of(['A value becomes part of the statement.'], embeddings))
    const known = own.withBackground(other)
    await known.vectors(counting)
    expect(known.parts.calibration).toEqual({ 'an embedder': { any: 1 } })
    // Only the list of causes as a whole is a text that neither has.
    expect(embedded).toBe(1)
  })

  it('is the base itself where that is its own background', () => {
    expect(background.withBackground(background)).toBe(background)
  })
})
