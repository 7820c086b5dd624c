import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildKnowledgeBase } from '../../src/knowledge/build.js'
import { KnowledgeBase } from '../../src/knowledge/knowledge-base.js'
import { loadKnowledgeBase } from '../../src/knowledge/load.js'
import { type MergeConflict, mergeKnowledgeBases } from '../../src/knowledge/merge.js'
import { saveKnowledgeBase } from '../../src/knowledge/save.js'
import type { Weakness } from '../../src/knowledge/types.js'
import { updateKnowledgeBase } from '../../src/knowledge/update.js'
import type { PatchOutcome, SecurityPatch } from '../../src/patches/index.js'
import { pathExample, sampleBase, sqlExample, sqlInjection } from './sample-base.js'

const fix = (id: string, cwe: string, bad: string, good: string): SecurityPatch => ({
  id,
  language: 'python',
  cwe,
  before: `def f_${id}(x):\n    y = ${bad}(x)\n    return y\n`,
  after: `def f_${id}(x):\n    y = ${good}(x)\n    return y\n`,
})

const yaml = (id: string) => fix(id, 'CWE-502', 'yaml.load', 'yaml.safe_load')
const shell = (id: string) => fix(id, 'CWE-78', 'os.system', 'subprocess.run')
const written: PatchOutcome = {
  kind: 'weakness',
  weakness: {
    cwe: 'CWE-78',
    causes: ['A shell reads the text.'],
    guidelines: [{ text: 'Avoid `os.system()`.', languages: ['python'] }],
  },
}

async function* outcomes(...items: (PatchOutcome | SecurityPatch)[]): AsyncGenerator<PatchOutcome> {
  for (const item of items) yield 'kind' in item ? item : { kind: 'patch', patch: item }
}

const newDirectory = () => join(mkdtempSync(join(tmpdir(), 'rescue-')), 'base')
const bytesOf = (dir: string) =>
  Object.fromEntries(
    readdirSync(dir)
      .filter((name) => statSync(join(dir, name)).isFile())
      .map((name) => [name, readFileSync(join(dir, name), 'utf8')]),
  )
const savedTo = (dir: string, { base, patches }: { base: KnowledgeBase; patches: SecurityPatch[] }) => {
  saveKnowledgeBase(base, dir, { patches })
  return dir
}

