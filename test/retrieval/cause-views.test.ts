import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Example, Weakness } from '../../src/knowledge/types.js'
import { wordsOf } from '../../src/ports/words.js'
import { CauseViewIndex } from '../../src/retrieval/cause-views.js'
import { commonness } from '../../src/retrieval/commonness.js'
import { proseDocument, taskDocument } from '../../src/retrieval/documents.js'
import { type CauseViews, retrievalDefaults } from '../../src/retrieval/options.js'

const none: CauseViews = { vectors: 0, words: 0, causes: 0, tasks: 0 }
const angleOf = (text: string) => Number(/@(\d+)/.exec(text)?.[1] ?? 90)
const at = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]

function weakness(cwe: string, causes: string[], tasks: [text: string, cause?: string][] = []): Weakness {
  return {
    cwe,
    name: '',
    parents: [],
    causes: causes.map((text) => ({ text, origin: 'curated' })),
    guidelines: [],
    tasks: tasks.map(([text, cause]) => ({ text, apis: [], ...(cause !== undefined && { cause }) })),
  }
}

const weaknesses = [
  weakness(
    'CWE-1',
    ['query built from strings @0'],
    [['look up a customer', 'command text from a form'], ['search products'], ['report of orders']],
  ),
  weakness(
    'CWE-2',
    ['path joined with a name @60'],
    [['download a file', 'climbs out of the folder'], ['show a picture of a customer']],
  ),
  weakness('CWE-3', ['length is not compared @90']),
]
const vectorOf = (text: string) => at(angleOf(text))
const documents = {
  prose: weaknesses.map((one) => proseDocument(one, vectorOf, [])),
  everything: weaknesses.map((one) => taskDocument(one, vectorOf, [])),
  vectorOf,
}
const index = (views: Partial<CauseViews>) =>
  new CauseViewIndex(weaknesses, () => [], documents, { ...none, ...views })
const fits = (views: Partial<CauseViews>, text: string, isTaskText = true) =>
  [...index(views).fits({ words: wordsOf(text), vector: at(angleOf(text)), isTaskText })].map((fit) =>
    Number(fit.toFixed(3)),
  )
const fitsOfCause = (views: Partial<CauseViews>, text: string) => fits(views, text, false)

