export { canonicalLanguage, resolveNamedLanguage } from './canonical-language.js'
export type { CallParts, FragmentFrame, Language } from './language.js'
export {
  type LanguageId,
  languageIds,
  languageOfFile,
  requireLanguage,
  resolveLanguage,
} from './language-id.js'
export { scanCalls, scanModules } from './lexical/scan-calls.js'
export { lineAt } from './lines.js'
export { countErrorLines, parseProgram, parseSyntaxTree } from './parse.js'
export {
  ANY_ELEMENT,
  type ApiCall,
  type Block,
  type Call,
  type Control,
  type Evaluation,
  type Flow,
  type Library,
  type Limitation,
  type Place,
  type Procedure,
  type Program,
  type Scope,
  type Source,
  type Statement,
  type Step,
  type Variable,
} from './program.js'
