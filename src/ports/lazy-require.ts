import { createRequire } from 'node:module'
import { RescueError } from '../errors.js'

const require = createRequire(import.meta.url)

/**
 * Loads a package at its first use: native grammars and encoder tables are large, and some are optional.
 *
 * @param name package to load, also a path inside it
 * @param purpose what it is needed for, completes the sentence "... is needed for"
 * @throws RescueError MISSING_DEPENDENCY that says what to install
 */
export function lazyRequire<T>(name: string, purpose: string): T {
  try {
    return require(name) as T
  } catch (cause) {
    const parts = name.split('/')
    const packageName = parts.slice(0, name.startsWith('@') ? 2 : 1).join('/')
    throw new RescueError(
      'MISSING_DEPENDENCY',
      `The package "${packageName}" is needed for ${purpose} and could not be loaded. Install it with: npm install ${packageName}`,
      { cause },
    )
  }
}
