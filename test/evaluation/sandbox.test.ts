import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Sandbox, type SandboxLimits } from '../../src/evaluation/sandbox/index.js'
import { findToolPaths } from '../../src/evaluation/sandbox/tool-paths.js'
import { namespacesAvailable, trustedSamples } from './support/namespaces.js'

const sample = (name: string) => readFileSync(new URL(`fixtures/samples/${name}`, import.meta.url), 'utf8')
const contained = await namespacesAvailable()
const mebibyte = 1024 * 1024

let sandbox: Sandbox
let outside: string
beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'rescue-outside-'))
  writeFileSync(join(outside, 'secret.txt'), 'the runner knows this')
})
afterAll(() => rmSync(outside, { recursive: true, force: true }))

const python = (name: string, limits: SandboxLimits = {}, args = '') =>
  sandbox.run({ command: `python3 sample.py ${args}`, files: { 'sample.py': sample(name) }, limits })

/** What the sample gain-rights.py tries. */
const rights = [
  ...['remount', 'mount', 'chroot', 'kernel setting', 'set user', 'shared memory'],
  ...['first process, fd/3', 'first process, mem', 'first process, environ'],
  ...['user namespace', 'remount in there', 'write to /usr'],
]
const refusals = (stdout: string) => {
  const lines = stdout.trim().split('\n')
  const ending = (end: string) =>
    lines.flatMap((line) => (line.endsWith(end) ? [line.slice(0, -end.length)] : []))
  return { granted: ending(': granted'), refused: ending(': refused') }
}

