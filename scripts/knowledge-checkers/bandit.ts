import { z } from 'zod'
import { type Checker, note, run, versionOf } from './checker.js'

const report = z.object({
  results: z.array(z.object({ filename: z.string(), test_id: z.string(), test_name: z.string() })),
})

/** Bandit: looks for risky calls and arguments in the syntax tree of Python. */
export const bandit: Checker = {
  name: 'bandit',
  languages: ['python'],
  version: () => versionOf('bandit'),
  async check(files) {
    const findings = new Map<string, string[]>()
    const { stdout } = await run('bandit', ['--quiet', '--format', 'json', ...files.map(({ path }) => path)])
    for (const { filename, test_id, test_name } of report.parse(JSON.parse(stdout)).results)
      note(findings, filename, `${test_id} ${test_name}`)
    return findings
  },
}
