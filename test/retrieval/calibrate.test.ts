import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalErrorThreshold } from '../../src/retrieval/equal-error.js'
import { calibrate, HierarchicalRetriever, paperRetrieval } from '../../src/retrieval/index.js'
import { analysis, cosine, example, plane, weakness } from './plane.js'

describe('equalErrorThreshold', () => {
  it('separates what can be separated', () => {
    expect(equalErrorThreshold([5, 6, 7], [1, 2, 3])).toEqual({ threshold: 3, errorRate: 0 })
  })

  it('loses as many right pairs as it lets wrong ones pass', () => {
    // At 4: right 4 is lost (1 of 4), wrong 5 passes (1 of 4).
    expect(equalErrorThreshold([4, 6, 7, 8], [1, 2, 3, 5])).toEqual({ threshold: 4, errorRate: 0.25 })
  })

  it('keeps equal scores on one side', () => {
    const { threshold, errorRate } = equalErrorThreshold([0, 0, 1], [0, 0, 0])
    expect({ threshold, errorRate }).toEqual({ threshold: 0, errorRate: 2 / 3 / 2 })
  })

  it('states the error that the threshold has', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(scores, scores, (right, wrong) => {
        const { threshold, errorRate } = equalErrorThreshold(right, wrong)
        const lost = right.filter((score) => score <= threshold).length / right.length
        const passed = wrong.filter((score) => score > threshold).length / wrong.length
        expect(errorRate).toBeCloseTo((lost + passed) / 2, 9)
      }),
    )
  })
})

