import { lazyRequire } from './lazy-require.js'

/** Counts the tokens of a text as the model that will read it would. Must be pure: same text, same count. */
export type TokenCounter = (text: string) => number

interface Encoding {
  countTokens(text: string, options?: { disallowedSpecial?: Set<string> }): number
}

let encoding: Encoding | undefined

/**
 * The default {@link TokenCounter}: byte-pair encoding `o200k_base` of OpenAI's current models, from `gpt-tokenizer`.
 * The table (2 MB) is loaded at the first call. Other model families differ by some 10 to 20 %: pass the counter of the model in
 * use where a budget must hold exactly. Text that looks like a special token is counted as plain text.
 */
export const countTokens: TokenCounter = (text) => {
  encoding ??= lazyRequire<Encoding>('gpt-tokenizer/encoding/o200k_base', 'counting tokens')
  let tokens = 0
  for (const part of partsOf(text)) tokens += encoding.countTokens(part, { disallowedSpecial: new Set() })
  return tokens
}

/** Characters without a change between blank and not blank that are encoded as one. */
const longestRun = 1_000

/**
 * The text, cut within runs that are far longer than any word. Byte-pair encoding takes the square of the length of a run, so
 * that one megabyte without a blank would take minutes; each cut adds a token at most.
 */
function* partsOf(text: string): Generator<string> {
  let start = 0
  for (const { 0: run, index } of text.matchAll(/\S+|\s+/g)) {
    for (let cut = index + longestRun; cut < index + run.length; cut += longestRun) {
      yield text.slice(start, cut)
      start = cut
    }
  }
  yield text.slice(start)
}
