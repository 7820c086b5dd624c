import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trustedSamples } from '../evaluation/support/namespaces.js'
import { TestRepository } from '../patches/git-repository.js'
import { rescue } from '../support/cli.js'
import { startOpenAiServer } from '../support/openai-server.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
/** Away from the repository, so that the built package is used and not its sources. */
const tsx = import.meta.resolve('tsx')
const containment = await trustedSamples()
const example = (name: string) => join(root, 'examples', name)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rescue-examples-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The examples that the consumer check does not run; against the built package, as users run them. */
describe('examples', () => {
  it('own-fixes.mjs builds a base and asks it', async () => {
    const pair = (side: string) =>
      readFile(join(root, 'knowledge/CWE-89/python-psycopg-stock-search', `${side}.py`), 'utf8')
    const fix = {
      id: 'fix',
      language: 'python',
      cwe: 'CWE-89',
      before: await pair('vulnerable'),
      after: await pair('secure'),
    }
    await writeFile(join(folder, 'fixes.jsonl'), `${JSON.stringify(fix)}\n`)
    const { stdout } = await run(process.execPath, [example('own-fixes.mjs')], { cwd: folder })
    expect(stdout).toContain('1 fixes; left out: {}')
    // What one fix shows and what the shipped base knows of its CWE type are enough to find it by a few words.
    expect(stdout).toContain("[ 'CWE-89' ]")
    expect(await readFile(join(folder, 'security-knowledge', 'manifest.json'), 'utf8')).toContain(
      'rescue-rag-knowledge',
    )
  })

  it('read-fixes.mjs reads an export and the commits of advisories', async () => {
    const repository = new TestRepository()
    const unchecked = 'int put(char *to, char *from)\n{\n    strcpy(to, from);\n    return 0;\n}\n'
    const checked = unchecked.replace('strcpy(to, from)', 'snprintf(to, 16, "%s", from)')
    repository.commit('first', { 'put.c': unchecked })
    const hash = repository.commit('second', { 'put.c': checked })
    const url = `https://example.org/put/commit/${hash}`
    const advisory = {
      id: 'X-1',
      references: [{ type: 'FIX', url }],
      database_specific: { cwe_ids: ['CWE-120'] },
    }
    await mkdir(join(repository.path, 'advisories'))
    await writeFile(join(repository.path, 'advisories', 'X-1.json'), JSON.stringify(advisory))
    const quoted = [unchecked, checked, 'CWE-787'].map((cell) => `"${cell.replaceAll('"', '""')}"`)
    await writeFile(join(repository.path, 'export.csv'), `old,new,weakness\n${quoted.join(',')}\n`)
    const { stdout } = await run(process.execPath, [example('read-fixes.mjs')], { cwd: repository.path })
    await rm(repository.path, { recursive: true })
    expect(stdout).toBe('CWE-787 c\nCWE-120 c\n')
  })

  it('stores.ts finds examples in stores', async () => {
    const { stdout } = await run(process.execPath, ['--import', tsx, example('stores.ts')], { cwd: folder })
    expect(stdout).toMatch(/^CWE-.*\nCWE-\S+\/(python|c|cpp)-/)
  })

  it.each([
    [
      ['--lines', '9', '--hops', '1', '--direction', 'backward'],
      [1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 15],
    ],
    [
      ['--lines', '14', '--executable'],
      [1, 2, 3, 5, 6, 7, 8, 10, 12, 14, 15],
    ],
  ])('read_name.c has the slices of docs/slicing.md: %s', async (flags, lines) => {
    const { stdout } = await rescue(['slice', example('read_name.c'), ...flags, '--json'])
    expect(JSON.parse(stdout).lines).toEqual(lines)
  })

  it('send-prompt.mjs sends the secure prompt', async () => {
    const server = await startOpenAiServer(() => ({ text: 'the code' }))
    try {
      const env = { ...process.env, OPENAI_API_KEY: 'test', OPENAI_BASE_URL: server.baseURL }
      const { stdout } = await run(process.execPath, [example('send-prompt.mjs')], { cwd: folder, env })
      expect(stdout).toBe('the code\n')
      expect(server.requests[0]?.messages.map(({ content }) => content).join()).toMatch(/CWE-(78|88)\b/)
    } finally {
      await server.close()
    }
  })

  it.skipIf(containment.contain !== 'namespaces')(
    'evaluate.mjs compares the model with and without',
    async () => {
      const server = await startOpenAiServer(() => ({ text: '```python\nunfinished = True\n```' }))
      try {
        const env = { ...process.env, OPENAI_API_KEY: 'test', OPENAI_BASE_URL: server.baseURL }
        const { stdout } = await run(process.execPath, [example('evaluation/evaluate.mjs')], {
          cwd: folder,
          env,
        })
        expect(stdout).toMatch(/SP@1/)
        expect(stdout).toMatch(/rescue/)
      } finally {
        await server.close()
      }
    },
  )

  it('generate.mjs has a model write the code', async () => {
    const server = await startOpenAiServer(({ messages }) => ({
      text:
        messages.length > 2
          ? 'Buffer overflow: the name is copied into a fixed array.'
          : '```c\nint parsed = 1;\n```',
    }))
    try {
      const env = { ...process.env, OPENAI_API_KEY: 'test', OPENAI_BASE_URL: server.baseURL }
      const { stdout } = await run(process.execPath, [example('generate.mjs')], { cwd: folder, env })
      expect(stdout).toMatch(/CWE-\d+ int parsed = 1;/)
      expect(server.requests).toHaveLength(3)
    } finally {
      await server.close()
    }
  })
})
