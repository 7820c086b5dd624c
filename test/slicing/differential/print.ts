import { printC } from './c.js'
import { printJavascript } from './javascript.js'
import type { FuzzLanguage, Program } from './model.js'
import { printPython } from './python.js'

/** A program as text. */
export const printers: Record<FuzzLanguage, (program: Program) => string> = {
  python: printPython,
  javascript: printJavascript,
  c: printC,
}
