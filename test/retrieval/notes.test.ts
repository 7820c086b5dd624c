import { expect, it } from 'vitest'
import { analyzeTask } from '../../src/analysis/index.js'
import { notesOnResult } from '../../src/retrieval/notes.js'

const notesFor = async (language: string): Promise<string[]> =>
  notesOnResult(await analyzeTask({ language, code: 'system(cmd)' }), {
    weaknesses: [],
    examples: [],
    harmless: true,
  }).filter((note) => note.includes('parser'))

it('a result says how API calls were found where there is no parser', async () => {
  expect(await notesFor('ruby')).toEqual([
    'There is no parser for ruby: its API calls were found by the look of the text.',
  ])
  expect(await notesFor('cobol')).toEqual(['There is no parser for cobol, so API calls took no part.'])
  expect(await notesFor('python')).toEqual([])
})
