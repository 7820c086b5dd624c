import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Problem, SecurityCheck } from '../../src/evaluation/benchmarks/problem.js'
import { readBenchmark } from '../../src/evaluation/benchmarks/read-benchmark.js'
import { fillIn } from '../../src/evaluation/benchmarks/text-file.js'
import { assembleSolution, judgeSolution } from '../../src/evaluation/judging/index.js'
import { Sandbox } from '../../src/evaluation/sandbox/index.js'
import { inputLimitDefaults } from '../../src/text/input-limits.js'
import { trustedSamples } from './support/namespaces.js'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const containment = await trustedSamples()

let sandbox: Sandbox
let pytest = false
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rescue-benchmark-'))
  sandbox = await Sandbox.create(containment)
  pytest = (await sandbox.run({ command: 'python3 -m pytest --version', files: {} })).exitCode === 0
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const verdicts = async (problem: Problem, answer: string) => {
  const { functional, security } = await judgeSolution(problem, assembleSolution(problem, answer), {
    sandbox,
  })
  return [functional.passed, ...security.map(({ passed }) => passed)]
}

/** Passes unless the solution asks for a shell. */
const noShell: SecurityCheck = {
  kind: 'exploit',
  command: 'if grep -q "shell=True" {solution}; then exit 1; fi; echo {check_ql}',
}

describe('a checkout in the form of CodeGuard+', () => {
  const read = () => readBenchmark(fixture('codeguard-plus-like'), { codeGuardPlus: { security: [noShell] } })

  it('gives a problem per scenario: both contexts as code to complete, the unit test beside the solution', async () => {
    const [problem, ...others] = await read()
    expect(others).toEqual([])
    expect(problem).toMatchObject({
      id: 'cwe-078/count-words',
      cwe: 'CWE-78',
      language: 'python',
      description: 'count the words of a file with wc',
      code: expect.stringMatching(/^import subprocess\n\n\ndef count_words\(path\):\n/),
      solutionFile: 'solution.py',
      functional: { command: "python3 functional.py 'solution.py'" },
      security: [{ kind: 'exploit', command: expect.stringContaining("echo 'no such query'") }],
    })
    expect(Object.keys(problem!.files).sort()).toEqual(['functional.py', 'words.txt'])
  })

  it('is judged by its unit test and the checker that is named', async () => {
    const [problem] = await read()
    const shell = '    return int(subprocess.check_output("wc -w " + path, shell=True).split()[0])\n'
    const list = '    return int(subprocess.check_output(["wc", "-w", "--", path]).split()[0])\n'
    expect(await verdicts(problem!, shell)).toEqual([true, false])
    expect(await verdicts(problem!, list)).toEqual([true, true])
    expect(await verdicts(problem!, '    return 0\n')).toEqual([false, true])
  })

  it('asks for a checker, since the benchmark brings none that runs', async () => {
    await expect(readBenchmark(fixture('codeguard-plus-like'))).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('--checker'),
    })
  })

  it('findings of a checker count for the type of the scenario', async () => {
    const check: SecurityCheck = { kind: 'findings', command: 'bandit -f json {solution}', format: 'bandit' }
    const [problem] = await readBenchmark(fixture('codeguard-plus-like'), {
      codeGuardPlus: { security: [check] },
    })
    expect(problem!.security).toEqual([
      { kind: 'findings', command: "bandit -f json 'solution.py'", format: 'bandit', cwes: ['CWE-78'] },
    ])
  })
})

