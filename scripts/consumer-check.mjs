// Packs the package, installs the tarball into an empty project outside the repository, and runs the README's quick start
// there as an ES module and as CommonJS, the installed command, and the examples of the integrations.
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('..', import.meta.url))
const project = mkdtempSync(join(tmpdir(), 'rescue-rag-consumer-'))
const run = (command, args, cwd = project) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
const expect = (what, holds) => {
  if (!holds) throw new Error(`Consumer check: ${what} does not hold.`)
  console.log(`  ok: ${what}`)
}

try {
  run('npm', ['pack', '--pack-destination', project], repository)
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz'))
  const megabytes = statSync(join(project, tarball)).size / 1e6
  expect(`the tarball has ${megabytes.toFixed(2)} MB, at most 5`, megabytes <= 5)

  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true }))
  run('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`])
  const installed = run('npm', ['ls', '--all', '--parseable'])
  expect(
    'no package of an integration is installed with the core',
    !/@langchain|modelcontextprotocol|huggingface|node_modules\/(ai|langchain)\b/.test(installed),
  )

  for (const name of ['quick-start.mjs', 'quick-start.cjs']) {
    copyFileSync(join(repository, 'examples', name), join(project, name))
    const output = run('node', [name])
    expect(
      `${name} prints a prompt about SQL injection`,
      output.includes('CWE-89') && output.includes('find_user'),
    )
  }

  const bin = join('node_modules', '.bin', 'rescue')
  writeFileSync(
    join(project, 'task.jsonl'),
    `${JSON.stringify({ id: 't1', language: 'python', description: 'run a ping command', draft: 'import os\nos.system("ping " + host)\n' })}\n`,
  )
  const [line] = run(bin, ['retrieve', '--tasks', 'task.jsonl', '--json']).trim().split('\n')
  expect('the installed command retrieves from the shipped base', JSON.parse(line).weaknesses.length > 0)
  expect('the installed command knows its version', /^\d+\.\d+\.\d+/.test(run(bin, ['--version'])))

  // The integrations, each with the packages of its ecosystem.
  const { devDependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
  const wanted = [
    '@langchain/core',
    'langchain',
    'ai',
    '@modelcontextprotocol/server',
    '@modelcontextprotocol/client',
  ]
  const tools = ['typescript', '@types/node']
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    ...[...wanted, ...tools].map((name) => `${name}@${devDependencies[name]}`),
  ])
  const shown = {
    'langchain.mjs': ['CWE-89', '(the answer of your chat model)'],
    'langchain-agent.mjs': ['CWE-78', '(the code of your agent)'],
    'ai-sdk.mjs': ['Security knowledge', 'the answer of your model'],
    'mcp.mjs': ['tools: security_context, slice', 'CWE-22'],
    'mcp-server.mjs': ['# CWE-89'],
  }
  for (const [name, texts] of Object.entries(shown)) {
    copyFileSync(join(repository, 'examples', name), join(project, name))
    const output = run('node', [name])
    expect(
      `${name} runs and prints what it should`,
      texts.every((text) => output.includes(text)),
    )
  }
  const entries = [
    'rescue-rag',
    'rescue-rag/langchain',
    'rescue-rag/ai-sdk',
    'rescue-rag/mcp',
    'rescue-rag/evaluation',
  ]
  const probe = `const [core, ...rest] = loaded
Promise.all([core.Rescue.create(), ...rest]).then(async ([rescue, langchain]) => {
  const failed = await new langchain.RescueRetriever({ rescue }).invoke('no language').catch((error) => error)
  console.log(failed instanceof core.RescueError)
})`
  writeFileSync(
    join(project, 'all.cjs'),
    `const loaded = [${entries.map((entry) => `require('${entry}')`).join(', ')}]\n${probe}`,
  )
  writeFileSync(
    join(project, 'all.mjs'),
    `const loaded = await Promise.all([${entries.map((entry) => `import('${entry}')`).join(', ')}])\n${probe}`,
  )
  for (const name of ['all.cjs', 'all.mjs']) {
    expect(`${name} loads every entry point, with one RescueError`, run('node', [name]).trim() === 'true')
  }
  const uses = `import { generateText, type LanguageModel, wrapLanguageModel } from 'ai'
import { createAgent } from 'langchain'
import { Rescue, type RescueError } from 'rescue-rag'
import * as sdk from 'rescue-rag/ai-sdk'
import * as langchain from 'rescue-rag/langchain'
import { createMcpServer } from 'rescue-rag/mcp'
export async function uses(model: Extract<LanguageModel, { specificationVersion: 'v4' }>) {
  const rescue = await Rescue.create({ chatModel: sdk.chatModelOf(model) })
  const onError = (error: RescueError) => console.log(error.code)
  const [document] = await new langchain.RescueRetriever({ rescue }).invoke('')
  const kind: 'guidelines' | 'example' | undefined = document?.metadata.kind
  createAgent({
    model: 'openai:any',
    middleware: [langchain.rescueMiddleware({ rescue, onError })],
    tools: [langchain.createSecurityContextTool({ rescue })],
  })
  await generateText({
    model: wrapLanguageModel({ model, middleware: sdk.rescueMiddleware({ rescue, onError }) }),
    tools: { security_context: sdk.createSecurityContextTool({ rescue, maxTokens: 300 }) },
    prompt: '',
  })
  return { kind, server: createMcpServer({ rescue }), prompt: new langchain.RescuePrompt({ rescue }) }
}
`
  writeFileSync(join(project, 'types.mts'), uses)
  // The AI SDK publishes ES modules only, so CommonJS is checked without it.
  const required = entries.filter((entry) => entry !== 'rescue-rag/ai-sdk')
  const lines = required.map(
    (entry, index) => `import * as entry${index} from '${entry}'\nvoid entry${index}\n`,
  )
  writeFileSync(join(project, 'types.cts'), lines.join(''))
  run(join('node_modules', '.bin', 'tsc'), [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'node16',
    '--types',
    'node',
    'types.mts',
    'types.cts',
  ])
  expect('the types of every entry point resolve as ES module and as CommonJS', true)
} finally {
  rmSync(project, { recursive: true, force: true })
}
