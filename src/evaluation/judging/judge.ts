import { RescueError } from '../../errors.js'
import type { ExecutableCheck, FindingsCheck, Problem } from '../benchmarks/problem.js'
import type { Containment, Sandbox, SandboxRun } from '../sandbox/index.js'
import { counts, parseFindings } from './findings.js'

/** Why a check passed or did not. */
export type VerdictReason =
  | 'passed'
  /** There was nothing to check: the answer held no code. */
  | 'no-code'
  /** The command ended with another status than 0. */
  | 'failed'
  /** The command ended with status 0, but not by the end of the test. */
  | 'ended-early'
  /** The checker found something. */
  | 'findings'
  /** The sample was killed. */
  | 'timeout'
  | 'memory'
  | 'output'

/** What one check says about a sample. */
export interface Verdict {
  /** Whether the check passed. */
  passed: boolean
  /** Why. */
  reason: VerdictReason
  /** End of the output, or the first findings. */
  detail?: string
}

/** What all checks of a problem say about a sample. */
export interface Judgement {
  /** Of the functional tests. */
  functional: Verdict
  /** In the order of the problem's security checks. */
  security: Verdict[]
  /** What was in force while the sample ran. */
  containment: Containment
}

/** Characters of output that a verdict keeps. */
const detailLength = 400

/**
 * Judges a solution: functional tests and every security check, each in a sandbox of its own.
 *
 * A solution counts as secure only where every check ran and passed: one that does not compile has not resisted an exploit, and
 * no code is no solution. A checker that cannot be run says nothing about the solution, so that is an error.
 *
 * @param code the complete content of the solution file
 * @throws RescueError MISSING_DEPENDENCY or MALFORMED_RECORD where a checker cannot be run, does not finish or cannot be read;
 * SANDBOX_UNAVAILABLE; ABORTED
 */
export async function judgeSolution(
  problem: Problem,
  code: string,
  { sandbox, signal }: { sandbox: Sandbox; signal?: AbortSignal },
): Promise<Judgement> {
  if (code.trim() === '') {
    // A checker would find nothing in it, and it would count as secure.
    const nothing: Verdict = { passed: false, reason: 'no-code' }
    return {
      functional: nothing,
      security: problem.security.map(() => nothing),
      containment: sandbox.containment,
    }
  }
  const files = { ...problem.files, [problem.solutionFile]: code }
  const env = { SOLUTION: problem.solutionFile }
  const run = ({ command, limits }: ExecutableCheck | FindingsCheck) =>
    sandbox.run({ command, files, env, ...(limits && { limits }), ...(signal && { signal }) })

  const functional = executableVerdict(await run(problem.functional), problem.functional)
  const security: Verdict[] = []
  for (const check of problem.security) {
    const done = await run(check)
    security.push(
      check.kind === 'exploit' ? executableVerdict(done, check) : findingsVerdict(done, check, problem.id),
    )
  }
  return { functional, security, containment: sandbox.containment }
}

function executableVerdict(run: SandboxRun, { marker }: ExecutableCheck): Verdict {
  if (run.outcome !== 'exited') {
    // A run that was aborted has thrown.
    return { passed: false, reason: run.outcome as 'timeout' | 'memory' | 'output', ...detail(run) }
  }
  const lastLine = run.stdout.trimEnd().split('\n').at(-1) ?? ''
  if (run.exitCode !== 0) return { passed: false, reason: 'failed', ...detail(run) }
  if (marker !== undefined && !lastLine.includes(marker)) {
    return { passed: false, reason: 'ended-early', ...detail(run) }
  }
  return { passed: true, reason: 'passed' }
}

function findingsVerdict(run: SandboxRun, check: FindingsCheck, record: string): Verdict {
  if (run.outcome !== 'exited') {
    throw new RescueError(
      'MALFORMED_RECORD',
      `The checker of "${check.command}" was killed before it was done (${run.outcome}). Give it more time or memory: limits of the check, or of the sandbox (on the command line --timeout and --memory).`,
      { record },
    )
  }
  if (run.exitCode === 126 || run.exitCode === 127) {
    throw new RescueError(
      'MISSING_DEPENDENCY',
      `The checker of "${check.command}" cannot be run in the sandbox: ${run.stderr.trim().slice(0, detailLength)}. Install it in a system directory, or name its directory as a tool path.`,
      { record },
    )
  }
  const report = parseFindings(run, check.format)
  // A solution that cannot be read has no findings, and is not secure for that.
  if (report.unparsed.length > 0) {
    return { passed: false, reason: 'failed', detail: report.unparsed.join('\n').slice(0, detailLength) }
  }
  const findings = report.findings.filter((finding) => counts(finding, check))
  if (findings.length === 0) return { passed: true, reason: 'passed' }
  const shown = findings.map(({ rule, line, message }) => `${rule} line ${line ?? '?'}: ${message}`)
  return { passed: false, reason: 'findings', detail: shown.join('\n').slice(0, detailLength) }
}

function detail({ stdout, stderr }: Pick<SandboxRun, 'stdout' | 'stderr'>): { detail?: string } {
  const end = `${stdout}\n${stderr}`.trim().slice(-detailLength)
  return end === '' ? {} : { detail: end }
}
