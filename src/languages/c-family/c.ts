import { lazyRequire } from '../../ports/lazy-require.js'
import type { Language } from '../language.js'
import { calls, impliedCalls, modules } from './calls.js'
import { closures, expressions, places, targets, values } from './expressions.js'
import { library, neverReturn } from './library.js'
import { statements } from './statements.js'

/** What C and C++ share. */
export const cFamily: Omit<Language, 'id' | 'loadGrammars'> = {
  noOperation: ';',
  declaresBeforeUse: true,
  namesReceiver: false,
  indentationMatters: false,
  fragmentFrames: [],
  commentKinds: new Set(['comment']),
  statements,
  transparent: new Set([
    'translation_unit',
    'compound_statement',
    'declaration_list',
    'field_declaration_list',
  ]),
  expressions,
  targets,
  places,
  values,
  closures,
  calls,
  impliedCalls,
  imports: {},
  modules,
  neverReturn,
  library,
}

/** C, with the usual extensions. */
export const c: Language = {
  ...cFamily,
  id: 'c',
  loadGrammars: () => [lazyRequire('tree-sitter-c', 'parsing C')],
}
