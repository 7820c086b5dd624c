import { describe, expect, it } from 'vitest'
import { apiTokens } from '../../src/retrieval/api-tokens.js'

describe('apiTokens', () => {
  it.each([
    [['cursor.execute'], ['cursor.execute', 'execute']],
    [['open'], ['open']],
    [
      ['yaml.load', 'yaml.load', 'json.load'],
      ['yaml.load', 'load', 'json.load'],
    ],
    [['std::string::copy'], ['std.string.copy', 'copy']],
    [
      ['stream->close', 'req?.body.toString'],
      ['stream.close', 'close', 'req.body.toString', 'toString'],
    ],
    [['', '.', '...f'], ['f']],
    [
      ['toString', 'tostring'],
      ['toString', 'tostring'],
    ],
  ])('makes of %j the tokens %j', (calls, tokens) => {
    expect(apiTokens(calls)).toEqual(tokens)
  })
})
