import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeNearDuplicates, PatchClusterer } from '../../src/clustering/index.js'
import { RescueError } from '../../src/errors.js'
import { type SecurityPatch, streamPatches } from '../../src/patches/index.js'

const patch = (id: string, cwe: string | undefined, before: string, after: string): SecurityPatch => ({
  id,
  language: 'python',
  ...(cwe && { cwe }),
  before,
  after,
})

const yamlFix = (id: string, cwe?: string) =>
  patch(id, cwe, `config = yaml.load(stream_${id})\n`, `config = yaml.safe_load(stream_${id})\n`)
const sqlFix = (id: string, cwe?: string) =>
  patch(id, cwe, `cursor.execute("SELECT %s" % name)\n`, `cursor.execute("SELECT %s", (name,))\n`)

const idsOf = (subsets: SecurityPatch[][]) => subsets.map((subset) => subset.map(({ id }) => id))

describe('PatchClusterer', () => {
  it('groups by CWE type, however it is written, in the order of the numbers', async () => {
    const { clusters } = await new PatchClusterer().cluster([
      yamlFix('a', 'CWE-502'),
      sqlFix('b', 'cwe-089'),
      yamlFix('c', '502'),
    ])
    expect(clusters.map(({ cwe, subsets }) => [cwe, idsOf(subsets)])).toEqual([
      ['CWE-89', [['b']]],
      ['CWE-502', [['a', 'c']]],
    ])
    expect(clusters.flatMap(({ subsets }) => subsets.flat()).map(({ cwe }) => cwe)).toEqual([
      'CWE-89',
      'CWE-502',
      'CWE-502',
    ])
  })

  it('keeps similar fixes of a type in one subset', async () => {
    const mixed = ['1', '2', '3', '4'].flatMap((n) => [yamlFix(`y${n}`, 'CWE-1'), sqlFix(`s${n}`, 'CWE-1')])
    const { clusters } = await new PatchClusterer({ subsetSize: 4 }).cluster(mixed)
    expect(idsOf(clusters[0]!.subsets).sort()).toEqual([
      ['s1', 's2', 's3', 's4'],
      ['y1', 'y2', 'y3', 'y4'],
    ])
  })

  it('says how alike the fixes of each subset are', async () => {
    const { clusters } = await new PatchClusterer({ subsetSize: 4 }).cluster([
      sqlFix('a', 'CWE-89'),
      sqlFix('b', 'CWE-89'),
      patch('c', 'CWE-78', 'os.system(cmd)\n', 'run(args)\n'),
      patch('d', 'CWE-78', 'popen(line)\n', 'spawn(words)\n'),
    ])
    const [different, same] = clusters.map(({ coherence }) => coherence[0]!)
    expect(same).toBeCloseTo(1, 10)
    expect(different).toBeLessThan(0.9)
  })

  it('lets a fix without a type join the nearest cluster, and says so', async () => {
    const result = await new PatchClusterer({ minSimilarity: 0.5 }).cluster([
      yamlFix('a', 'CWE-502'),
      sqlFix('b', 'CWE-89'),
      sqlFix('unnamed'),
    ])
    expect(result.assigned).toEqual([{ id: 'unnamed', cwe: 'CWE-89', similarity: expect.closeTo(1, 10) }])
    expect(result.unclassified).toEqual([])
    expect(idsOf(result.clusters[0]!.subsets)).toEqual([['b', 'unnamed']])
  })

  it('puts a fix that joins a cluster in its place', async () => {
    const { clusters } = await new PatchClusterer().cluster([sqlFix('b', 'CWE-89'), sqlFix('a')])
    expect(idsOf(clusters[0]!.subsets)).toEqual([['a', 'b']])
  })

  it('compares directions, whatever the length of the vectors', async () => {
    const vectors: Record<string, number[]> = { a: [1, 0], b: [100, 1], c: [0, 1], d: [1, 100] }
    const embeddings = {
      embedDocuments: async (texts: string[]) => texts.map((text) => vectors[text[0]!]!),
      embedQuery: async () => [],
    }
    const fixes = Object.keys(vectors).map((name) => patch(name, 'CWE-1', '', `${name}\n`))
    const { clusters } = await new PatchClusterer({ subsetSize: 2, embeddings }).cluster(fixes)
    expect(idsOf(clusters[0]!.subsets).sort()).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  it('takes fixes without a word', async () => {
    const { clusters } = await new PatchClusterer().cluster([patch('a', 'CWE-1', '1\n', '2\n')])
    expect(clusters[0]!.coherence).toEqual([0])
  })

  it('leaves a fix unclassified that is like no cluster, and names the nearest', async () => {
    const odd = patch('odd', undefined, 'return colour\n', 'return brightness\n')
    const result = await new PatchClusterer().cluster([sqlFix('b', 'CWE-89'), odd])
    expect(result.assigned).toEqual([])
    expect(result.unclassified).toEqual([{ id: 'odd', cwe: 'CWE-89', similarity: expect.any(Number) }])
    expect(result.unclassified[0]!.similarity).toBeLessThan(0.5)
  })

  it('leaves everything unclassified where nothing is labelled', async () => {
    const result = await new PatchClusterer().cluster([sqlFix('b')])
    expect(result).toEqual({ clusters: [], assigned: [], unclassified: [{ id: 'b' }] })
  })

  it('gives the same clusters for the same fixes in any order', async () => {
    const fixes = Array.from({ length: 30 }, (_, i) =>
      // Every other identifier is that of two fixes.
      ({
        ...(i % 2 ? yamlFix : sqlFix)(String(i), i % 7 ? 'CWE-20' : undefined),
        id: String(i - (i % 4 === 1 ? 1 : 0)),
      }),
    )
    const expected = await new PatchClusterer().cluster(fixes)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(fixes, { minLength: fixes.length }), async (shuffled) => {
        expect(await new PatchClusterer().cluster(shuffled)).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })

  it('takes no fix at all', async () => {
    expect(await new PatchClusterer().cluster([])).toEqual({ clusters: [], assigned: [], unclassified: [] })
  })

  it.each([{ subsetSize: 0 }, { subsetSize: 1.5 }, { minSimilarity: 2 }, { seed: Number.NaN }])(
    'refuses %o',
    (options) => {
      expect(() => new PatchClusterer(options)).toThrowError(
        expect.objectContaining({ code: 'INVALID_OPTION' }),
      )
    },
  )

  it.each([
    ['a stream', streamPatches([yamlFix('a')])],
    ['nothing', undefined],
    ['a fix without its texts', [yamlFix('a'), { id: 'b', language: 'c' }]],
    ['no fix', [null]],
  ])('refuses %s', async (_, patches) => {
    const refused = expect.objectContaining({ code: 'INVALID_INPUT' })
    await expect(new PatchClusterer().cluster(patches as never)).rejects.toEqual(refused)
    expect(() => mergeNearDuplicates(patches as never)).toThrow(refused)
  })

  it('refuses what is no embedder', () => {
    const refused = expect.objectContaining({ code: 'INVALID_OPTION' })
    for (const embeddings of [null, {}, { embedQuery: async () => [1] }]) {
      expect(() => new PatchClusterer({ embeddings: embeddings as never })).toThrow(refused)
    }
  })

  it('reports an embedder that fails or gives odd vectors', async () => {
    const clusterWith = (embedDocuments: (texts: string[]) => Promise<number[][]>) =>
      new PatchClusterer({ embeddings: { embedDocuments, embedQuery: async () => [] } }).cluster([
        sqlFix('a', 'CWE-89'),
      ])
    await expect(clusterWith(() => Promise.reject(new Error('offline')))).rejects.toThrow(/offline/)
    await expect(clusterWith(async () => [])).rejects.toThrow(RescueError)
  })
})
