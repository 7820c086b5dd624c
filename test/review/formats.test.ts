import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import AjvDraft4 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import {
  type Finding,
  type Review,
  reviewAnnotations,
  reviewJson,
  reviewMarkdown,
  reviewSarif,
} from '../../src/review/index.js'

const finding: Finding = {
  fingerprint: '0123456789abcdef',
  cwe: 'CWE-89',
  name: "SQL ('SQL Injection')",
  file: 'src/my shop/a,b:c.py',
  function: 'find',
  language: 'python',
  code: 'secret text of the function',
  startLine: 7,
  endLine: 9,
  score: 0.25,
  calls: [{ qualified: 'db.execute', line: 8 }],
  guidelines: [
    'Bind values with `execute(sql, [values])`, never 100% by hand.',
    'Use {braces} and [links](x).',
  ],
  example: { id: 'e1', language: 'python', code: 'x = """\n```\n"""\n' },
  others: [{ cwe: 'CWE-78', name: 'OS Command Injection' }],
}
const module: Finding = {
  ...finding,
  function: '<module>',
  calls: [],
  others: [],
  fingerprint: 'f'.repeat(16),
}
const { example: _, ...bare } = finding
const hostile: Finding = {
  ...bare,
  file: 'a`b\n::error::x.js',
  name: '<script>alert(1)</script>\n# big @everyone',
  guidelines: ['<img src=x onerror=alert(1)> ![x](http://example.org/x.png)\n\n# heading'],
  opinion: { present: 'yes', reason: '[link](http://example.org) %0A::error::no' },
}
const reviewOf = (...findings: Finding[]): Review => ({
  findings,
  functions: 4,
  known: 1,
  skipped: [{ file: 'a.rb', reason: 'unsupported-language' }],
})

describe('SARIF', () => {
  const ajv = new AjvDraft4.default({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)

  it.each([
    ['no finding', reviewOf()],
    ['findings', reviewOf(finding, module, hostile)],
  ])('of %s is valid by the schema of OASIS', (_name, review) => {
    validate(reviewSarif(review))
    expect(validate.errors).toBeNull()
  })

  it('would be refused by the schema with a wrong level', () => {
    const log = JSON.parse(JSON.stringify(reviewSarif(reviewOf(finding))))
    log.runs[0].results[0].level = 'fatal'
    expect(validate(log)).toBe(false)
  })

  it('says note, where, by which rule, and what identifies the finding', () => {
    const [run] = reviewSarif(reviewOf(finding, module)).runs
    expect(run?.tool.driver.rules).toHaveLength(1)
    expect(run?.results?.[0]).toMatchObject({
      ruleId: 'CWE-89',
      ruleIndex: 0,
      level: 'note',
      partialFingerprints: { 'rescueFinding/v1': '0123456789abcdef' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/my%20shop/a%2Cb%3Ac.py' },
            region: { startLine: 7, endLine: 9 },
          },
          logicalLocations: [{ name: 'find' }],
        },
      ],
    })
  })

  it('escapes what would be a link or a placeholder in a message', () => {
    const [run] = reviewSarif(reviewOf(finding)).runs
    expect(run?.results?.[0]?.message.text).toContain('Use {{braces}} and \\[links\\](x).')
  })
})

describe('GitHub annotations', () => {
  it('are one notice a finding, with everything escaped that ends a property or a line', () => {
    const lines = reviewAnnotations(reviewOf(finding, hostile)).split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(
      /^::notice file=src\/my shop\/a%2Cb%3Ac\.py,line=7,endLine=9,title=CWE-89 SQL \('SQL Injection'\)::/,
    )
    expect(lines[0]).toContain('never 100%25 by hand.%0A- Use')
    expect(lines[1]).toMatch(/^::notice file=a`b%0A%3A%3Aerror%3A%3Ax\.js,/)
  })

  it('are empty where nothing was found', () => {
    expect(reviewAnnotations(reviewOf())).toBe('')
  })
})

describe('Markdown', () => {
  it('shows where, why, the rules and an example whose fence the code cannot close', () => {
    const text = reviewMarkdown(reviewOf(finding))
    expect(text).toContain("## CWE-89 SQL ('SQL Injection')\n\n`src/my shop/a,b:c.py:7`, `find`")
    expect(text).toContain('`db.execute` (line 8)')
    expect(text).toContain('- Bind values with `execute(sql, [values])`, never')
    expect(text).toContain('````python\nx = """\n```\n"""\n````')
    expect(text).toContain('Also possible here: CWE-78 (OS Command Injection).')
    expect(text).toContain('1 finding of the baseline stays quiet')
    expect(text).toContain('`a.rb`: its language is not supported')
  })

  it('lets no text of the base make markup', () => {
    const text = reviewMarkdown(reviewOf(hostile))
    expect(text).not.toMatch(/<(script|img)/)
    expect(text.replace(/\\./g, '')).not.toMatch(/!\[|\]\(/)
    expect(text).not.toContain('@everyone')
    expect(text.split('\n').filter((line) => line.startsWith('# '))).toEqual([
      '# Security guidance for this change',
    ])
    expect(text).toContain('`` a`b ::error::x.js:7 ``')
  })

  it('says so where there is nothing to say', () => {
    expect(reviewMarkdown({ findings: [], functions: 1, known: 0, skipped: [] })).toContain(
      '1 changed function looked at; the knowledge base has nothing new to say about it.',
    )
  })
})

describe('JSON', () => {
  it('has every finding without the code', () => {
    const json = JSON.parse(reviewJson(reviewOf(finding)))
    const { code: _code, ...rest } = finding
    expect(json).toEqual({
      functions: 4,
      known: 1,
      skipped: [{ file: 'a.rb', reason: 'unsupported-language' }],
      findings: [rest],
    })
  })
})
