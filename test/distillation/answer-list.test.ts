import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerItems } from '../../src/distillation/answer-list.js'

const rules = ['Use `a.b()` for every query.', 'Never call `c()` on outside data.']

describe('answerItems', () => {
  it.each([
    ['hyphens', '- Use `a.b()` for every query.\n- Never call `c()` on outside data.'],
    [
      'stars and an introduction',
      'Here are the rules:\n\n* Use `a.b()` for every query.\n* Never call `c()` on outside data.',
    ],
    ['bullets', '• Use `a.b()` for every query.\n• Never call `c()` on outside data.'],
    ['numbers', '1. Use `a.b()` for every query.\n2) Never call `c()` on outside data.'],
    ['numbers in parentheses', '(1) Use `a.b()` for every query.\n(2) Never call `c()` on outside data.'],
    ['letters', 'a) Use `a.b()` for every query.\nb) Never call `c()` on outside data.'],
    ['check boxes', '- [ ] Use `a.b()` for every query.\n- [x] Never call `c()` on outside data.'],
    ['a fence', '```markdown\n- Use `a.b()` for every query.\n- Never call `c()` on outside data.\n```'],
    ['JSON', '["Use `a.b()` for every query.", "Never call `c()` on outside data."]'],
    [
      'JSON in a fence',
      '```json\n["Use `a.b()` for every query.", "Never call `c()` on outside data."]\n```',
    ],
    [
      'JSON in a fence, with words around it',
      'Here:\n```json\n["Use `a.b()` for every query.", "Never call `c()` on outside data."]\n```\nHope this helps.',
    ],
    [
      'JSON within an object',
      '{\n  "rules": [\n    "Use `a.b()` for every query.",\n    "Never call `c()` on outside data."\n  ]\n}',
    ],
    [
      'JSON of objects',
      '[{"rule": "Use `a.b()` for every query.", "why": "It binds."}, {"rule": "Never call `c()` on outside data."}]',
    ],
    ['emphasis', '- **Use `a.b()`** for every query.\n- **Never** call `c()` on outside data.'],
    ['lines that go on', '- Use `a.b()`\n  for every query.\n- Never call `c()`\n  on outside data.'],
    [
      'groups',
      '## Queries\n- **Queries:**\n  - Use `a.b()` for every query.\n\n### Data\n  - Never call `c()` on outside data.',
    ],
    [
      'titles with their text below',
      '- **Queries**\n  Use `a.b()` for every query.\n- **Data**\n  Never call `c()`\n  on outside data.',
    ],
    ['lines between', '- Use `a.b()` for every query.\n---\n- Never call `c()` on outside data.\n***'],
    [
      'a closing remark without a blank line',
      '- Use `a.b()` for every query.\n- Never call `c()` on outside data.\nLet me know if you need more!',
    ],
    ['paragraphs', 'Use `a.b()` for every query.\n\nNever call `c()` on outside data.'],
    ['sentences on lines of their own', 'Use `a.b()` for every query.\nNever call `c()` on outside data.'],
    [
      'thinking before',
      '<think>\n- maybe this one?\n</think>\n- Use `a.b()` for every query.\n- Never call `c()` on outside data.',
    ],
    [
      'repetition',
      '- Use `a.b()` for every query.\n- Never call `c()` on outside data.\n- use a.b() for every query',
    ],
    ['Windows line ends', '- Use `a.b()` for every query.\r\n- Never call `c()` on outside data.\r\n'],
    [
      'a closing remark',
      '- Use `a.b()` for every query.\n- Never call `c()` on outside data.\n\nThese rules cover all cases.',
    ],
  ])('reads %s', (_, answer) => {
    expect(answerItems(answer)).toEqual(rules)
  })

  it('keeps names with underscores and double underscores', () => {
    expect(answerItems('- Define `__init__()` and use **`safe_load()`** there.')).toEqual([
      'Define `__init__()` and use `safe_load()` there.',
    ])
  })

  it.each([
    ['a refusal', "I'm sorry, but I can't help with that."],
    ['an empty list', '[]'],
    ['crumbs', '- yes\n- no'],
    ['an essay', `- ${'word '.repeat(400)}`],
    ['nothing', '  \n'],
    ['an introduction alone', 'Here are the rules:'],
  ])('finds nothing in %s', (_, answer) => {
    expect(answerItems(answer)).toEqual([])
  })

  it('never fails and never returns an item with a line break', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('-', '*', '1', '.', ' ', '\n', 'a', '`', '[', '"', '#', ':') }),
        (answer) => {
          for (const item of answerItems(answer)) expect(item).not.toMatch(/\n/)
        },
      ),
    )
  })
})
