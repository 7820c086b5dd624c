import { describe, expect, it } from 'vitest'
import { shortName } from '../../src/text/short-name.js'

describe('the short name of a CWE type', () => {
  it.each([
    ["Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')", 'SQL Injection'],
    ["Use of a Name ('old') in Another ('new') ", 'new'],
    ['Out-of-bounds Write', 'Out-of-bounds Write'],
    ["Broken ('')", "Broken ('')"],
    ["Open ('end", "Open ('end"],
    ["')", "')"],
    ['', ''],
  ])('of %j is %j', (name, short) => {
    expect(shortName(name)).toBe(short)
  })
})
