// Longer than 400 lines: one suite for one class, over one plane of vectors in which every score can be read off.
import { describe, expect, it } from 'vitest'
import { RescueError } from '../../src/errors.js'
import {
  HierarchicalRetriever,
  type HierarchicalRetrieverOptions,
  paperRetrieval,
  type Retrieval,
  type RetrievalKnowledge,
  type RetrievalOptions,
} from '../../src/retrieval/index.js'
import { analysis, cosine, example, plane, weakness } from './plane.js'

const SQL = 'CWE-89'
const PATH = 'CWE-22'
const XSS = 'CWE-79'
const OVERFLOW = 'CWE-787'

/** The paper's procedure with thresholds for a base of a handful of examples. */
const options = {
  ...paperRetrieval,
  weaknessThresholds: { cause: 0.5, taskText: 0.5, api: 0.4 },
  exampleThresholds: { cause: 0.5, api: 0.9, code: 0.5 },
  embeddings: plane,
} satisfies HierarchicalRetrieverOptions

const base: RetrievalKnowledge = {
  weaknesses: [weakness(SQL, 0), weakness(PATH, 50), weakness(OVERFLOW, 100)],
  examples: [
    example('sql-1', SQL, { cause: 10, code: 20, apis: ['db.execute'] }),
    example('sql-2', SQL, { cause: -20, code: 70, apis: ['db.query'] }),
    example('path-1', PATH, { cause: 55, code: 0, apis: ['open', 'os.path.join'] }),
    example('overflow-1', OVERFLOW, { cause: 110, code: 10, language: 'c', apis: ['strcpy'] }),
  ],
}

const retrieve = (
  task: Parameters<typeof analysis>[0],
  more: HierarchicalRetrieverOptions = {},
  knowledge: RetrievalKnowledge = base,
) => new HierarchicalRetriever(knowledge, { ...options, ...more }).retrieve(analysis(task))

