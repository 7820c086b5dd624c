import { describe, expect, it } from 'vitest'
import { analyzeTask } from '../../src/analysis/index.js'
import { PatchClusterer } from '../../src/clustering/index.js'
import { buildKnowledgeBase } from '../../src/knowledge/index.js'
import { embedQuery, embedTexts } from '../../src/ports/embed-texts.js'
import type { Embeddings } from '../../src/ports/embeddings.js'
import { HierarchicalRetriever } from '../../src/retrieval/index.js'

/** An embedder that answers as a JavaScript caller's could. */
const answering = (answer: unknown): Embeddings & { identity: string } => ({
  identity: 'odd',
  embedDocuments: () => answer as Promise<number[][]>,
  embedQuery: () => answer as Promise<number[]>,
})
const messageOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    ({ code, message }: { code: string; message: string }) => `${code}: ${message.split('. Use')[0]}`,
  )
const asked = 'MODEL_FAILED: The embedder "odd" was asked for 2 vectors of the fixes and gave'

describe('embedTexts', () => {
  const ask = (answer: unknown) => messageOf(embedTexts(answering(answer), ['a', 'b'], 'the fixes'))

  it.each([
    ['nothing', undefined, 'undefined'],
    ['an object', { data: [] }, 'an object'],
    ['too few vectors', [[1]], '1 vector'],
    ['too many vectors', [[1], [2], [3]], '3 vectors'],
    ['no vector for a text', [[1], undefined], 'undefined as vector 2'],
    // biome-ignore lint/suspicious/noSparseArray: the hole is what is tested
    ['a hole', [[1], ,], 'undefined as vector 2'],
    ['vectors of differing length', [[1, 2], [1]], '1 numbers beside 2 as vector 2'],
    ['empty vectors', [[], []], 'an empty list as vector 1'],
    ['text', ['AAAA', 'AAAA'], 'a string as vector 1'],
    ['numbers as text', [['1'], ['2']], 'a list with a string among its numbers as vector 1'],
    ['numbers that are none', [[1], [Number.NaN]], 'a list with NaN among its numbers as vector 2'],
    ['bytes', [[1], new DataView(new ArrayBuffer(1))], 'an object as vector 2'],
  ])('says of %s what was asked and what came back', async (_, answer, got) => {
    expect(await ask(answer)).toBe(`${asked} ${got}`)
  })

  it('takes typed arrays, and an answer that is no promise', async () => {
    const vectors = [Float32Array.of(1, 0), Float32Array.of(0, 1)]
    expect(await embedTexts(answering(vectors), ['a', 'b'], 'the fixes')).toEqual(vectors)
  })

  it('names the embedder that fails, and keeps its error as the cause', async () => {
    const offline = new Error('offline')
    const failing = answering(undefined)
    failing.embedDocuments = () => {
      throw offline
    }
    await expect(embedTexts(failing, ['a'], 'the fixes')).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: 'The embedder "odd" failed when asked for 1 vector of the fixes: offline',
      cause: offline,
    })
  })

  it('does not ask for nothing', async () => {
    expect(await embedTexts(answering(undefined), [], 'the fixes')).toEqual([])
  })
})

describe('embedQuery', () => {
  it.each([
    [undefined, 'undefined'],
    [[], 'an empty list'],
    [[Number.POSITIVE_INFINITY], 'a list with Infinity among its numbers'],
  ])('says of %j what was asked and what came back', async (answer, got) => {
    expect(await messageOf(embedQuery(answering(answer), 'a', 'the task'))).toBe(
      `MODEL_FAILED: The embedder "odd" was asked for the vector of the task and gave ${got}`,
    )
  })
})

describe('whoever embeds', () => {
  const fixes = ['a', 'b'].map((id) => ({
    id,
    language: 'python',
    cwe: 'CWE-502',
    before: `def ${id}(s):\n    return yaml.load(s)\n`,
    after: `def ${id}(s):\n    return yaml.safe_load(s)\n`,
  }))
  const task = { language: 'python', draft: 'yaml.load(s)' }
  const retrieve = async (embeddings: Embeddings) => {
    const { base } = await buildKnowledgeBase(fixes)
    return new HierarchicalRetriever(base, { embeddings }).retrieve(await analyzeTask(task))
  }

  it.each<[string, (embeddings: Embeddings) => Promise<unknown>]>([
    ['fixes', (embeddings) => new PatchClusterer({ embeddings }).cluster(fixes)],
    ['a base', async (embeddings) => (await buildKnowledgeBase(fixes)).base.vectors(embeddings)],
    ['a base and a task', retrieve],
  ])('%s reports an answer that cannot be used', async (_, use) => {
    for (const answer of [undefined, [[1]], [[1], undefined, [1]]]) {
      expect(await messageOf(use(answering(answer)))).toContain('The embedder "odd" was asked for')
    }
  })

  it('a task alone does so, too', async () => {
    const halfway = {
      ...answering(undefined),
      embedDocuments: async (texts: string[]) => texts.map(() => [1]),
    }
    expect(await messageOf(retrieve(halfway))).toContain(
      'asked for the vector of the task and gave undefined',
    )
  })
})
