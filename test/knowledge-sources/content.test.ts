import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { filesOf, type Pair, pairsBy, readSources } from '../../scripts/knowledge-sources.js'
import type { TypicalTask } from '../../src/patches/index.js'
import { harmlessKinds } from '../../src/retrieval/harmless.js'
import { weakness } from '../retrieval/plane.js'
import { realHosts, tellTaleWords, ungroundedApis, vendorSecrets } from './support/content.js'
import { overlaps, shinglesOf } from './support/shingles.js'

/** The CWE Top 25 of 2025. */
const top25 = [
  79, 89, 352, 862, 787, 22, 416, 125, 78, 94, 120, 434, 476, 121, 502, 122, 863, 20, 284, 200, 306, 918, 77,
  639, 770,
].map((number) => `CWE-${number}`)

const { pairs, weaknesses } = await readSources()
const files = filesOf(pairs)
const groups = pairsBy(pairs, 'cwe')
interface HeldOut {
  id: string
  description: string
  code?: string
  cause?: string
}

const readHeldOut = <T>(name: string) =>
  readFileSync(new URL(`../../bench/held-out/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)
const heldOut = readHeldOut<HeldOut & { cwe: string; code: string }>('program-beginnings')
const heldOutHarmless = readHeldOut<HeldOut>('harmless-tasks')

const withoutSigns = (text: string) => text.replace(/[^\p{L}\p{N}\s]+/gu, ' ')

describe('extent of the shipped knowledge', () => {
  it('covers at least 60 CWE types with at least 300 pairs', () => {
    expect(groups.size).toBeGreaterThanOrEqual(60)
    expect(pairs.length).toBeGreaterThanOrEqual(300)
  })

  it.each(top25)('has pairs of %s, of the CWE Top 25', (cwe) => {
    expect(groups.get(cwe)?.length ?? 0).toBeGreaterThanOrEqual(4)
  })

  it.each([...groups])('shows %s in at least two languages, in at least four pairs', (_, group) => {
    expect(new Set(group.map(({ language }) => language)).size).toBeGreaterThanOrEqual(2)
    expect(group.length).toBeGreaterThanOrEqual(4)
  })

  it('has at least 60 pairs in each language', () => {
    const languages = pairsBy(pairs, 'language')
    expect([...languages.keys()].sort()).toEqual(['c', 'cpp', 'javascript', 'python', 'typescript'])
    for (const [language, group] of languages) expect(group.length, language).toBeGreaterThanOrEqual(60)
  })
})

describe('each pair', () => {
  it('has functions of a realistic length', () => {
    const odd = files.map(
      ({ name, code }) => [name, code.split('\n').filter((line) => line.trim()).length] as const,
    )
    expect(odd.filter(([, lines]) => lines < 10 || lines > 70)).toEqual([])
  })

  it('changes something, and less than it keeps', () => {
    const lines = (code: string) =>
      code
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
    const rewritten = pairs.filter(({ vulnerable, secure }) => {
      const kept = new Set(lines(secure))
      const gone = lines(vulnerable).filter((line) => !kept.has(line))
      return vulnerable === secure || gone.length > lines(vulnerable).length * 0.5
    })
    expect(rewritten.map(({ id }) => id)).toEqual([])
  })

  it('repeats no other', () => {
    const nearly = overlaps(new Map(pairs.map(({ id, vulnerable }) => [id, vulnerable])), 6, 0.5)
    expect(nearly).toEqual([])
  })

  it('repeats no other with the names changed', () => {
    const nearly = overlaps(
      new Map(pairs.map(({ id, vulnerable }) => [id, withoutNames(vulnerable)])),
      24,
      0.5,
    )
    expect(nearly).toEqual([])
  })

  it('has a cause of its own', () => {
    expect(overlaps(new Map(pairs.map(({ id, cause }) => [id, cause])), 5, 0.2)).toEqual([])
  })
})

describe('the code', () => {
  it('does not tell which side it is on', () => {
    expect(
      files.map(({ name, code }) => [name, tellTaleWords(code)]).filter(([, words]) => words!.length),
    ).toEqual([])
  })

  it('holds nothing that looks like a credential of a vendor', () => {
    expect(
      files.map(({ name, code }) => [name, vendorSecrets(code)]).filter(([, found]) => found!.length),
    ).toEqual([])
  })

  it('names no host of the real world', () => {
    expect(
      files.map(({ name, code }) => [name, realHosts(code)]).filter(([, found]) => found!.length),
    ).toEqual([])
  })
})

describe('guidelines', () => {
  it.each(weaknesses.map((weakness) => [weakness.cwe, weakness] as const))(
    '%s: every API that they name is called in the pairs, in a language that they are for',
    (_, weakness) => {
      expect(ungroundedApis(weakness, pairs)).toEqual([])
    },
  )

  it.each(weaknesses.map((weakness) => [weakness.cwe, weakness] as const))(
    '%s: they name an API, and speak to every language that has pairs',
    (cwe, { guidelines }) => {
      expect(guidelines.some(({ text }) => /`[^`]+\(\)`/.test(text))).toBe(true)
      const languages = new Set((groups.get(cwe) ?? []).map(({ language }) => language))
      const untold = [...languages].filter(
        (language) => !guidelines.some((guideline) => guideline.languages?.includes(language) ?? true),
      )
      expect(untold).toEqual([])
    },
  )

  it('are not given for two CWE types in the same words', () => {
    const all = weaknesses.flatMap(({ guidelines }) => guidelines.map(({ text }) => text))
    expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([])
  })
})

