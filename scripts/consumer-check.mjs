// Packs the package, installs the tarball into an empty project outside the repository, and runs the README's quick start
// there as an ES module and as CommonJS, and the installed command.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
    !/@langchain|modelcontextprotocol|huggingface/.test(installed),
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
} finally {
  rmSync(project, { recursive: true, force: true })
}
