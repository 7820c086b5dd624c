import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Forty-five fixes of two CWE types: subsets of 10 + 10 + 5 and of 10 + 10, so 2 x (3 + 1) + 2 x (2 + 1) calls. */
const callsNeeded = 14
const fixes = Array.from({ length: 45 }, (_, i) => {
  const [cwe, bad, good] =
    i < 25 ? ['CWE-502', 'yaml.load', 'yaml.safe_load'] : ['CWE-78', 'os.system', 'subprocess.run']
  const body = (call: string) =>
    `def work_${i}(item_${i}):\n    value_${i} = ${call}(item_${i})\n    return value_${i}\n`
  return {
    id: `fix-${String(i).padStart(2, '0')}`,
    language: 'python',
    cwe,
    before: body(bad!),
    after: body(good!),
  }
})

/** An OpenAI-compatible server that answers by what it is asked, until it is told to hold its answers back. */
class ModelServer {
  readonly asked: string[] = []
  answered = 0
  /** Requests from this one on are not answered. */
  holdFrom = Number.POSITIVE_INFINITY
  onHold: (() => void) | undefined
  readonly #held: ServerResponse[] = []
  readonly #server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => this.#answer(JSON.parse(body), response))
  })

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #answer({ messages }: { messages: { content: string }[] }, response: ServerResponse): void {
    const prompt = messages.map(({ content }) => content).join('\n')
    this.asked.push(prompt)
    if (this.asked.length >= this.holdFrom) {
      this.#held.push(response)
      this.onHold?.()
      return
    }
    this.answered += 1
    const names = [...new Set(prompt.match(/work_\d+|item \d+/g))].slice(0, 3).join(' and ')
    const content = `- Mind what \`yaml.safe_load()\` or others do for ${names} of ${prompt.length} characters.`
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({
        id: 'x',
        object: 'chat.completion',
        created: 0,
        model: 'local',
        choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      }),
    )
  }
}

describe('a build that is killed', () => {
  const dir = mkdtempSync(join(tmpdir(), 'rescue-resume-'))
  const input = join(dir, 'fixes.jsonl')
  const running: ChildProcess[] = []
  const servers: ModelServer[] = []

  beforeAll(() => writeFileSync(input, fixes.map((fix) => `${JSON.stringify(fix)}\n`).join('')))
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL')
  })
  afterAll(() => {
    for (const server of servers) server.stop()
  })

  const newServer = async () => {
    const server = new ModelServer()
    servers.push(server)
    return { server, url: await server.start() }
  }

  const build = (out: string, url: string) => {
    const args = [
      '--import',
      'tsx',
      'src/cli/main.ts',
      'build',
      input,
      '--out',
      out,
      '--model',
      'local',
      '--json',
    ]
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, OPENAI_API_KEY: 'none', OPENAI_BASE_URL: url },
    })
    running.push(child)
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, stdout, stderr })),
    )
    return { child, ended }
  }

  const contentOf = (base: string) =>
    Object.fromEntries(readdirSync(base).map((name) => [name, readFileSync(join(base, name), 'utf8')]))

  it('goes on where it was: no finished call is paid for twice, and the base is the same', async () => {
    const undisturbed = await newServer()
    const first = await build(join(dir, 'whole'), undisturbed.url).ended
    expect(first, first.stderr).toMatchObject({ code: 0 })
    expect(undisturbed.server.answered).toBe(callsNeeded)

    const { server, url } = await newServer()
    const out = join(dir, 'resumed')
    const checkpoint = join(dir, '.resumed.calls.jsonl')
    const kept = () => (existsSync(checkpoint) ? readFileSync(checkpoint, 'utf8').split('\n').length - 1 : 0)
    server.holdFrom = 7
    const killed = build(out, url)
    await new Promise<void>((resolve, reject) => {
      server.onHold = resolve
      killed.ended.then(({ stderr }) => reject(new Error(`ended early: ${stderr}`)))
    })
    // An answer is finished once the client has it on disk.
    while (kept() < server.answered) await new Promise((resolve) => setTimeout(resolve, 5))
    killed.child.kill('SIGKILL')
    await killed.ended.catch(() => {})
    expect(existsSync(out)).toBe(false)
    const answeredBefore = server.answered
    expect(answeredBefore).toBe(6)

    server.holdFrom = Number.POSITIVE_INFINITY
    const second = await build(out, url).ended
    expect(second, second.stderr).toMatchObject({ code: 0 })
    expect(server.answered).toBe(callsNeeded)
    expect(JSON.parse(second.stdout)).toMatchObject({ calls: callsNeeded - 6, resumedCalls: 6 })
    expect(contentOf(out)).toEqual(contentOf(join(dir, 'whole')))
    expect(existsSync(checkpoint)).toBe(false)
  }, 120_000)
})