describe('the tasks that the base is measured on', () => {
  const data = fileURLToPath(new URL('../../../shared/data/tasks.jsonl', import.meta.url))
  const present = existsSync(data)
  if (!present) console.warn(`Skipped: ${data} is absent, so the base is not compared with the tasks.`)

  it.skipIf(!present)('lend no text to the base', () => {
    const width = 20 // about two lines: shorter runs are idioms of an API, such as `res.writeHead(200, ...)`
    const foreign = new Set<string>()
    for (const line of readFileSync(data, 'utf8').split('\n').filter(Boolean))
      for (const value of Object.values(JSON.parse(line)))
        if (typeof value === 'string')
          for (const shingle of shinglesOf(withoutImports(value), width)) foreign.add(shingle)
    expect(foreign.size).toBeGreaterThan(1_000)
    const texts = new Map<string, string>([
      ...[...heldOut, ...heldOutHarmless].map(({ id, code = '' }) => [id, withoutImports(code)] as const),
      ...files.map(({ name, code }) => [name, withoutImports(code)] as const),
      ...pairs.map(({ id, cause }) => [`${id}/cause.md`, cause] as const),
      ...weaknesses.map(
        ({ cwe, causes, guidelines }) =>
          [`${cwe}/weakness.md`, [...causes, ...guidelines.map(({ text }) => text)].join('\n')] as const,
      ),
    ])
    const shared = [...texts].flatMap(([name, text]) =>
      [...shinglesOf(text, width)]
        .filter((shingle) => foreign.has(shingle))
        .map((shingle) => [name, shingle]),
    )
    expect(shared).toEqual([])
  })

  // Words without the signs of code: shorter runs are idioms, such as `os.path.join()`, or names of weaknesses.
  it.skipIf(!present).each([
    ['typical tasks', 7, ({ text }: TypicalTask) => text],
    ['causes of typical tasks', 10, ({ cause = '' }: TypicalTask) => cause],
  ] as const)('lend no wording to the %s', (_, width, textOf) => {
    const foreign = new Set<string>()
    for (const line of readFileSync(data, 'utf8').split('\n').filter(Boolean))
      for (const value of Object.values(JSON.parse(line)))
        if (typeof value === 'string')
          for (const shingle of shinglesOf(withoutSigns(value), width)) foreign.add(shingle)
    const shared = weaknesses.flatMap(({ cwe, tasks = [] }) =>
      tasks.flatMap((task) =>
        [...shinglesOf(withoutSigns(textOf(task)), width)]
          .filter((shingle) => foreign.has(shingle))
          .map((shingle) => [cwe, shingle]),
      ),
    )
    expect(shared).toEqual([])
  })
})

describe('the held-out program beginnings', () => {
  it('are about types of the base, at least three of each', () => {
    const counts = new Map(weaknesses.map(({ cwe }) => [cwe, 0]))
    for (const { cwe } of heldOut) counts.set(cwe, counts.get(cwe)! + 1)
    expect([...counts].filter(([, count]) => !(count >= 3))).toEqual([])
  })

  it('have no text in common with the base', () => {
    const known = weaknesses.flatMap(({ causes, tasks = [] }) => [
      ...causes,
      ...tasks.flatMap(({ text, cause = '' }) => [text, cause]),
    ])
    expect(sharedRuns(heldOut, known)).toEqual([])
  })
})

