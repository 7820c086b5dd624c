import { messageOf } from '../../../src/errors.js'
import { Sandbox, type SandboxOptions } from '../../../src/evaluation/sandbox/index.js'

let available: Promise<boolean> | undefined

/** Whether this machine can contain code that nobody trusts; where not, says aloud what that means for the tests. */
export function namespacesAvailable(): Promise<boolean> {
  available ??= Sandbox.create().then(
    () => true,
    (thrown) => {
      console.warn(`Harmful samples are not run, and harmless ones under limits alone: ${messageOf(thrown)}`)
      return false
    },
  )
  return available
}

/** The strongest containment that this machine has, for samples that are our own and do no harm. */
export async function trustedSamples(): Promise<Required<Pick<SandboxOptions, 'contain'>>> {
  return { contain: (await namespacesAvailable()) ? 'namespaces' : 'limits' }
}
