import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** Native modules that a process has loaded after a program, and packages that were required at run time. */
async function loadedAfter(program: string): Promise<{ native: string[]; required: string[] }> {
  const report = `
    const { createRequire } = process.getBuiltinModule('node:module')
    const packageOf = (path) => /node_modules[\\\\/]((?:@[^\\\\/]+[\\\\/])?[^\\\\/]+)/.exec(path)?.[1]
    const packages = (paths) => [...new Set(paths.map(packageOf).filter(Boolean))].sort()
    const { sharedObjects } = process.report.getReport()
    console.log(JSON.stringify({
      native: packages(sharedObjects.filter((path) => path.endsWith('.node'))),
      required: packages(Object.keys(createRequire(process.cwd() + '/x.cjs').cache)),
    }))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program + report], {
    cwd: root,
  })
  return JSON.parse(stdout)
}

/** The built package, as users get it; what it costs is measured by `npm run bench:import`. */
describe('importing', () => {
  it.each(['', '/evaluation', '/langchain', '/ai-sdk', '/mcp'])(
    "'rescue-rag%s' loads no grammar, no native module and no token table",
    async (entry) => {
      const { native, required } = await loadedAfter(`import 'rescue-rag${entry}'\n`)
      expect(native).toEqual([])
      expect(required.filter((name) => /tree-sitter|gpt-tokenizer|huggingface/.test(name))).toEqual([])
    },
  )

  it("require('rescue-rag') loads none either", async () => {
    const { native, required } = await loadedAfter(
      "process.getBuiltinModule('node:module').createRequire(process.cwd() + '/x.cjs')('rescue-rag')\n",
    )
    expect(native).toEqual([])
    expect(required).toEqual([])
  })

  it('loads the grammar of a language at its first use, and no other', async () => {
    const { native } = await loadedAfter(
      "import { Slicer } from 'rescue-rag'\nnew Slicer().slice('x = 1', 'python', { lines: [1] })\n",
    )
    expect(native).toEqual(['tree-sitter', 'tree-sitter-python'])
  })
})
