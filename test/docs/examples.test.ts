import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startOpenAiServer } from '../support/openai-server.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
const example = (name: string) => join(root, 'examples', name)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rescue-examples-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The examples of the README that the consumer check does not run; against the built package, as users run them. */
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
    expect(await readFile(join(folder, 'security-knowledge', 'manifest.json'), 'utf8')).toContain(
      'rescue-rag-knowledge',
    )
  })

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
