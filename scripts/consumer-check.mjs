// Packs the package and uses it as a stranger would: installed from the tarball into empty projects outside the repository, on every
// version of Node.js that it promises to run on, as ES module and as CommonJS, from TypeScript, from bundlers, and with each integration.
//
//     npm run consumer [-- TARBALL]
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { checkBundles } from './consumer/bundles.mjs'
import { nodePrograms } from './consumer/node-versions.mjs'
import { copyExample, expect, makeProject, repository, run, workshop, write } from './consumer/project.mjs'
import { checkTypes } from './consumer/types.mjs'

/** The entry points with the packages that each needs, and the examples that show it with what they print. */
const integrations = {
  langchain: {
    peers: ['@langchain/core', 'langchain'],
    shown: {
      'langchain.mjs': ['CWE-89', '(the answer of your chat model)'],
      'langchain-agent.mjs': ['CWE-78', '(the code of your agent)'],
    },
  },
  'ai-sdk': { peers: ['ai'], shown: { 'ai-sdk.mjs': ['Security knowledge', 'the answer of your model'] } },
  mcp: {
    peers: ['@modelcontextprotocol/server', '@modelcontextprotocol/client'],
    shown: { 'mcp.mjs': ['tools: security_context, slice', 'CWE-22'], 'mcp-server.mjs': ['# CWE-89'] },
  },
}

const task = {
  id: 't1',
  language: 'python',
  description: 'run a ping command',
  draft: 'import os\nos.system("ping " + host)\n',
}

/** Loads entry points together, and tells whether an error of an integration is the core's RescueError. */
const oneError = `const [core, langchain] = loaded
core.Rescue.create().then(async (rescue) => {
  const failed = await new langchain.RescueRetriever({ rescue }).invoke('no language').catch((error) => error)
  console.log(failed instanceof core.RescueError)
})
`

try {
  let tarball = process.argv[2] && resolve(process.argv[2])
  if (tarball === undefined) {
    run('npm', ['pack', '--pack-destination', workshop], repository)
    tarball = join(
      workshop,
      readdirSync(workshop).find((name) => name.endsWith('.tgz')),
    )
  }
  const megabytes = statSync(tarball).size / 1e6
  expect(`the tarball has ${megabytes.toFixed(2)} MB, at most 5`, megabytes <= 5)
  makeProject('.', ['typescript', '@types/node'])
  const core = makeProject('core', [tarball])
  expect(
    'no package of an integration is installed with the core',
    !/@langchain|modelcontextprotocol|huggingface|node_modules\/(ai|langchain)\b/.test(
      run('npm', ['ls', '--all', '--parseable'], core),
    ),
  )

  const programs = nodePrograms()
  const bin = join('node_modules', '.bin', 'rescue')
  write(core, 'task.jsonl', JSON.stringify(task))
  for (const [version, node] of programs) {
    for (const name of ['quick-start.mjs', 'quick-start.cjs']) {
      copyExample(name, core)
      const output = run(node, [name], core)
      expect(
        `Node ${version}: ${name} prints a prompt about SQL injection`,
        output.includes('CWE-89') && output.includes('find_user'),
      )
    }
    const [line] = run(node, [bin, 'retrieve', '--tasks', 'task.jsonl', '--json'], core).split('\n')
    expect(`Node ${version}: the installed command retrieves`, JSON.parse(line).weaknesses.length > 0)
    for (const [entry, kind] of [
      ['', 'core'],
      ['/evaluation', 'evaluation'],
    ]) {
      run(node, ['-e', `require('rescue-rag${entry}')`], core)
      run(node, ['--input-type=module', '-e', `import 'rescue-rag${entry}'`], core)
      expect(`Node ${version}: ${kind} loads as ES module and as CommonJS`, true)
    }
  }
  const problems = 'node_modules/rescue-rag/examples/evaluation/mini-benchmark/problems.jsonl'
  // The references are ours and do no harm: limits alone contain them, which every machine has.
  const checked = run(
    bin,
    ['evaluate', problems, '--check-references', '--contain', 'limits', '--limit', '2'],
    core,
  )
  expect(
    'the mini benchmark comes with the package',
    checked.startsWith('2 problems, 0 references judged otherwise'),
  )
  expect('the installed command knows its version', /^\d+\.\d+\.\d+/.test(run(bin, ['--version'], core)))
  for (const entry of ['core', 'evaluation']) checkTypes(entry, core)
  checkBundles(core)

  for (const [entry, { peers, shown }] of Object.entries(integrations)) {
    const folder = makeProject(entry, [tarball, ...peers])
    for (const [name, texts] of Object.entries(shown)) {
      copyExample(name, folder)
      const output = run(process.execPath, [name], folder)
      expect(
        `${name} prints what it should`,
        texts.every((text) => output.includes(text)),
      )
    }
    for (const [version, node] of programs) {
      run(node, ['-e', `require('rescue-rag/${entry}')`], folder)
      run(node, ['--input-type=module', '-e', `import 'rescue-rag/${entry}'`], folder)
      expect(`Node ${version}: ${entry} loads as ES module and as CommonJS`, true)
    }
    checkTypes(entry, folder)
  }

  const langchain = join(workshop, 'langchain')
  const both = ['rescue-rag', 'rescue-rag/langchain']
  write(
    langchain,
    'all.cjs',
    `const loaded = [${both.map((name) => `require('${name}')`).join(', ')}]\n${oneError}`,
  )
  write(
    langchain,
    'all.mjs',
    `const loaded = await Promise.all([${both.map((name) => `import('${name}')`).join(', ')}])\n${oneError}`,
  )
  for (const name of ['all.cjs', 'all.mjs']) {
    expect(
      `${name}: entry points share one RescueError`,
      run(process.execPath, [name], langchain).trim() === 'true',
    )
  }
} finally {
  rmSync(workshop, { recursive: true, force: true })
}
