import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const script = fileURLToPath(new URL('../../scripts/check-regular-expressions.mjs', import.meta.url))

/** What `npm run check:regex` says about one file of source. */
function judge(source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'rescue-regex-'))
  writeFileSync(join(folder, 'code.ts'), source)
  const { stderr } = spawnSync(process.execPath, [script, '--src', folder], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  // Here no exception is met, so each is reported as not needed.
  return stderr.split('\n').filter((line) => line !== '' && !line.startsWith('The exception of'))
}

describe('npm run check:regex', () => {
  it.each([
    ['exponential', 'export const x = /^(a+)+$/'],
    ['quadratic within', 'export const x = /^a*a*$/'],
    ['quadratic by where a search begins', String.raw`export const x = /\s+$/`],
    ['in RegExp of a constant', "export const x = new RegExp('^(a+)+$', 'i')"],
    ['built of a variable', 'export const x = (name: string) => new RegExp(name)'],
    ['called without new', "export const x = (name: string) => RegExp('^' + name)"],
  ])('refuses an expression that is %s', (_, source) => {
    expect(judge(source).join('\n')).toMatch(/code\.ts:1 /)
  })

  it('clears linear ones', () => {
    const source = String.raw`export const x = [/^\s*a\s*$/, /\d{1,9}/g, /(?<name>"[^"]*"?)/y, new RegExp('ab?c')]`
    expect(judge(source)).toEqual([])
  })
})
