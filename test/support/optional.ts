import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const models = fileURLToPath(new URL('../../node_modules/.cache/rescue-rag/models', import.meta.url))

/**
 * Loads packages that `npm run optional-packages` installs; undefined where one is missing, so that a test can say that it is skipped.
 * With `RESCUE_OPTIONAL=required` in the environment their absence is a failure.
 */
export function optionalPackages<T>(...names: string[]): T | undefined {
  try {
    return Object.assign({}, ...names.map((name) => require(name) as object)) as T
  } catch (cause) {
    return absent(`${names.join(', ')} cannot be loaded`, cause)
  }
}

/** Directory with the real weights of all-MiniLM-L6-v2 (8 bits), where they and the library that runs them are installed. */
export function miniLmDirectory(): string | undefined {
  try {
    require.resolve('@huggingface/transformers')
  } catch (cause) {
    return absent('@huggingface/transformers is not installed', cause)
  }
  return existsSync(models) ? models : absent(`there are no weights in ${models}`)
}

function absent(what: string, cause?: unknown): undefined {
  if (process.env.RESCUE_OPTIONAL !== 'required') return undefined
  throw new Error(`${what}. Install it with: npm run optional-packages`, { cause })
}