describe('the held-out harmless tasks', () => {
  it('are different ones, with and without code', () => {
    const texts = heldOutHarmless.map(({ description, code = '' }) => `${description}\n${code}`)
    expect(new Set(heldOutHarmless.map(({ id }) => id)).size).toBe(heldOutHarmless.length)
    const chores = heldOutHarmless.filter(({ id }) => id.startsWith('chore'))
    expect(chores.every(({ code }) => code === undefined)).toBe(true)
    expect(new Set(texts).size).toBe(texts.length - chores.length + chores.length / 3)
  })

  it('have no text in common with the typical harmless tasks', () => {
    const told = weakness('CWE-89', 0, { tasks: [{ text: 'Look up a name', apis: [] }] })
    const known = harmlessKinds([told]).flatMap(({ causes, tasks = [] }) => [
      ...causes.map(({ text }) => text),
      ...tasks.flatMap(({ text, cause = '' }) => [text, cause]),
    ])
    expect(sharedRuns(heldOutHarmless, known)).toEqual([])
  })
})

/** Runs of words that a held-out task has in common with known texts; shorter ones are the usual ways to speak of code. */
function sharedRuns(tasks: readonly HeldOut[], texts: readonly string[]): [id: string, run: string][] {
  const width = 12
  const known = new Set(texts.flatMap((text) => [...shinglesOf(withoutSigns(text), width)]))
  expect(known.size).toBeGreaterThan(5_000)
  return tasks.flatMap(({ id, description, cause = '' }) =>
    [...shinglesOf(withoutSigns(`${description}\n${cause}`), width)]
      .filter((run) => known.has(run))
      .map((run): [string, string] => [id, run]),
  )
}

describe('the checks themselves', () => {
  const pair: Pair = {
    id: 'CWE-89/python-sqlite3-example',
    cwe: 'CWE-89',
    language: 'python',
    vulnerable: 'rows = db.execute("select " + column)\n',
    secure: 'rows = db.execute(queries[column])\n',
    cause: '',
  }

  it('find tell-tale words in comments and names', () => {
    expect(tellTaleWords('// the vulnerable way\nconst isUnsafePath = insecure_mode')).toEqual([
      'vulnerable',
      'Unsafe',
      'insecure',
    ])
    expect(tellTaleWords("script-src 'unsafe-inline'; attach(file)")).toEqual([])
  })

  it('find credentials', () => {
    expect(vendorSecrets(`key = "${'AKIA'}${'ABCDEFGHIJKLMNOP'}"`)).toEqual(['AWS access key'])
    expect(vendorSecrets(`token = "${'ghp_'}${'a1'.repeat(18)}"`)).toEqual(['GitHub token'])
    expect(vendorSecrets('password = "orchard-lamp-42"')).toEqual([])
  })

  it('find hosts', () => {
    expect(realHosts('fetch("https://user@shop.acme.io/x")')).toEqual(['shop.acme.io'])
    expect(realHosts('fetch("https://api.example.com/x"); ws://10.0.0.4:80')).toEqual([])
  })

  it('find APIs that are called nowhere, or only in another language', () => {
    const guideline = (text: string, languages?: string[]) => ({ text, ...(languages && { languages }) })
    const weakness = {
      cwe: 'CWE-89',
      causes: [],
      guidelines: [
        guideline('Use `cursor.execute()`.', ['python']),
        guideline('Use `db.execute()`.', ['javascript']),
        guideline('Use `db.prepare()`.'),
      ],
    }
    expect(ungroundedApis(weakness, [pair])).toEqual([
      'db.execute() (javascript)',
      'db.prepare() (any language)',
    ])
  })

  it('find a copy whose names were changed', () => {
    const code = pair.vulnerable.repeat(5)
    const renamed = code.replaceAll('rows', 'found').replaceAll('column', 'field')
    const texts = new Map([
      ['a', withoutNames(code)],
      ['b', withoutNames(renamed)],
    ])
    expect(overlaps(texts, 24, 0.5)).toEqual([{ left: 'a', right: 'b', share: 1 }])
  })
})

/** Code with every name of the author's replaced by one letter; names that are called stay, since APIs make the pair. */
function withoutNames(code: string): string {
  return withoutImports(code).replace(/[A-Za-z_$][\w$]*(?!\w|\s*\()/g, 'n')
}

/** What everyone writes alike is no copy. */
function withoutImports(code: string): string {
  return code
    .split('\n')
    .filter(
      (line) => !/^\s*(?:#\s*include|import\b|from\s+\S+\s+import|const .*\brequire\(|using\s)/.test(line),
    )
    .join('\n')
}
