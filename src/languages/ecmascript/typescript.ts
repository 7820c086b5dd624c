import { lazyRequire } from '../../ports/lazy-require.js'
import type { Language } from '../language.js'
import { ecmascript } from './javascript.js'

/** TypeScript, with JSX. */
export const typescript: Language = {
  ...ecmascript,
  id: 'typescript',
  loadGrammar: () => lazyRequire<{ tsx: unknown }>('tree-sitter-typescript', 'parsing TypeScript').tsx,
}
