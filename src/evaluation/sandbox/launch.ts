import type { SandboxLimits } from './limits.js'
import { unusedOwner } from './owner.js'
import { setupScript } from './setup-script.js'

/** A process to start: the program, its arguments and its environment. */
export interface Launch {
  program: string
  args: string[]
  env: Record<string, string>
}

/** What a launch is made of. */
export interface LaunchRequest {
  /** Run by `sh -c` in the directory of the staged files. */
  command: string
  /** Directory with the files that the command finds. */
  stage: string
  /** Empty directory to mount the private root on. */
  root: string
  /** The command's environment, complete. */
  env: Readonly<Record<string, string>>
  /** Installations outside the system's directories to show. */
  readOnly: readonly string[]
  limits: Required<SandboxLimits>
}

/** Administration programs (mount, pivot_root, ip) stand in sbin. */
const setupPath = '/usr/sbin:/usr/bin:/sbin:/bin'

/** The command in namespaces of its own, see {@link setupScript}. */
export function namespacesLaunch(request: LaunchRequest): Launch {
  const { stage, root, readOnly, limits } = request
  const owner = process.getuid?.() === 0 ? unusedOwner() : undefined
  const namespaces = ['--mount', '--pid', '--net', '--ipc', '--uts', '--fork', '--kill-child']
  return {
    program: 'setpriv',
    args: [
      // Should the runner be killed, so is the sandbox.
      ...['--pdeathsig', 'KILL', '--', 'unshare'],
      // An ordinary user gets the right to mount from a user namespace; root has it, and gives the command another user.
      ...(owner ? namespaces : ['--user', '--map-root-user', ...namespaces]),
      ...['--', 'sh', '-c', setupScript, 'sandbox'],
      ...limitedCommand(request),
    ],
    env: {
      PATH: setupPath,
      ROOT: root,
      STAGE: stage,
      DISK: String(limits.diskBytes),
      OWNER: owner ?? '',
      READ_ONLY: readOnly.join('\n'),
    },
  }
}

/** Without namespaces: limits per process, in the directory of the staged files. */
export function limitsLaunch(request: LaunchRequest): Launch {
  const { limits, stage } = request
  const script = [
    `ulimit -c 0`,
    `ulimit -t ${cpuSeconds(limits)}`,
    // In blocks of 512 bytes and in kibibytes; a shell that lacks one goes on without it.
    `ulimit -f ${Math.ceil(limits.diskBytes / 512)} 2>/dev/null`,
    `ulimit -d ${memoryLimit(limits, 1024)} 2>/dev/null`,
    `cd "$1" && shift && echo ready >&3 && "$@" 3>&-`,
    `echo "exit $?" >&3`,
  ].join('\n')
  return {
    program: 'sh',
    args: ['-c', script, 'sandbox', stage, 'env', '-i', ...pairs(request.env), 'sh', '-c', request.command],
    env: { PATH: setupPath },
  }
}

function limitedCommand({ command, env, limits }: LaunchRequest): string[] {
  return [
    'prlimit',
    // Private writable memory, not address space: Node.js reserves far more addresses than it uses.
    `--data=${memoryLimit(limits, 1)}`,
    `--cpu=${cpuSeconds(limits)}`,
    `--fsize=${limits.diskBytes}`,
    `--nproc=${limits.processes}`,
    '--core=0',
    '--nofile=1024',
    '--',
    ...['env', '-i', ...pairs(env), 'sh', '-c', command],
  ]
}

/** A second line behind the wall clock, per process. */
function cpuSeconds({ timeoutMs }: Required<SandboxLimits>): number {
  return Math.ceil(timeoutMs / 1000) + 1
}

/** In units of so many bytes, as `prlimit` and `ulimit` take it. */
function memoryLimit({ processMemoryBytes }: Required<SandboxLimits>, unit: number): string {
  return Number.isFinite(processMemoryBytes) ? String(Math.ceil(processMemoryBytes / unit)) : 'unlimited'
}

function pairs(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`)
}
