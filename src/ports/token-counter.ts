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
  return encoding.countTokens(text, { disallowedSpecial: new Set() })
}