describe('updateKnowledgeBase', () => {
  it('gives what building everything anew would give, byte for byte', async () => {
    const [first, second] = [
      [yaml('a'), yaml('b'), shell('c')],
      [shell('d'), yaml('e')],
    ]
    const dir = savedTo(newDirectory(), await buildKnowledgeBase(outcomes(written, ...first)))
    const updated = savedTo(newDirectory(), await updateKnowledgeBase(dir, second))
    const anew = savedTo(newDirectory(), await buildKnowledgeBase(outcomes(written, ...first, ...second)))
    expect(bytesOf(updated)).toEqual(bytesOf(anew))
  })

  it('reuses what did not change', async () => {
    const dir = savedTo(newDirectory(), await buildKnowledgeBase(outcomes(written, yaml('a'), shell('c'))))
    const { report } = await updateKnowledgeBase(dir, [yaml('b')])
    expect(report.clusters.map(({ cwe, reused }) => [cwe, reused])).toEqual([
      ['CWE-78', true],
      ['CWE-502', false],
    ])
  })

  it('lets a new fix take the place of an old one with its identifier', async () => {
    const dir = savedTo(newDirectory(), await buildKnowledgeBase([yaml('a')]))
    const { base } = await updateKnowledgeBase(dir, [{ ...shell('b'), id: 'a' }])
    expect(base.examples.map(({ id, cwe }) => [id, cwe])).toEqual([['a', 'CWE-78']])
  })

  it('lets what people write anew about a type take the place of what they wrote', async () => {
    const dir = savedTo(newDirectory(), await buildKnowledgeBase(outcomes(written, shell('c'))))
    const weakness = { cwe: 'CWE-78', causes: ['The text is a command.'], guidelines: [] }
    const updated = await updateKnowledgeBase(dir, outcomes({ kind: 'weakness', weakness }))
    const anew = await buildKnowledgeBase(outcomes({ kind: 'weakness', weakness }, shell('c')))
    expect(updated.base.weakness('CWE-78')).toEqual(anew.base.weakness('CWE-78'))
    expect(updated.base.weakness('CWE-78')?.causes.map(({ text }) => text)).toEqual([
      'The text is a command.',
    ])
  })

  it('keeps what reviewers decided, also what they edited in the file', async () => {
    const dir = savedTo(newDirectory(), await buildKnowledgeBase([yaml('a'), yaml('b')]))
    const [guideline] = (await loadKnowledgeBase(dir)).weakness('CWE-502')!.guidelines
    const reviews = [
      {
        about: 'guideline',
        cwe: 'CWE-502',
        text: guideline!.text,
        decision: 'edit',
        replacement: 'Load safely.',
      },
      { about: 'example', id: 'a', decision: 'reject', note: 'Too odd.' },
    ]
    writeFileSync(join(dir, 'reviews.jsonl'), reviews.map((review) => `${JSON.stringify(review)}\n`).join(''))
    savedTo(dir, await updateKnowledgeBase(dir, [yaml('c'), shell('d')]))
    const updated = await loadKnowledgeBase(dir)
    expect(updated.examples.map(({ id }) => id)).toEqual(['d', 'b', 'c'])
    expect(updated.weakness('CWE-502')!.guidelines).toContainEqual({
      text: 'Load safely.',
      origin: 'curated',
    })
    expect(updated.parts.reviews).toEqual(reviews)
  })

  it('does not lose reviews to a build into the same directory', async () => {
    const dir = savedTo(newDirectory(), await buildKnowledgeBase([yaml('a'), yaml('b')]))
    writeFileSync(join(dir, 'reviews.jsonl'), '{"about":"example","id":"a","decision":"reject"}\n')
    savedTo(dir, await buildKnowledgeBase([yaml('a'), yaml('b'), yaml('c')]))
    expect((await loadKnowledgeBase(dir)).examples.map(({ id }) => id)).toEqual(['b', 'c'])
  })

  it('says that a base cannot be updated that was saved without its fixes', async () => {
    const dir = newDirectory()
    saveKnowledgeBase(sampleBase(), dir)
    await expect(updateKnowledgeBase(dir, [])).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})

describe('mergeKnowledgeBases', () => {
  it('puts what both know about a type together, what people wrote first', () => {
    const other = sampleBase({
      weaknesses: [
        {
          ...sqlInjection,
          fingerprint: 'beef',
          guidelines: [
            { text: 'Ask a colleague.', origin: 'curated' },
            { text: 'bind  values.', origin: 'model' },
          ],
        },
      ],
      examples: [],
    })
    const merged = mergeKnowledgeBases(sampleBase(), other)
    expect(merged.weaknesses.map(({ cwe }) => cwe)).toEqual(['CWE-22', 'CWE-89'])
    expect(merged.weakness('CWE-89')!.guidelines.map(({ text }) => text)).toEqual([
      'Ask a colleague.',
      'Pass values to `cursor.execute()`.',
      'bind  values.',
    ])
    expect(merged.weakness('CWE-89')).not.toHaveProperty('fingerprint')
    expect(merged.weakness('CWE-89')!.causes).toHaveLength(1)
  })

  it('keeps examples apart that only share an identifier', () => {
    const other = sampleBase({ examples: [sqlExample, { ...sqlExample, id: 'two' }] })
    const merged = mergeKnowledgeBases(sampleBase(), other)
    expect(merged.examples.map(({ id }) => id)).toEqual(['two', 'one', 'two~2'])
    expect(merged.examplesOf('CWE-22')).toEqual([pathExample])
  })

  it('keeps the reviews of both', () => {
    const other = sampleBase({ reviews: [{ about: 'example', id: 'two', decision: 'reject' }] })
    expect(mergeKnowledgeBases(sampleBase(), other).examples).toEqual([sqlExample])
  })

  it('keeps an example apart that the bases file under different CWE types', () => {
    const other = sampleBase({ examples: [{ ...sqlExample, cwe: 'CWE-22' }] })
    const merged = mergeKnowledgeBases(sampleBase(), other)
    expect(merged.examplesOf('CWE-22').map(({ id }) => id)).toEqual(['one~2', 'two'])
  })

  it('lets a review follow the example that it is about to its new name', () => {
    const renamed = { ...sqlExample, id: 'two' }
    const other = sampleBase({
      examples: [renamed],
      reviews: [{ about: 'example', id: 'two', decision: 'reject' }],
    })
    const merged = mergeKnowledgeBases(sampleBase(), other)
    expect(merged.examplesOf('CWE-22')).toEqual([pathExample])
    expect(merged.examples.map(({ id }) => id)).toEqual(['two', 'one'])
    expect(merged.parts.reviews).toEqual([{ about: 'example', id: 'two~2', decision: 'reject' }])
  })

  it('never gives an example a name that another one has', () => {
    const other = sampleBase({
      examples: [
        { ...sqlExample, id: 'two' },
        { ...pathExample, id: 'two~2' },
      ],
    })
    const merged = mergeKnowledgeBases(sampleBase(), other)
    expect(merged.examples.map(({ id }) => id)).toEqual(['two', 'two~2', 'one', 'two~3'])
  })

  it('lets the first base decide where reviewers differ, and tells of every conflict', () => {
    const review = { about: 'guideline', cwe: 'CWE-89', text: 'Bind values.' } as const
    const [kept, dropped] = [
      { ...review, decision: 'reject' },
      { ...review, text: 'bind  values.', decision: 'edit', replacement: 'Bind them.' },
    ] as const
    const agreed = { about: 'example', id: 'one', decision: 'reject' } as const
    const conflicts: MergeConflict[] = []
    const merged = mergeKnowledgeBases(
      sampleBase({ reviews: [kept, agreed] }),
      sampleBase({
        weaknesses: [{ ...sqlInjection, name: 'SQLi' }],
        examples: [{ ...sqlExample, id: 'two' }],
        reviews: [dropped, { ...agreed, note: 'Odd.' }],
      }),
      { onConflict: (conflict) => conflicts.push(conflict) },
    )
    expect(conflicts).toEqual([
      { kind: 'weakness-name', cwe: 'CWE-89', kept: 'SQL Injection', dropped: 'SQLi' },
      { kind: 'example-renamed', cwe: 'CWE-89', id: 'two', renamed: 'two~2' },
      { kind: 'review', kept, dropped },
    ])
    expect(merged.parts.reviews).toEqual([kept, agreed])
    expect(merged.weakness('CWE-89')!.guidelines.map(({ text }) => text)).not.toContain('Bind values.')
  })

  it('keeps the place of a sentence that the other base repeats', () => {
    const guidelines = ['First.', 'Second.'].map((text) => ({ text, origin: 'curated' }) as const)
    const first = sampleBase({ weaknesses: [{ ...sqlInjection, guidelines }] })
    const second = sampleBase({
      weaknesses: [{ ...sqlInjection, guidelines: guidelines.slice(0, 1), fingerprint: 'b' }],
    })
    const texts = mergeKnowledgeBases(first, second)
      .weakness('CWE-89')!
      .guidelines.map(({ text }) => text)
    expect(texts).toEqual(['First.', 'Second.'])
  })

  it('keeps typical tasks that only one of two equal distillations has', () => {
    const tasks = [{ text: 'Run a report query.', apis: ['cursor.execute'] }]
    const { tasks: _, ...rest } = sqlInjection
    const distilled: Weakness = { ...rest, fingerprint: 'beef' }
    const base = (weakness: Weakness) => new KnowledgeBase({ weaknesses: [weakness], examples: [] })
    for (const [first, second] of [
      [base(distilled), base({ ...distilled, tasks })],
      [base({ ...distilled, tasks }), base(distilled)],
    ] as const) {
      expect(mergeKnowledgeBases(first, second).weakness('CWE-89')?.tasks).toEqual(tasks)
    }
  })

  it('keeps the thresholds of the base that knows more CWE types, and what only the other one has', () => {
    const large = sampleBase({ calibration: { shared: { cause: 1 }, large: { cause: 2 } } })
    const small = sampleBase({
      weaknesses: [sqlInjection],
      examples: [sqlExample],
      calibration: { shared: { cause: 3 }, small: { cause: 4 } },
    })
    const expected = { shared: { cause: 1 }, large: { cause: 2 }, small: { cause: 4 } }
    expect(mergeKnowledgeBases(large, small).parts.calibration).toEqual(expected)
    expect(mergeKnowledgeBases(small, large).parts.calibration).toEqual(expected)
  })

  it('keeps the thresholds of the first where both know as many CWE types', () => {
    const one = sampleBase({ calibration: { shared: { cause: 1 } } })
    const other = sampleBase({ calibration: { shared: { cause: 2 } } })
    expect(mergeKnowledgeBases(one, other).parts.calibration).toEqual({ shared: { cause: 1 } })
    expect(mergeKnowledgeBases(other, one).parts.calibration).toEqual({ shared: { cause: 2 } })
  })

  it('changes nothing when a base is merged with itself', () => {
    const base = sampleBase()
    expect(mergeKnowledgeBases(base, base).parts).toEqual(base.parts)
  })
})
