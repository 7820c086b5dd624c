/**
 * Words of prose and code, made comparable: identifiers are split (`safe_load`, `parseXML`), case is folded, function words are
 * left out and endings are cut. Used by the default embedder and by the word index of the cause facet, which must agree.
 */

/** What counts as one run of text to be split further: letters, digits, underscores and dollar signs. */
const RUN = /[\p{L}\p{N}_$]+/gu

/** Where an identifier changes from one word to the next: `fooBar`, `XMLReader`; digits stay with the letters before them. */
const HUMP = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u

/** English function words: they say how a sentence is built, not what it is about. */
const functionWords = new Set(
  `a about above after again against all also although always am an and another any are as at be because been before
  being below between both but by can cannot could did do does doing done down during each either else etc even ever
  every few for from further get gets had has have having he her here hers him his how however i if in instead into is
  it its itself just least less like made make makes many may me might more most much must my neither no nor not now of
  off often on once one only or other others otherwise our ours out over own per perhaps rather really same shall she
  should since so some such than that the their theirs them then there therefore these they this those through thus to
  too two under until up upon us very was we well were what when where whereas whether which while who whom whose why
  will with within without would yet you your yours`.split(/\s+/),
)

/** Runs whose words are remembered: texts repeat their vocabulary, and splitting and stemming are the slow part. */
const remembered = new Map<string, readonly string[]>()
const mostRemembered = 50_000
const longestRemembered = 40

/** The words of a text in order, with repetitions. Pure numbers and single characters are left out. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const run of text.match(RUN) ?? []) {
    let known = remembered.get(run)
    if (known === undefined) {
      known = wordsOfRun(run)
      if (remembered.size >= mostRemembered) remembered.clear()
      if (run.length <= longestRemembered) remembered.set(run, known)
    }
    for (const word of known) words.push(word)
  }
  return words
}

function wordsOfRun(run: string): string[] {
  const words: string[] = []
  for (const part of run.split(/[_$]+/)) {
    for (const piece of part.split(HUMP)) {
      const word = piece.toLowerCase()
      if (word.length < 2 || functionWords.has(word) || /^\p{N}+$/u.test(word)) continue
      words.push(stem(word))
    }
  }
  return words
}

/** Endings from long to short, each with what takes its place; the first that fits and leaves enough of a stem is cut. */
const endings: readonly (readonly [ending: string, replacement: string])[] = [
  ['ization', 'iz'],
  ['isation', 'iz'],
  ['ational', 'at'],
  ['ation', 'at'],
  ['izing', 'iz'],
  ['ising', 'iz'],
  ['ized', 'iz'],
  ['ised', 'iz'],
  ['izer', 'iz'],
  ['iser', 'iz'],
  ['ator', 'at'],
  ['ating', 'at'],
  ['ated', 'at'],
  ['ion', ''],
  ['ize', 'iz'],
  ['ise', 'iz'],
  ['ate', 'at'],
  ['able', ''],
  ['ible', ''],
  ['ment', ''],
  ['ness', ''],
  ['ing', ''],
  ['ed', ''],
  ['er', ''],
  ['al', ''],
  ['ly', ''],
  ['e', ''],
]

const shortestStem = 3

/**
 * Cuts the ending of a lower-case English word: a light relative of Porter's stemmer (An algorithm for suffix stripping, 1980)
 * that brings `injected`, `injection` and `injects`, or `deserialise` and `deserialization`, to one form. Forms are for comparing,
 * not for reading. Words with digits (`md5`, `sha256`) stay as they are.
 */
export function stem(word: string): string {
  if (word.length <= shortestStem || !/^[a-z]+$/.test(word)) return word
  let stemmed = word
  if (stemmed.endsWith('sses')) stemmed = stemmed.slice(0, -2)
  else if (stemmed.endsWith('ies') && stemmed.length > 4) stemmed = `${stemmed.slice(0, -3)}y`
  else if (stemmed.endsWith('s') && !/(?:ss|us|is)$/.test(stemmed)) stemmed = stemmed.slice(0, -1)
  for (const [ending, replacement] of endings) {
    if (!stemmed.endsWith(ending) || stemmed.length - ending.length < shortestStem) continue
    stemmed = stemmed.slice(0, -ending.length) + replacement
    break
  }
  // `logg` of `logging`, `overflowed`: a doubled consonant before a cut ending goes too.
  if (stemmed.length > shortestStem && /([bdfgmnprt])\1$/.test(stemmed)) stemmed = stemmed.slice(0, -1)
  return stemmed.endsWith('y') && stemmed.length > shortestStem ? `${stemmed.slice(0, -1)}i` : stemmed
}
