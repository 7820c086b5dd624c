import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Weakness } from '../../src/index.js'
import { lineHtml } from '../../src/pages/code-view.js'
import { type CweNode, cweTree } from '../../src/pages/cwe-tree.js'
import { highlight } from '../../src/pages/highlight.js'
import { html, trusted } from '../../src/pages/html.js'

/** Text that is rich in what highlighting looks for. */
const code = fc
  .array(
    fc.constantFrom(
      '"',
      "'",
      '"""',
      '`',
      '/*',
      '*/',
      '//',
      '#',
      '\\',
      '\n',
      ' ',
      'if',
      'name',
      '(',
      '12',
      '<',
      '&',
      'é',
      '\t',
    ),
  )
  .map((parts) => parts.join(''))

describe('html', () => {
  it('escapes data in text and attributes, and keeps markup of its own', () => {
    expect(html`<b title="${'"<&>\''}">${'<i>'}${html`<i>${1}</i>`}</b>`.toString()).toBe(
      '<b title="&quot;&lt;&amp;&gt;&#39;">&lt;i&gt;<i>1</i></b>',
    )
  })

  it('leaves out undefined and false, and joins lists', () => {
    expect(html`${undefined}${false}${[html`a`, trusted('<br>')]}`.toString()).toBe('a<br>')
  })

  it('never lets any text open a tag or leave an attribute', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(html`${text}`.toString())))
  })

  it('takes nothing for markup that only looks like it', () => {
    const fake = JSON.parse('{"text":"<b>","html":"<b>"}') as string
    expect(html`${fake}`.toString()).not.toContain('<b>')
  })
})

describe('highlight', () => {
  it.each(['python', 'javascript', 'typescript', 'c', 'cpp', 'cobol'])(
    'loses no character of %s',
    (language) => {
      fc.assert(
        fc.property(code, (text) => {
          const lines = highlight(text, language).map((tokens) => tokens.map((token) => token.text).join(''))
          expect(lines.join('\n')).toBe(text)
        }),
      )
    },
  )

  it('knows comments, strings, numbers, keywords and calls', () => {
    const [line] = highlight('if x(1, "a"):  # why', 'python')
    expect(line?.filter(({ kind }) => kind !== 'plain').map(({ kind, text }) => [kind, text])).toEqual([
      ['keyword', 'if'],
      ['call', 'x'],
      ['number', '1'],
      ['string', '"a"'],
      ['comment', '# why'],
    ])
  })

  it('goes on with a comment or string over lines', () => {
    expect(highlight('/* a\nb */ c', 'c').map((tokens) => tokens[0]?.kind)).toEqual(['comment', 'comment'])
    expect(highlight('"""a\nb', 'python').map((tokens) => tokens[0]?.kind)).toEqual(['string', 'string'])
  })

  it('marks any part of a line without changing its text', () => {
    fc.assert(
      fc.property(code, fc.nat(12), fc.nat(12), (text, a, b) => {
        const [tokens = []] = highlight(text.replaceAll('\n', ' '), 'c')
        const whole = lineHtml(tokens, { from: Math.min(a, b), to: Math.max(a, b) }).join('')
        expect(whole.replace(/<\/?mark>/g, '').replace(/<\/i><i class="\w+">/g, '')).toBe(
          lineHtml(tokens)
            .join('')
            .replace(/<\/i><i class="\w+">/g, ''),
        )
      }),
    )
  })
})

describe('cweTree', () => {
  const weakness = (cwe: string, parents: string[]): Weakness => ({
    cwe,
    name: cwe,
    parents,
    causes: [],
    guidelines: [],
  })
  const shape = (nodes: readonly CweNode[]): unknown =>
    nodes.map((node) =>
      node.children.length > 0 ? [node.weakness.cwe, shape(node.children)] : node.weakness.cwe,
    )

  it('puts each type below the nearest more general one of the base, and the uppermost below their pillar', () => {
    const tree = cweTree([
      weakness('CWE-564', ['CWE-89']),
      weakness('CWE-89', ['CWE-943']),
      weakness('CWE-74', ['CWE-707']),
      weakness('CWE-787', ['CWE-119']),
    ])
    expect(tree.map(({ cwe, children }) => [cwe, shape(children)])).toEqual([
      ['CWE-664', ['CWE-787']],
      ['CWE-707', [['CWE-74', [['CWE-89', ['CWE-564']]]]]],
    ])
  })

  it('shows every type once, also where the base names itself or a circle as parents', () => {
    const tree = cweTree([
      weakness('CWE-89', ['CWE-89']),
      weakness('CWE-90001', ['CWE-90002']),
      weakness('CWE-90002', ['CWE-90001']),
    ])
    const all = (nodes: readonly CweNode[]): string[] =>
      nodes.flatMap((node) => [node.weakness.cwe, ...all(node.children)])
    expect(tree.flatMap(({ children }) => all(children)).sort()).toEqual(['CWE-89', 'CWE-90001', 'CWE-90002'])
  })
})
