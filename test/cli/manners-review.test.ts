import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveKnowledgeBase } from '../../src/index.js'
import { cliPath, rescue } from '../support/cli.js'
import { smallKnowledge } from '../support/knowledge.js'
import { startOpenAiServer } from '../support/openai-server.js'

let repository: string
let base: string
const git = (...args: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args],
    {
      cwd: repository,
      encoding: 'utf8',
    },
  )
const review = (args: string[], options: { stdin?: string; env?: NodeJS.ProcessEnv } = {}) =>
  rescue(['review', ...args], {
    cwd: repository,
    ...options,
    env: { RESCUE_KNOWLEDGE: base, ...options.env },
  })

const find = (sql: string) =>
  `import sqlite3\n\n\ndef find_user(db, email):\n    """Look up a user by e-mail in the SQL database."""\n    cursor = db.cursor()\n    cursor.execute(${sql})\n    return cursor.fetchone()\n`

beforeAll(async () => {
  repository = mkdtempSync(join(tmpdir(), 'rescue-review-cli-'))
  base = join(repository, '.base')
  saveKnowledgeBase(await smallKnowledge(), base)
  git('init', '-q', '-b', 'main')
  writeFileSync(join(repository, '.gitignore'), '.base\n')
  writeFileSync(join(repository, 'users.py'), find('"SELECT * FROM users WHERE email = ?", (email,)'))
  git('add', '-A')
  git('commit', '-qm', 'one')
  writeFileSync(join(repository, 'users.py'), find(`f"SELECT * FROM users WHERE email = '{email}'"`))
  git('commit', '-qam', 'two')
})
afterAll(() => rmSync(repository, { recursive: true, force: true }))

describe('rescue review', () => {
  it('says what fixes of similar code teach about a changed function', async () => {
    const run = await review(['--range', 'HEAD~1..HEAD'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toContain('## CWE-89')
    expect(run.stdout).toContain('`users.py:7`, `find_user`')
  })

  it('says the same of the diff on standard input', async () => {
    const [range, diff] = await Promise.all([
      review(['--range', 'HEAD~1..HEAD', '--json']),
      review(['-', '--json'], { stdin: git('diff', '--function-context', 'HEAD~1..HEAD') }),
    ])
    const [finding] = JSON.parse(range.stdout).findings
    expect(JSON.parse(diff.stdout).findings).toMatchObject([
      { cwe: finding.cwe, fingerprint: finding.fingerprint, startLine: 7 },
    ])
  })

  it('prints annotations and SARIF', async () => {
    const github = await review(['--range', 'HEAD~1..HEAD', '--format', 'github'])
    expect(github.stdout).toMatch(/^::notice file=users\.py,line=7,endLine=7,title=CWE-89 [^\n]*\n$/)
    const sarif = JSON.parse((await review(['--range', 'HEAD~1..HEAD', '--format', 'sarif'])).stdout)
    expect(sarif).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'CWE-89', level: 'note' }] }],
    })
  })

  it.each([
    ['none', 0],
    ['any', 1],
    ['CWE-89', 1],
    ['CWE-22,CWE-79', 0],
  ])('with --fail-on %s ends with %i, and prints what it found', async (failOn, code) => {
    const run = await review(['--range', 'HEAD~1..HEAD', '--fail-on', failOn])
    expect(run.code).toBe(code)
    expect(run.stdout).toContain('## CWE-89')
    expect(run.stderr).toBe(code === 0 ? '' : '1 of 1 findings fail the review (--fail-on).\n')
  })

  it('keeps findings of the baseline quiet', async () => {
    const baseline = join(repository, '.base', 'baseline.json')
    const args = ['--range', 'HEAD~1..HEAD', '--fail-on', 'any', '--baseline', baseline]
    expect((await review(args)).code).toBe(1)
    expect((await review([...args, '--update-baseline'])).code).toBe(0)
    const written = readFileSync(baseline, 'utf8')
    const run = await review(args)
    expect(run.code).toBe(0)
    expect(run.stdout).toContain('1 finding of the baseline stays quiet.')
    await review([...args, '--update-baseline'])
    expect(readFileSync(baseline, 'utf8')).toBe(written)
  })

  it('asks a model only with --confirm', async () => {
    const server = await startOpenAiServer(() => ({
      text: '{"present":"yes","reason":"Line 7 formats the e-mail."}',
    }))
    const env = { OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: 'test' }
    await review(['--range', 'HEAD~1..HEAD'], { env })
    expect(server.requests).toHaveLength(0)
    const run = await review(['--range', 'HEAD~1..HEAD', '--confirm', '--fail-on', 'confirmed'], { env })
    await server.close()
    expect(server.requests).toHaveLength(1)
    expect(run.code).toBe(1)
    expect(run.stdout).toContain('**yes**. Line 7 formats the e-mail.')
  })

  it('needs a model for --confirm', async () => {
    const run = await review(['--range', 'HEAD~1..HEAD', '--confirm'])
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain('OPENAI_API_KEY')
  })
})

describe('examples/ci/rescue-review.yml', () => {
  const workflow = readFileSync(new URL('../../examples/ci/rescue-review.yml', import.meta.url), 'utf8')
  const commands = [...workflow.matchAll(/^ +run: (.*)$/gm)].map(([, command = '']) => command)

  it('runs as it stands, with the built command in place of the published one', () => {
    expect(commands).toHaveLength(2)
    const summary = join(repository, '.base', 'summary.md')
    const run = (command: string) =>
      execFileSync(
        'bash',
        ['-ec', command.replace('npx --yes rescue-rag', `'${process.execPath}' '${cliPath}'`)],
        {
          cwd: repository,
          encoding: 'utf8',
          env: { ...process.env, BASE: 'HEAD~1', GITHUB_STEP_SUMMARY: summary, RESCUE_KNOWLEDGE: base },
        },
      )
    const [notices] = commands.map(run)
    expect(notices).toContain('::notice file=users.py,line=7')
    expect(readFileSync(summary, 'utf8')).toContain('## CWE-89')
  })

  it('puts nothing of a pull request into a command line', () => {
    for (const command of commands) expect(command).not.toContain('${{')
  })
})
