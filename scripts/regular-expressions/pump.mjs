// Runs a regular expression on texts that are made of its own parts, repeated: what makes a backtracking engine slow.
import { createRequire } from 'node:module'

// The parser that redos-detector comes with.
const { parse } = createRequire(createRequire(import.meta.url).resolve('redos-detector'))('regjsparser')

/** Characters that stand for their kinds. */
const samples = [...'abAB01 \t\n_-.,:;/\\"\'`(){}[]<>=+*%$#@!?&|^~é']

/** What stands behind the repeated part, so that the whole does not match. */
const tails = ['', '\n', '\n!', '!', 'a\n', '\u2028a', '\0x']

/** Length of text for expressions that are linear by reason rather than by a bound, in characters. */
const longLength = 20_000

/** Milliseconds for a text: a linear search takes a hundredth of it, one that takes the square of the length ten times of it. */
const slowAbove = 40

/**
 * Searches a text for which an expression takes more than linear time.
 *
 * @param longest length of text that it can meet; without it the time must not grow faster than the text
 * @returns a description of the text; undefined where none was found
 */
export function pumped({ pattern, flags }, longest) {
  const regex = new RegExp(pattern, flags)
  const { words, prefixes } = partsOf(pattern, flags)
  for (const prefix of prefixes) {
    for (const word of words) {
      for (const tail of tails) {
        const textOf = (length) => prefix + word.repeat(Math.ceil(length / word.length)) + tail
        const timeOf = (length) => Math.min(...[1, 2, 3].map(() => millisecondsOf(regex, textOf(length))))
        const length = longest ?? longLength
        if (millisecondsOf(regex, textOf(length)) <= slowAbove || timeOf(length) <= slowAbove) continue
        if (longest === undefined && timeOf(2 * length) < 3 * timeOf(length)) continue
        return `${JSON.stringify(prefix)}, then ${length} characters of ${JSON.stringify(word)}, then ${JSON.stringify(tail)}`
      }
    }
  }
  return undefined
}

/** Whether nothing in an expression repeats without bound, so that each place where a search begins costs a constant at most. */
export function isBounded({ pattern, flags }) {
  const isEndless = (node) =>
    (node.type === 'quantifier' && node.max === undefined) ||
    (Array.isArray(node.body) && node.body.some(isEndless))
  return !isEndless(treeOf(pattern, flags))
}

function treeOf(pattern, flags) {
  const options = { namedGroups: true, lookbehind: true, unicodePropertyEscape: true }
  return parse(pattern, flags.replace(/[^imsu]/g, ''), options)
}

function millisecondsOf(regex, text) {
  const start = performance.now()
  regex.lastIndex = 0
  if (regex.global) text.replace(regex, '')
  else regex.test(text)
  return performance.now() - start
}

/** Words to repeat, and what leads to each repetition of the expression. */
function partsOf(pattern, flags) {
  const words = new Set()
  const prefixes = new Set([''])
  const add = (word) => {
    if (word !== '' && word.length < 40) words.add(word)
  }
  const visit = (node, before) => {
    let at = before
    for (const child of Array.isArray(node.body) ? node.body : []) {
      visit(child, at)
      add(wordOf(child))
      if (node.type === 'alternative' || node.type === 'group') at += wordOf(child)
      add(at)
    }
    if (node.type === 'quantifier' && (node.max === undefined || node.max > 20)) {
      prefixes.add(before)
      add(before + wordOf(node.body[0]))
    }
    if (/^(?:character|value|dot)/.test(node.type)) {
      for (const sample of samplesOf(node)) {
        add(sample)
        add(before + sample)
      }
    }
  }
  visit(treeOf(pattern, flags), '')
  return { words: [...words], prefixes: [...prefixes] }
}

/** Characters that a node takes, few of them. */
function samplesOf(node) {
  if (node.type === 'value') return [String.fromCodePoint(node.codePoint)]
  const one = new RegExp(`^(?:${node.raw})$`)
  return samples.filter((sample) => one.test(sample)).slice(0, 8)
}

/** A short text that a node matches. */
function wordOf(node) {
  const all = () => node.body.map(wordOf).join('')
  switch (node.type) {
    case 'value':
      return String.fromCodePoint(node.codePoint)
    case 'alternative':
      return all()
    case 'disjunction':
      return wordOf(node.body[0])
    case 'group':
      return node.behavior === 'normal' || node.behavior === 'ignore' ? all() : ''
    case 'quantifier':
      return wordOf(node.body[0]).repeat(Math.min(Math.max(node.min, 0), 3))
    default:
      return /^(?:character|dot)/.test(node.type) ? (samplesOf(node)[0] ?? '') : ''
  }
}
