import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DistillationTask, Distiller } from '../../src/distillation/index.js'
import { type BuildProgress, buildKnowledgeBase } from '../../src/knowledge/build.js'
import type { KnowledgeBase } from '../../src/knowledge/knowledge-base.js'
import { saveKnowledgeBase } from '../../src/knowledge/save.js'
import { type PatchOutcome, readPatches, type SecurityPatch, streamPatches } from '../../src/patches/index.js'
import { HashedEmbeddings } from '../../src/ports/hashed-embeddings.js'

const yamlFix = (name: string, more: Partial<SecurityPatch> = {}): SecurityPatch => ({
  id: name,
  language: 'Python',
  cwe: 'cwe-502',
  before: `import yaml\n\ndef read_${name}(stream):\n    data = yaml.load(stream)\n    return data["${name}"]\n`,
  after: `import yaml\n\ndef read_${name}(stream):\n    data = yaml.safe_load(stream)\n    return data["${name}"]\n`,
  ...more,
})

const copyFix = (name: string, more: Partial<SecurityPatch> = {}): SecurityPatch => ({
  id: name,
  language: 'c',
  cwe: 'CWE-787',
  before: `void set_${name}(char *to, const char *from)\n{\n    int done = 0;\n    strcpy(to, from);\n    log_it(done);\n}\n`,
  after: `void set_${name}(char *to, const char *from)\n{\n    int done = 0;\n    strlcpy(to, from, SIZE);\n    log_it(done);\n}\n`,
  ...more,
})

const fixes = [...['a', 'b', 'c', 'd'].map((n) => yamlFix(n)), ...['x', 'y'].map((n) => copyFix(n))]

const bytesOf = (base: KnowledgeBase) => {
  const dir = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'base')
  saveKnowledgeBase(base, dir)
  return Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]))
}

/** A distiller that costs a call per task and counts what it is given. */
class CountingDistiller implements Distiller {
  readonly identity = 'counting'
  readonly tasks: DistillationTask[] = []

  plannedCalls() {
    return 1
  }

  async distill(task: DistillationTask, options: { onCall?: () => void } = {}) {
    this.tasks.push(task)
    options.onCall?.()
    return {
      guidelines: [{ text: `Rule of ${task.cwe}.`, origin: 'model' as const }],
      causes: [{ text: `Cause of ${task.cwe}.`, origin: 'model' as const }],
      subsetCauses: task.subsets.map((_, index) => `Cause of subset ${index}.`),
      calls: 1,
      resumedCalls: 0,
      problems: [],
    }
  }
}

async function* outcomes(...items: (PatchOutcome | SecurityPatch)[]): AsyncGenerator<PatchOutcome> {
  for (const item of items) yield 'kind' in item ? item : { kind: 'patch', patch: item }
}

