import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { messageOf } from '../../../src/errors.js'
import { Sandbox, type SandboxOptions } from '../../../src/evaluation/sandbox/index.js'

let available: Promise<boolean> | undefined

/**
 * Whether this machine can contain code that nobody trusts; where not, says aloud what that means for the tests. Where it makes namespaces
 * for others, a sandbox that fails is a fault of ours.
 */
export function namespacesAvailable(): Promise<boolean> {
  available ??= Sandbox.create().then(
    () => true,
    async (thrown) => {
      if (await makesNamespaces()) throw thrown
      console.warn(`Harmful samples are not run, and harmless ones under limits alone: ${messageOf(thrown)}`)
      return false
    },
  )
  return available
}

async function makesNamespaces(): Promise<boolean> {
  const namespaces = ['--user', '--map-root-user', '--mount', '--pid', '--net', '--ipc', '--uts', '--fork']
  const mounts = 'mount -t proc proc /proc && mount -t tmpfs tmpfs /tmp'
  return promisify(execFile)('unshare', [...namespaces, 'sh', '-c', mounts]).then(
    () => true,
    () => false,
  )
}

/** The strongest containment that this machine has, for samples that are our own and do no harm. */
export async function trustedSamples(): Promise<Required<Pick<SandboxOptions, 'contain'>>> {
  return { contain: (await namespacesAvailable()) ? 'namespaces' : 'limits' }
}
