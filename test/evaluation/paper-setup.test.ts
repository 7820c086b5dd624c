import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { variantsOf } from '../../src/evaluation/variants.js'
import { saveKnowledgeBase } from '../../src/index.js'
import { type OpenAiServer, type SeenRequest, startOpenAiServer } from '../support/openai-server.js'
import { miniKnowledge } from './support/mini-knowledge.js'
import { miniBenchmark, miniBenchmarkPath, miniModel, stepOf } from './support/mini-server.js'
import { namespacesAvailable } from './support/namespaces.js'

const contained = await namespacesAvailable()
const example = fileURLToPath(new URL('../../examples/evaluation/paper-setup.mjs', import.meta.url))

/** Stands for a neural embedder: texts about the same weakness point in the same direction, all others in another. */
const topics = [/\bsql\b/i, /travers/i, /shell/i, /pickle|deseriali/i, /cross-site/i, /overflow/i]
const vectorOf = (text: string) => [0.1, ...topics.map((topic) => Number(topic.test(text)))]
const embeddingsOf = ({ model, input = [] }: SeenRequest) => ({
  body: JSON.stringify({
    object: 'list',
    model,
    data: [input].flat().map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })),
  }),
})

/** The example against the built package, as researchers run it. */
describe.skipIf(!contained)('examples/evaluation/paper-setup.mjs', { timeout: 300_000 }, () => {
  let folder: string
  let server: OpenAiServer
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rescue-paper-'))
    const { knowledge, fixes } = await miniKnowledge()
    saveKnowledgeBase(knowledge, join(folder, 'base'), { patches: fixes })
    // A problem with a security side and one without, and a third beyond the limit.
    cpSync(dirname(miniBenchmarkPath), join(folder, 'benchmark'), { recursive: true })
    const lines = readFileSync(miniBenchmarkPath, 'utf8').split('\n')
    const line = (id: string) => lines.find((one) => one.includes(`"id": "${id}"`)) ?? expect.fail(id)
    writeFileSync(
      join(folder, 'benchmark', 'problems.jsonl'),
      ['python-find-recipes', 'python-group-words', 'python-pack-folder'].map(line).join('\n'),
    )
    const chat = miniModel(await miniBenchmark())
    server = await startOpenAiServer((request) =>
      request.path.endsWith('/embeddings') ? embeddingsOf(request) : chat(request),
    )
  }, 120_000)
  afterAll(async () => {
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it("compares every variant of the paper's tables with the served models", async () => {
    const arguments_ = [
      join(folder, 'benchmark', 'problems.jsonl'),
      join(folder, 'base'),
      join(folder, 'out'),
    ]
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [example, ...arguments_], {
      cwd: folder,
      env: {
        ...process.env,
        OPENAI_BASE_URL: server.baseURL,
        RESCUE_MODEL: 'mini',
        EMBEDDING_MODEL: 'topics',
        SAMPLES: '2',
        LIMIT: '2',
      },
    })
    const variants = variantsOf(['default', 'ablations', 'facets', 'k']).map(({ name }) => name)
    expect(stderr).toContain(`${variants.length * 4} of ${variants.length * 4} samples, 0 missing`)
    expect(stdout).toContain(
      'Problems: 1 with a security side, 1 without. Samples of each problem and variant: 2.',
    )
    const [, table = ''] = /## Security and correctness\n\n([^#]*)/.exec(stdout) ?? []
    const rows = table.split('\n').slice(2, 2 + variants.length)
    expect(rows.map((row) => row.split(' | ')[0]?.replace('| ', ''))).toEqual(variants)
    expect(rows[0]).toMatch(/^\| alone \| 0\.0 /)
    expect(rows[1]).toMatch(/^\| rescue \| 100\.0 /)
    expect(readFileSync(join(folder, 'out', 'report.html'), 'utf8')).toContain('facets=cause+api')
  })

  it('samples at the temperature of the paper, with one analysis for each problem', () => {
    const chats = server.requests.filter(({ messages }) => messages.length > 0)
    expect(new Set(chats.map(({ model, temperature }) => `${model} ${temperature}`))).toEqual(
      new Set(['mini 0.2']),
    )
    const steps = chats.map(stepOf)
    expect(steps.filter((step) => step === 'cause')).toHaveLength(2)
    expect(steps.filter((step) => step === 'draft')).toHaveLength(2)
  })

  it('asks the embedding model that it is told of for the texts of the base', () => {
    const asked = server.requests.filter(({ path }) => path.endsWith('/embeddings'))
    expect(new Set(asked.map(({ model }) => model))).toEqual(new Set(['topics']))
    expect(asked.flatMap(({ input = [] }) => input).length).toBeGreaterThan(50)
  })
})
