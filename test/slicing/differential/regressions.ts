import { readdirSync, readFileSync } from 'node:fs'
import type { Criterion } from './check.js'
import type { FuzzLanguage } from './model.js'

/** A program that once failed, with its criterion: the probe on the line with the comment `criterion`. */
export interface Regression {
  name: string
  text: string
  criteria: Criterion[]
}

/** The programs of `regressions/<language>/`. */
export function regressionsOf(language: FuzzLanguage): Regression[] {
  const folder = new URL(`regressions/${language}/`, import.meta.url)
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8')
      const criteria = text.split('\n').flatMap((content, index) => {
        const match = /\bprobe\(\s*(\d+).*(?:#|\/\/|\/\*) criterion/.exec(content)
        return match ? [{ probe: Number(match[1]), line: index + 1 }] : []
      })
      if (criteria.length === 0) throw new Error(`${name} has no line with the comment "criterion".`)
      return { name, text, criteria }
    })
}
