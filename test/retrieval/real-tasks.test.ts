import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { analyzeTask, type CodingTask } from '../../src/analysis/index.js'
import { buildKnowledgeBase, type Weakness } from '../../src/knowledge/index.js'
import { readAllPatches } from '../../src/patches/index.js'
import { harmlessKinds } from '../../src/retrieval/harmless.js'
import { HierarchicalRetriever, type Retrieval } from '../../src/retrieval/index.js'

const data = new URL('../../../shared/data/', import.meta.url)
const read = (name: string) =>
  readFileSync(new URL(name, data), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CodingTask & { cwe?: string })

describe.skipIf(!existsSync(data))('the default on real tasks (needs ../shared/data)', () => {
  let found: Retrieval[]
  let benign: Retrieval[]
  let retriever: HierarchicalRetriever

  beforeAll(async () => {
    const sources = fileURLToPath(new URL('../../knowledge', import.meta.url))
    const { base } = await buildKnowledgeBase(readAllPatches([sources]))
    retriever = new HierarchicalRetriever(base)
    const retrieveAll = async (tasks: CodingTask[]) => {
      const all: Retrieval[] = []
      for (const task of tasks) all.push(await retriever.retrieve(await analyzeTask(task)))
      return all
    }
    found = await retrieveAll(read('tasks.jsonl'))
    benign = await retrieveAll(read('benign-tasks.jsonl'))
  }, 120_000)

  // Below what `npm run bench:retrieval` printed (.89, 1.00, 0 %), so that a growing base does not break it and a broken facet does.
  it('finds the CWE type of most tasks among the first four', () => {
    const hits = read('tasks.jsonl').filter(({ cwe }, i) =>
      found[i]!.weaknesses.some((one) => one.cwe === cwe),
    )
    expect(hits.length / found.length).toBeGreaterThanOrEqual(0.82)
  })

  it('gives context to nearly all of them, and to few tasks without a security side', () => {
    const share = (retrievals: Retrieval[]) =>
      retrievals.filter(({ weaknesses }) => weaknesses.length > 0).length / retrievals.length
    expect(share(found)).toBeGreaterThanOrEqual(0.975)
    expect(share(benign)).toBeLessThanOrEqual(0.075)
  })

  it.each(['python', 'c', 'cpp', 'rust'])(
    'gives none to text without a word of %s code',
    async (language) => {
      const { weaknesses } = await retriever.retrieve(
        await analyzeTask({ language, description: 'Qwx zzgh aaaa.' }),
      )
      expect(weaknesses).toEqual([])
    },
  )

  it('contains no wording of these tasks', () => {
    const words = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? []
    const runs = (text: string) => words(text).map((_, i, all) => all.slice(i, i + 7).join(' '))
    const withTasks = { tasks: [{ text: '', apis: [] }] } as unknown as Weakness
    const told = harmlessKinds([withTasks]).flatMap(({ causes, guidelines, tasks = [] }) => [
      ...[...causes, ...guidelines, ...tasks].map(({ text }) => text),
      ...tasks.flatMap(({ cause }) => cause ?? []),
    ])
    const ours = new Set(told.flatMap(runs))
    const theirs = [...read('tasks.jsonl'), ...read('benign-tasks.jsonl')]
      .flatMap(({ code = '', description = '', cause = '', draft = '' }) => [code, description, cause, draft])
      .flatMap(runs)
      .filter((run) => run.split(' ').length === 7)
    expect(theirs.filter((run) => ours.has(run))).toEqual([])
  })
})
