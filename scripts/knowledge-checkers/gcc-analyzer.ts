import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import { z } from 'zod'
import { compilerOptions } from '../knowledge-sources.js'
import { type Checker, note, run, versionOf } from './checker.js'

const diagnostics = z.array(z.object({ kind: z.string(), option: z.string().optional() }))

/**
 * GCC's static analyser with the warnings that are about memory and formats. Only for C: the analyser of GCC 12 does not
 * understand C++.
 */
export const gccAnalyzer: Checker = {
  name: 'gcc -fanalyzer',
  languages: ['c'],
  version: () => versionOf('gcc'),
  async check(files) {
    const options = ['-Wall', '-Wextra', '-Wformat=2', '-O2', '-fanalyzer', '-fdiagnostics-format=json']
    const limit = pLimit(availableParallelism())
    const findings = new Map<string, string[]>()
    await Promise.all(
      files.map(({ path }) =>
        limit(async () => {
          const { stderr } = await run('gcc', [
            ...compilerOptions.c,
            ...options,
            '-c',
            '-o',
            '/dev/null',
            path,
          ])
          for (const { kind, option } of parse(stderr))
            if (kind === 'warning' && option && !unrelated.has(option)) note(findings, path, option)
        }),
      ),
    )
    return findings
  },
}

/** Warnings about style, which say nothing about security. */
const unrelated = new Set([
  '-Wunused-parameter',
  '-Wunused-function',
  '-Wunused-variable',
  '-Wmissing-field-initializers',
])

/** The compiler prints a JSON array on a line; other tools that it starts may print lines of their own. */
function parse(stderr: string): z.infer<typeof diagnostics> {
  const line = stderr.split('\n').find((candidate) => candidate.startsWith('['))
  return line === undefined ? [] : diagnostics.parse(JSON.parse(line))
}
