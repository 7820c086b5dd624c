import { describe, expect, it } from 'vitest'
import { normalizeCwe, streamPatches } from '../../src/patches/index.js'
import { collect } from './collect.js'

describe('normalizeCwe', () => {
  it.each([
    ['cwe-089', 'CWE-89'],
    ['89', 'CWE-89'],
    [' CWE 89: SQL Injection', 'CWE-89'],
    ['CWE_79', 'CWE-79'],
    [787, 'CWE-787'],
    ['CWE-1234567', undefined],
    ['CWE-0', undefined],
    ['NVD-CWE-Other', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%j: %s', (text, cwe) => {
    expect(normalizeCwe(text)).toBe(cwe)
  })
})

describe('streamPatches', () => {
  it('leaves a patch out that lacks a text', async () => {
    const patch = { id: 'a', language: 'c', before: 'x', after: 'y' }
    const given = [patch, { ...patch, after: undefined }, null, { ...patch, id: 7 }]
    const { patches, skipped } = await collect(streamPatches(given as never))
    expect(patches).toEqual([patch])
    expect(skipped.map(({ reason, detail }) => [reason, detail])).toEqual([
      ['missing-field', 'The patch has no text "after".'],
      ['missing-field', 'The patch has no text "id".'],
      ['missing-field', 'The patch has no text "id".'],
    ])
  })
})
