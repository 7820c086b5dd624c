import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saveKnowledgeBase } from '../../src/index.js'
import { sampleBase } from '../knowledge/sample-base.js'
import { cliPath } from '../support/cli.js'
import { hostileTexts, mutatedText } from './mutations.js'

const request = JSON.stringify({
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name: 'security_context', arguments: { language: 'python', task: 'Look up a user' } },
})
const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
})

describe('rescue mcp', () => {
  it('answers a good request after any number of lines that are none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rescue-mcp-fuzz-'))
    saveKnowledgeBase(sampleBase(), join(folder, 'base'))
    const lines = fc.sample(fc.oneof(mutatedText([request]), fc.constantFrom(...hostileTexts)), {
      numRuns: 300,
      seed: 5,
    })
    // A cut or doubled request may still be one, and take the identifier of the good one.
    const hostile = lines.map((line) => line.replaceAll('\n', ' ').replaceAll('"id":7', '"id":8'))
    const child = spawn(process.execPath, [cliPath, 'mcp', '--knowledge', join(folder, 'base')])
    const said = text(child.stderr)
    child.stdin.on('error', () => {})
    child.stdin.write(`${[initialize, ...hostile, request].join('\n')}\n`)
    let printed = ''
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      printed += chunk
      if (/"id":7\b/.test(printed)) child.stdin.end()
    }
    const code = child.exitCode ?? (await once(child, 'close'))[0]
    rmSync(folder, { recursive: true })
    expect(code).toBe(0)
    const answers = printed
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { id?: unknown })
    expect(answers.map(({ id }) => id)).toEqual(expect.arrayContaining([1, 7]))
    expect(await said).not.toMatch(/\n\s+at /)
  })
})