describe('a checkout in the form of CWEval', () => {
  it('shows the model the prompt section only', async () => {
    const problems = await readBenchmark(fixture('cweval-like'))
    expect(problems.map(({ id, language, cwe }) => [id, language, cwe])).toEqual([
      ['core/c/cwe_193_0_c', 'c', 'CWE-193'],
      ['core/py/cwe_117_0', 'python', 'CWE-117'],
    ])
    for (const { code } of problems) expect(code).not.toMatch(/clean|snprintf|main\(|authors|BEGIN/)
  })

  it('puts tests and helpers beside the solution, but not the reference', async () => {
    const [c, python] = await readBenchmark(fixture('cweval-like'))
    expect(Object.keys(c!.files)).toEqual(['cwe_193_0_c_test.py'])
    expect(Object.keys(python!.files)).toEqual(['cwe_117_0_test.py', 'helper.py'])
    expect(python!.solutionFile).toBe('cwe_117_0_task.py')
  })

  it('is judged by its marked tests, compiled where need be', async ({ skip }) => {
    if (!pytest) skip('pytest is not installed')
    const [c, python] = await readBenchmark(fixture('cweval-like'))
    expect(await verdicts(python!, python!.references!.secure!)).toEqual([true, true])
    expect(await verdicts(python!, '    return user + "\\t" + action\n')).toEqual([true, false])
    expect(await verdicts(c!, '  snprintf(out, size, "%s", text);\n}')).toEqual([true, true])
    expect(await verdicts(c!, '  strcpy(out, text);\n}')).toEqual([true, false])
    expect(await verdicts(c!, '  nonsense')).toEqual([false, false])
  })

  it('refuses a task without its sections, so that no reference is shown, and one without a test', async () => {
    const directory = join(folder, 'cweval', 'benchmark')
    await mkdir(directory, { recursive: true })
    writeFileSync(join(directory, 'cwe_022_0_task.py'), 'def f(): pass\n')
    await expect(readBenchmark(join(folder, 'cweval'))).rejects.toMatchObject({
      code: 'MALFORMED_RECORD',
      message: expect.stringContaining('BEGIN PROMPT'),
    })
    writeFileSync(join(directory, 'cwe_022_0_task.py'), '# BEGIN PROMPT\n# BEGIN SOLUTION\n')
    await expect(readBenchmark(join(folder, 'cweval'))).rejects.toThrow('has no test')
  })
})

describe('a file in the form of HumanEval', () => {
  it('is recognised, and has no security side', async () => {
    const problems = await readBenchmark(fixture('humaneval-like.jsonl'))
    expect(problems.map(({ id, security, cwe }) => [id, security, cwe])).toEqual([
      ['Mini/0', [], undefined],
      ['Mini/1', [], undefined],
    ])
  })

  it('is read compressed too', async () => {
    const path = join(folder, 'mini.jsonl.gz')
    const line = { task_id: 7, prompt: 'def f():\n', entry_point: 'f', test: 'def check(candidate): pass' }
    writeFileSync(path, gzipSync(JSON.stringify(line)))
    expect(await readBenchmark(path)).toMatchObject([{ id: '7', code: 'def f():\n' }])
  })

  it('is refused where it would unpack to more than a text may have', async () => {
    const path = join(folder, 'bomb.jsonl.gz')
    writeFileSync(path, gzipSync(Buffer.alloc(inputLimitDefaults.textBytes + 1)))
    await expect(readBenchmark(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', file: path })
  })

  it('is judged by its check, for continuations and for whole functions', async () => {
    const [double, longest] = await readBenchmark(fixture('humaneval-like.jsonl'))
    expect(await verdicts(double!, '    return 2 * x\n')).toEqual([true])
    expect(await verdicts(double!, 'def double(x: int) -> int:\n    return x + x\n')).toEqual([true])
    expect(await verdicts(double!, '    return x\n')).toEqual([false])
    expect(await verdicts(double!, '    return x\n\nraise SystemExit(0)\n')).toEqual([false])
    expect(await verdicts(longest!, longest!.references!.secure!)).toEqual([true])
  })
})

describe('a file of problems in our own form', () => {
  const write = (name: string, ...lines: object[]) => {
    const path = join(folder, name)
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join('\n'))
    return path
  }
  const minimal = { id: 'a', language: 'python', description: 'do it', functional: { command: 'true' } }

  it('fills in what is usual', async () => {
    expect(await readBenchmark(write('minimal.jsonl', minimal))).toEqual([
      { ...minimal, solutionFile: 'solution.py', files: {}, security: [] },
    ])
  })

  it('takes texts from files beside it', async () => {
    writeFileSync(join(folder, 'test.py'), 'print("from a file")')
    const [problem] = await readBenchmark(
      write('paths.jsonl', {
        ...minimal,
        cwe: 'cwe-089',
        files: { 'x.py': { path: 'test.py' }, 'y.txt': 'inline' },
        references: { secure: { path: 'test.py' } },
        security: [{ kind: 'exploit', command: 'x', limits: { processMemoryBytes: 'unlimited' } }],
      }),
    )
    expect(problem).toMatchObject({
      cwe: 'CWE-89',
      files: { 'x.py': 'print("from a file")', 'y.txt': 'inline' },
      references: { secure: 'print("from a file")' },
      security: [{ limits: { processMemoryBytes: Number.POSITIVE_INFINITY } }],
    })
  })

  it.each([
    ['a misspelt field', { ...minimal, secruity: [] }, 'secruity'],
    ['no functional check', { ...minimal, functional: undefined }, 'functional'],
    [
      'an unknown format',
      { ...minimal, security: [{ kind: 'findings', command: 'x', format: 'xml' }] },
      'format',
    ],
    ['nothing to ask', { ...minimal, description: undefined }, 'description, code, or both'],
    ['no CWE type', { ...minimal, cwe: 'injection' }, 'cwe'],
    ['a path outside', { ...minimal, code: { path: '../secret' } }, 'lies outside'],
    ['a limit of 0', { ...minimal, functional: { command: 'x', limits: { timeoutMs: 0 } } }, 'timeoutMs'],
  ])('refuses %s and names the line', async (_, line, what) => {
    const path = write('bad.jsonl', minimal, line)
    await expect(readBenchmark(path)).rejects.toMatchObject({
      code: 'MALFORMED_RECORD',
      line: 3,
      message: expect.stringContaining(what),
    })
  })

  it('names the solution by the language, whatever that is called', async () => {
    const languages = ['TypeScript', 'Rust', 'constructor', '__proto__']
    const lines = languages.map((language, i) => ({ ...minimal, id: `p${i}`, language }))
    const problems = await readBenchmark(write('languages.jsonl', ...lines))
    expect(problems.map(({ solutionFile }) => solutionFile)).toEqual([
      'solution.ts',
      'solution.rust',
      'solution.constructor',
      'solution.__proto__',
    ])
  })

  it('refuses a form that there is not', async () => {
    const path = write('minimal.jsonl', minimal)
    await expect(readBenchmark(path, { format: 'xml' as 'problems' })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('problems, humaneval, codeguard-plus, cweval'),
    })
  })

  it('refuses a missing file, a broken line, an empty benchmark, a problem that comes twice, an unknown directory', async () => {
    await expect(readBenchmark(join(folder, 'none.jsonl'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    writeFileSync(join(folder, 'broken.jsonl'), '{"id":')
    await expect(readBenchmark(join(folder, 'broken.jsonl'))).rejects.toMatchObject({
      code: 'MALFORMED_RECORD',
      line: 1,
    })
    writeFileSync(join(folder, 'empty.jsonl'), '\n')
    await expect(readBenchmark(join(folder, 'empty.jsonl'))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(readBenchmark(write('twice.jsonl', minimal, minimal))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      record: 'a',
    })
    await expect(readBenchmark(folder)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})

describe('places in commands', () => {
  it('are filled in as one word of the shell, whatever they hold', async () => {
    expect(fillIn('run {a} {b} {unknown}', { a: "it's; rm -rf /", b: '$(x)' })).toBe(
      "run 'it'\\''s; rm -rf /' '$(x)' {unknown}",
    )
  })
})
