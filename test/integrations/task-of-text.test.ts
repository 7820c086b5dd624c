import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { taskOfTexts } from '../../src/integrations/task-of-text.js'

describe('taskOfTexts', () => {
  it('takes fenced code as the code at hand and the rest as what is asked for', () => {
    const text = 'Finish this:\r\n\r\n```py\r\ndef find(db, name):\r\n```\r\n\r\nIt looks up a user.'
    expect(taskOfTexts([text])).toEqual({
      language: 'python',
      description: 'Finish this:\n\n\nIt looks up a user.',
      code: 'def find(db, name):',
    })
  })

  it.each([
    ['Write it in Python, please.', 'python'],
    ['Add an endpoint to server.ts that returns the file.', 'typescript'],
    ['A Node.js handler for uploads', 'javascript'],
    ['Copy the name into the buffer, in C.', 'c'],
    ['Write a C function that parses a header.', 'c'],
    ['Write a C++ class for packets.', 'cpp'],
    ['Port this C# service.', 'csharp'],
    ['Fix src/net/parse.c so that it compiles.', 'c'],
    ['Translate the JavaScript code to Python.', 'javascript'],
    ['```ts\nconst a = 1\n```\nDo the same as in the Python version.', 'typescript'],
    ['Here is the log:\n```json\n{}\n```\nWrite a Python script that reads it.', 'python'],
    ['A Rust crate and a Go server', 'rust'],
  ])('tells the language of %j: %s', (text, language) => {
    expect(taskOfTexts([text])?.language).toBe(language)
  })

  it.each([
    'Make it faster.',
    'Plan C is to go home.',
    'I see, thanks for the C.',
    'e.g. rewrite it',
    '',
    '  \n',
  ])('sees no task in %j, where no language is named', (text) => {
    expect(taskOfTexts([text])).toBeUndefined()
  })

  it('takes the language of an earlier text where the last one names none', () => {
    const texts = ['Write a Java server.', 'No, use Python instead.', 'Now add uploads.']
    expect(taskOfTexts(texts)).toEqual({ language: 'python', description: 'Now add uploads.' })
  })

  it('prefers the language that the caller knows', () => {
    expect(taskOfTexts(['Port this Python script.'], 'c')?.language).toBe('c')
  })

  it('has no task without any text', () => {
    expect(taskOfTexts([])).toBeUndefined()
    expect(taskOfTexts([' '], 'c')).toBeUndefined()
  })

  it('finds words or code in every task', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '`', '```', '~~~', '\n', '\r', ' ', 'py') })
    fc.assert(
      fc.property(texts, (text) => {
        const task = taskOfTexts([text], 'python')
        if (task) expect(`${task.description ?? ''}${task.code ?? ''}`.trim()).not.toBe('')
        else expect(text.replaceAll(/[`~\s]|py|a/g, '')).toBe('')
      }),
    )
  })
})
