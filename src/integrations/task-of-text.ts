import { type CodingTask, splitFences } from '../analysis/index.js'
import { languageOfFile, resolveNamedLanguage } from '../languages/index.js'

/**
 * The coding task that a person puts into words: fenced code is the code at hand, the rest says what is asked for.
 *
 * @param texts what the person wrote, oldest first; the task is the last text, and earlier ones only tell the language
 * @param language of the code to write, where the caller knows it
 * @returns undefined where there is no text, or where neither caller nor texts tell the language
 */
export function taskOfTexts(texts: readonly string[], language?: string): CodingTask | undefined {
  const last = texts.at(-1)?.replace(/\r\n?/g, '\n')
  if (last === undefined || last.trim() === '') return undefined
  const known = language ?? languageOfTexts(texts)
  if (known === undefined) return undefined

  const { blocks, prose } = splitFences(last)
  const code = blocks.map((block) => block.code).join('\n\n')
  if (`${prose}${code}`.trim() === '') return undefined
  return {
    language: known,
    ...(prose.trim() !== '' && { description: prose.trim() }),
    ...(code.trim() !== '' && { code }),
  }
}

/** The language that the latest text names; of one text, its fences say more than its words. */
function languageOfTexts(texts: readonly string[]): string | undefined {
  for (const text of texts.toReversed()) {
    const { blocks, prose } = splitFences(text.replace(/\r\n?/g, '\n'))
    const language =
      firstOf(blocks, ({ tag }) => resolveNamedLanguage(tag)) ??
      firstOf(prose.match(/[\w.+-]+/g) ?? [], (word) =>
        languageOfFile(word.endsWith('.') ? word.slice(0, -1) : word),
      ) ??
      languageOfWords(prose)
    if (language !== undefined) return language
  }
  return undefined
}

/** Single letters and everyday words count only where they can hardly mean anything else. */
const languageWords: readonly (readonly [RegExp, string])[] = [
  [/\bpython\b/i, 'python'],
  [/\btypescript\b/i, 'typescript'],
  [/\b(?:javascript|node\.?js)\b/i, 'javascript'],
  [/\bC\+\+/i, 'cpp'],
  [/\bC#/i, 'csharp'],
  [
    /\b(?:in (?:plain |ANSI )?|ANSI )C\b(?![+#'-])|\bC (?:function|program|code|library|source|struct|header)s?\b/,
    'c',
  ],
  [/\bjava\b/i, 'java'],
  [/\bgolang\b|\bin Go\b|\bGo (?:function|program|code|service|server)s?\b/, 'go'],
  [/\b(?:in Rust|Rust (?:function|program|code|crate))\b/, 'rust'],
  [/\bphp\b/i, 'php'],
  [/\bruby\b/i, 'ruby'],
  [/\bkotlin\b/i, 'kotlin'],
]

/** The language named first. */
function languageOfWords(prose: string): string | undefined {
  let best: { at: number; language: string } | undefined
  for (const [pattern, language] of languageWords) {
    const at = prose.search(pattern)
    if (at >= 0 && (best === undefined || at < best.at)) best = { at, language }
  }
  return best?.language
}

function firstOf<Item>(items: readonly Item[], find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
