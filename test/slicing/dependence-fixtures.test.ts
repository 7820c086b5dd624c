import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { languageOfFile } from '../../src/languages/index.js'
import { dependenceGraph } from '../../src/slicing/index.js'

/**
 * One language construct per fixture: a source file, and beside it a `.deps` file that names dependences by line:
 *
 *     12 -> 7 data x        line 12 depends on line 7 through x
 *     12 -> 7 control       whether line 12 runs is decided on line 7
 *     not 12 -> 3 data x    must not be found
 */
const root = fileURLToPath(new URL('./fixtures/', import.meta.url))

interface Expectation {
  text: string
  wanted: boolean
  dependence: string
}

function readExpectations(text: string): Expectation[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const match = /^(not )?(\d+) -> (\d+) (?:(control)|data (\S+))$/.exec(line)
      if (!match) throw new Error(`Not an expectation: ${line}`)
      const [, not, to, from, control, variable] = match
      return { text: line, wanted: !not, dependence: `${to} ${from} ${control ?? variable}` }
    })
}

function foundDependences(code: string, file: string): Set<string> {
  const { procedures } = dependenceGraph(code, languageOfFile(file)!)
  const lines = new Map(procedures.flatMap((p) => p.statements).map((s) => [s.id, s.startLine]))
  const found = new Set<string>()
  for (const { from, to, kind, variable } of procedures.flatMap((p) => p.dependences)) {
    const ends = `${lines.get(to)} ${lines.get(from)}`
    found.add(kind === 'control' ? `${ends} control` : `${ends} ${variable!.replace(/[.[].*/, '')}`)
  }
  return found
}

for (const language of readdirSync(root)) {
  describe(`dependences in ${language}`, () => {
    for (const file of readdirSync(`${root}${language}`).filter((name) => !name.endsWith('.deps'))) {
      const path = `${root}${language}/${file}`
      const expectations = readExpectations(readFileSync(path.replace(/\.\w+$/, '.deps'), 'utf8'))
      it(`${file}: ${expectations.length} dependences`, () => {
        const found = foundDependences(readFileSync(path, 'utf8'), file)
        const wrong = expectations.filter(({ wanted, dependence }) => found.has(dependence) !== wanted)
        expect(wrong.map(({ text }) => text)).toEqual([])
        expect(expectations.length).toBeGreaterThan(0)
      })
    }
  })
}
