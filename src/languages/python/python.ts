import { lazyRequire } from '../../ports/lazy-require.js'
import type { Language } from '../language.js'
import {
  calls,
  closures,
  expressions,
  impliedCalls,
  imports,
  modules,
  places,
  targets,
  values,
} from './expressions.js'
import { library, neverReturn } from './library.js'
import { statements } from './statements.js'

/** Python 2 and 3, as tree-sitter-python parses them. */
export const python: Language = {
  id: 'python',
  loadGrammars: () => [lazyRequire('tree-sitter-python', 'parsing Python')],
  noOperation: 'pass',
  declaresBeforeUse: false,
  namesReceiver: true,
  indentationMatters: true,
  fragmentFrames: [],
  commentKinds: new Set(['comment', 'line_continuation']),
  statements,
  transparent: new Set(['module', 'block']),
  expressions,
  targets,
  places,
  values,
  closures,
  calls,
  impliedCalls,
  imports,
  modules,
  neverReturn,
  library,
}