describe('calibrate', () => {
  /** Two CWE types, at 0 and at 90 degrees; every cause of an example is 10 degrees off its own. */
  const base = {
    weaknesses: [weakness('CWE-22', 0), weakness('CWE-89', 90)],
    examples: [...Array(8).keys()].map((i) =>
      i % 2 === 0
        ? example(`path-${i}`, 'CWE-22', { cause: 10 + i, code: 0, apis: ['open'] })
        : example(`sql-${i}`, 'CWE-89', { cause: 80 - i, code: 90, apis: ['execute'] }),
    ),
  }
  const retrieval = paperRetrieval
  const options = { embeddings: plane, retrieval, folds: 4 }

  it('puts the threshold of the cause between right and wrong pairs', async () => {
    const { weaknessThresholds, evidence, embedder } = await calibrate(base, options)
    // Wrong pairs are 73 to 80 degrees apart, right ones 10 to 17.
    expect(weaknessThresholds.cause).toBeGreaterThanOrEqual(cosine(73) - 0.001)
    expect(weaknessThresholds.cause).toBeLessThan(cosine(17))
    expect(evidence.cause).toEqual({ rightPairs: 8, wrongPairs: 8, equalErrorRate: 0 })
    expect(embedder).toBe('plane')
  })

  it('gives thresholds that the retriever takes from the base, for that embedder alone', async () => {
    const calibration = await calibrate(base, options)
    const calibrated = { ...base, parts: { calibration: { plane: calibration } } }
    const own = new HierarchicalRetriever(calibrated, { embeddings: plane })
    expect(own.options.weaknessThresholds).toEqual(calibration.weaknessThresholds)

    const given = { cause: 0.3, taskText: 0.3, api: 3 }
    const explicit = new HierarchicalRetriever(calibrated, { embeddings: plane, weaknessThresholds: given })
    expect(explicit.options.weaknessThresholds).toEqual(given)

    const other = { ...plane, identity: 'another' }
    const { abstention: _, ...without } = { ...paperRetrieval, weaknessThresholds: undefined }
    const foreign = new HierarchicalRetriever(calibrated, {
      ...without,
      abstention: false,
      embeddings: other,
    })
    const { explanation } = await foreign.retrieve(analysis({ cause: 0 }))
    expect(explanation.notes[0]).toMatch(/not for another: calibrate the base/)
  })

  it('makes the retriever say when the base has changed since', async () => {
    const calibration = await calibrate(base, options)
    const grown = { ...base, examples: [...base.examples, example('new', 'CWE-22', { cause: 1 })] }
    const retriever = new HierarchicalRetriever(
      { ...grown, parts: { calibration: { plane: calibration } } },
      { ...paperRetrieval, weaknessThresholds: undefined, embeddings: plane },
    )
    const { explanation } = await retriever.retrieve(analysis({ cause: 0 }))
    expect(explanation.notes[0]).toMatch(/2 CWE types and 8 examples and has 2 and 9 now/)
  })

  it('leaves causes out that were counted rather than written', async () => {
    const weaknesses = base.weaknesses.map((one) => ({
      ...one,
      causes: one.causes.map((cause) => ({ ...cause, origin: 'extractive' as const })),
    }))
    const { evidence } = await calibrate({ ...base, weaknesses }, options)
    expect(evidence.cause).toEqual({ rightPairs: 0, wrongPairs: 0 })
    expect(evidence.code!.rightPairs).toBeGreaterThan(0)
  })

  describe('the margins over harmless work', () => {
    const cases = 120
    const spread = (i: number) => (i % 12) * 5
    /** Typical tasks of SQL between 0 and 55 degrees; harmless work lies at 90. */
    const harmlessAt90 = {
      ...plane,
      embedDocuments: (texts: string[]) =>
        plane.embedDocuments(texts.map((text) => (text.includes('@') ? text : '@90'))),
    }
    const told = (count: number, language = 'python') => ({
      ...base,
      weaknesses: [
        weakness('CWE-22', 0, {
          name: 'x @0',
          tasks: Array.from({ length: count }, (_, i) => ({
            text: `task ${i} @${spread(i)}`,
            apis: [],
            languages: [language],
          })),
        }),
        weakness('CWE-89', 0, { name: 'y @0' }),
      ],
    })
    const views = { vectors: 1, words: 0, causes: 0, tasks: 0 }
    const abstention = { cause: 0.11, taskBesideCause: 0.12, taskText: 0.13 }
    const margins = async (knowledge: typeof base, errorRate: number) =>
      (
        await calibrate(knowledge, {
          ...options,
          embeddings: harmlessAt90,
          errorRate,
          retrieval: { ...retrieval, views, abstention },
        })
      ).abstention!

    it('are where that share of the typical tasks falls below', async () => {
      const strict = await margins(told(cases), 0.5)
      const lax = await margins(told(cases), 0.1)
      expect(strict.taskText).toBeGreaterThan(lax.taskText)
      expect(lax.taskText).toBeGreaterThan(0)
      // A task with a cause passes twice, so its own words have half of the share.
      expect(lax.taskBesideCause).toBe((await margins(told(cases), 0.05)).taskText)
    })

    it('are those of the options where there are too few tasks to lose one, and 0 where nobody says what threatens', async () => {
      expect(await margins(told(20), 0.04)).toEqual({ ...abstention, cause: 0 })
      expect((await margins(told(30), 0.04)).taskText).not.toBe(abstention.taskText)
    })

    it('come from tasks outside of C and C++', async () => {
      expect(await margins(told(cases, 'c'), 0.1)).toEqual({ cause: 0, taskBesideCause: 0, taskText: 0 })
    })

    it('share the error rate between a cause and the own words of its task', async () => {
      const knowledge = told(cases)
      const weaknesses = knowledge.weaknesses.map((one) => ({
        ...one,
        tasks: (one.tasks ?? []).map((task) => ({ ...task, cause: `cause of ${task.text}` })),
      }))
      const { cause, taskBesideCause, taskText } = await margins({ ...knowledge, weaknesses }, 0.5)
      expect(cause).toBe(taskBesideCause)
      expect(cause).toBeLessThan(taskText)
    })

    it('are measured on at most as many cases as asked for', async () => {
      const few = await calibrate(told(cases), {
        ...options,
        embeddings: harmlessAt90,
        errorRate: 0.04,
        maxQueries: 20,
        retrieval: { ...retrieval, views, abstention },
      })
      expect(few.abstention!.taskText).toBe(abstention.taskText)
    })

    describe('look a case up in a base that does not hold it', () => {
      /** Each text has a word of its own: who knows it can only have it from there. */
      const ownWord = (i: number) => `word${String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26))} @0`
      const byWords = { ...options, embeddings: harmlessAt90, errorRate: 0.5 }
      const unseen = async (knowledge: typeof base, view: 'tasks' | 'causes') =>
        (
          await calibrate(knowledge, {
            ...byWords,
            retrieval: {
              ...retrieval,
              views: { vectors: 0, words: 0, causes: 0, tasks: 0, [view]: 1 },
              abstention,
            },
          })
        ).abstention!

      it('as a typical task', async () => {
        const [first, second] = told(0).weaknesses
        const tasks = Array.from({ length: 60 }, (_, i) => ({
          text: ownWord(i),
          apis: [],
          cause: ownWord(i),
        }))
        const knowledge = { ...base, weaknesses: [{ ...first!, tasks }, second!] }
        expect(await unseen(knowledge, 'tasks')).toEqual({ cause: 0, taskBesideCause: 0, taskText: 0 })
      })

      it('as an example', async () => {
        const examples = Array.from({ length: 60 }, (_, i) => ({
          ...example(`e-${i}`, i % 2 === 0 ? 'CWE-22' : 'CWE-89', { code: 0 }),
          cause: ownWord(i),
        }))
        expect((await unseen({ ...base, examples }, 'causes')).cause).toBe(0)
      })

      it('by its cause only where the causes of its type were written', async () => {
        const examples = Array.from({ length: 60 }, (_, i) => ({
          ...example(`e-${i}`, 'CWE-22', { code: 0 }),
          cause: `path climbs ${ownWord(i)}`,
        }))
        const counted = base.weaknesses.map((one) => ({
          ...one,
          causes: one.causes.map((cause) => ({ ...cause, origin: 'extractive' as const })),
        }))
        expect((await unseen({ ...base, examples }, 'causes')).cause).toBe(1)
        expect((await unseen({ weaknesses: counted, examples }, 'causes')).cause).toBe(0)
      })
    })
  })

  it('gives the same thresholds for the same base', async () => {
    expect(await calibrate(base, options)).toEqual(await calibrate(base, options))
  })

  it('rejects a base that is too small and options out of range', async () => {
    const small = { weaknesses: base.weaknesses, examples: base.examples.slice(0, 3) }
    await expect(calibrate(small, options)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(calibrate(base, { ...options, folds: 1 })).rejects.toMatchObject({ code: 'INVALID_OPTION' })
    await expect(calibrate(base, { ...options, errorRate: 1 })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    })
  })

  it('ignores a stored calibration that cannot be read', () => {
    const retriever = new HierarchicalRetriever(
      { ...base, parts: { calibration: { plane: { embedder: 'plane', weaknessThresholds: 'high' } } } },
      { embeddings: plane, weaknessThresholds: { cause: 0.4, taskText: 0.4, api: 1 } },
    )
    expect(retriever.options.weaknessThresholds.cause).toBe(0.4)
  })
})