describe.skipIf(!contained)('a contained sample (namespaces)', () => {
  beforeAll(async () => {
    sandbox = await Sandbox.create()
  })

  it('runs with its files in a fresh directory, and says what contained it', async () => {
    const run = await sandbox.run({
      command: 'pwd && cat data/in.txt && ls && exit 3',
      files: { 'data/in.txt': 'content\n' },
    })
    expect(run).toMatchObject({
      outcome: 'exited',
      exitCode: 3,
      stdout: '/work\ncontent\ndata\n',
      stderr: '',
    })
    expect(run.containment).toEqual({
      level: 'namespaces',
      network: 'loopback-only',
      files: 'private',
      processes: 'namespace',
    })
  })

  it.each(['python3 -c "print(6 * 7)"', 'node -p "6 * 7"', 'sh -c "echo 42"'])(
    '%s works',
    async (command) => {
      expect(await sandbox.run({ command, files: {} })).toMatchObject({ exitCode: 0, stdout: '42\n' })
    },
  )

  it('compiles and runs C, also with AddressSanitizer', async () => {
    const run = await sandbox.run({
      command: 'gcc -fsanitize=address -o main main.c && ./main',
      limits: { processMemoryBytes: Number.POSITIVE_INFINITY },
      files: { 'main.c': '#include <stdio.h>\nint main(void) { puts("42"); return 0; }\n' },
    })
    expect(run).toMatchObject({ exitCode: 0, stdout: '42\n' })
  })

  it('sees nothing of the environment', async () => {
    const { stdout } = await sandbox.run({ command: 'env', files: {}, env: { GIVEN: 'yes' } })
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0])
    expect(names.sort()).toEqual(['GIVEN', 'HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR'])
  })

  it('is killed when it hangs, with everything that it started', async () => {
    const run = await python('hang.py', { timeoutMs: 1000 })
    expect(run.outcome).toBe('timeout')
    expect(run.exitCode).toBeUndefined()
    expect(processesWith('rescue-hanging-child')).toEqual([])
  })

  it('has its time for itself: the sandbox is set up before', async () => {
    const hasty = await Sandbox.create({ limits: { timeoutMs: 1 } })
    expect(await hasty.run({ command: 'sleep 60', files: {} })).toMatchObject({ outcome: 'timeout' })
  })

  it('ends when its command ends, also when a detached child lives on', async () => {
    const run = await python('leave-child.py')
    expect(run).toMatchObject({ outcome: 'exited', exitCode: 0, stdout: 'left\n' })
    expect(processesWith('rescue-left-child')).toEqual([])
  })

  it('cannot fork without end', async () => {
    const run = await python('fork-bomb.py', { processes: 40, timeoutMs: 10_000 })
    expect(run.outcome).toBe('exited')
    const forks = Number(/forks (\d+)/.exec(run.stdout)?.[1])
    expect(forks).toBeGreaterThan(10)
    expect(forks).toBeLessThan(41)
  })

  it('cannot eat more memory than it may, alone', async () => {
    const run = await python('eat-memory.py', { memoryBytes: 200 * mebibyte })
    expect(run.outcome).toBe('memory')
  })

  it('is refused memory beyond what each of its processes may have', async () => {
    const run = await python('eat-memory.py', { processMemoryBytes: 200 * mebibyte })
    expect(run).toMatchObject({ outcome: 'exited', exitCode: 1 })
    expect(run.stderr).toContain('MemoryError')
  })

  it('cannot eat more memory than it may, in many processes', async () => {
    const run = await python('eat-memory-together.py', { memoryBytes: 300 * mebibyte })
    expect(run.outcome).toBe('memory')
  })

  it('cannot eat more memory than it may, in files of memory', async () => {
    const run = await python('eat-memory-files.py', { memoryBytes: 300 * mebibyte })
    expect(run).toMatchObject({ outcome: 'memory', stdout: '' })
  })

  it('cannot fill the disk, with one file or with many', async () => {
    const run = await python('fill-disk.py', { diskBytes: 8 * mebibyte })
    expect(run.stdout).toMatch(/^one file: \d+ MiB, (?:ENOSPC|EFBIG)\nmany files: \d+ MiB, ENOSPC\n$/)
    for (const [, written] of run.stdout.matchAll(/: (\d+) MiB/g))
      expect(Number(written)).toBeLessThanOrEqual(8)
  })

  it('cannot flood the runner with output', async () => {
    const run = await sandbox.run({ command: 'yes', files: {}, limits: { outputBytes: 100_000 } })
    expect(run.outcome).toBe('output')
    expect(run.stdout).toHaveLength(100_000)
  })

  it('deletes nothing but its own copies', async () => {
    const before = readdirSync(outside)
    const run = await python('delete-files.py', {}, outside)
    expect(run.exitCode).toBe(0)
    expect(readdirSync(outside)).toEqual(before)
    expect(readdirSync(homedir()).length).toBeGreaterThan(0)
    expect(await sandbox.run({ command: 'ls /usr/bin/env', files: {} })).toMatchObject({ exitCode: 0 })
  })

  it("cannot read the runner's files, processes or environment", async () => {
    const { stdout } = await python(
      'read-files.py',
      {},
      `${outside} ${process.cwd()} ${homedir()} ${process.pid}`,
    )
    expect(stdout).not.toContain('the runner knows this')
    expect(stdout).toMatch(/^(?:(?:secret|repository|home|shadow|process|memory): nothing\n){6}$/)
  })

  it('sees nothing at the root but programs and what is its own', async () => {
    const { stdout } = await sandbox.run({ command: 'ls -A / && ls -A /.root', files: {} })
    const names = new Set(stdout.trim().split('\n'))
    for (const name of ['.root', 'bin', 'dev', 'etc', 'proc', 'sbin', 'tmp', 'usr', 'work'])
      names.delete(name)
    // Directories of libraries, and of installations outside the system's own directories.
    const { readOnly } = await findToolPaths()
    const tools = readOnly.map((path) => path.split('/')[1] ?? '')
    expect([...names].filter((name) => !/^lib/.test(name) && !tools.includes(name))).toEqual([])
  })

  it('cannot get its rights back', async () => {
    const { stdout } = await python('gain-rights.py')
    expect(refusals(stdout)).toEqual({ granted: [], refused: rights })
  })

  it('cannot get its rights back where an ordinary user runs it', async () => {
    // A root of nobody but itself: it may make namespaces, and has no other user to give the sample to.
    const script = fileURLToPath(new URL('support/run-in-sandbox.ts', import.meta.url))
    const path = fileURLToPath(new URL('fixtures/samples/gain-rights.py', import.meta.url))
    const { stdout } = await promisify(execFile)('unshare', [
      ...['--user', '--map-root-user', process.execPath, '--import', 'tsx', script, path],
    ])
    expect(refusals(stdout)).toEqual({ granted: [], refused: rights })
  })

  it('cannot reach the network, but has a loopback of its own', async () => {
    let connections = 0
    const server = createServer((socket) => {
      connections++
      socket.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const { stdout } = await python('use-network.py', {}, String(port))
    server.close()
    expect(stdout).toBe('runner: refused\noutside: refused\nown server: answered\n')
    expect(connections).toBe(0)
  })

  it('takes no path that leads outside, and no file of that kind', async () => {
    for (const name of ['../x', '/etc/x', 'a/../../x', '.']) {
      await expect(sandbox.run({ command: 'true', files: { [name]: '' } })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      })
    }
  })

  it('is killed when the caller aborts', async () => {
    const controller = new AbortController()
    const run = sandbox.run({ command: 'sleep 60', files: {}, signal: controller.signal })
    setTimeout(() => controller.abort(), 200)
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' })
  })

  it('is killed when the runner is killed', async () => {
    const script = fileURLToPath(new URL('support/hang-in-sandbox.ts', import.meta.url))
    const runner = spawn(process.execPath, ['--import', 'tsx', script], { stdio: 'ignore' })
    const hanging = () => processesWith('rescue-orphaned-sample')
    // The sample itself: what sets the sandbox up has the text among its arguments, too.
    const started = () => hanging().filter((line) => line.startsWith('sh\0-c\0sleep'))
    await expect.poll(started, { timeout: 30_000 }).toHaveLength(1)
    runner.kill('SIGKILL')
    await expect.poll(hanging, { timeout: 5000 }).toEqual([])
  })

  it('leaves nothing behind in the temporary directory', async () => {
    const { TMPDIR } = process.env
    try {
      // A directory of its own: other tests run sandboxes at the same time.
      process.env.TMPDIR = outside
      await python('fill-disk.py', { diskBytes: 2 * mebibyte })
      expect(readdirSync(outside)).toEqual(['secret.txt'])
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = TMPDIR
    }
  })
})

