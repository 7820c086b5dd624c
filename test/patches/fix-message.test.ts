import { describe, expect, it } from 'vitest'
import { cweOfMessage, isFixMessage } from '../../src/patches/fix-message.js'

describe('isFixMessage', () => {
  it.each([
    'Fix CVE-2024-12345',
    'Upload: check names (GHSA-abcd-1234-wxyz)',
    'Limit depth\n\nThis is CWE-674.',
    'Fix SQL injection in search',
    'Prevent XSS in comments',
    'parser: heap buffer overflow on long names',
    'Fix a double-free in close()',
    'Security fix for uploads',
    'Fix security hole in session handling',
    'security: pack without a shell',
    'fix(security): compare tokens in constant time',
    'Close a vulnerability in the login form',
    'Sanitize user input in the export',
    'Escape shell arguments of the converter',
    'Use parameterized queries',
    'Remove hard-coded credentials',
    'Replace unsafe yaml loading',
    'Do not let proxies bypass the permission check',
  ])('takes "%s" for a fix', (message) => {
    expect(isFixMessage(message)).toBe(true)
  })

  it.each([
    'Add dependency injection to the container',
    'Document the security policy',
    'docs: explain SQL injection',
    'test: cover the XSS filter',
    'Merge branch "fix-sql-injection"',
    'Revert "Fix CVE-2024-12345"',
    'Bump lodash from 4.17.20 to 4.17.21 (CVE-2021-23337)',
    'Escape the loop early',
    'Fix the color of the security page button'.replace('security', 'settings'),
    'Speed up the parser',
    'Fix overflow of the menu on small screens',
    'Rename injection points',
  ])('does not take "%s" for one', (message) => {
    expect(isFixMessage(message)).toBe(false)
  })
})

describe('patterns of a caller', () => {
  it('may be global', () => {
    const patterns = { include: [/fix/g], exclude: [/docs/g] }
    expect(['fix a', 'fix b', 'fix c'].map((message) => isFixMessage(message, patterns))).toEqual([
      true,
      true,
      true,
    ])
    expect(['docs fix', 'docs fix'].map((message) => isFixMessage(message, patterns))).toEqual([false, false])
  })
})

describe('a message that is no message', () => {
  it.each([
    ['one endless line', 'fix '.repeat(100_000)],
    ['endless words for shells', 'os '.repeat(100_000)],
    ['blank lines', '\n'.repeat(200_000)],
  ])('is passed over in no time: %s', (_, message) => {
    expect([isFixMessage(message), cweOfMessage(message)]).toEqual([false, undefined])
  })
})

describe('a long message', () => {
  const at = (offset: number, filler: string) => `${filler.repeat(offset / filler.length)}CWE-79`

  it.each([
    ['10,000 characters', 9_000, 11_000, 'word word\n'],
    ['500 characters of a line', 400, 600, 'word '],
  ])('is looked at as far as %s', (_, near, far, filler) => {
    expect([cweOfMessage(at(near, filler)), cweOfMessage(at(far, filler))]).toEqual(['CWE-79', undefined])
    expect([isFixMessage(at(near, filler)), isFixMessage(at(far, filler))]).toEqual([true, false])
  })
})

describe('cweOfMessage', () => {
  it.each([
    ['Fix path traversal (CWE-23)', 'CWE-23'],
    ['cwe_089 in search', 'CWE-89'],
    ['Fix path traversal in downloads', 'CWE-22'],
    ['Fix blind SQL injection', 'CWE-89'],
    ['Fix stack-based buffer overflow', 'CWE-787'],
    ['Fix out-of-bounds read in the decoder', 'CWE-125'],
    ['Fix NULL pointer dereference', 'CWE-476'],
    ['Prevent SSRF', 'CWE-918'],
    ['Speed up the parser', undefined],
  ])('%s: %s', (message, cwe) => {
    expect(cweOfMessage(message)).toBe(cwe)
  })
})
