import { withDefaults } from '../../defaults.js'
import { RescueError } from '../../errors.js'

/** What a contained process may use. */
export interface SandboxLimits {
  /** Milliseconds of wall clock, less than 2^31; then everything that it started is killed. */
  timeoutMs?: number
  /** Bytes of memory, of all processes together: they are watched and killed. */
  memoryBytes?: number
  /**
   * Bytes of private memory that the system grants to each process at most. Programs built with AddressSanitizer reserve
   * terabytes and need `Infinity` here; they are still watched.
   */
  processMemoryBytes?: number
  /** Bytes that may be written to files. */
  diskBytes?: number
  /** Processes and threads. */
  processes?: number
  /** Bytes of each of the two output streams that are kept; a process that writes on is killed. */
  outputBytes?: number
}

/** Defaults of {@link SandboxLimits}. */
export const sandboxLimitDefaults = {
  timeoutMs: 20_000,
  memoryBytes: 1024 * 1024 * 1024,
  processMemoryBytes: 1024 * 1024 * 1024,
  diskBytes: 64 * 1024 * 1024,
  processes: 128,
  outputBytes: 1024 * 1024,
} as const satisfies Required<SandboxLimits>

/** Where a timer of Node.js overflows, and fires at once. */
const longestTimer = 2 ** 31

/**
 * Limits with those that were not given filled in.
 * @throws RescueError INVALID_OPTION for what is no limit
 */
export function resolveLimits(
  defaults: Required<SandboxLimits>,
  given: SandboxLimits = {},
): Required<SandboxLimits> {
  const limits = withDefaults(defaults, given)
  for (const [name, value] of Object.entries(limits)) {
    const fits =
      name === 'timeoutMs'
        ? value > 0 && value < longestTimer
        : (Number.isInteger(value) && value >= 1) || (name === 'processMemoryBytes' && value === Infinity)
    if (typeof value === 'number' && fits) continue
    const wanted = name === 'timeoutMs' ? 'a number above 0 and below 2^31' : 'a whole number of at least 1'
    throw new RescueError('INVALID_OPTION', `The limit ${name} is ${value}; give ${wanted}.`)
  }
  return limits
}

/** What keeps a process from doing harm on this machine. */
export interface Containment {
  /**
   * `namespaces`: a root file system, process tree and network of its own, under a user without rights. `limits`: only
   * time, memory, file size and output are bounded; the process sees files and network of the machine.
   */
  level: 'namespaces' | 'limits'
  /** What of the network the process sees. */
  network: 'loopback-only' | 'host'
  /** Whether the process sees the machine's files. */
  files: 'private' | 'host'
  /** Whether the process sees other processes than its own. */
  processes: 'namespace' | 'group'
}

/** What each level gives. */
export const containments = {
  namespaces: { level: 'namespaces', network: 'loopback-only', files: 'private', processes: 'namespace' },
  limits: { level: 'limits', network: 'host', files: 'host', processes: 'group' },
} as const satisfies Record<Containment['level'], Containment>
