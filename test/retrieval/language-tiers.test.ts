import { describe, expect, it } from 'vitest'
import { canonicalLanguage } from '../../src/languages/index.js'
import { guidelinesOf } from '../../src/retrieval/guidelines.js'
import { languageMatch } from '../../src/retrieval/language-tiers.js'

describe('languages by their many names', () => {
  it.each([
    ['Python3', 'python'],
    ['.tsx', 'typescript'],
    ['C++', 'cpp'],
    ['C#', 'csharp'],
    ['cs', 'csharp'],
    ['Golang', 'go'],
    ['rb', 'ruby'],
    [' PHP ', 'php'],
    ['Fortran', 'fortran'],
  ])('%s is %s', (name, canonical) => {
    expect(canonicalLanguage(name)).toBe(canonical)
  })

  it('compares C with C++ and JavaScript with TypeScript as related', () => {
    expect(languageMatch('c', 'cpp')).toBe('related')
    expect(languageMatch('javascript', 'typescript')).toBe('related')
    expect(languageMatch('java', 'javascript')).toBe('other')
  })

  it('gives rules for the language first, under any of its names', () => {
    const weakness = {
      ...{ cwe: 'CWE-89', name: 'SQL Injection', parents: [], causes: [] },
      guidelines: [
        { text: 'In Python ...', origin: 'curated' as const, languages: ['python'] },
        { text: 'Everywhere ...', origin: 'curated' as const },
        { text: 'In C# and Go ...', origin: 'curated' as const, languages: ['csharp', 'go'] },
      ],
    }
    const rules = (language: string) =>
      guidelinesOf(weakness, canonicalLanguage(language)).map(({ text }) => text)
    for (const language of ['C#', 'golang'])
      expect(rules(language)).toEqual(['In C# and Go ...', 'Everywhere ...'])
    expect(rules('py')).toEqual(['In Python ...', 'Everywhere ...'])
    expect(rules('cobol')).toEqual(['Everywhere ...'])
  })
})
