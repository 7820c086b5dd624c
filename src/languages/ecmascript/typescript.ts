import { lazyRequire } from '../../ports/lazy-require.js'
import type { Language } from '../language.js'
import { ecmascript } from './javascript.js'

interface TypeScriptGrammars {
  readonly tsx: unknown
  readonly typescript: unknown
}

/** TypeScript, with JSX or, where the text has none, with casts in angle brackets (`<T>x`), which look the same. */
export const typescript: Language = {
  ...ecmascript,
  id: 'typescript',
  loadGrammars: () => {
    const grammars = lazyRequire<TypeScriptGrammars>('tree-sitter-typescript', 'parsing TypeScript')
    return [grammars.tsx, grammars.typescript]
  },
}
