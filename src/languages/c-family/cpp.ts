import { lazyRequire } from '../../ports/lazy-require.js'
import type { Language } from '../language.js'
import { cFamily } from './c.js'

/** C++. */
export const cpp: Language = {
  ...cFamily,
  id: 'cpp',
  fragmentFrames: [{ before: 'class _ {', after: '\n};' }],
  loadGrammars: () => [lazyRequire('tree-sitter-cpp', 'parsing C++')],
}
