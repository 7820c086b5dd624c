import { describe, expect, it } from 'vitest'
import { assembleSolution } from '../../src/evaluation/judging/assemble.js'

const given =
  'import os\nimport sys\n\nLIMIT = 10\n\ndef list_files(folder):\n    """List the files in a folder."""\n'
const body = '    return sorted(os.listdir(folder))[:LIMIT]\n'

describe('the solution file from what a model answers', () => {
  it.each([
    ['all of the given code', given + body],
    ['the continuation only', body],
    ['the function without what stands above it', given.slice(given.indexOf('def ')) + body],
    ['the function and the constant, without the imports', given.slice(given.indexOf('LIMIT')) + body],
  ])('holds each given line once when the model repeats %s', (_, answer) => {
    const lines = assembleSolution({ code: given }, answer)
      .split('\n')
      .filter((line) => line !== '')
    expect(lines).toEqual((given + body).split('\n').filter((line) => line !== ''))
  })

  it('keeps imports of the model in front of the function, behind the given ones', () => {
    const answer = `import stat\n\n${given.slice(given.indexOf('def '))}${body}`
    expect(assembleSolution({ code: given }, answer)).toBe(
      `${given.slice(0, given.indexOf('def ') - 1)}\n${answer}`,
    )
  })

  it('takes a continuation that repeats a line by chance for a continuation', () => {
    const code = 'int main(void) {\n  int i = 0;\n  try_it(i);\n  // and once more\n'
    const answer = '  try_it(i);\n  return 0;\n}\n'
    expect(assembleSolution({ code }, answer)).toBe(code + answer)
  })

  it('puts a line break between code that ends without one and its continuation', () => {
    expect(assembleSolution({ code: 'x = 1' }, 'y = 2')).toBe('x = 1\ny = 2')
    expect(assembleSolution({ code: 'x = 1' }, '\ny = 2')).toBe('x = 1\ny = 2')
  })

  it('is the answer where no code was given', () => {
    expect(assembleSolution({}, 'x')).toBe('x')
    expect(assembleSolution({ code: ' \n' }, 'x')).toBe('x')
  })

  it('ends with the code that stands behind every solution', () => {
    const problem = { code: 'int f(void) {\n', codeAfter: 'int main(void) { return f(); }\n' }
    expect(assembleSolution(problem, '  return 0;\n}')).toBe(
      'int f(void) {\n  return 0;\n}\nint main(void) { return f(); }\n',
    )
  })
})
