import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ChatOpenAI } from '@langchain/openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from '../../src/evaluation/benchmarks/problem.js'
import {
  buildReport,
  Cassette,
  checkReferences,
  type EvaluateOptions,
  type Evaluation,
  evaluate,
  type Report,
  Sandbox,
} from '../../src/evaluation/index.js'
import { Rescue } from '../../src/index.js'
import type { OpenAiServer } from '../support/openai-server.js'
import { miniKnowledge } from './support/mini-knowledge.js'
import { miniBenchmark, startMiniServer } from './support/mini-server.js'
import { trustedSamples } from './support/namespaces.js'

const containment = await trustedSamples()

describe('the mini benchmark, from the model to the report', { timeout: 300_000 }, () => {
  let problems: Problem[]
  let knowledge: Awaited<ReturnType<typeof miniKnowledge>>
  let server: OpenAiServer
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rescue-mini-'))
    problems = await miniBenchmark()
    knowledge = await miniKnowledge()
    // A model that understands rules, but learns from an example alone only in Python.
    server = await startMiniServer(problems, {
      heeds: (context, { language }) => /^Rules:$/m.test(context) || language === 'python',
    })
  }, 120_000)
  afterAll(async () => {
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const chatModel = () =>
    new ChatOpenAI({
      model: 'mini',
      apiKey: 'none',
      temperature: 0.2,
      maxRetries: 0,
      configuration: { baseURL: server.baseURL },
    })
  const run = (name: string, options: Partial<EvaluateOptions> = {}): Promise<Evaluation> =>
    evaluate({
      problems,
      ...knowledge,
      chatModel: chatModel(),
      model: { name: 'mini', temperature: 0.2 },
      samplesFile: join(folder, `${name}.jsonl`),
      sandbox: containment,
      ...options,
    })
  const withSecuritySide = () => problems.filter(({ security }) => security.length > 0)

  it('has at least twelve problems in three languages, whose checks tell secure from insecure', async () => {
    expect(withSecuritySide().length).toBeGreaterThanOrEqual(12)
    expect(new Set(problems.map(({ language }) => language))).toEqual(new Set(['python', 'javascript', 'c']))
    for (const { references, security } of problems) {
      expect(references?.secure).toBeDefined()
      if (security.length > 0) expect(references?.insecure).toBeDefined()
    }
    expect(await checkReferences(problems, { sandbox: await Sandbox.create(containment) })).toEqual([])
  })

  it('reports the SecurePass@1 that follows from what the model heeds', async () => {
    const evaluation = await run('figures', {
      variants: ['alone', 'rescue', 'no-guidelines', 'nearest-example'],
    })
    expect(evaluation.failures).toEqual([])
    const report = buildReport(evaluation)

    // Which problems get security context is the facade's business: it is asked itself.
    const rescue = await Rescue.create({ knowledge: knowledge.knowledge, chatModel: chatModel() })
    const helped = new Set<string>()
    for (const { id, language, code, description } of problems) {
      const { context } = await rescue.prompt({ id, language, code, description })
      if (context) helped.add(id)
    }
    const tasks = withSecuritySide()
    const share = (counted: Problem[]) => counted.length / tasks.length
    const expected = {
      alone: 0,
      rescue: share(tasks.filter(({ id }) => helped.has(id))),
      'no-guidelines': share(tasks.filter(({ id, language }) => helped.has(id) && language === 'python')),
      'nearest-example': share(tasks.filter(({ language }) => language === 'python')),
    }
    expect(expected.rescue).toBeGreaterThan(0.6)
    expect(expected['no-guidelines']).toBeGreaterThan(0)
    for (const [name, value] of Object.entries(expected)) {
      const { figures, differences } = variantOf(report, name)
      expect(figures['SP@1']?.value, name).toBeCloseTo(value, 10)
      expect(figures.SecureRate?.value, name).toBeCloseTo(value, 10)
      expect(figures['Pass@1']?.value, name).toBe(1)
      expect(differences?.['SP@1']?.value ?? 0, name).toBeCloseTo(value, 10)
    }
    // No context for tasks without a security side, so nothing changes for them.
    expect(variantOf(report, 'rescue').noHarm).toMatchObject({
      samplesWithContext: 0,
      figures: { 'Pass@1': { value: 1 } },
      differences: { 'Pass@1': { value: 0 } },
    })
    expect(variantOf(report, 'nearest-example').noHarm?.samplesWithContext).toBe(1)
    // Cause and draft are asked for once and shared.
    const { steps } = variantOf(report, 'rescue')
    expect(steps.cause).toMatchObject({ calls: 1, samples: problems.length })
    expect(steps.draft).toMatchObject({ calls: 1, samples: problems.length })
    expect(steps.generation?.samples).toBe(helped.size)
    expect(variantOf(report, 'alone').steps).not.toHaveProperty('draft')
  })

  it('is the same when it is replayed from a cassette, without the model', async () => {
    const path = join(folder, 'cassette.jsonl')
    const model = { name: 'mini', temperature: 0.2 }
    const options = { problems: problems.slice(0, 4).concat(problems.slice(-1)), samples: 2 }
    const recorded = await run('recorded', {
      ...options,
      cassette: await Cassette.open(path, { mode: 'record', model }),
    })
    const asked = server.requests.length
    const cassette = readFileSync(path, 'utf8')
    const replayed = await run('replayed', {
      ...options,
      chatModel: undefined,
      cassette: await Cassette.open(path, { mode: 'replay', model }),
    })
    expect(server.requests).toHaveLength(asked)
    expect(readFileSync(path, 'utf8')).toBe(cassette)
    expect(replayed.samples.map(withoutTimes)).toEqual(recorded.samples.map(withoutTimes))
    expect(withoutTimes(buildReport(replayed))).toEqual(withoutTimes(buildReport(recorded)))
    // The time of the model is that of the recording.
    const seconds = ({ samples }: Evaluation) => samples.map(({ ledger }) => ledger.generation?.milliseconds)
    expect(seconds(replayed)).toEqual(
      seconds(recorded).map((one) => (one === undefined ? one : expect.any(Number))),
    )

    await expect(
      run('unrecorded', {
        ...options,
        samples: 3,
        chatModel: undefined,
        cassette: await Cassette.open(path, { mode: 'replay', model }),
      }),
    ).rejects.toMatchObject({ code: 'NOT_RECORDED' })
  })
})

function variantOf(report: Report, name: string) {
  const found = report.variants.find((variant) => variant.name === name)
  return found ?? expect.fail(`the report has no variant ${name}`)
}

/** Without what a clock says. */
function withoutTimes(value: object): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (key === 'milliseconds' ? undefined : inner)),
  )
}
