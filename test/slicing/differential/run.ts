import { spawnSync } from 'node:child_process'
import type { FuzzLanguage } from './model.js'
import type { Outcome } from './outcome.js'
import { runC } from './run-c.js'
import { runJavascript } from './run-javascript.js'
import { runPython } from './run-python.js'

const runners: Record<FuzzLanguage, (texts: readonly string[]) => Outcome[]> = {
  python: runPython,
  javascript: runJavascript,
  c: runC,
}

/** Runs texts with all inputs, all in one process (C: compiled as one unit), each run with fresh state. */
export function runTexts(language: FuzzLanguage, texts: readonly string[]): Outcome[] {
  return texts.length === 0 ? [] : runners[language](texts)
}

/** Why a language's programs cannot run here; undefined where they can. */
export function missingTool(language: FuzzLanguage): string | undefined {
  if (language === 'javascript') return undefined
  const [command, ...args] =
    language === 'c'
      ? ['gcc', '-ftrivial-auto-var-init=pattern', '-x', 'c', '-fsyntax-only', '/dev/null']
      : [
          'python3',
          '-c',
          'import os, sys; sys.exit(not (sys.version_info >= (3, 10) and hasattr(os, "fork")))',
        ]
  const { status, error } = spawnSync(command!, args)
  if (error) return `${command} is not installed`
  return status === 0 ? undefined : `${command} is too old`
}
