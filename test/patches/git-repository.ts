import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A git work tree that a test makes. Dates count up, so that hashes and order are the same every time. */
export class TestRepository {
  readonly path = mkdtempSync(join(tmpdir(), 'rescue-git-'))
  #clock = 1_700_000_000

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main')
  }

  git(...args: string[]): string {
    this.#clock += 60
    const date = `${this.#clock} +0000`
    const env = {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: 'Dev',
      GIT_AUTHOR_EMAIL: 'dev@example.com',
      GIT_COMMITTER_NAME: 'Dev',
      GIT_COMMITTER_EMAIL: 'dev@example.com',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    }
    return execFileSync('git', ['-C', this.path, ...args], { env, encoding: 'utf8' }).trim()
  }

  /** Writes files and commits them; returns the hash. */
  commit(message: string, files: Record<string, string | Buffer> = {}): string {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true })
      writeFileSync(join(this.path, name), content)
    }
    this.git('add', '--all')
    this.git('commit', '--quiet', '--allow-empty', '-m', message)
    return this.git('rev-parse', 'HEAD')
  }
}
