import { inputLimitDefaults } from './input-limits.js'

/**
 * Parses JSON from outside. What is nested deeper than `maxDepth` is refused: walking through it would overflow the stack.
 *
 * @throws SyntaxError with a message for people; the caller knows the place and makes a RescueError of it
 */
export function parseJson(text: string, maxDepth: number = inputLimitDefaults.jsonDepth): unknown {
  if (depthOf(text, maxDepth) > maxDepth) throw new SyntaxError(`it is nested more than ${maxDepth} deep`)
  return JSON.parse(text)
}

/** How deep arrays and objects are nested in a text of JSON; counts no further than one beyond `enough`. */
function depthOf(text: string, enough: number): number {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length && deepest <= enough; at++) {
    const sign = text.charCodeAt(at)
    if (sign === quote) at = endOfString(text, at)
    else if (sign === openBracket || sign === openBrace) deepest = Math.max(deepest, ++depth)
    else if (sign === closeBracket || sign === closeBrace) depth--
  }
  return deepest
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [...'"\\[]{}'].map((sign) =>
  sign.charCodeAt(0),
)

/** Where the string that begins at `start` ends; the end of the text where nothing closes it. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === backslash) slashes++
    if (slashes % 2 === 0) return at
  }
  return text.length
}
