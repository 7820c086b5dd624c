import { execFile } from 'node:child_process'
import type { LanguageId } from '../../src/languages/index.js'
import type { SourceFile } from '../knowledge-sources.js'

/** What a checker reports about a file: the rules that it sees broken, one entry per finding. */
export type Findings = readonly string[]

/** A static checker that may be installed here. */
export interface Checker {
  name: string
  languages: readonly LanguageId[]
  /** Its version; undefined where it is not installed. */
  version(): Promise<string | undefined>
  /** The findings of each file, by its path. Files without findings may be absent. */
  check(files: readonly SourceFile[]): Promise<Map<string, Findings>>
}

/** What a command printed, and its exit code: checkers end with another code than 0 where they find something. */
export interface Output {
  code: number | string
  stdout: string
  stderr: string
}

/** Runs a command without a shell; a command that does not exist gives the code `ENOENT`. */
export function run(command: string, args: readonly string[]): Promise<Output> {
  return new Promise((resolve) => {
    execFile(command, args, { maxBuffer: 1 << 28, encoding: 'utf8' }, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? 'UNKNOWN') : 0, stdout, stderr }),
    )
  })
}

/** The version that a command prints; undefined where it cannot be run. */
export async function versionOf(command: string): Promise<string | undefined> {
  const { code, stdout } = await run(command, ['--version'])
  return code === 0 ? /\d+\.\d+[\d.]*/.exec(stdout)?.[0] : undefined
}

/** Adds a finding to a file's. */
export function note(findings: Map<string, string[]>, path: string, rule: string): void {
  const rules = findings.get(path)
  if (rules) rules.push(rule)
  else findings.set(path, [rule])
}
