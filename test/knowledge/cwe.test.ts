import { describe, expect, it } from 'vitest'
import { compareCwe, cweEntry, cweRelation } from '../../src/knowledge/cwe.js'

describe('the CWE catalogue', () => {
  it('knows names and parents', () => {
    expect(cweEntry('CWE-787')).toEqual({
      cwe: 'CWE-787',
      name: 'Out-of-bounds Write',
      parents: ['CWE-119'],
    })
    expect(cweEntry('CWE-707')?.parents).toEqual([])
  })

  it('does not know what is not in the list', () => {
    expect(cweEntry('CWE-99999')).toBeUndefined()
    expect(cweEntry('constructor')).toBeUndefined()
    // Deprecated.
    expect(cweEntry('CWE-92')).toBeUndefined()
  })

  it.each([
    ['CWE-89', 'CWE-89', 'same'],
    ['CWE-943', 'CWE-89', 'parent'],
    ['CWE-89', 'CWE-943', 'child'],
    ['CWE-74', 'CWE-89', 'ancestor'],
    ['CWE-89', 'CWE-707', 'descendant'],
    ['CWE-89', 'CWE-787', 'none'],
    ['CWE-99999', 'CWE-89', 'none'],
  ] as const)('%s is to %s: %s', (a, b, relation) => {
    expect(cweRelation(a, b)).toBe(relation)
  })

  it('orders by number, not by text', () => {
    expect(['CWE-1004', 'CWE-89', 'CWE-22'].sort(compareCwe)).toEqual(['CWE-22', 'CWE-89', 'CWE-1004'])
  })
})
