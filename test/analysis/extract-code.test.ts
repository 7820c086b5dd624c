import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractCode } from '../../src/analysis/extract-code.js'

const fence = '```'

describe('extractCode', () => {
  it('knows a language that it cannot parse by all its names', () => {
    const answer = `${fence}bash\ndotnet run --project a/rather/long/path\n${fence}\n${fence}cs\nvar a = 1;\n${fence}\n${fence}\nvar a = 1; // without a tag\n${fence}`
    expect(extractCode(answer, 'C#')).toBe('var a = 1;')
  })

  it('takes the fenced block and leaves the prose', () => {
    const answer = `Here you are:\n\n${fence}python\ndef f():\n    return 1\n${fence}\n\nIt returns 1.`
    expect(extractCode(answer, 'python')).toBe('def f():\n    return 1')
  })

  it('prefers a block in the language of the task, under any of its names', () => {
    const answer = `${fence}bash\nnpm install some-package --save-exact --no-audit\n${fence}\n${fence}js\nrun()\n${fence}`
    expect(extractCode(answer, 'javascript')).toBe('run()')
  })

  it('takes the largest of several blocks in the language', () => {
    const answer = `${fence}c\nint x;\n${fence}\n${fence}c\nint main(void) { return 0; }\n${fence}`
    expect(extractCode(answer, 'c')).toBe('int main(void) { return 0; }')
  })

  it('takes a block without a language before one in another language', () => {
    const answer = `${fence}json\n{"a": 1, "b": [1, 2, 3, 4]}\n${fence}\n${fence}\nf()\n${fence}`
    expect(extractCode(answer, 'python')).toBe('f()')
  })

  it('reads to the end where the fence is never closed, as in an answer that was cut off', () => {
    expect(extractCode(`${fence}python\ndef f():\n    return`, 'python')).toBe('def f():\n    return')
  })

  it('keeps indentation, blank lines and shorter fences inside', () => {
    const code = `    text = """\n${fence}\n    """\n\n    return text`
    expect(extractCode(`${fence}${fence}python\n${code}\n${fence}${fence}`, 'python')).toBe(code)
  })

  it('knows tildes, attributes after the language, and fences inside a list item', () => {
    expect(extractCode('~~~python\nf()\n~~~', 'python')).toBe('f()')
    expect(extractCode(`${fence}python title="a.py"\nf()\n${fence}`, 'python')).toBe('f()')
    expect(extractCode(`1. Do:\n\n   ${fence}python\n   if a:\n       f()\n   ${fence}`, 'python')).toBe(
      'if a:\n    f()',
    )
  })

  it('does not take inline code for a fence', () => {
    const answer = `Use ${fence}f()${fence} as\n${fence}g()${fence}\n${fence}python\nh()\n${fence}`
    expect(extractCode(answer, 'python')).toBe('h()')
  })

  it('drops the reasoning that some models print first', () => {
    const answer = `<think>\n${fence}python\nwrong()\nwrong()\n${fence}\n</think>\n${fence}python\nright()\n${fence}`
    expect(extractCode(answer, 'python')).toBe('right()')
  })

  it('takes code that comes without any fence, and leaves the sentences around it', () => {
    const code = 'import os\n\ndef remove(path):\n    os.remove(path)'
    expect(extractCode(code, 'python')).toBe(code)
    expect(extractCode(`Sure, this is the function.\n\n${code}\n\nIt removes a file.`, 'python')).toBe(code)
    expect(extractCode('    return db.execute(sql)', 'python')).toBe('    return db.execute(sql)')
  })

  it('works for a language without a parser', () => {
    expect(extractCode(`${fence}ruby\nputs 1\n${fence}`, 'ruby')).toBe('puts 1')
  })

  it.each([
    ['an excuse', 'I am sorry, but I cannot help with that.'],
    ['an explanation', 'First open the file, then read each line.\nFor more details see the manual.'],
    ['an empty block', `${fence}python\n\n${fence}`],
    ['a shell command', `${fence}bash\npip install flask\n${fence}`],
    ['nothing', '  '],
  ])('rejects %s', (_, answer) => {
    expect(() => extractCode(answer, 'python')).toThrow(expect.objectContaining({ code: 'MODEL_ANSWER' }))
  })

  it('gives back whatever stands in a fence', () => {
    const line = fc.string().filter((text) => !/[`~\r\n]/.test(text))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        fc.pre(lines.some((text) => text.trim() !== ''))
        const code = lines.join('\n')
        expect(extractCode(`${fence}python\n${code}\n${fence}`, 'python')).toBe(code)
      }),
    )
  })

  it('never fails with anything but MODEL_ANSWER', () => {
    const piece = fc.constantFrom(
      '```',
      '~~~',
      '```py',
      '\n',
      '  ',
      'x = 1',
      'words',
      '<think>',
      '</think>',
      '`',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          expect(extractCode(pieces.join(''), 'python').trim()).not.toBe('')
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'MODEL_ANSWER' })
        }
      }),
    )
  })
})
