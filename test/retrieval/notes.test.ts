import { expect, it } from 'vitest'
import { analyzeTask } from '../../src/analysis/index.js'
import { notesOnResult } from '../../src/retrieval/notes.js'
import type { RetrievedExample } from '../../src/retrieval/retrieval.js'

const notesFor = async (language: string, code = 'system(cmd)'): Promise<string[]> =>
  notesOnResult(await analyzeTask({ language, code }), {
    weaknesses: [],
    examples: [],
    leads: {},
    harmless: true,
  }).filter((note) => note.includes('parser'))

it('a result says how API calls were found where there is no parser', async () => {
  expect(await notesFor('ruby')).toEqual([
    'There is no parser for ruby: its API calls were found by the look of the text.',
  ])
  expect(await notesFor('ruby', 'x = 1')).toEqual(['There is no parser for ruby, so API calls took no part.'])
  expect(await notesFor('cobol')).toEqual(['There is no parser for cobol, so API calls took no part.'])
  expect(await notesFor('python')).toEqual([])
})

it('a result speaks of foreign examples only where all of them are', async () => {
  const weaknesses = [{ cwe: 'CWE-89', name: 'SQL Injection', score: 1, facets: {} }]
  const example = (match: 'same' | 'other') => ({ match }) as RetrievedExample
  const task = await analyzeTask({ language: 'python', code: 'run(x)' })
  const notes = (...examples: RetrievedExample[]) =>
    notesOnResult(task, { weaknesses, examples, leads: {}, harmless: false })
  expect(notes(example('other'), example('same'))).toEqual([])
  expect(notes(example('other'))).toEqual(['No python example passed; the examples are in other languages.'])
})

it('a result says whether harmless work fits better or the words are unknown', async () => {
  const task = await analyzeTask({ language: 'python', code: 'run(x)' })
  const silent = { weaknesses: [], examples: [], harmless: true }
  expect(notesOnResult(task, { ...silent, leads: { taskText: -0.2 } })).toEqual([
    'The task reads like harmless work rather than like any weakness, so there is no security context.',
  ])
  expect(notesOnResult(task, { ...silent, leads: { taskText: -1 } })).toEqual([
    'The base knows no word of the task, so there is no security context.',
  ])
})
