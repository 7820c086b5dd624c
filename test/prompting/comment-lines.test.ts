import { describe, expect, it } from 'vitest'
import { commentLines } from '../../src/prompting/comment-lines.js'

describe('comments of a language', () => {
  it.each([
    ['python', '# a'],
    ['PowerShell', '# a'],
    ['ps1', '# a'],
    ['Dockerfile', '# a'],
    ['makefile', '# a'],
    ['hcl', '# a'],
    ['.tf', '# a'],
    ['Visual Basic', "' a"],
    ['vb.net', "' a"],
    ['sql', '-- a'],
    ['matlab', '% a'],
    ['css', '/* a */'],
    ['ocaml', '(* a *)'],
    ['html', '<!-- a -->'],
    ['typescript', '// a'],
    ['a language that nobody knows', '// a'],
  ])('%s: %s', (language, comment) => expect(commentLines(['a'], language)).toBe(comment))

  it.each([
    ['c', 'a \\', '// a \\ .'],
    ['c', 'a ??/', '// a ??/ .'],
    ['makefile', 'a \\ ', '# a \\ .'],
    ['vba', 'a _', "' a _ ."],
    ['vba', 'snake_', "' snake_"],
    ['php', 'a ?> b', '// a ? > b'],
    ['css', 'a */ b', '/* a * / b */'],
    ['ocaml', '(* a *) "b', "(* ( * a * ) ''b *)"],
    ['html', 'a --> b-', '<!-- a - -> b-  -->'],
  ])('%s: what would end or continue the comment is taken apart: %j', (language, line, comment) => {
    expect(commentLines([line], language)).toBe(comment)
  })

  it('declare no encoding in the first two lines', () => {
    expect(commentLines(['coding: x', 'coding=y', 'coding: z'], 'python')).toBe(
      '# coding : x\n# coding =y\n# coding: z',
    )
  })

  it('leave no blanks at the end of an empty line', () =>
    expect(commentLines(['', 'a'], 'c')).toBe('//\n// a'))
})
