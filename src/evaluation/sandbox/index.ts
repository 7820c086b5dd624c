export { type Containment, type SandboxLimits, sandboxLimitDefaults } from './limits.js'
export {
  requireInside,
  Sandbox,
  type SandboxOptions,
  type SandboxRequest,
  type SandboxRun,
  sandboxDefaults,
} from './sandbox.js'
export type { Outcome } from './supervise.js'
