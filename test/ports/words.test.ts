import { describe, expect, it } from 'vitest'
import { stem, wordsOf } from '../../src/ports/words.js'

describe('wordsOf', () => {
  it.each([
    ['camel case', 'readUserName', ['read', 'user', 'nam']],
    ['snake case and constants', 'MAX_LINE_LENGTH', ['max', 'lin', 'length']],
    ['acronyms', 'parseXMLDocument', ['pars', 'xml', 'docu']],
    ['digits stay with their letters', 'md5 SHA256 utf8', ['md5', 'sha256', 'utf8']],
    ['function words, numbers and single characters go', 'if the 42 a x sql', ['sql']],
    ['other scripts', 'größe 名前', ['größe', '名前']],
  ])('%s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })
})

describe('stem', () => {
  it.each([
    [['inject', 'injects', 'injected', 'injecting', 'injection', 'injections'], 'inject'],
    [['deserialize', 'deserialise', 'deserialization', 'deserializing', 'deserialized'], 'deserializ'],
    [['overflow', 'overflows', 'overflowed'], 'overflow'],
    [['query', 'queries'], 'queri'],
    [['log', 'logs', 'logged', 'logging'], 'log'],
    [['authenticate', 'authenticated', 'authentication'], 'authenticat'],
  ])('brings %j to one form', (words, form) => {
    expect(words.map(stem)).toEqual(words.map(() => form))
  })

  it('keeps short words and words with digits', () => {
    expect(['bus', 'css', 'md5', 'sha256s'].map(stem)).toEqual(['bus', 'css', 'md5', 'sha256s'])
  })
})
