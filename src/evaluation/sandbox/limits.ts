/** What a contained process may use. */
export interface SandboxLimits {
  /** Milliseconds of wall clock; then everything that it started is killed. */
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