describe('CauseViewIndex', () => {
  it('gives the best type of a view 1, and the others their share of its score', () => {
    // Names have no angle and lie at 90 degrees: the means of causes and names lie at 45, 75 and 90.
    const shares = fits({ vectors: 1 }, 'anything @45')
    expect(shares).toEqual([0, 30, 45].map((angle) => Number(at(angle)[0]!.toFixed(3))))
  })

  it('finds a typical task as a whole, whatever else is known of its type', () => {
    expect(fits({ tasks: 1 }, 'download a file')).toEqual([0, 1, 0])
    expect(fits({ causes: 1 }, 'the length is compared')).toEqual([0, 0, 1])
  })

  it('lets several tasks of a type speak together', () => {
    const [one, two] = fits({ tasks: 1 }, 'customer products orders')
    expect(one).toBe(1)
    expect(two).toBeLessThan(0.5)
  })

  it('compares a cause with what threatens in typical tasks, and with the task where nobody says that', () => {
    expect(fitsOfCause({ tasks: 1 }, 'climbs out of the folder')).toEqual([0, 1, 0])
    expect(fitsOfCause({ tasks: 1 }, 'download')).toEqual([0, 0, 0])
    expect(fitsOfCause({ tasks: 1 }, 'search products')).toEqual([1, 0, 0])
    expect(fits({ tasks: 1 }, 'climbs out of the folder')).toEqual([0, 0, 0])
    expect(fits({ words: 1 }, 'climbs out of the folder')).toEqual([0, 1, 0])
  })

  it('compares a cause with what threatens in the examples of a type of which no task says it', () => {
    const example = (cwe: string, cause: string) => ({
      ...{ id: cwe, cwe, language: 'c', cause, vulnerableApis: [], secureApis: [] },
      ...{ vulnerable: { code: '', lines: [] }, secure: { code: '', lines: [] } },
    })
    const examples = [
      example('CWE-1', 'quotes end the literal'),
      example('CWE-3', 'reads behind the last element'),
    ]
    const view = new CauseViewIndex(
      weaknesses,
      (cwe) => examples.filter((one) => one.cwe === cwe) as unknown as Example[],
      documents,
      { ...none, tasks: 1 },
    )
    const fitsOf = (text: string, isTaskText: boolean) => [
      ...view.fits({ words: wordsOf(text), vector: at(90), isTaskText }),
    ]
    expect(fitsOf('reads behind the last element', false)).toEqual([0, 0, 1])
    expect(fitsOf('reads behind the last element', true)).toEqual([0, 0, 0])
    // The tasks of CWE-1 say it themselves.
    expect(fitsOf('quotes end the literal', false)).toEqual([0, 0, 0])
  })

  it('compares typical tasks by their vectors where a weight says so, like with like', () => {
    const told = [
      weakness('CWE-1', ['x @0'], [['task @0', 'cause @60'], ['task @10'], ['task @20'], ['task @80']]),
      weakness('CWE-2', ['x @0'], [['task @70', 'cause @0']]),
    ]
    const views = new CauseViewIndex(
      told,
      () => [],
      {
        prose: told.map((one) => proseDocument(one, vectorOf, [])),
        everything: told.map((one) => taskDocument(one, vectorOf, [])),
        vectorOf,
      },
      { ...none, taskVectors: 1 },
    )
    const seen = (isTaskText: boolean) => views.fits({ words: ['task'], vector: at(0), isTaskText })
    const cosine = (degrees: number) => at(degrees)[0]!
    // The three nearest of four tasks, then the tasks that have no cause and the cause of the first.
    const threeTasks = cosine(0) + cosine(10) + cosine(20)
    expect(seen(true)[1]).toBeCloseTo(cosine(70) / threeTasks, 6)
    expect(seen(false)[1]).toBeCloseTo(cosine(0) / (cosine(10) + cosine(20) + cosine(60)), 6)
  })

  it('measures what comes behind the types on their scale', () => {
    const all = [...weaknesses, weakness('other', ['size, sign and rounding @90'])]
    const texts = {
      prose: all.map((one) => proseDocument(one, vectorOf, [])),
      everything: all.map((one) => taskDocument(one, vectorOf, [])),
      vectorOf,
    }
    const views = new CauseViewIndex(all, () => [], texts, { ...none, causes: 1 }, weaknesses.length)
    const [, , third, other] = views.fits({
      words: wordsOf('length compared, size, sign, rounding'),
      vector: at(0),
      isTaskText: false,
    })
    expect(third).toBe(1)
    expect(other).toBeGreaterThan(1)
  })

  it('leaves out a view that says nothing rather than counting it against all', () => {
    expect(fits({ tasks: 3, causes: 1 }, 'length compared')).toEqual([0, 0, 1])
  })

  it('weighs views whatever the scale of their scores', () => {
    const text = 'download a file, whose length is not compared @90'
    const tasks = fits({ tasks: 1 }, text)
    const causes = fits({ causes: 1 }, text)
    expect(fits({ tasks: 1, causes: 3 }, text)).toEqual(
      tasks.map((fit, i) => Number(((fit + 3 * causes[i]!) / 4).toFixed(3))),
    )
  })

  it('says nothing of a text that no view knows', () => {
    expect(fits({ words: 1, causes: 1, tasks: 1 }, 'zebra')).toEqual([0, 0, 0])
  })

  it('stays between 0 and 1 for any text', () => {
    const all = index(retrievalDefaults.views)
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 0, max: 359 }),
        fc.boolean(),
        (text, degrees, isTaskText) => {
          for (const fit of all.fits({ words: wordsOf(text), vector: at(degrees), isTaskText })) {
            expect(fit).toBeGreaterThanOrEqual(0)
            expect(fit).toBeLessThanOrEqual(1 + 1e-9)
          }
        },
      ),
    )
  })
})

describe('commonness', () => {
  it('is the mean of the places in the lists of the years', () => {
    // Places of CWE-79 from 2019 to 2025: 2, 1, 2, 2, 2, 1, 1 of 25.
    expect(commonness('CWE-79')).toBeCloseTo(1 - 4 / 25 / 7, 12)
    // CWE-121 is in the list of 2025 only, in place 14.
    expect(commonness('CWE-121')).toBeCloseTo(12 / 25 / 7, 12)
    expect(commonness('CWE-1004')).toBe(0)
  })
})