describe('HierarchicalRetriever', () => {
  it('fuses cause and API calls among CWE types, and cause, API calls and code among their examples', async () => {
    const found = await retrieve({ cause: 0, code: 0, apis: ['db.execute'] })

    // Causes lie at 0, 50 and 100 degrees from the task: cosines 1, 0.643 and -0.174; two exceed 0.5.
    // API documents, with qualified and bare names: SQL {db.execute, execute, db.query, query}, PATH {open, os.path.join, join},
    // OVERFLOW {strcpy}; mean length 8 / 3. Both query tokens are in one of three documents: idf ln(2.5 / 1.5).
    const apiScore = (2 * Math.log(2.5 / 1.5) * 2.5) / (1 + 1.5 * (0.25 + (0.75 * 4) / (8 / 3)))
    expect(found.weaknesses).toEqual([
      {
        cwe: SQL,
        name: 'Name of CWE-89',
        score: 1 / 61 + 1 / 61,
        facets: {
          cause: { score: expect.closeTo(1, 6), rank: 1, votes: true },
          api: { score: expect.closeTo(apiScore, 6), rank: 1, votes: true },
        },
      },
      {
        cwe: PATH,
        name: 'Name of CWE-22',
        score: 1 / 62,
        facets: {
          cause: { score: expect.closeTo(cosine(50), 6), rank: 2, votes: true },
          api: { score: 0, rank: 2, votes: false },
        },
      },
    ])

    // Candidates are the Python examples of both: path-1, sql-1, sql-2.
    //   cause: 55, 10, -20 degrees -> 0.574, 0.985, 0.940 -> ranks 3, 1, 2, all above 0.5
    //   api:   only sql-1 has the call; N = 4, idf ln(3.5 / 1.5), lengths 3, 2, 2 and 1 for strcpy, so the mean is 2
    //   code:  0, 20, 70 degrees -> 1, 0.940, 0.342 -> ranks 1, 2, 3, the last below 0.5
    const exampleApi = 2 * Math.log(3.5 / 1.5)
    expect(found.examples.map(({ example: _, ...rest }) => rest)).toEqual([
      {
        id: 'sql-1',
        cwe: SQL,
        language: 'python',
        match: 'same',
        score: 1 / 61 + 1 / 61 + 1 / 62,
        facets: {
          cause: { score: expect.closeTo(cosine(10), 6), rank: 1, votes: true },
          api: { score: expect.closeTo(exampleApi, 6), rank: 1, votes: true },
          code: { score: expect.closeTo(cosine(20), 6), rank: 2, votes: true },
        },
      },
      {
        id: 'path-1',
        cwe: PATH,
        language: 'python',
        match: 'same',
        score: 1 / 63 + 1 / 61,
        facets: {
          cause: { score: expect.closeTo(cosine(55), 6), rank: 3, votes: true },
          api: { score: 0, rank: 2, votes: false },
          code: { score: expect.closeTo(1, 6), rank: 1, votes: true },
        },
      },
      {
        id: 'sql-2',
        cwe: SQL,
        language: 'python',
        match: 'same',
        score: 1 / 62,
        facets: {
          cause: { score: expect.closeTo(cosine(20), 6), rank: 2, votes: true },
          api: { score: 0, rank: 2, votes: false },
          code: { score: expect.closeTo(cosine(70), 6), rank: 3, votes: false },
        },
      },
    ])
    expect(found.guidelines).toEqual([{ text: 'Rule of CWE-89.', origin: 'curated', cwe: SQL }])
    expect(found.id).toBe('task')
  })

  it('can be written as JSON and read back', async () => {
    const found = await retrieve({ cause: 0, code: 0, apis: ['open'] })
    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  })

  it('finds nothing where nothing passes, and says so', async () => {
    const found = await retrieve({ cause: 200, code: 200, apis: ['print'] })
    expect(found).toMatchObject({ weaknesses: [], examples: [], guidelines: [] })
    expect(found.explanation.notes).toEqual([
      'No weakness passed the thresholds, so there is no security context.',
    ])
  })

  it('searches examples only within the CWE types that the first step chose', async () => {
    // The code is path-1's very own, yet its CWE type does not pass.
    const found = await retrieve({ cause: -40, code: 0 })
    expect(found.weaknesses.map(({ cwe }) => cwe)).toEqual([SQL])
    // sql-1 has both facets (cosines of 50 and 20 degrees), sql-2 the cause alone (its code lies at 70).
    expect(found.examples.map(({ id }) => id)).toEqual(['sql-1', 'sql-2'])
  })

  it('lets all examples compete without the hierarchy, and names their CWE types', async () => {
    const found = await retrieve({ cause: -40, code: 0 }, { hierarchy: false })
    // cause: sql-2 at 20 degrees, then sql-1 at 50; code: path-1 at 0, overflow-1 at 10, sql-1 at 20.
    const scores = { 'sql-1': 1 / 62 + 1 / 63, 'path-1': 1 / 61, 'sql-2': 1 / 61, 'overflow-1': 1 / 62 }
    expect(found.examples.map(({ id, score }) => [id, score])).toEqual(Object.entries(scores))
    expect(found.weaknesses.map(({ cwe }) => cwe)).toEqual([SQL, PATH, OVERFLOW])
  })

  it('chooses at most k CWE types and maxExamples examples, and says what came next', async () => {
    const found = await retrieve({ cause: 30 }, { k: 1, maxExamples: 1 })
    expect(found.weaknesses.map(({ cwe }) => cwe)).toEqual([PATH])
    expect(found.explanation.leftOut.weaknesses).toEqual([
      {
        id: SQL,
        reason: 'beyond-limit',
        facets: { cause: { score: expect.closeTo(cosine(30), 6), rank: 2, votes: true } },
      },
      {
        id: OVERFLOW,
        reason: 'below-threshold',
        facets: { cause: { score: expect.closeTo(cosine(70), 6), rank: 3, votes: false } },
      },
    ])
  })

  it('leaves out what the rank cut excludes, and says so', async () => {
    const found = await retrieve({ cause: 10 }, { rankCut: 1 })
    expect(found.weaknesses.map(({ cwe }) => cwe)).toEqual([SQL])
    expect(found.explanation.leftOut.weaknesses[0]).toMatchObject({ id: PATH, reason: 'beyond-rank-cut' })
  })

  it('gives the guidelines of the best weakness where no example passes', async () => {
    const found = await retrieve({ cause: 0 }, { exampleThresholds: { cause: 0.99, api: 9, code: 0.99 } })
    expect(found.examples).toEqual([])
    expect(found.guidelines.map(({ cwe }) => cwe)).toEqual([SQL])
    expect(found.explanation.notes).toEqual([
      'No example passed the thresholds; the guidelines are those of CWE-89.',
    ])
  })

  it('lets facets that the task lacks or the options exclude take no part', async () => {
    const lacking = await retrieve({ apis: ['open'] })
    expect(lacking.explanation.facets).toEqual(['api'])
    expect(Object.keys(lacking.weaknesses[0]!.facets)).toEqual(['api'])

    const excluded = await retrieve({ cause: 0, code: 0, apis: ['open'] }, { facets: ['cause'] })
    expect(excluded.explanation.facets).toEqual(['cause'])
    expect(Object.keys(excluded.examples[0]!.facets)).toEqual(['cause'])
  })

  it('reads the causes of the weakness for an example that has none of its own', async () => {
    const found = await retrieve(
      { cause: 0 },
      {},
      { weaknesses: [weakness(SQL, 20)], examples: [example('bare', SQL, {})] },
    )
    expect(found.examples[0]!.facets.cause!.score).toBeCloseTo(cosine(20), 6)
  })

  it('does not depend on the order of the base', async () => {
    const reversed = {
      weaknesses: [...base.weaknesses].reverse(),
      examples: [...base.examples].reverse(),
    }
    const task = { cause: 25, code: 45, apis: ['db.execute', 'open'] }
    expect(await retrieve(task, {}, reversed)).toEqual(await retrieve(task))
  })

  it('orders ties by CWE number and identifier', async () => {
    const knowledge = {
      weaknesses: [weakness('CWE-100', 0), weakness('CWE-20', 0)],
      examples: [example('b', 'CWE-20', { cause: 0 }), example('a', 'CWE-20', { cause: 0 })],
    }
    const found = await retrieve({ cause: 0 }, {}, knowledge)
    expect(found.weaknesses.map(({ cwe, facets }) => [cwe, facets.cause!.rank])).toEqual([
      ['CWE-20', 1],
      ['CWE-100', 1],
    ])
    expect(found.examples.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('embeds the base once, and again after a failure', async () => {
    let calls = 0
    const embeddings = {
      ...plane,
      embedDocuments: async (texts: string[]) => {
        if (calls++ === 0) throw new Error('no connection')
        return plane.embedDocuments(texts)
      },
    }
    const retriever = new HierarchicalRetriever(base, { ...options, embeddings })
    await expect(retriever.ready()).rejects.toMatchObject({ code: 'MODEL_FAILED' })
    await Promise.all([
      retriever.retrieve(analysis({ cause: 0 })),
      retriever.retrieve(analysis({ cause: 0 })),
    ])
    expect(calls).toBe(2)
  })

  it('takes vectors that the base brings and embeds none of these texts', async () => {
    const asked: string[] = []
    const embeddings = {
      ...plane,
      embedDocuments: async (texts: string[]) => {
        asked.push(...texts)
        return plane.embedDocuments(texts)
      },
    }
    const vectorOf = (text: string) => (text.startsWith('secure') ? undefined : [1, 0])
    const retriever = new HierarchicalRetriever(
      { ...base, vectors: async () => ({ vectorOf }) },
      { ...options, embeddings },
    )
    const found = await retriever.retrieve(analysis({ cause: 0 }))
    expect(asked.every((text) => text.startsWith('secure'))).toBe(true)
    expect(found.weaknesses.map(({ facets }) => facets.cause!.score)).toEqual([1, 1, 1])
  })

  it('knows nothing with an empty base', async () => {
    const found = await retrieve({ cause: 0, code: 0, apis: ['open'] }, {}, { weaknesses: [], examples: [] })
    expect(found).toMatchObject({ weaknesses: [], examples: [], guidelines: [] })
  })

  it('rejects a base whose examples have no weakness', async () => {
    const broken = { weaknesses: [], examples: [example('lost', SQL, { cause: 0 })] }
    await expect(retrieve({ cause: 0 }, {}, broken)).rejects.toMatchObject({
      code: 'KNOWLEDGE_INVALID',
      record: 'lost',
    })
  })
})

describe('examples across languages', () => {
  const many: RetrievalKnowledge = {
    weaknesses: [
      weakness(XSS, 0, {
        guidelines: [
          { text: 'For all.', origin: 'curated' },
          { text: 'For Python.', origin: 'curated', languages: ['python'] },
          { text: 'For TypeScript.', origin: 'curated', languages: ['typescript'] },
          { text: 'For JavaScript.', origin: 'curated', languages: ['javascript', 'typescript'] },
        ],
      }),
    ],
    examples: [
      example('js', XSS, { cause: 40, language: 'javascript' }),
      example('ts', XSS, { cause: 0, language: 'typescript' }),
      example('py', XSS, { cause: 0, language: 'python' }),
    ],
  }
  const found = async (language: string, languages: 'same' | 'fallback' | 'any') =>
    (await retrieve({ cause: 0, language }, { languages }, many)).examples.map(
      ({ id, match }) => `${id} ${match}`,
    )

  it('come from the own language where the CWE type has one, by default', async () => {
    expect(await found('javascript', 'fallback')).toEqual(['js same'])
    expect(await found('ts', 'fallback')).toEqual(['ts same'])
  })

  it('come from a related language where the CWE type has none in the own', async () => {
    const examples = many.examples.filter(({ id }) => id !== 'ts')
    const { examples: related } = await retrieve({ cause: 0, language: 'ts' }, {}, { ...many, examples })
    expect(related.map(({ id, match }) => [id, match])).toEqual([['js', 'related']])
  })

  it('come from any other language where the near ones have nothing, and the result says so', async () => {
    expect(await found('c', 'fallback')).toEqual(['py other', 'ts other', 'js other'])
    const { explanation } = await retrieve({ cause: 0, language: 'c' }, {}, many)
    expect(explanation.notes).toContain('No c example passed; the examples are in other languages.')
  })

  it('come from the own language alone where that is asked for', async () => {
    expect(await found('javascript', 'same')).toEqual(['js same'])
    expect(await found('c', 'same')).toEqual([])
  })

  it('compete across all languages where that is asked for', async () => {
    expect(await found('javascript', 'any')).toEqual(['py other', 'ts related', 'js same'])
  })

  it('bring guidelines for the own language first, and none for a foreign one', async () => {
    const rules = async (language: string) =>
      (await retrieve({ cause: 0, language }, {}, many)).guidelines.map(({ text }) => text)
    expect(await rules('javascript')).toEqual(['For JavaScript.', 'For all.', 'For TypeScript.'])
    expect(await rules('c')).toEqual(['For all.'])
  })
})

describe('the hybrid cause facet', () => {
  it('is the weighted mean of cosine and of the share of the query that the words cover', async () => {
    const knowledge = {
      weaknesses: [
        weakness(SQL, 0, { causes: [{ text: 'query @0', origin: 'curated' }] }),
        weakness(PATH, 0, { causes: [{ text: 'path @60', origin: 'curated' }] }),
        weakness(XSS, 0, { causes: [{ text: 'page @90', origin: 'curated' }] }),
      ],
      examples: [],
    }
    const retriever = new HierarchicalRetriever(knowledge, {
      ...options,
      wordShare: 0.25,
      weaknessThresholds: { cause: 0.1, taskText: 0.1, api: 0 },
    })
    const { weaknesses } = await retriever.retrieve({ ...analysis({}), cause: 'path traversal @0' })
    // Of the words `path` and `traversal`, which no document has, both count as rare. One occurrence in a document of mean length
    // weighs idf * 2.5 / 2.5; the bound is 2 * idf * 2.5. So the words cover 1 / 5 of the query.
    expect(weaknesses.map(({ cwe, facets }) => [cwe, facets.cause!.score])).toEqual([
      [SQL, expect.closeTo(0.75, 6)],
      [PATH, expect.closeTo(0.75 * 0.5 + 0.25 * 0.2, 6)],
    ])
  })
})

describe('the type that stands first', () => {
  // SQL fits the task best, but none of its examples passes a threshold; one of the lesser type does.
  const knowledge = {
    weaknesses: [weakness(SQL, 0), weakness(PATH, 30)],
    examples: [
      example('sql-near', SQL, { cause: 75 }),
      example('sql-far', SQL, { cause: 85 }),
      example('path', PATH, { cause: 10 }),
    ],
  }

  it('speaks by its own nearest example, before those of lesser types', async () => {
    const { examples, guidelines } = await retrieve({ cause: 0 }, { standingWeight: 10 }, knowledge)
    expect(examples.map(({ id }) => id)).toEqual(['sql-near', 'path'])
    expect(guidelines.map(({ text }) => text)).toEqual(['Rule of CWE-89.'])
  })

  it("leaves the word to the lesser type's example in the paper's procedure", async () => {
    const { examples, guidelines } = await retrieve({ cause: 0 }, {}, knowledge)
    expect(examples.map(({ id }) => id)).toEqual(['path'])
    expect(guidelines.map(({ text }) => text)).toEqual(['Rule of CWE-22.'])
  })
})

describe('abstention where harmless work fits as well', () => {
  // Texts without an angle are those of harmless work: they lie at 90 degrees.
  const embeddings = {
    identity: 'plane with harmless texts',
    embedQuery: plane.embedQuery,
    embedDocuments: (texts: string[]) =>
      plane.embedDocuments(texts.map((text) => (text.includes('@') ? text : '@90'))),
  }
  const views = { vectors: 1, words: 0, causes: 0, tasks: 0 }
  const abstaining = {
    weaknessThresholds: { cause: 0, taskText: 0, api: 0.4 },
    views,
    abstention: { cause: 0.2, taskText: 0.3, taskBesideCause: 0 },
    embeddings,
  } satisfies HierarchicalRetrieverOptions
  const at = (cwe: string, angle: number) => weakness(cwe, angle, { name: `name @${angle}` })
  const knowledge = {
    weaknesses: [at(SQL, 0), at(PATH, 40)],
    examples: [example('sql', SQL, { cause: 0, apis: ['db.execute'] }), example('path', PATH, { cause: 40 })],
  }
  /** The lead at an angle where a weakness lies at another; harmless work lies at 90. */
  const lead = (of: number, weaknessAt: number) => {
    const [best, harmless] = [cosine(of - weaknessAt), cosine(90 - of)]
    return (best - harmless) / (best + harmless)
  }
  const retriever = new HierarchicalRetriever(knowledge, { ...options, ...abstaining })
  const described = (description: string, language = 'python') => {
    const task = analysis({ cause: 0 })
    return { ...task, task: { ...task.task, language, description } }
  }

  it('says by how much the best weakness fits better, and by how much it has to', async () => {
    const { weaknesses, explanation } = await retrieve({ cause: 30 }, abstaining, knowledge)
    expect(explanation.leads).toEqual({ cause: expect.closeTo(lead(30, 40), 6) })
    expect(explanation.thresholds.abstention).toEqual(abstaining.abstention)
    expect(weaknesses.map(({ cwe }) => cwe)).toEqual([PATH, SQL])
  })

  it('keeps silent at the margin itself', async () => {
    const silent = async (cause: number) => {
      const margins = { ...abstaining.abstention, cause }
      const found = await retrieve({ cause: 30 }, { ...abstaining, abstention: margins }, knowledge)
      return found.explanation.harmless
    }
    const { leads } = (await retrieve({ cause: 30 }, abstaining, knowledge)).explanation
    expect([await silent(leads.cause!), await silent(leads.cause! - 1e-9)]).toEqual([true, false])
  })

  it('keeps silent where the best weakness does not lead by enough, whatever the API calls say', async () => {
    const { weaknesses, examples, guidelines, explanation } = await retrieve(
      { cause: 60, apis: ['db.execute'] },
      abstaining,
      knowledge,
    )
    expect(lead(60, 40)).toBeLessThan(0.2)
    expect({ weaknesses, examples, guidelines }).toEqual({ weaknesses: [], examples: [], guidelines: [] })
    expect(explanation.harmless).toBe(true)
    expect(explanation.notes[0]).toMatch(/harmless/)
    expect(explanation.leftOut.weaknesses[0]).toMatchObject({ id: PATH })
  })

  it("keeps silent where the task's own words fit harmless work, though the cause fits a weakness", async () => {
    expect((await retriever.retrieve(described('look up a name @20'))).weaknesses).not.toEqual([])
    const silent = await retriever.retrieve(described('add numbers @80'))
    expect(silent.weaknesses).toEqual([])
    expect(silent.explanation.leads).toEqual({
      cause: expect.closeTo(lead(0, 0), 6),
      taskBesideCause: expect.closeTo(lead(80, 40), 6),
    })
  })

  it('asks for more where only the own words of the task are known', async () => {
    const only = (angle: number) => {
      const { draft: _, ...task } = analysis({ cause: angle })
      return { ...task, origins: { cause: 'task', draft: 'absent', api: 'absent' } as const }
    }
    const found = await retriever.retrieve(only(40))
    expect(found.explanation.leads).toEqual({ taskText: expect.closeTo(lead(40, 40), 6) })
    expect(found.explanation.harmless).toBe(lead(40, 40) <= 0.3)
    expect((await retriever.retrieve(only(0))).weaknesses[0]!.cwe).toBe(SQL)
  })

  it('asks it of what was asked for, whatever a draft adds to that', async () => {
    const ready = analysis({ cause: 0, code: 0 })
    const found = await retriever.retrieve({
      ...ready,
      task: { ...ready.task, description: 'add numbers @80', draft: 'query @0' },
      cause: 'all of it @0',
      origins: { ...ready.origins, cause: 'task' },
    })
    expect(found.explanation.leads).toEqual({ taskText: expect.closeTo(lead(80, 40), 6) })
    expect(found.explanation.harmless).toBe(true)
  })

  it('ranks by the views with harmless work beside them as without', async () => {
    const order = async (more: HierarchicalRetrieverOptions) =>
      (await retrieve({ cause: 10 }, { ...abstaining, ...more }, knowledge)).weaknesses.map(
        ({ cwe, facets }) => [cwe, facets.cause!.score],
      )
    const expected = [
      [SQL, expect.closeTo(cosine(10), 6)],
      [PATH, expect.closeTo(cosine(30), 6)],
    ]
    expect(await order({})).toEqual(expected)
    expect(await order({ abstention: false })).toEqual(expected)
  })

  it('compares without views, too', async () => {
    const { weaknesses, explanation } = await retrieve(
      { cause: 30 },
      { ...abstaining, views: false },
      knowledge,
    )
    expect(explanation.leads.cause).toBeDefined()
    expect(weaknesses.map(({ facets }) => facets.cause!.score)).toEqual([
      expect.closeTo(cosine(10), 6),
      expect.closeTo(cosine(30), 6),
    ])
  })
})

describe('CWE types that are kinds of one another', () => {
  it('lend their score to the more general type, less with each step, where the options say so', async () => {
    // CWE-121 is a child of CWE-787, which is a child of CWE-119.
    const knowledge = {
      weaknesses: [
        weakness('CWE-119', 180, { parents: ['CWE-118'] }),
        weakness('CWE-121', 0, { parents: ['CWE-787', 'CWE-788'] }),
        weakness(SQL, 50, { parents: ['CWE-943'] }),
      ],
      examples: [],
    }
    const ancestorShare = { cause: 0, taskText: 0.9 }
    const apart = await retrieve({ cause: 0 }, { ancestorShare }, knowledge)
    expect(apart.weaknesses.map(({ cwe }) => cwe)).toEqual(['CWE-121', SQL])

    const lent = [
      ['CWE-121', 1],
      ['CWE-119', expect.closeTo(0.81, 6)],
      [SQL, expect.closeTo(cosine(50), 6)],
    ]
    const scores = ({ weaknesses }: Retrieval) =>
      weaknesses.map(({ cwe, facets }) => [cwe, facets.cause!.score])
    const { draft: _, ...task } = analysis({ cause: 0 })
    const ownWords = { ...task, origins: { cause: 'task', draft: 'absent', api: 'absent' } as const }
    const retriever = new HierarchicalRetriever(knowledge, { ...options, ancestorShare })
    expect(scores(await retriever.retrieve(ownWords))).toEqual(lent)
    const causes = { cause: 0.9, taskText: 0 }
    expect(scores(await retrieve({ cause: 0 }, { ancestorShare: causes }, knowledge))).toEqual(lent)
  })
})

describe('the standing of a CWE type', () => {
  it('counts for its examples', async () => {
    const knowledge = {
      weaknesses: [weakness(SQL, 0), weakness(PATH, 10)],
      examples: [example('sql', SQL, { cause: 40 }), example('path', PATH, { cause: 0 })],
    }
    const order = async (standingWeight: number) =>
      (await retrieve({ cause: 0 }, { standingWeight }, knowledge)).examples.map(({ id, score }) => [
        id,
        score,
      ])
    expect(await order(0)).toEqual([
      ['path', 1 / 61],
      ['sql', 1 / 62],
    ])
    expect(await order(2)).toEqual([
      ['sql', 1 / 62 + 2 / 61],
      ['path', 1 / 61 + 2 / 62],
    ])
  })
})

describe('the options', () => {
  it.each([
    { k: 0 },
    { k: 1.5 },
    { alpha: -1 },
    { alpha: Number.NaN },
    { rankCut: 0 },
    { maxExamples: -1 },
    { wordShare: 2 },
    { views: { vectors: 0, words: 0, causes: 0, tasks: 0 } },
    { views: { vectors: 1, words: -1, causes: 0, tasks: 0 } },
    { views: { vectors: 1, words: Number.POSITIVE_INFINITY, causes: 0, tasks: 0 } },
    { languages: 'all' as 'any' },
    { facets: null as unknown as [] },
    { facets: ['text' as 'code'] },
    { weaknessThresholds: { cause: 0.5 } as RetrievalOptions['weaknessThresholds'] } as RetrievalOptions,
    { ancestorShare: { cause: -0.1, taskText: 0 } },
    { ancestorShare: 0.9 } as unknown as RetrievalOptions,
    { views: { vectors: 1, words: 0, causes: 0, tasks: 0, taskVectors: -1 } },
    { views: { vectors: 0, words: 0, causes: 0, tasks: 0 } },
    { standingWeight: -1 },
    { abstention: true as unknown as false },
    { taskDocuments: 'code' as 'causes' },
    { weaknessWeights: { cause: 1, api: Number.NaN } },
    { thresholds: 1 } as HierarchicalRetrieverOptions,
  ])('reject %j', (wrong) => {
    expect(() => new HierarchicalRetriever(base, wrong)).toThrow(RescueError)
    expect(() => new HierarchicalRetriever(base, wrong)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
  })

  it('hold the figures of the paper in the preset of its name', () => {
    expect(paperRetrieval).toMatchObject({
      k: 4,
      alpha: 60,
      rankCut: 10,
      weaknessThresholds: { cause: 0.75, api: 4 },
      exampleThresholds: { cause: 0.75, api: 4, code: 0.65 },
      wordShare: 0,
      hierarchy: true,
    })
  })
})