describe('buildKnowledgeBase', () => {
  it('makes a weakness of each CWE type, with its name and parents', async () => {
    const { base } = await buildKnowledgeBase(fixes)
    expect(base.weaknesses.map(({ cwe, name, parents }) => [cwe, name, parents])).toEqual([
      ['CWE-502', 'Deserialization of Untrusted Data', ['CWE-913']],
      ['CWE-787', 'Out-of-bounds Write', ['CWE-119']],
    ])
    expect(base.weakness('CWE-502')?.guidelines).toEqual([
      {
        text: 'Replace `yaml.load()` with `yaml.safe_load()` (seen in 4 of 4 fixes).',
        languages: ['python'],
        origin: 'extractive',
      },
    ])
  })

  it('makes a sliced example of each fix, with its API calls', async () => {
    const { base } = await buildKnowledgeBase([copyFix('x')])
    const [example] = base.examples
    expect(example).toMatchObject({
      id: 'x',
      cwe: 'CWE-787',
      language: 'c',
      vulnerableApis: ['strcpy', 'log_it'],
      secureApis: ['strlcpy', 'log_it'],
    })
    expect(example!.secure.code).toContain('strlcpy(to, from, SIZE);')
    expect(example!.secure.code).not.toContain('log_it')
    expect(example!.secure.sourceLines).toBeGreaterThanOrEqual(6)
  })

  it.each([
    ['\n', ''],
    ['\r\n', ''],
    ['\n', '\n'],
    ['\r\n', '\r\n'],
  ])('counts the lines of both versions, whose ends are %j and whose last one is %j', async (end, last) => {
    const version = (call: string) =>
      ['import yaml', '', 'def read(text):', `    return yaml.${call}(text)`].join(end) + last
    const { base } = await buildKnowledgeBase([
      yamlFix('a', { before: version('load'), after: version('safe_load') }),
    ])
    expect(base.examples[0]).toMatchObject({ vulnerable: { sourceLines: 4 }, secure: { sourceLines: 4 } })
  })

  it('gives an example the cause that a person wrote, else the first-level causes of its subset', async () => {
    const distiller = new CountingDistiller()
    const { base } = await buildKnowledgeBase(
      [yamlFix('a', { cause: 'Tags build objects.' }), yamlFix('b')],
      {
        distiller,
      },
    )
    expect(base.examples.map(({ cause }) => cause)).toEqual(['Tags build objects.', 'Cause of subset 0.'])
  })

  it('puts what a person wrote before what would be distilled, and asks only for what is missing', async () => {
    const distiller = new CountingDistiller()
    const { base, report } = await buildKnowledgeBase(
      outcomes(
        {
          kind: 'weakness',
          weakness: {
            cwe: 'CWE-502',
            causes: ['Bytes build objects.'],
            guidelines: [{ text: 'Use `yaml.harmless()`.', languages: ['python'] }],
          },
        },
        { kind: 'weakness', weakness: { cwe: 'CWE-22', causes: ['Dots.'], guidelines: [] } },
        yamlFix('a', { cause: 'Tags.' }),
        copyFix('x'),
      ),
      { distiller },
    )
    expect(distiller.tasks.map(({ cwe }) => cwe)).toEqual(['CWE-787'])
    expect(base.weakness('CWE-502')).toMatchObject({
      causes: [{ text: 'Bytes build objects.', origin: 'curated' }],
      guidelines: [{ text: 'Use `yaml.harmless()`.', languages: ['python'], origin: 'curated' }],
    })
    expect(base.weakness('CWE-22')).toMatchObject({
      causes: [{ text: 'Dots.', origin: 'curated' }],
      guidelines: [],
    })
    expect(report.problems).toEqual([
      { cwe: 'CWE-502', kind: 'ungrounded', detail: expect.stringContaining('yaml.harmless()') },
    ])
  })

  it('counts what it leaves out by reason, with the first places', async () => {
    const ruby = Array.from({ length: 7 }, (_, i) => ({ ...yamlFix(`r${i}`), language: 'ruby' }))
    const unchanged = copyFix('same', { before: '// x\nint a;\n', after: '// y\nint a;\n' })
    const { base, report } = await buildKnowledgeBase(
      outcomes(...ruby, unchanged, yamlFix('a'), {
        kind: 'skipped',
        skipped: { reason: 'malformed', detail: 'No JSON.', file: 'f.jsonl', line: 3 },
      }),
    )
    expect(base.examples.map(({ id }) => id)).toEqual(['a'])
    expect(report).toMatchObject({ read: 10, examples: 1 })
    expect(Object.entries(report.skipped).map(([reason, { count }]) => [reason, count])).toEqual([
      ['unsupported-language', 7],
      ['malformed', 1],
      ['same-slice', 1],
    ])
    expect(report.skipped['unsupported-language']!.places).toHaveLength(5)
    expect(report.skipped.malformed!.places[0]).toMatchObject({ file: 'f.jsonl', line: 3 })
  })

  it('takes a fix that comes twice once, and keeps fixes apart that share an identifier', async () => {
    const { base, report } = await buildKnowledgeBase([
      yamlFix('a', { cwe: undefined as never }),
      yamlFix('a'),
      yamlFix('a', { id: 'copy' }),
      yamlFix('b', { id: 'a' }),
    ])
    expect(report).toMatchObject({ read: 4, duplicates: 2, examples: 2, unclassified: [] })
    const ids = base.examples.map(({ id }) => id)
    expect(new Set(ids).size).toBe(2)
  })

  it('keeps of records of one fix the one that says more, in any order', async () => {
    const { cwe: _, ...untyped } = yamlFix('a')
    const kept = async (...records: SecurityPatch[]) => {
      const found = [records, [...records].reverse()].map(
        async (source) => (await buildKnowledgeBase(source)).patches,
      )
      const [one, two] = await Promise.all(found)
      expect(two).toEqual(one)
      return one!.map(({ id, cwe, cause }) => ({ id, cwe, cause }))
    }
    const caused = { ...untyped, id: 'caused', cause: 'Tags.' }
    const typed = yamlFix('a', { id: 'typed' })
    const both = yamlFix('a', { id: 'z', cause: 'Tags.' })
    expect(await kept(untyped, caused)).toEqual([{ id: 'caused', cwe: undefined, cause: 'Tags.' }])
    expect(await kept(caused, typed)).toEqual([{ id: 'typed', cwe: 'CWE-502', cause: undefined }])
    expect(await kept(typed, both)).toEqual([{ id: 'z', cwe: 'CWE-502', cause: 'Tags.' }])
    expect(await kept(typed, yamlFix('a', { id: 'another' }))).toMatchObject([{ id: 'another' }])
  })

  it('puts together what several people wrote about one type, and looks for its APIs only where there are fixes', async () => {
    const weakness = (text: string): PatchOutcome => ({
      kind: 'weakness',
      weakness: { cwe: 'CWE-22', causes: [`${text} cause.`], guidelines: [{ text: `Call \`${text}()\`.` }] },
    })
    const { base, report } = await buildKnowledgeBase(outcomes(weakness('one'), weakness('two')))
    expect(base.weakness('CWE-22')?.causes.map(({ text }) => text)).toEqual(['one cause.', 'two cause.'])
    expect(base.weakness('CWE-22')?.guidelines).toHaveLength(2)
    expect(report.problems).toEqual([])
  })

  it('reports clusters and problems in one order, whichever answer comes first', async () => {
    const slow: Distiller = {
      identity: 'slow',
      plannedCalls: () => 1,
      distill: async (task) => {
        await new Promise((resolve) => setTimeout(resolve, task.cwe === 'CWE-502' ? 50 : 0))
        const problem = (detail: string) => ({ cwe: task.cwe, kind: 'ungrounded' as const, detail })
        return {
          ...(await new CountingDistiller().distill(task)),
          problems: [problem('b'), problem('a')],
        }
      },
    }
    const { report } = await buildKnowledgeBase(fixes, { distiller: slow })
    expect(report.problems.map(({ cwe, detail }) => [cwe, detail])).toEqual([
      ['CWE-502', 'a'],
      ['CWE-502', 'b'],
      ['CWE-787', 'a'],
      ['CWE-787', 'b'],
    ])
    expect(report.clusters.map(({ cwe }) => cwe)).toEqual(['CWE-502', 'CWE-787'])
    for (const { coherence } of report.clusters) {
      expect(coherence).toBeGreaterThan(0.5)
      expect(coherence).toBeLessThanOrEqual(1)
    }
    expect((await buildKnowledgeBase([copyFix('x')])).report.clusters[0]!.coherence).toBeCloseTo(1, 6)
  })

  it('says which fixes without a type joined a cluster, and which did not', async () => {
    const { cwe: _, ...unnamed } = yamlFix('e')
    const { report, base } = await buildKnowledgeBase([
      ...fixes,
      unnamed,
      { id: 'odd', language: 'c', before: 'paint(red);\n', after: 'paint(blue);\n' },
    ])
    expect(report.assigned).toEqual([{ id: 'e', cwe: 'CWE-502', similarity: expect.any(Number) }])
    expect(report.unclassified.map(({ id }) => id)).toEqual(['odd'])
    expect(base.examplesOf('CWE-502').map(({ id }) => id)).toContain('e')
  })

  it('gives the same bytes for the same fixes, in any order', async () => {
    const one = await buildKnowledgeBase(fixes)
    const two = await buildKnowledgeBase(streamPatches([...fixes].reverse()))
    expect(bytesOf(two.base)).toEqual(bytesOf(one.base))
  })

  it('distils only what changed since the previous base', async () => {
    const before = new CountingDistiller()
    const { base: previous } = await buildKnowledgeBase(fixes, { distiller: before })
    expect(before.tasks.map(({ cwe }) => cwe)).toEqual(['CWE-502', 'CWE-787'])
    const after = new CountingDistiller()
    const more = [...fixes, copyFix('z')]
    const { base, report } = await buildKnowledgeBase(more, { distiller: after, previous })
    expect(after.tasks.map(({ cwe }) => cwe)).toEqual(['CWE-787'])
    expect(report.calls).toBe(1)
    expect(report.clusters.map(({ cwe, reused }) => [cwe, reused])).toEqual([
      ['CWE-502', true],
      ['CWE-787', false],
    ])
    const fresh = await buildKnowledgeBase(more, { distiller: new CountingDistiller() })
    expect(bytesOf(base)).toEqual(bytesOf(fresh.base))
  })

  it.each(['budget', 'unusable-answer'] as const)(
    'distils again what ended with the problem "%s"',
    async (kind) => {
      const rich = new CountingDistiller()
      const poor: Distiller = {
        identity: rich.identity,
        plannedCalls: () => 1,
        distill: async (task) => ({
          ...(await rich.distill(task)),
          problems: [{ cwe: task.cwe, kind, detail: 'So it was.' }],
        }),
      }
      const { base: previous } = await buildKnowledgeBase(fixes, { distiller: poor })
      const distiller = new CountingDistiller()
      await buildKnowledgeBase(fixes, { distiller, previous })
      expect(distiller.tasks).toHaveLength(2)
    },
  )

  it.each([
    ['other settings', { slicing: { hops: 1 } }],
    ['another embedder', { clustering: { embeddings: new HashedEmbeddings({ dimensions: 64 }) } }],
    ['another distiller', { distiller: Object.assign(new CountingDistiller(), { identity: 'another' }) }],
  ])('distils everything again with %s', async (_, options) => {
    const distiller = new CountingDistiller()
    const { base: previous } = await buildKnowledgeBase(fixes, { distiller })
    const { report } = await buildKnowledgeBase(fixes, { distiller, ...options, previous })
    expect(report.clusters.map(({ reused }) => reused)).toEqual([false, false])
  })

  it('distils again what a person wrote anew, about a type or about a fix', async () => {
    const weakness = (cause: string): PatchOutcome => ({
      kind: 'weakness',
      weakness: { cwe: 'CWE-787', causes: [cause], guidelines: [] },
    })
    const reused = async (...items: (PatchOutcome | SecurityPatch)[]) => {
      const { report } = await buildKnowledgeBase(outcomes(...items), { previous })
      return report.clusters.map((cluster) => cluster.reused)
    }
    const { base: previous } = await buildKnowledgeBase(outcomes(weakness('One.'), ...fixes))
    expect(await reused(weakness('One.'), ...fixes)).toEqual([true, true])
    expect(await reused(weakness('Two.'), ...fixes)).toEqual([true, false])
    const [first, ...others] = fixes
    expect(await reused(weakness('One.'), { ...first!, cause: 'Tags.' }, ...others)).toEqual([false, true])
  })

  it('keeps the decisions of reviewers of the previous base', async () => {
    const { base } = await buildKnowledgeBase(fixes)
    const [guideline] = base.weakness('CWE-502')!.guidelines
    const reviewed = base.withReviews([
      { about: 'guideline', cwe: 'CWE-502', text: guideline!.text, decision: 'reject' },
    ])
    const { base: again } = await buildKnowledgeBase([...fixes, copyFix('z')], { previous: reviewed })
    expect(again.weakness('CWE-502')!.guidelines).toEqual([])
  })

  it('tells how far it is', async () => {
    const seen: BuildProgress[] = []
    await buildKnowledgeBase(fixes, { onProgress: (progress) => seen.push(progress) })
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(['read', 'cluster', 'slice', 'distil'])
    expect(seen.filter(({ stage }) => stage === 'read').at(-1)).toEqual({ stage: 'read', done: 6 })
    expect(seen.at(-1)).toEqual({ stage: 'distil', done: 2, total: 2 })
  })

  it('stops when aborted', async () => {
    const promise = buildKnowledgeBase(fixes, { signal: AbortSignal.abort() })
    await expect(promise).rejects.toMatchObject({ code: 'ABORTED' })
  })

  it.each([undefined, null, 5, 'fixes.jsonl', {}])('refuses %o as fixes', async (source) => {
    await expect(buildKnowledgeBase(source as never)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('leaves out what is no patch, and takes the rest', async () => {
    const odd = [null, 5, {}, { ...yamlFix('e'), after: undefined }] as never[]
    const { report } = await buildKnowledgeBase([...odd, ...fixes])
    expect([report.examples, report.skipped['missing-field']?.count]).toEqual([6, 4])
  })

  it('leaves what it is given as it is', async () => {
    const weakness = { cwe: 'CWE-502', causes: ['Cause.'], guidelines: [{ text: 'Rule.' }] }
    const twice: PatchOutcome[] = [
      { kind: 'weakness', weakness },
      { kind: 'weakness', weakness: { ...weakness, causes: ['Another.'], guidelines: [] } },
    ]
    const first = await buildKnowledgeBase(outcomes(...twice))
    const second = await buildKnowledgeBase(outcomes(...twice))
    expect(weakness.causes).toEqual(['Cause.'])
    expect(second.base.weaknesses).toEqual(first.base.weaknesses)
  })

  it('makes an empty base of nothing', async () => {
    const { base, report } = await buildKnowledgeBase([])
    expect([base.weaknesses, base.examples, report.read]).toEqual([[], [], 0])
  })
})

const realFixes = new URL('../../../shared/data/vulnerability-fixes.jsonl', import.meta.url).pathname

describe.skipIf(!existsSync(realFixes))('the real fixes (skipped without ../shared/data)', () => {
  it('are all built in, but for those in languages that have no slicer', async () => {
    const { base, report } = await buildKnowledgeBase(readPatches(realFixes))
    const left = Object.values(report.skipped).reduce((sum, { count }) => sum + count, 0)
    expect(report.read).toBe(1123)
    expect(report.read).toBe(
      report.examples + report.duplicates + report.nearDuplicates.length + left + report.unclassified.length,
    )
    expect(report.skipped['unsupported-language']).toMatchObject({
      count: 137,
      places: expect.arrayContaining([
        expect.objectContaining({ file: realFixes, line: expect.any(Number) }),
      ]),
    })
    expect(report.skipped.unsliceable).toBeUndefined()
    expect(base.examples).toHaveLength(report.examples)
    expect(report.examples).toBeGreaterThan(950)
    expect(Math.max(...report.clusters.flatMap(({ subsets }) => subsets))).toBeLessThanOrEqual(10)
  }, 180_000)
})
