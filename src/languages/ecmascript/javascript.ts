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

/** What JavaScript and TypeScript share. */
export const ecmascript: Omit<Language, 'id' | 'loadGrammars'> = {
  noOperation: ';',
  declaresBeforeUse: false,
  namesReceiver: false,
  indentationMatters: false,
  fragmentFrames: [
    { before: 'class _ {', after: '\n}' },
    { before: '({', after: '\n})' },
    { before: '_(function () {', after: '\n' },
    { before: '_({', after: '\n' },
  ],
  commentKinds: new Set(['comment', 'html_comment', 'hash_bang_line']),
  statements,
  transparent: new Set(['program', 'statement_block', 'class_static_block', 'class_body', 'switch_body']),
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

/** JavaScript, with JSX. */
export const javascript: Language = {
  ...ecmascript,
  id: 'javascript',
  loadGrammars: () => [lazyRequire('tree-sitter-javascript', 'parsing JavaScript')],
}
