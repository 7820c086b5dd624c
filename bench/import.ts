/**
 * What `import 'rescue-rag'` costs a program that starts: the median of fresh processes that load the built package, minus that of
 * bare ones that take turns with them, for the ES module, the CommonJS build and the other entry points. Elapsed time is what a user
 * waits; processor time is what remains of it on a machine that does nothing else.
 *
 *     npm run bench:import [-- RUNS]
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const runs = Number(process.argv[2] ?? 20)
/** Milliseconds, the goal of the project for the core. */
const goal = 100

const programs = {
  'bare node': '0',
  "import 'rescue-rag'": "import 'rescue-rag'",
  "require('rescue-rag')":
    "process.getBuiltinModule('module').createRequire(process.cwd() + '/x.cjs')('rescue-rag')",
  "import 'rescue-rag/evaluation'": "import 'rescue-rag/evaluation'",
  "import 'rescue-rag/langchain'": "import 'rescue-rag/langchain'",
  "import 'rescue-rag/ai-sdk'": "import 'rescue-rag/ai-sdk'",
  "import 'rescue-rag/mcp'": "import 'rescue-rag/mcp'",
}

if (!existsSync(`${root}dist/index.js`)) throw new Error('Build the package first: npm run build')
interface Run {
  elapsed: number
  processor: number
}
const results = new Map<string, Run[]>(Object.keys(programs).map((name) => [name, []]))
const reportProcessorTime =
  '\nconst { user, system } = process.cpuUsage(); console.log((user + system) / 1000)'
for (let run = -1; run < runs; run++) {
  for (const [name, program] of Object.entries(programs)) {
    const started = performance.now()
    const processor = Number(
      execFileSync(process.execPath, ['--input-type=module', '-e', program + reportProcessorTime], {
        cwd: root,
        encoding: 'utf8',
      }),
    )
    // The first round warms the caches of the file system.
    if (run >= 0) results.get(name)?.push({ elapsed: performance.now() - started, processor })
  }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const medianOf = (name: string): Run => ({
  elapsed: median((results.get(name) ?? []).map(({ elapsed }) => elapsed)),
  processor: median((results.get(name) ?? []).map(({ processor }) => processor)),
})
const bare = medianOf('bare node')
console.log(
  `Node ${process.version}, load average ${loadavg()[0]?.toFixed(1)}: medians of ${runs} fresh processes, in milliseconds`,
)
console.log(
  `bare node: ${bare.elapsed.toFixed(0)} elapsed, ${bare.processor.toFixed(0)} of the processor; beyond that:`,
)
for (const name of Object.keys(programs).filter((name) => name !== 'bare node')) {
  const { elapsed, processor } = medianOf(name)
  const [wait, work] = [elapsed - bare.elapsed, processor - bare.processor]
  console.log(
    `  ${name.padEnd(32)} ${wait.toFixed(0).padStart(4)} elapsed, ${work.toFixed(0).padStart(4)} processor`,
  )
  if (name === "import 'rescue-rag'") {
    console.log(`    goal: at most ${goal} elapsed, ${wait <= goal ? 'reached' : 'missed'}`)
  }
}
