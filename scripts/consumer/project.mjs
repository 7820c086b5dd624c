// What the parts of the consumer check share.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))
/** Everything is below it; packages that are installed here are seen by every project. */
export const workshop = mkdtempSync(join(tmpdir(), 'rescue-rag-consumer-'))

const { devDependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))

/** Runs a program and returns what it prints; what it says on standard error is shown where it fails. */
export function run(command, args, cwd) {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`)
  }
}

/** Says what holds, or fails. */
export function expect(what, holds) {
  if (!holds) throw new Error(`Consumer check: ${what} does not hold.`)
  console.log(`  ok: ${what}`)
}

/** An empty project with packages; those of the repository's own tools in the versions that it uses. */
export function makeProject(name, packages) {
  const folder = join(workshop, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: `consumer-${name}`, private: true }))
  const wanted = packages.map((one) => (devDependencies[one] ? `${one}@${devDependencies[one]}` : one))
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...wanted], folder)
  return folder
}

/** Copies an example of the repository into a project. */
export function copyExample(name, folder) {
  copyFileSync(join(repository, 'examples', name), join(folder, name))
}

/** Writes a file of a project. */
export function write(folder, name, text) {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}