describe('options that cannot be meant', () => {
  it.each([
    [{ contain: 'jail' }, /contain is jail/],
    [{ limits: { timeoutMs: 0 } }, /timeoutMs is 0/],
    [{ limits: { timeoutMs: '20s' } }, /timeoutMs is 20s/],
    // A timer of Node.js cannot wait longer than 2^31 ms: it would fire at once.
    [{ limits: { timeoutMs: 2 ** 31 } }, /timeoutMs is 2147483648/],
    [{ limits: { memoryBytes: Number.NaN } }, /memoryBytes is NaN/],
    [{ limits: { diskBytes: -1 } }, /diskBytes is -1/],
    [{ limits: { processes: 1.5 } }, /processes is 1.5/],
    [{ limits: { outputBytes: Number.POSITIVE_INFINITY } }, /outputBytes is Infinity/],
    [{ toolPaths: '/opt' }, /toolPaths/],
    [{ toolPaths: ['/no/such/tools'] }, /"\/no\/such\/tools" is no directory/],
  ])('%j is refused', async (options, message) => {
    await expect(Sandbox.create(options as object)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(message),
    })
  })

  it('limits of one run are checked as well', async () => {
    const { contain } = await trustedSamples()
    const any = await Sandbox.create({ contain })
    const run = any.run({ command: 'true', files: {}, limits: { timeoutMs: -1 } })
    await expect(run).rejects.toMatchObject({ code: 'INVALID_OPTION' })
  })
})

describe('installations that are named', () => {
  it('are found by a relative path too', async () => {
    const tools = join(outside, 'tools')
    mkdirSync(join(tools, 'bin'), { recursive: true })
    writeFileSync(join(tools, 'bin', 'greet'), '#!/bin/sh\necho hello\n', { mode: 0o755 })
    const { contain } = await trustedSamples()
    for (const toolPath of [tools, relative(process.cwd(), tools)]) {
      const named = await Sandbox.create({ contain, toolPaths: [toolPath] })
      expect(await named.run({ command: 'greet', files: {} })).toMatchObject({ stdout: 'hello\n' })
    }
  })
})

describe('limits alone', () => {
  beforeAll(async () => {
    sandbox = await Sandbox.create({ contain: 'limits' })
  })

  it('are in force only where the caller asks for them, and the result says so', async () => {
    const run = await sandbox.run({ command: 'cat a.txt && exit 3', files: { 'a.txt': 'hello' } })
    expect(run).toMatchObject({ outcome: 'exited', exitCode: 3, stdout: 'hello' })
    expect(run.containment).toEqual({ level: 'limits', network: 'host', files: 'host', processes: 'group' })
  })

  it('end with the command what it started', async () => {
    const run = await sandbox.run({
      command: 'sh -c "sleep 60; : rescue-limits-child" & echo left',
      files: {},
    })
    expect(run).toMatchObject({ outcome: 'exited', exitCode: 0, stdout: 'left\n' })
    expect(processesWith('rescue-limits-child')).toEqual([])
  })

  it('bound time, output and memory, in a fresh directory with an empty environment', async () => {
    expect(await sandbox.run({ command: 'sleep 60', files: {}, limits: { timeoutMs: 300 } })).toMatchObject({
      outcome: 'timeout',
    })
    expect(await sandbox.run({ command: 'yes', files: {}, limits: { outputBytes: 1000 } })).toMatchObject({
      outcome: 'output',
    })
    expect(await python('eat-memory.py', { memoryBytes: 200 * mebibyte })).not.toMatchObject({ exitCode: 0 })
    const memory = { processMemoryBytes: 200 * mebibyte }
    expect((await python('eat-memory.py', memory)).stderr).toContain('MemoryError')
    const { stdout } = await sandbox.run({ command: 'ls -A; env', files: {} })
    expect(stdout).not.toContain('npm')
    expect(stdout).toMatch(/^HOME=.*rescue-sandbox-/m)
  })
})

describe.skipIf(!contained)('where namespaces are not to be had', () => {
  it('nothing is run, and the error says what to do', async () => {
    // A user namespace in which no further one may be made stands for such a machine.
    const script = fileURLToPath(new URL('support/create-sandbox.ts', import.meta.url))
    const forbid = 'echo 0 >/proc/sys/user/max_user_namespaces && exec "$@"'
    const { stdout } = await promisify(execFile)('unshare', [
      ...['--user', '--map-root-user', 'sh', '-c', forbid, 'sh'],
      ...[process.execPath, '--import', 'tsx', script],
    ])
    expect(stdout).toContain('SANDBOX_UNAVAILABLE')
    expect(stdout).toContain('--contain limits')
  })
})

/** Command lines of running processes that hold a text. */
function processesWith(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return line.includes(text) ? [line] : []
      } catch {
        return []
      }
    })
}
