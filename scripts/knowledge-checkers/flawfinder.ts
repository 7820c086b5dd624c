import { type Checker, note, run, versionOf } from './checker.js'

/** Flawfinder: looks for calls of risky functions in C and C++, without data flow. */
export const flawfinder: Checker = {
  name: 'flawfinder',
  languages: ['c', 'cpp'],
  version: () => versionOf('flawfinder'),
  async check(files) {
    const findings = new Map<string, string[]>()
    const { stdout } = await run('flawfinder', ['--csv', '--minlevel=1', ...files.map(({ path }) => path)])
    for (const line of stdout.split('\n').slice(1)) {
      // File,Line,Column,DefaultLevel,Level,Category,Name,...: none of these columns holds a comma.
      const [path, , , , , category, name] = line.split(',')
      if (path && category && name) note(findings, path, `${category}/${name}`)
    }
    return findings
  },
}
