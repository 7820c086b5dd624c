import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../src/evaluation/index.js'
import { saveKnowledgeBase } from '../../src/index.js'
import type { OpenAiServer } from '../support/openai-server.js'
import { miniKnowledge } from './support/mini-knowledge.js'
import { miniBenchmark, miniBenchmarkPath, startMiniServer } from './support/mini-server.js'
import { trustedSamples } from './support/namespaces.js'

const containment = await trustedSamples()
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** The command from its sources, in a process of its own. */
function start(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const { OPENAI_API_KEY: _, OPENAI_BASE_URL: __, ...rest } = process.env
  return spawn(process.execPath, ['--import', 'tsx', main, 'evaluate', ...args], {
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function finish(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout!), text(child.stderr!)])
  return { code: await ended, stdout, stderr }
}

describe('rescue evaluate', { timeout: 300_000 }, () => {
  let folder: string
  let server: OpenAiServer
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rescue-evaluate-'))
    const { knowledge, fixes } = await miniKnowledge()
    saveKnowledgeBase(knowledge, join(folder, 'base'), { patches: fixes })
    server = await startMiniServer(await miniBenchmark())
  }, 120_000)
  afterAll(async () => {
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const args = (out: string, ...more: string[]) => [
    miniBenchmarkPath,
    ...[
      '--knowledge',
      join(folder, 'base'),
      '--model',
      'mini',
      '--out',
      join(folder, out),
      '--contain',
      containment.contain,
      ...more,
    ],
  ]
  const env = () => ({ OPENAI_BASE_URL: server.baseURL })
  const report = (out: string) => JSON.parse(readFileSync(join(folder, out, 'report.json'), 'utf8')) as Report
  const samples = (out: string) => {
    const path = join(folder, out, 'samples.jsonl')
    return existsSync(path) ? readFileSync(path, 'utf8').split('"kind":"judgement"').length - 1 : 0
  }

  it('gives the same report when it is killed and started again', async () => {
    const options = ['--limit', '4', '--variants', 'default,unsliced', '--concurrency', '2', '--quiet']
    const whole = await finish(start(args('whole', ...options), env()))
    expect(whole).toMatchObject({ code: 0, stderr: '' })
    const asked = server.requests.length

    const killed = start(args('killed', ...options), env())
    await expect.poll(() => samples('killed'), { timeout: 60_000, interval: 20 }).toBeGreaterThan(2)
    killed.kill('SIGKILL')
    await finish(killed)
    const before = samples('killed')
    expect(before).toBeLessThan(12)
    expect(existsSync(join(folder, 'killed', 'report.json'))).toBe(false)

    const resumed = await finish(start(args('killed', ...options), env()))
    expect(resumed).toMatchObject({ code: 0, stderr: '' })
    expect(withoutTimes(report('killed'))).toEqual(withoutTimes(report('whole')))
    expect(samples('killed')).toBe(12)
    // What was answered is not asked for again; the requests of two samples may have been under way.
    expect(server.requests.length - asked).toBeLessThanOrEqual(asked + 4)
  })

  it('writes the report as Markdown, JSON and one HTML page, and prints the one that is asked for', async () => {
    const options = ['--limit', '2', '--samples', '2', '--k', '1,2']
    const { code, stdout, stderr } = await finish(start(args('forms', ...options), env()))
    expect(code).toBe(0)
    expect(stderr).toContain('Reports and samples are in')
    expect(stdout.trim()).toBe(readFileSync(join(folder, 'forms', 'report.md'), 'utf8').trim())
    expect(stdout).toContain('| variant | SP@1 | SP@2 | SecureRate | Pass@1 | Pass@2 |')
    const json = await finish(start(args('forms', ...options, '--json', '--quiet'), env()))
    expect(JSON.parse(json.stdout)).toEqual(report('forms'))
    expect(readFileSync(join(folder, 'forms', 'report.html'), 'utf8')).toContain('<svg')
  })

  it('replays a recorded run without any server', async () => {
    const cassette = join(folder, 'cassette.jsonl')
    const options = ['--limit', '2', '--quiet']
    await finish(start(args('recorded', ...options, '--record', cassette), env()))
    const replayed = await finish(start(args('replayed', ...options, '--replay', cassette, '--no-llm')))
    expect(replayed).toMatchObject({ code: 0, stderr: '' })
    expect(withoutTimes(report('replayed'))).toEqual(withoutTimes(report('recorded')))
    const beyond = await finish(start(args('beyond', '--limit', '3', '--replay', cassette)))
    expect(beyond.code).toBe(1)
    expect(beyond.stderr).toContain('holds no answer for this request')
  })

  it('checks the references of a benchmark', async () => {
    const { code, stdout } = await finish(
      start([miniBenchmarkPath, '--check-references', '--json', '--contain', containment.contain]),
    )
    expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 0, problems: 15, troubles: [] })
  })

  it('fails with 1 and says how many samples are missing where the model fails', async () => {
    // The server knows the problems of the mini benchmark only, and refuses others.
    const other = join(folder, 'other.jsonl')
    writeFileSync(
      other,
      `${JSON.stringify({ id: 'x', language: 'python', description: 'unknown to the server', functional: { command: 'true' } })}\n`,
    )
    const failed = await finish(
      start(
        [
          other,
          '--knowledge',
          join(folder, 'base'),
          '--out',
          join(folder, 'failed'),
          '--variants',
          'alone',
          '--contain',
          containment.contain,
        ],
        env(),
      ),
    )
    expect(failed.code).toBe(1)
    expect(failed.stderr).toContain('Missing samples: 1. The same command tries them again.')
    expect(readFileSync(join(folder, 'failed', 'report.md'), 'utf8')).toContain('## Missing samples')
  })

  it.each([
    ['no benchmark', [] as string[], 'missing required argument'],
    ['no model', [miniBenchmarkPath, '--limit', '1'], 'needs a chat model'],
    [
      'an unknown variant',
      [miniBenchmarkPath, '--variants', 'best', '--model', 'x'],
      'There is no variant "best"',
    ],
    ['a k of 0', [miniBenchmarkPath, '--k', '0'], 'at least 1'],
    [
      'record and replay at once',
      [miniBenchmarkPath, '--record', 'a', '--replay', 'b'],
      'cannot be used with',
    ],
  ])('ends with 2 for %s', async (_, wrong, message) => {
    const withServer = wrong.includes('--variants')
      ? { ...env(), RESCUE_KNOWLEDGE: join(folder, 'base') }
      : {}
    const { code, stderr } = await finish(start(wrong, withServer))
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
  })
})

/** Without what a clock says. */
function withoutTimes(value: object): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (key === 'milliseconds' ? undefined : inner)),
  )
}
